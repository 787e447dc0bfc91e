"""Events read against prices: after an edit it is as if all had been read again."""

from collections.abc import Iterator
from contextlib import closing

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers.open_story import open_story
from tickertale.domain.event import Event
from tickertale.domain.event_date import EventDate
from tickertale.domain.timeline import Timeline
from tickertale.session.session import Session
from tickertale.viewmodels.chart.anchor import AnchorRow
from tickertale.viewmodels.timeline.event_reading import EventReader, EventReading, difference
from tickertale.viewmodels.timeline.reading import Reading, resolve_reading

DATES = ("2025-01-20", "2025-02-17", "2025-02-17T08:00+08:00", "2025-02", "2025-02-11/2025-02-13")


@pytest.fixture(scope="module")
def session() -> Iterator[Session]:
    with closing(open_story()) as opened:
        yield opened


def _edited(timeline: Timeline, data: st.DataObject) -> Timeline:
    """Return the timeline after an edit of any kind."""
    ids = [event.id for event in timeline.events]
    kind = data.draw(st.sampled_from(("edit", "add", "delete", "many") if ids else ("add",)))
    chosen = timeline.event(data.draw(st.sampled_from(ids))) if ids else None
    if kind == "delete" and chosen is not None:
        return timeline.without_event(chosen.id)
    if kind == "many":
        return timeline.with_events(_changed(event, data) for event in timeline.events[::2])
    if kind == "edit" and chosen is not None:
        return timeline.with_event(_changed(chosen, data))
    number = next(number for number in range(99) if not timeline.has_event(f"new-{number}"))
    event = Event(
        id=f"new-{number}",
        title="New",
        when=EventDate.parse("2025-02-17"),
        zone="Asia/Hong_Kong",
        category="models",
    )
    return timeline.with_event(_changed(event, data))


def _changed(event: Event, data: st.DataObject) -> Event:
    return event.model_copy(
        update={
            "when": EventDate.parse(data.draw(st.sampled_from(DATES))),
            "category": data.draw(st.sampled_from(("models", "policy"))),
            "importance": data.draw(st.integers(1, 5)),
        }
    )


def _assert_same(found: EventReading, expected: EventReading) -> None:
    assert found.reactions == expected.reactions
    assert found.sessions == expected.sessions
    assert _ids_by_session(found) == _ids_by_session(expected)
    assert found.moves == expected.moves
    assert found.rows == expected.rows
    assert found.anchors == expected.anchors
    assert {key: count for key, count in found.counts.items() if count} == expected.counts
    assert found.anchors.by_id == expected.anchors.by_id
    assert found.anchors.lanes.keys() == expected.anchors.lanes.keys()
    _assert_same_row(found.anchors.on_curve, expected.anchors.on_curve)
    _assert_same_row(found.anchors.everything, expected.anchors.everything)
    for category, row in expected.anchors.lanes.items():
        _assert_same_row(found.anchors.lanes[category], row)


def _ids_by_session(reading: EventReading) -> dict[int, frozenset[str]]:
    return {session: frozenset(ids) for session, ids in reading.by_session.items()}


def _assert_same_row(found: AnchorRow, expected: AnchorRow) -> None:
    assert found.anchors == expected.anchors
    assert found.ids == expected.ids
    for name in ("places", "first", "last", "reaction", "spans", "delayed"):
        np.testing.assert_array_equal(getattr(found, name), getattr(expected, name), name)
    count = len(expected)
    assert found.best(0, count, width=4.0) == expected.best(0, count, width=4.0)
    assert [found.is_all_coarse(n, n + 1) for n in range(count)] == [
        row.is_coarse for row in expected.anchors
    ]
    assert [found.number(row) for row in expected.anchors] == list(range(count))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(data=st.data())
def test_what_is_read_again_is_what_is_read_anew(session: Session, data: st.DataObject) -> None:
    reading = resolve_reading(session)
    reader = EventReader(session, reading.instrument, scale=reading.scale, daily=reading.bars)
    timeline = reading.timeline
    events = reader.read(timeline)
    for _ in range(data.draw(st.integers(1, 4))):
        # Only what was asked for before can be handed on wrongly.
        _assert_same(events, reader.read(timeline))
        before, timeline = timeline, _edited(timeline, data)
        events = reader.read_again(events, before=before, after=timeline)
    _assert_same(events, reader.read(timeline))


def test_an_untouched_lane_is_handed_on(session: Session) -> None:
    reading = resolve_reading(session)
    lanes = reading.anchors.lanes
    event = next(row for row in reading.timeline.events if row.category == "models")
    after = reading.timeline.with_event(event.model_copy(update={"title": "Else"}))
    events = reading.reader.read_again(reading.events, before=reading.timeline, after=after)
    assert events.anchors.lanes["policy"] is lanes["policy"]
    assert events.anchors.lanes["models"] is not lanes["models"]


def test_the_reading_after_an_edit_has_the_time_axis_of_the_one_before(session: Session) -> None:
    before: Reading = resolve_reading(session)
    again = resolve_reading(session, before=before)
    assert again.scale is before.scale
    assert again.reader is before.reader
    assert again.anchors == before.anchors


def test_timelines_of_unknown_kin_differ_by_their_events(session: Session) -> None:
    before = session.timeline
    after = before.with_events([before.events[1].model_copy(update={"title": "Else"})])
    gone, come = difference(before, after)
    assert [event.title for event in gone] == [before.events[1].title]
    assert [event.title for event in come] == ["Else"]


def test_many_edits_at_once_are_read_as_if_all_had_been_read_anew(session: Session) -> None:
    reading = resolve_reading(session)
    first = reading.timeline.events[0]
    many = tuple(
        first.model_copy(update={"id": f"e{n:03}", "when": EventDate(DATES[n % len(DATES)])})
        for n in range(600)
    )
    before = reading.timeline.model_copy(update={"events": (*reading.timeline.events, *many)})
    events = reading.reader.read(before)
    for changed in (40, 120):
        news = [row.model_copy(update={"when": EventDate("2025-01-21")}) for row in many[:changed]]
        after = before.with_events(news)
        again = reading.reader.read_again(events, before=before, after=after)
        _assert_same(again, reading.reader.read(after))
