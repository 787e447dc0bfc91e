"""Reading a document: what is not valid is shown and kept."""

import gc
import random
from contextlib import closing
from pathlib import Path

import pytest

from helpers.document import STORY, change_by_hand, load
from helpers.timeline import event_of
from tickertale.domain.errors import (
    CorruptDocumentError,
    DocumentError,
    TickertaleError,
)
from tickertale.domain.instrument import Instrument, Series
from tickertale.store import loading
from tickertale.store.event_store import EventStore


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("{", "EOF"),
        ('{"id": "two"}', "title: Field required"),
        (STORY.events[1].model_dump_json().replace("policy", "gone"), "its category 'gone'"),
        (STORY.events[1].model_dump_json().replace('"two"', '"one"'), "one id was expected"),
        (b"\xff\xfe", "Invalid JSON"),
    ],
    ids=["cut", "incomplete", "category", "id", "bytes"],
)
def test_a_body_that_is_not_valid_is_shown_and_kept(
    store: EventStore, path: Path, body: str | bytes, reason: str
) -> None:
    store.close()
    change_by_hand(path, "UPDATE event SET body = CAST(? AS TEXT) WHERE id = 'two'", body)
    with closing(EventStore.open(path)) as again:
        loaded = again.load()
        (row,) = loaded.quarantined
        assert (row.table, row.position, row.id) == ("event", 2, "two")
        assert reason in row.reason
        assert [event.id for event in loaded.timeline.events] == ["one", "three"]
        after = loaded.timeline.with_event(event_of("new"), place=1)
        again.commit(loaded.timeline, after, label="Add")
        reloaded = again.load()
        assert reloaded.timeline == after
        assert reloaded.quarantined == (row,)
        assert again.search("发布") == ()


def test_a_name_in_quarantine_cannot_be_taken(store: EventStore, path: Path) -> None:
    store.close()
    change_by_hand(path, "UPDATE event SET body = '{' WHERE id = 'two'")
    with closing(EventStore.open(path)) as again:
        timeline = again.load().timeline
        with pytest.raises(DocumentError, match="'two' is kept in quarantine"):
            again.commit(timeline, timeline.with_event(event_of("two")), label="Add")


def test_undo_of_an_event_in_quarantine_takes_it_out(store: EventStore, path: Path) -> None:
    after = STORY.with_event(event_of("four"))
    store.commit(STORY, after, label="Add")
    store.close()
    change_by_hand(path, "UPDATE event SET body = '{' WHERE id = 'four'")
    with closing(EventStore.open(path)) as again:
        timeline = again.load().timeline
        assert again.undo(timeline) is timeline
        assert again.load().quarantined == ()


def test_a_long_document_is_kept_from_the_cyclic_collector(
    store: EventStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    spared: list[bool] = []
    monkeypatch.setattr(loading, "MANY_VALUES", 3)
    monkeypatch.setattr(gc, "freeze", lambda: spared.append(gc.isenabled()))
    store.load()
    assert spared == [False]
    gc.disable()
    try:
        store.load()
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_a_damaged_head_keeps_the_events(store: EventStore, path: Path) -> None:
    store.close()
    change_by_hand(path, "UPDATE document SET body = 'null'")
    loaded = load(path)
    assert loaded.timeline.title == "story.tale"
    assert loaded.timeline.events == STORY.events
    assert [row.table for row in loaded.quarantined] == ["document"]


def test_a_damaged_instrument_is_no_longer_primary(store: EventStore, path: Path) -> None:
    store.close()
    change_by_hand(path, "UPDATE instrument SET body = '[]'")
    loaded = load(path)
    assert loaded.timeline.primary is None
    assert [row.table for row in loaded.quarantined] == ["instrument"]


def test_a_series_belongs_to_the_first_that_names_it(store: EventStore, path: Path) -> None:
    store.close()
    twin = Instrument(
        id="TWIN", symbol="TWIN", name="Twin", mic="XNYS", series=(Series(id="BABA-1d"),)
    )
    change_by_hand(
        path, "INSERT INTO instrument (id, body) VALUES ('TWIN', ?)", twin.model_dump_json()
    )
    loaded = load(path)
    assert [row.reason for row in loaded.quarantined] == [
        "the series 'BABA-1d' belongs to 'BABA' already"
    ]


def test_damaged_bars_are_refused(store: EventStore, path: Path) -> None:
    store.close()
    change_by_hand(path, "UPDATE bar SET close = zeroblob(16)")
    with (
        closing(EventStore.open(path)) as again,
        pytest.raises(CorruptDocumentError, match="'BABA-1d' are damaged in block 1 of 1"),
    ):
        again.read_bars("BABA-1d")


def test_random_damage_is_an_error_of_ours_or_a_quarantined_row(
    store: EventStore, path: Path
) -> None:
    store.commit(STORY, STORY.with_event(event_of("two", "Changed")), label="Edit")
    store.close()
    whole = path.read_bytes()
    dice = random.Random(20250306)
    opened = 0
    sentences = set()
    for number in range(200):
        damaged = bytearray(whole)
        if number % 4 == 3:
            del damaged[dice.randrange(len(whole)) :]
        else:
            for _ in range(dice.choice((1, 8, 64))):
                damaged[dice.randrange(len(whole))] = dice.randrange(256)
        path.write_bytes(damaged)
        try:
            with closing(EventStore.open(path)) as again:
                timeline = again.load().timeline
                opened += 1
                again.search("changed")
                again.read_bars("BABA-1d")
                again.undo(timeline)
        except TickertaleError as error:
            sentences.add(str(error))
    assert not [sentence for sentence in sentences if "\n" in sentence]
    assert opened > 50
