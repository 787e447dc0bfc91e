"""An event that is being dragged: the date it would get, and what is said of it."""

import datetime as dt
from collections.abc import Iterator
from contextlib import closing

import pytest
from pytestqt.qtbot import QtBot

from helpers.open_story import open_story, priced_story
from helpers.story import event_of
from tickertale.domain.event import SessionOverride
from tickertale.session.opening import new_session
from tickertale.session.session import Session
from tickertale.viewmodels.chart.chart import TimeAxis
from tickertale.viewmodels.chart.event_grip import EventGrip, EventPart, EventPull
from tickertale.viewmodels.timeline.event_drag import EventDragState
from tickertale.viewmodels.timeline.timeline import TimelineViewModel

# Prices of weekdays from 1 October 2024 on; 2025-02-14 is a Friday.
EVENTS = (
    event_of("friday", when="2025-02-14"),
    event_of("sunday", when="2025-02-16"),
    event_of("month", when="2025-02~"),
    event_of("period", when="2025-02-11/2025-02-13"),
    event_of("until", when="../2025-02-13"),
    event_of("timed", when="2025-02-13T20:00-05:00", zone="America/New_York"),
    event_of(
        "chosen",
        when="2025-02-14",
        session_override=(SessionOverride(mic="XHKG", session="2025-02-20", reason="rumor"),),
    ),
)


@pytest.fixture
def session() -> Iterator[Session]:
    with closing(open_story(events=EVENTS)) as opened:
        yield opened


@pytest.fixture
def model(session: Session) -> TimelineViewModel:
    return TimelineViewModel(session)


def pulled(
    model: TimelineViewModel,
    event_id: str,
    by: float,
    *,
    part: EventPart = EventPart.WHOLE,
    is_free: bool = False,
) -> EventDragState:
    model.drag.pull(EventPull(EventGrip(event_id, part), by, is_free))
    assert model.drag.state is not None
    return model.drag.state


@pytest.mark.parametrize(
    ("event_id", "by", "expected"),
    [
        ("friday", 0.3, "2025-02-14"),
        ("friday", 0.7, "2025-02-17"),
        ("friday", -4.2, "2025-02-10"),
        ("sunday", 0.4, "2025-02-16"),
        ("sunday", 1.0, "2025-02-18"),
        ("sunday", -0.8, "2025-02-14"),
        ("month", 20.0, "2025-03~"),
        ("month", 5.0, "2025-02~"),
        ("month", -15.0, "2025-01~"),
        ("period", 2.0, "2025-02-13/2025-02-15"),
        ("until", 2.0, "../2025-02-17"),
        ("timed", 1.0, "2025-02-16T20:00-05:00"),
        ("timed", 25.0, "2025-03-20T20:00-04:00"),
    ],
)
def test_events_snap_to_sessions_and_stay_as_precise(
    model: TimelineViewModel, event_id: str, by: float, expected: str
) -> None:
    state = pulled(model, event_id, by)
    assert state.when.edtf == expected
    before = next(event for event in EVENTS if event.id == event_id).when.edtf
    assert state.is_moved is (expected != before)


@pytest.mark.parametrize(
    ("part", "by", "expected"),
    [
        (EventPart.START, -2.0, "2025-02-07/2025-02-13"),
        (EventPart.START, 9.0, "2025-02-13/2025-02-13"),
        (EventPart.END, 2.0, "2025-02-11/2025-02-17"),
        (EventPart.END, -9.0, "2025-02-11/2025-02-11"),
    ],
)
def test_an_end_of_a_period_moves_alone(
    model: TimelineViewModel, part: EventPart, by: float, expected: str
) -> None:
    assert pulled(model, "period", by, part=part).when.edtf == expected


def test_calendar_time_has_days_between_sessions_for_those_who_want_them(
    model: TimelineViewModel,
) -> None:
    model.display.count_time_as(TimeAxis.CALENDAR)
    assert pulled(model, "friday", 2.0).when.edtf == "2025-02-17"
    assert pulled(model, "friday", 2.0, is_free=True).when.edtf == "2025-02-16"
    assert pulled(model, "friday", 1.0).when.edtf == "2025-02-14"
    assert pulled(model, "friday", 1.0, is_free=True).when.edtf == "2025-02-15"


