"""Reading a document: earlier points of its history, and going back to one."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from helpers.document import STORY, change_by_hand, load
from helpers.timeline import event_of
from tickertale.domain.category import Category
from tickertale.domain.errors import CorruptDocumentError, DocumentError
from tickertale.domain.timeline import Timeline
from tickertale.store.event_store import EventStore

EDITS: tuple[Callable[[Timeline], Timeline], ...] = (
    lambda timeline: timeline.with_event(event_of("two", "Changed")),
    lambda timeline: timeline.with_event(event_of("two", "Changed again")),
    lambda timeline: timeline.without_event("one"),
    lambda timeline: timeline.with_event(event_of("one", "Back"), place=1),
    lambda timeline: timeline.model_copy(
        update={"categories": (*timeline.categories, Category(id="x", name="X", color="#000000"))}
    ),
    lambda timeline: timeline.with_event(event_of("new", category="x"), place=0),
    lambda timeline: timeline.without_event("two"),
    lambda timeline: timeline.model_copy(update={"title": "Another", "events": ()}),
)


@pytest.fixture
def states(store: EventStore) -> tuple[Timeline, ...]:
    """The story after each of its edits, the first one before all of them."""
    states = [STORY]
    for number, edit in enumerate(EDITS):
        states.append(edit(states[-1]))
        store.commit(states[-2], states[-1], label=f"Edit {number}")
    return tuple(states)


def test_every_earlier_timeline_can_be_looked_at(
    store: EventStore, path: Path, states: tuple[Timeline, ...]
) -> None:
    numbers = [0, *(step.seq for step in store.history())]
    for now in reversed(range(len(states))):
        for state, seq in zip(states, numbers, strict=True):
            assert store.timeline_at(states[now], seq) == state
        if now:
            store.undo(states[now])
    assert load(path).timeline == STORY


@pytest.mark.parametrize("place", range(len(EDITS)))
def test_going_back_is_one_step_that_can_be_undone(
    store: EventStore, path: Path, states: tuple[Timeline, ...], place: int
) -> None:
    before = store.history()
    seq = before[place - 1].seq if place else 0
    reverted = store.revert_to(states[-1], seq)
    assert reverted == states[place]
    assert load(path).timeline == reverted
    last = store.history()[-1]
    assert last.label == (f"Revert to Edit {place - 1}" if place else "Revert to the beginning")
    assert store.history()[:-1] == before
    assert store.search("again") == (("two",) if 2 <= place <= 6 else ())
    assert store.undo(reverted) == states[-1]


def test_going_back_to_an_undone_step_makes_it_again(
    store: EventStore, states: tuple[Timeline, ...]
) -> None:
    steps = store.history()
    now = states[-1]
    for _ in EDITS[3:]:
        now = store.undo(now)
    assert store.revert_to(now, steps[5].seq) == states[6]
    assert store.redo_step() is None


def test_going_back_to_where_one_is_writes_nothing(
    store: EventStore, states: tuple[Timeline, ...]
) -> None:
    steps = store.history()
    assert store.revert_to(states[-1], steps[-1].seq) is states[-1]
    assert store.history() == steps


@pytest.mark.parametrize("seq", [-1, 99])
def test_a_step_that_is_not_there_is_refused(
    store: EventStore, states: tuple[Timeline, ...], seq: int
) -> None:
    with pytest.raises(DocumentError, match=f"has no step {seq} in its history"):
        store.timeline_at(states[-1], seq)


def test_a_damaged_step_on_the_way_is_told(
    store: EventStore, path: Path, states: tuple[Timeline, ...]
) -> None:
    store.close()
    change_by_hand(path, "UPDATE history_change SET body_before = '{' WHERE seq = 3")
    with closing(EventStore.open(path)) as again:
        timeline = again.load().timeline
        assert again.timeline_at(timeline, 3) == states[3]
        with pytest.raises(CorruptDocumentError, match="step 3 of the history is damaged"):
            again.timeline_at(timeline, 2)


def test_a_follower_takes_over_many_edits_of_one_event_at_once(
    store: EventStore, path: Path
) -> None:
    with closing(EventStore.open(path)) as follower:
        seen = follower.load().timeline
        now = STORY
        for edit in EDITS:
            after = edit(now)
            store.commit(now, after, label="Edit")
            now = after
        assert follower.catch_up(seen) == now
