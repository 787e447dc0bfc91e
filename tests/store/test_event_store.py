"""The event store: edits, history, and failures that change nothing."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from helpers.document import STORY, change_by_hand, load
from helpers.timeline import event_of, timeline_of
from tickertale.domain.category import Category
from tickertale.domain.errors import (
    CorruptDocumentError,
    DocumentError,
)
from tickertale.domain.instrument import Instrument
from tickertale.domain.timeline import Timeline
from tickertale.store import event_store
from tickertale.store.event_store import EventStore


def test_an_edit_is_there_after_reopening(store: EventStore, path: Path) -> None:
    after = STORY.with_event(event_of("two", "Changed"))
    store.commit(STORY, after, label="Edit")
    store.close()
    assert load(path).timeline == after


def test_only_rows_that_differ_are_written(store: EventStore, path: Path) -> None:
    store.commit(STORY, STORY.with_event(event_of("two", "Changed")), label="Edit")
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT kind, id FROM history_change").fetchall() == [
            ("event", "two")
        ]


def test_equal_timelines_make_no_step(store: EventStore) -> None:
    store.commit(STORY, Timeline.model_validate_json(STORY.model_dump_json()), label="Edit")
    assert store.history() == ()


def test_every_part_of_a_timeline_can_change_and_change_back(store: EventStore, path: Path) -> None:
    after = timeline_of(
        event_of("new"),
        *reversed(STORY.events),
        event_of("last", category="other"),
        title="Another title",
        categories=(*STORY.categories, Category(id="other", name="Other", color="#000000")),
        instruments=(Instrument(id="HSI", symbol="HSI", name="Hang Seng", mic="XHKG"),),
        primary="HSI",
    )
    store.commit(STORY, after, label="Change all")
    assert store.load().timeline == after
    assert store.undo(after) == STORY
    assert store.load().timeline == STORY
    assert store.redo(STORY) == after
    store.close()
    assert load(path).timeline == after


def test_an_event_may_come_between_two_others(store: EventStore) -> None:
    after = STORY.with_event(event_of("between"), place=1)
    store.commit(STORY, after, label="Insert")
    assert [event.id for event in store.load().timeline.events] == [
        "one",
        "between",
        "two",
        "three",
    ]
    assert store.undo(after) == STORY
    assert store.redo(STORY) == after


def test_the_order_may_change_alone(store: EventStore) -> None:
    after = STORY.model_copy(update={"events": STORY.events[::-1]})
    store.commit(STORY, after, label="Sort")
    assert store.load().timeline == after


def test_undo_and_redo_survive_a_restart(store: EventStore, path: Path) -> None:
    after = STORY.without_event("two")
    store.commit(STORY, after, label="Delete “two”")
    store.close()
    with closing(EventStore.open(path)) as again:
        timeline = again.load().timeline
        step = again.undo_step()
        assert step is not None
        assert step.label == "Delete “two”"
        assert again.undo(timeline) == STORY
    with closing(EventStore.open(path)) as again:
        timeline = again.load().timeline
        assert timeline == STORY
        assert again.undo_step() is None
        assert again.undo(timeline) is timeline
        assert again.redo(timeline) == after
        assert again.redo_step() is None
        assert again.redo(after) is after


def test_an_edit_after_undo_ends_redo(store: EventStore) -> None:
    after = STORY.without_event("two")
    store.commit(STORY, after, label="Delete")
    before = store.undo(after)
    store.commit(before, before.without_event("one"), label="Delete another")
    assert store.redo_step() is None
    assert [step.label for step in store.history()] == ["Delete another"]


def test_untouched_events_keep_their_identity_in_undo(store: EventStore) -> None:
    after = STORY.with_event(event_of("two", "Changed"))
    store.commit(STORY, after, label="Edit")
    before = store.undo(after)
    assert before.events[0] is STORY.events[0]
    assert before.events[2] is STORY.events[2]


def test_a_step_with_an_unreadable_time_is_still_shown(store: EventStore, path: Path) -> None:
    store.commit(STORY, STORY.without_event("two"), label="Delete")
    store.close()
    change_by_hand(path, "UPDATE history SET at = 'yesterday'")
    with closing(EventStore.open(path)) as again:
        assert [step.at.year for step in again.history()] == [1970]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE history_change SET body_before = '{'",
        "UPDATE history_change SET body_before = '{}'",
        "UPDATE history_change SET kind = 'gadget'",
    ],
    ids=["no JSON", "no event", "no table"],
)
def test_a_damaged_step_cannot_be_undone(store: EventStore, path: Path, statement: str) -> None:
    after = STORY.without_event("two")
    store.commit(STORY, after, label="Delete")
    store.close()
    change_by_hand(path, statement)
    with closing(EventStore.open(path)) as again:
        timeline = again.load().timeline
        with pytest.raises(CorruptDocumentError, match="cannot be undone"):
            again.undo(timeline)
        assert again.load().timeline == after


def test_a_step_back_to_a_category_that_is_gone_is_refused(store: EventStore, path: Path) -> None:
    after = STORY.without_event("two")
    store.commit(STORY, after, label="Delete")
    store.close()
    change_by_hand(
        path,
        "UPDATE history_change SET body_before = replace(body_before, 'policy', 'elsewhere')",
    )
    with closing(EventStore.open(path)) as again:
        with pytest.raises(CorruptDocumentError, match="'elsewhere'"):
            again.undo(again.load().timeline)
        assert again.load().timeline == after


def test_a_step_back_to_rows_that_do_not_fit_is_refused(store: EventStore, path: Path) -> None:
    after = timeline_of(*STORY.events[:1], categories=STORY.categories[:1])
    store.commit(STORY, after, label="Delete much")
    store.close()
    change_by_hand(
        path,
        "UPDATE history_change SET body_before = replace(body_before, 'policy', 'elsewhere')",
    )
    with closing(EventStore.open(path)) as again:
        with pytest.raises(CorruptDocumentError, match="does not fit together"):
            again.undo(again.load().timeline)
        assert again.load().timeline == after


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("SQLITE_FULL", "the disk is full"),
        ("SQLITE_READONLY_DBMOVED", "cannot be written"),
        ("SQLITE_BUSY", "in use by another program"),
        ("SQLITE_CANTOPEN", "cannot be written, as its folder takes no new file"),
        ("SQLITE_READONLY_ROLLBACK", "left half written"),
        ("SQLITE_IOERR_WRITE", "the drive refused"),
        ("SQLITE_CORRUPT", "is damaged"),
        (None, "is damaged"),
    ],
)
def test_a_failed_commit_says_why_and_changes_nothing(
    store: EventStore, monkeypatch: pytest.MonkeyPatch, code: str | None, words: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        error = sqlite3.OperationalError("injected")
        if code is not None:
            error.sqlite_errorname = code
        raise error

    after = STORY.without_event("two")
    with monkeypatch.context() as patch:
        patch.setattr(event_store, "append_step", fail)
        with pytest.raises(DocumentError, match=words):
            store.commit(STORY, after, label="Delete")
    assert store.load().timeline == STORY
    assert store.history() == ()
    assert store.search("发布") == ("two",)
    store.commit(STORY, after, label="Delete")
    assert store.load().timeline == after


def test_a_full_disk_refuses_the_edit_and_work_goes_on(store: EventStore) -> None:
    pages = store._connection.execute("PRAGMA page_count").fetchone()[0]
    store._connection.execute(f"PRAGMA max_page_count = {pages}")
    after = STORY.with_event(event_of("four", summary="long " * 10_000))
    with pytest.raises(DocumentError, match="the disk is full; the change was not saved"):
        store.commit(STORY, after, label="Add")
    assert store.load().timeline == STORY
    store._connection.execute("PRAGMA max_page_count = 1000000")
    store.commit(STORY, after, label="Add")
    assert store.load().timeline == after


@pytest.mark.parametrize("is_undone", [True, False], ids=["undo", "redo"])
def test_a_failed_undo_or_redo_changes_nothing(
    store: EventStore, monkeypatch: pytest.MonkeyPatch, is_undone: bool
) -> None:
    after = STORY.without_event("two")
    store.commit(STORY, after, label="Delete")
    now = after if is_undone else store.undo(after)

    def fail(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("injected")

    with monkeypatch.context() as patch:
        patch.setattr(event_store, "mark_step", fail)
        with pytest.raises(CorruptDocumentError):
            (store.undo if is_undone else store.redo)(now)
    assert store.load().timeline == now


def test_a_row_that_is_not_where_it_was_stops_the_edit(store: EventStore) -> None:
    other = timeline_of(event_of("one"), event_of("two"), event_of("three"))
    store._connection.execute("UPDATE event SET position = 99 WHERE id = 'two'")
    with pytest.raises(CorruptDocumentError, match="holds 0 of 1 rows of the events"):
        store.commit(STORY, other, label="Edit")


@pytest.mark.parametrize("is_replaced", [True, False], ids=["replaced", "deleted"])
def test_a_file_that_is_gone_refuses_edits(
    store: EventStore, path: Path, is_replaced: bool
) -> None:
    path.rename(path.with_name("moved.tale"))
    if is_replaced:
        path.write_bytes(b"")
    with pytest.raises(DocumentError, match="moved, deleted or replaced"):
        store.commit(STORY, STORY.without_event("one"), label="Delete")


def test_a_document_changed_by_another_program_refuses_edits(store: EventStore, path: Path) -> None:
    change_by_hand(path, "UPDATE event SET body = replace(body, 'Event', 'Incident')")
    with pytest.raises(DocumentError, match="changed by another program"):
        store.commit(STORY, STORY.without_event("one"), label="Delete")
    assert store.load().timeline.events[0].title == "Incident one"


def test_an_edit_that_goes_on_with_the_last_step_becomes_one_with_it(
    store: EventStore, path: Path
) -> None:
    first = STORY.with_event(event_of("two", "Once"))
    second = STORY.with_event(event_of("two", "Twice"))
    seq = store.commit(STORY, first, label="Once")
    joined = store.commit(first, second, label="Twice", joins=seq)
    assert [(step.seq, step.label) for step in store.history()] == [(joined, "Twice")]
    assert joined != seq
    store.close()
    with closing(EventStore.open(path)) as again:
        assert again.load().timeline == second
        assert again.undo(second) == STORY
        assert again.redo(STORY) == second


def test_two_edits_that_change_nothing_together_leave_no_step(store: EventStore) -> None:
    before = STORY.with_event(event_of("one", "Kept"))
    kept = store.commit(STORY, before, label="Kept")
    typed = before.with_event(event_of("two", "Typed"))
    seq = store.commit(before, typed, label="Edit")
    assert store.commit(typed, before, label="Edit", joins=seq) is None
    assert [step.seq for step in store.history()] == [kept]
    assert store.undo(before) == STORY


def test_only_the_last_step_can_be_gone_on_with(store: EventStore) -> None:
    first = STORY.with_event(event_of("two", "Once"))
    second = first.with_event(event_of("one", "Other"))
    third = second.with_event(event_of("two", "Twice"))
    seq = store.commit(STORY, first, label="Once")
    store.commit(first, second, label="Other")
    store.commit(second, third, label="Twice", joins=seq)
    assert [step.label for step in store.history()] == ["Once", "Other", "Twice"]