def test_beyond_the_prices_an_event_goes_to_any_weekday(model: TimelineViewModel) -> None:
    last = model.reading.scale.last_position
    at = model.reading.anchors.by_id["friday"].first
    state = pulled(model, "friday", last - at + 5.0)
    assert state.when.first_day > model.reading.bars.dates[-1].item()
    assert state.when.first_day.weekday() < 5
    assert state.text.endswith("· the prices end earlier")


@pytest.mark.parametrize(
    ("event_id", "by", "expected"),
    [
        ("friday", 1.0, "Mon 17 Feb 2025 · reaction session HKEX 17 Feb"),
        ("month", 20.0, "about Mar 2025 · the date is known only to the month"),
        ("period", 2.0, "13–15 Feb 2025 · reaction session HKEX 13 Feb"),
        (
            "timed",
            1.0,
            "Sun 16 February 2025, 20:00 EST · reaction session HKEX 17 Feb",
        ),
        ("chosen", 1.0, "Mon 17 Feb 2025 · reaction session HKEX 17 Feb"),
    ],
)
def test_the_date_and_the_reaction_session_are_told_at_once(
    model: TimelineViewModel, event_id: str, by: float, expected: str
) -> None:
    assert pulled(model, event_id, by).text == expected


def test_without_an_instrument_only_the_date_is_told(qtbot: QtBot) -> None:
    timeline = priced_story(events=EVENTS, instruments=(), primary=None)
    with closing(new_session(timeline)) as session:
        model = TimelineViewModel(session)
        assert pulled(model, "friday", 3.0).text == "Wed 19 Feb 2025"


def test_an_instrument_without_prices_names_no_session(qtbot: QtBot) -> None:
    with closing(new_session(priced_story(events=EVENTS))) as session:
        model = TimelineViewModel(session)
        assert pulled(model, "friday", 3.0).text == "Wed 19 Feb 2025"


def test_an_event_that_is_let_go_is_moved_in_one_step(
    model: TimelineViewModel, session: Session
) -> None:
    for by in (1.0, 2.0, 3.0):
        pulled(model, "friday", by)
    model.drag.drop()
    assert session.timeline.event("friday").when.edtf == "2025-02-19"
    assert session.undo_label == "Move “Friday”"
    assert model.drag.state is None
    assert len(session.history()) == 1
    session.undo()
    assert session.timeline.event("friday").when.edtf == "2025-02-14"


def test_an_event_stands_where_it_was_seen_to_stand(model: TimelineViewModel) -> None:
    state = pulled(model, "timed", 4.0)
    model.drag.drop()
    assert model.reading.anchors.by_id["timed"] == state.anchor


def test_a_drag_that_is_called_off_or_comes_back_moves_nothing(
    model: TimelineViewModel, session: Session
) -> None:
    pulled(model, "friday", 2.0)
    model.drag.let_be()
    model.drag.drop()
    pulled(model, "friday", 2.0)
    pulled(model, "friday", 0.1)
    model.drag.drop()
    assert not session.can_undo


def test_changes_are_told_once_for_each_date(model: TimelineViewModel) -> None:
    told: list[dt.date | None] = []
    model.drag.changed.connect(
        lambda: told.append(model.drag.state.when.first_day if model.drag.state else None)
    )
    for by in (0.8, 0.9, 1.1, 1.6):
        pulled(model, "friday", by)
    model.drag.let_be()
    assert told == [dt.date(2025, 2, 17), dt.date(2025, 2, 18), None]


def test_an_event_that_is_gone_is_dragged_no_more(model: TimelineViewModel) -> None:
    pulled(model, "friday", 2.0)
    model.history.delete("friday")
    model.drag.pull(EventPull(EventGrip("friday"), 3.0))
    assert model.drag.state is None
