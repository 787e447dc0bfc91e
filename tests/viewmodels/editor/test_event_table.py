"""The table of events: its order, its cells, and what may be typed into them."""

import datetime as dt
from collections.abc import Iterator
from contextlib import closing

import pytest
from pytestqt.qtbot import QtBot

from helpers.bars import bars_of
from helpers.open_story import FIRST_DAY, open_story, priced_story
from helpers.story import event_of
from tickertale.domain.event import SessionOverride
from tickertale.domain.event_date import EventDate
from tickertale.session.opening import new_session
from tickertale.session.session import Session
from tickertale.viewmodels.editor.event_table import (
    COLUMNS,
    FIRST_SHOWN,
    EventColumn,
    EventTableViewModel,
    resolve_event_table,
)
from tickertale.viewmodels.timeline.reading import resolve_reading
from tickertale.viewmodels.timeline.timeline import TimelineViewModel

ALL = ("first", "second", "third", "vague")


@pytest.fixture
def session() -> Iterator[Session]:
    with closing(open_story()) as opened:
        yield opened


@pytest.fixture
def model(session: Session) -> TimelineViewModel:
    return TimelineViewModel(session)


@pytest.fixture
def state(model: TimelineViewModel) -> EventTableViewModel:
    return EventTableViewModel(model)


@pytest.mark.parametrize(
    ("column", "ids"),
    [
        (EventColumn.DATE, ("first", "vague", "second", "third")),
        (EventColumn.TITLE, ("first", "second", "third", "vague")),
        (EventColumn.IMPORTANCE, ("second", "vague", "third", "first")),
        (EventColumn.CATEGORY, ("first", "vague", "third", "second")),
        (EventColumn.TAGS, ("first", "vague", "second", "third")),
    ],
)
def test_it_is_sorted_by_a_column_and_then_by_date(
    session: Session, column: EventColumn, ids: tuple[str, ...]
) -> None:
    assert resolve_event_table(resolve_reading(session), ALL, column=column).ids == ids


def test_events_without_a_move_come_last_in_either_direction(session: Session) -> None:
    reading = resolve_reading(session)
    for is_descending in (False, True):
        table = resolve_event_table(
            reading, ALL, column=EventColumn.MOVE, is_descending=is_descending
        )
        assert table.ids[-1] == "vague"
        moves = [reading.moves[name] for name in table.ids[:-1]]
        assert moves == sorted(moves, reverse=is_descending)


def test_each_column_has_a_text(session: Session) -> None:
    table = resolve_event_table(resolve_reading(session), ALL)
    row = table.rows_by_id["third"]
    texts = {column: table.cell(row, column) for column in COLUMNS}
    assert texts[EventColumn.TITLE] == "Third"
    assert texts[EventColumn.CATEGORY] == "AI models"
    assert texts[EventColumn.SESSION] == "6 Mar 2025"
    assert texts[EventColumn.MOVE].endswith("%")
    assert texts[EventColumn.IMPORTANCE] == "4"
    assert table.cell(table.rows_by_id["vague"], EventColumn.SESSION) == "–"


def test_rows_are_copied_with_a_head_as_spreadsheets_take_them(session: Session) -> None:
    table = resolve_event_table(resolve_reading(session), ALL)
    columns = (EventColumn.TITLE, EventColumn.IMPORTANCE)
    assert table.as_tsv([0, 1], columns) == "Event\tImportance\nFirst\t5\nVague\t2\n"


def test_numbers_and_dates_are_copied_as_spreadsheets_take_them() -> None:
    timeline = priced_story(
        events=(
            event_of("second", title="-1+1", when=EventDate("2025-03-06T03:48")),
            event_of("zoned", when=EventDate("2025-03-06T03:48Z")),
            event_of("month", when=EventDate("2025-02")),
        )
    )
    falling = bars_of((100.0,) * 112 + (99.2,) * 38, first=FIRST_DAY)
    with closing(new_session(timeline, {"9988.HK-1d": falling, "BABA-1d": falling})) as session:
        table = resolve_event_table(resolve_reading(session), ["second", "zoned", "month"])
        columns = (EventColumn.TITLE, EventColumn.DATE, EventColumn.SESSION, EventColumn.MOVE)
        assert table.as_tsv(range(3), columns).splitlines()[1:] == [
            "Month\t2025-02\t\t",
            "'-1+1\t2025-03-06 03:48\t2025-03-06\t-0.8%",
            "Zoned\t2025-03-06 11:48\t2025-03-06\t-0.8%",
        ]


