"""A timeline holds together: unique ids, references that resolve."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from pydantic import ValidationError

from helpers.timeline import event_of, timeline_of
from tickertale.domain.errors import UnknownIdError
from tickertale.domain.event import Event
from tickertale.domain.timeline import Timeline


def raw_event(event_id: str, **fields: Any) -> dict[str, Any]:
    return {
        "id": event_id,
        "title": event_id,
        "when": "2025-01-20",
        "zone": "Asia/Hong_Kong",
        "category": "models",
        **fields,
    }


def raw_instrument(instrument_id: str, series_id: str) -> dict[str, Any]:
    return {
        "id": instrument_id,
        "symbol": instrument_id,
        "name": instrument_id,
        "mic": "XHKG",
        "currency": "HKD",
        "series": [{"id": series_id, "file": "prices/a.csv"}],
    }


def raw_timeline(**fields: Any) -> dict[str, Any]:
    return {
        "id": "story",
        "title": "Story",
        "categories": [{"id": "models", "name": "AI models", "color": "#0072B2"}],
        "instruments": [raw_instrument("A", "A-1d"), raw_instrument("B", "B-1d")],
        "events": [raw_event("one"), raw_event("two")],
        "primary": "A",
        "benchmark": "B",
        **fields,
    }


def test_a_timeline_survives_json() -> None:
    timeline = Timeline.model_validate(raw_timeline())
    assert Timeline.model_validate_json(timeline.model_dump_json()) == timeline


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"events": [raw_event("one"), raw_event("one")]}, "two event ids are the same, 'one'"),
        (
            {"instruments": [raw_instrument("A", "A-1d"), raw_instrument("A", "B-1d")]},
            "two instrument ids are the same, 'A'",
        ),
        (
            {"instruments": [raw_instrument("A", "S"), raw_instrument("B", "S")]},
            "two series ids are the same, 'S'",
        ),
        (
            {"categories": [{"id": "models", "name": "M", "color": "#000000"}] * 2},
            "two category ids are the same, 'models'",
        ),
        (
            {"events": [raw_event("one", category="gossip")]},
            "event 'one' has the category 'gossip', which is not among",
        ),
        ({"primary": "C"}, "primary is 'C', which is not among"),
        ({"benchmark": "C"}, "benchmark is 'C', which is not among"),
        ({"title": ""}, "at least 1 character"),
        ({"categories": [{"id": "m", "name": "M", "color": "blue"}]}, "match pattern"),
        ({"extra": 1}, "Extra inputs are not permitted"),
    ],
)
def test_a_timeline_that_does_not_hold_together_is_refused(
    fields: dict[str, Any], expected: str
) -> None:
    with pytest.raises(ValidationError, match=expected):
        Timeline.model_validate(raw_timeline(**fields))


def test_an_empty_timeline_needs_no_instrument() -> None:
    timeline = Timeline(id="story", title="Story")
    assert (timeline.primary, timeline.benchmark, timeline.events) == (None, None, ())


def test_events_and_instruments_are_found_by_id() -> None:
    timeline = Timeline.model_validate(raw_timeline())
    assert timeline.event("two") is timeline.events[1]
    assert timeline.instrument("B") is timeline.instruments[1]


def test_an_unknown_id_is_said_in_a_sentence() -> None:
    timeline = Timeline.model_validate(raw_timeline())
    with pytest.raises(UnknownIdError) as refusal:
        timeline.event("three")
    assert str(refusal.value) == "there is no event 'three' in this timeline"
    with pytest.raises(UnknownIdError, match="there is no instrument 'C'"):
        timeline.instrument("C")


@pytest.mark.parametrize("is_looked_up_before", [True, False])
def test_a_changed_copy_finds_its_own_events(*, is_looked_up_before: bool) -> None:
    timeline = Timeline.model_validate(raw_timeline())
    if is_looked_up_before:
        timeline.event("one")
    renamed = timeline.event("two").model_copy(update={"title": "Renamed"})
    changed = timeline.model_copy(update={"events": (renamed,)})
    assert changed.event("two") is renamed
    with pytest.raises(UnknownIdError):
        changed.event("one")
    assert timeline.event("two").title == "two"


def test_a_lookup_does_not_change_equality_or_json() -> None:
    asked, other = (Timeline.model_validate(raw_timeline()) for _ in range(2))
    asked.event("one")
    assert asked == other
    assert asked.model_dump_json() == other.model_dump_json()
    assert hash(asked) == hash(other)


def test_a_rebuilt_timeline_keeps_the_events_it_was_given() -> None:
    timeline = Timeline.model_validate(raw_timeline())
    rebuilt = Timeline(
        id="story",
        title="Story",
        **timeline.model_dump(include=set())
        | {
            "categories": timeline.categories,
            "events": timeline.events,
        },
    )
    assert all(a is b for a, b in zip(rebuilt.events, timeline.events, strict=True))


def test_every_event_of_a_long_timeline_is_found_at_once() -> None:
    one = Event.model_validate(raw_event("event"))
    events = tuple(one.model_copy(update={"id": f"e{n}"}) for n in range(10_000))
    timeline = Timeline.model_validate(raw_timeline(events=events))
    started = time.perf_counter()
    assert all(timeline.event(event.id) is event for event in events)
    # A search through the tuple would take a hundred times as long.
    assert time.perf_counter() - started < 1


def test_every_timeline_of_a_chain_of_edits_stays_as_it_was() -> None:
    first = timeline_of(*(event_of(f"e{number}") for number in range(4)))
    edits: tuple[Callable[[Timeline], Timeline], ...] = (
        lambda timeline: timeline.with_event(event_of("e1", "Changed")),
        lambda timeline: timeline.with_event(event_of("new"), place=2),
        lambda timeline: timeline.without_event("e0"),
        lambda timeline: timeline.model_copy(update={"title": "Another"}),
        lambda timeline: timeline.without_event("new"),
    )
    kept = [first]
    for edit in edits:
        # Twice, and once more on the one before: none may be built from what another one changes.
        assert edit(kept[-1]) == edit(kept[-1])
        kept[0].with_event(event_of("e3", "Elsewhere"))
        kept.append(edit(kept[-1]))
    ids = [[event.id for event in timeline.events] for timeline in kept]
    assert ids == [
        ["e0", "e1", "e2", "e3"],
        ["e0", "e1", "e2", "e3"],
        ["e0", "e1", "new", "e2", "e3"],
        ["e1", "new", "e2", "e3"],
        ["e1", "new", "e2", "e3"],
        ["e1", "e2", "e3"],
    ]
    assert [timeline.event("e1").title for timeline in kept[:2]] == ["Event e1", "Changed"]
    assert all(timeline.event("e3").title == "Event e3" for timeline in kept)
