"""Edits of most events of a document: the search index is made anew, and finds the same."""

from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.timeline import event_of, timeline_of
from tickertale.domain.timeline import Timeline
from tickertale.store.event_store import EventStore

MANY = timeline_of(
    *(event_of(f"e{number}", f"Event {number}", tags=("old",)) for number in range(1_500))
)


def tagged(timeline: Timeline) -> Timeline:
    events = [event.model_copy(update={"tags": ("new",)}) for event in timeline.events[:1_400]]
    return timeline.with_events(events)


def thinned(timeline: Timeline) -> Timeline:
    return timeline.without_events([event.id for event in timeline.events[100:]])


def expect_found(store: EventStore, timeline: Timeline) -> None:
    for tag in ("old", "new"):
        assert set(store.search(tag)) == {row.id for row in timeline.events if tag in row.tags}
    last = {row.id for row in timeline.events if row.id == "e1499"}
    assert set(store.search("Event 1499")) == last


@pytest.mark.parametrize("edit", [tagged, thinned])
def test_what_an_edit_of_most_events_leaves_is_found(
    tmp_path: Path, edit: Callable[[Timeline], Timeline]
) -> None:
    store = EventStore.create(tmp_path / "story.tale", MANY)
    before = store.load().timeline
    after = edit(before)
    expect_found(store, before)
    store.commit(before, after, label="Edit")
    expect_found(store, after)
    assert store.undo(after) == before
    expect_found(store, before)
    assert store.redo(before) == after
    expect_found(store, after)
    store.close()


def test_undo_keeps_the_events_that_it_does_not_change(tmp_path: Path) -> None:
    store = EventStore.create(tmp_path / "story.tale", MANY)
    before = store.load().timeline
    after = tagged(before)
    store.commit(before, after, label="Edit")
    undone = store.undo(after)
    assert undone.events[1_499] is before.events[1_499]
    assert store.step_size(1) == 1_400
    store.close()