def test_a_date_that_is_changed_lets_go_of_a_session_chosen_by_hand() -> None:
    chosen = SessionOverride(mic="XHKG", session=dt.date(2025, 2, 28), reason="Leaked before")
    event = event_of("talks", session_override=(chosen,))
    with closing(open_story(events=(event,))) as session:
        model = TimelineViewModel(session)
        state = EventTableViewModel(model)
        assert state.edit_cell(0, EventColumn.DATE, text="10 Mar 2025") == ""
        assert session.timeline.event("talks").session_override == ()
        assert session.undo_label.startswith("Move")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", dt.datetime.now().astimezone().date()),
        ("10 Mar", dt.date(2025, 3, 10)),
    ],
)
def test_a_date_may_leave_out_what_the_cell_or_the_day_tells(
    model: TimelineViewModel, state: EventTableViewModel, *, text: str, day: dt.date
) -> None:
    row = state.table().rows_by_id["third"]
    assert state.edit_cell(row, EventColumn.DATE, text=text) == ""
    assert model.reading.timeline.event("third").when.first_day == day


def test_it_shows_what_passes_the_filter(
    model: TimelineViewModel, state: EventTableViewModel, qtbot: QtBot
) -> None:
    assert len(state.table()) == 4
    with qtbot.waitSignal(state.changed):
        model.search("importance>=4")
    assert state.table().ids == ("first", "third")


@pytest.mark.parametrize(
    ("column", "text", "field", "value"),
    [
        (EventColumn.TITLE, "  A new   title ", "title", "A new title"),
        (EventColumn.DATE, "7 Mar 2025", "when", EventDate("2025-03-07")),
        (EventColumn.CATEGORY, "policy", "category", "policy"),
        (EventColumn.IMPORTANCE, "2", "importance", 2),
        (EventColumn.TAGS, 'AI, "a, b"', "tags", ("AI", "a, b")),
    ],
)
def test_a_cell_that_is_typed_into_changes_its_event(
    model: TimelineViewModel,
    state: EventTableViewModel,
    *,
    column: EventColumn,
    text: str,
    field: str,
    value: object,
) -> None:
    row = state.table().rows_by_id["third"]
    assert state.edit_cell(row, column, text=text) == ""
    assert getattr(model.reading.timeline.event("third"), field) == value
    model.history.undo()
    assert model.history.undo_label == ""


@pytest.mark.parametrize(
    ("column", "text"),
    [
        (EventColumn.TITLE, " "),
        (EventColumn.DATE, "03/06/2025"),
        (EventColumn.DATE, "soon"),
        (EventColumn.TAGS, "x" * 400),
    ],
)
def test_what_is_not_understood_is_said_and_changes_nothing(
    model: TimelineViewModel, state: EventTableViewModel, *, column: EventColumn, text: str
) -> None:
    before = model.reading.timeline
    assert state.edit_cell(0, column, text=text).endswith((".", "?"))
    assert model.reading.timeline is before


def test_a_cell_left_as_it_was_is_no_edit(
    model: TimelineViewModel, state: EventTableViewModel
) -> None:
    table = state.table()
    for column in (EventColumn.TITLE, EventColumn.DATE, EventColumn.TAGS):
        assert state.edit_cell(0, column, text=table.draft_text(0, column)) == ""
    assert model.history.undo_label == ""


def test_columns_can_be_chosen_but_for_that_of_the_titles(state: EventTableViewModel) -> None:
    state.show_columns([EventColumn.PEOPLE, EventColumn.DATE])
    assert state.columns == (EventColumn.TITLE, EventColumn.DATE, EventColumn.PEOPLE)


def test_what_was_chosen_comes_back(model: TimelineViewModel, state: EventTableViewModel) -> None:
    state.show_columns([EventColumn.PEOPLE])
    state.sort(EventColumn.MOVE, is_descending=True)
    again = EventTableViewModel(model)
    again.restore(state.kept())
    assert (again.columns, again.table().ids) == (state.columns, state.table().ids)
    again.restore({"columns": ["Nonsense"], "sorted_by": "Color", "is_descending": 3})
    assert (again.columns, again.table().column) == (FIRST_SHOWN, EventColumn.DATE)
    again.restore("damaged")
    assert again.columns == FIRST_SHOWN
