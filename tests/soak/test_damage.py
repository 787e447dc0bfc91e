"""Damaged files: what is whole opens, the rest is set aside, and the file stays as it is."""

import json
import random
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from helpers.released import released_path, released_story
from soak.count import Count
from tickertale.domain.errors import InvalidTimelineError, Problem, TickertaleError
from tickertale.session.opening import open_session
from tickertale.store.event_store import EventStore
from tickertale.store.schema import NEWEST_VERSION
from tickertale.store.timeline_json import read_timeline

WHOLE = released_path(NEWEST_VERSION)
IDS = {event.id for event in released_story().events} | {"last"}


def damaged(whole: bytes, dice: random.Random) -> bytes:
    """Return a file with a part cut off, overwritten, zeroed, doubled, or with bytes flipped."""
    content = bytearray(whole)
    at = dice.randrange(len(whole))
    match dice.randrange(8):
        case 0:
            del content[at:]
        case 1:
            del content[at : at + dice.choice((1, 100, 4096))]
        case 2:
            content[at : at + 512] = bytes(512)
        case 3:
            content[at:at] = dice.randbytes(dice.choice((1, 4096)))
        case 4:  # the header, where each byte says much
            content[dice.randrange(100)] = dice.randrange(256)
        case _:
            for _ in range(dice.choice((1, 1, 8, 64, 1000))):
                place = dice.randrange(len(whole))
                content[place] ^= 1 << dice.randrange(8)
    return bytes(content)


def test_a_damaged_document_opens_as_far_as_it_is_whole(tmp_path: Path, count: Count) -> None:
    whole, path, dice = WHOLE.read_bytes(), tmp_path / "story.tale", random.Random(20250306)
    outcomes: Counter[str] = Counter()
    for number in range(count(damaged_files=(150, 2000))):
        content = damaged(whole, dice)
        path.write_bytes(content)
        outcomes[_opened(path)] += 1
        assert path.read_bytes() == content, f"damage {number} was written to"
        assert [each.name for each in tmp_path.iterdir()] == [path.name]
    assert outcomes["whole"] > 10
    assert outcomes["in part"] > 0
    assert outcomes["refused"] > 10
    count.tell(**{name.replace(" ", "_"): number for name, number in outcomes.items()})


def assert_is_one_sentence(error: Exception) -> None:
    """Check that an error can be shown."""
    assert str(error)
    assert "\n" not in str(error)
    assert len(str(error)) < 500


def _opened(path: Path) -> str:
    """Open a document, read all there is, and return how far it was whole."""
    try:
        with closing(open_session(path)) as session:
            found = {event.id for event in session.timeline.events}
            _try(partial(session.search, "released"))
            _try(session.history)
            _try(partial(session.timeline_at, 0))
            _try(partial(session.bars, "BABA"))
            return "in part" if session.quarantined or found != IDS - {"last"} else "whole"
    except TickertaleError as error:
        assert_is_one_sentence(error)
        return "refused"


def _try(act: Callable[..., object]) -> None:
    try:
        act()
    except TickertaleError as error:
        assert_is_one_sentence(error)


def test_edits_of_a_damaged_document_keep_what_is_quarantined(tmp_path: Path, count: Count) -> None:
    path, dice = tmp_path / "story.tale", random.Random(11)
    kept = 0
    for _ in range(count(edited_after_damage=(20, 300))):
        shutil.copy(WHOLE, path)
        _damage_bodies(path, dice)
        with closing(EventStore.open(path)) as store:
            loaded = store.load()
            before = loaded.timeline
            now = before.model_copy(update={"title": "Edited", "events": before.events[1:]})
            store.commit(before, now, label="Edit")
            assert store.undo(now) == before
            again = store.load()
            assert again.timeline == before
            assert again.quarantined == loaded.quarantined
            kept += len(again.quarantined)
    assert kept > 0
    count.tell(rows_kept_in_quarantine=kept)


def _damage_bodies(path: Path, dice: random.Random) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        rows = connection.execute("SELECT position, body FROM event").fetchall()
        for position, body in dice.sample(rows, dice.randrange(1, len(rows) - 1)):
            changed = bytearray(body.encode())
            for _ in range(dice.choice((1, 3, 30))):
                changed[dice.randrange(len(changed))] = dice.randrange(256)
            connection.execute(
                "UPDATE event SET body = CAST(? AS TEXT) WHERE position = ?",
                (bytes(changed), position),
            )


def random_value(dice: random.Random, depth: int = 0) -> object:
    """Return any value that JSON can hold."""
    kinds = ["text", "number", "word", "list", "object"] if depth < 4 else ["text", "number"]
    match dice.choice(kinds):
        case "text":
            return dice.choice(("", "one", "2025-03-06", "\0", "\u202e", "policy", "x" * 1000))
        case "number":
            return dice.choice((0, -1, 10**30, 1e308, 0.1, 5))
        case "word":
            return dice.choice((None, True, False))
        case "list":
            return [random_value(dice, depth + 1) for _ in range(dice.randrange(4))]
        case _:
            keys = ("id", "title", "events", "when", "categories", "x", "url", "value")
            return {
                dice.choice(keys): random_value(dice, depth + 1) for _ in range(dice.randrange(5))
            }


def _mutated(value: object, dice: random.Random) -> object:
    """Return a value of JSON with something inside replaced."""
    if isinstance(value, dict) and value and dice.random() < 0.9:
        key = dice.choice(list(value))
        return {**value, key: _mutated(value[key], dice)}
    if isinstance(value, list) and value and dice.random() < 0.9:
        place = dice.randrange(len(value))
        return [*value[:place], _mutated(value[place], dice), *value[place + 1 :]]
    return random_value(dice)


@pytest.mark.parametrize("kind", ["random", "mutated", "cut"])
def test_random_json_opens_or_is_refused_with_its_problems(
    tmp_path: Path, count: Count, kind: str
) -> None:
    path, dice = tmp_path / "timeline.json", random.Random(5)
    text = released_story().model_dump_json()
    outcomes: Counter[str] = Counter()
    for _ in range(count(json_files=(60, 1000))):
        value = random_value(dice) if kind == "random" else _mutated(json.loads(text), dice)
        content = json.dumps(value) if kind != "cut" else text[: dice.randrange(len(text))]
        path.write_text(content)
        outcomes["refused" if _problems_in(path) else "opened"] += 1
        assert path.read_text() == content
    assert outcomes["refused"] > 10
    count.tell(**outcomes)


def _problems_in(path: Path) -> Sequence[Problem]:
    try:
        read_timeline(path)
    except InvalidTimelineError as error:
        return error.problems
    return ()
