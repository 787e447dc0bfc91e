"""The places of events, told without counting them again."""

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.timeline import event_of, timeline_of
from tickertale.domain import event_place
from tickertale.domain.event_place import EventPlaces


@dataclass(frozen=True)
class Named:
    id: str


STEPS = st.lists(st.tuples(st.booleans(), st.integers(0, 20), st.sampled_from("abcdefgh")))


@given(STEPS)
def test_places_are_those_that_counting_finds(steps: Sequence[tuple[bool, int, str]]) -> None:
    order = ["a", "b", "c"]
    places = EventPlaces.count([Named(name) for name in order])
    for is_new, number, name in steps:
        if is_new and name not in order:
            place = min(number, len(order))
            order.insert(place, name)
            found = places.with_event(name, place)
        elif not is_new and order:
            place = number % len(order)
            found = places.without_event(order.pop(place), place)
        else:
            continue
        assert found is not None
        places = found
        assert {each: places.get(each) for each in "abcdefgh"} == {
            each: order.index(each) if each in order else None for each in "abcdefgh"
        }


def test_after_many_steps_places_are_counted_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(event_place, "MOST_STEPS", 2)
    places: EventPlaces | None = EventPlaces.count([])
    for number in range(2):
        assert places is not None
        places = places.with_event(str(number), number)
    assert places is not None
    assert places.with_event("2", 2) is None
    timeline = timeline_of()
    for number in range(7):
        timeline = timeline.with_event(event_of(f"e{number}"), place=0)
    assert [timeline.event_place(f"e{number}") for number in range(7)] == [6, 5, 4, 3, 2, 1, 0]


def test_a_place_beyond_the_end_is_the_end() -> None:
    timeline = timeline_of(event_of("one")).with_event(event_of("two"), place=9)
    assert timeline.event_place("two") == 1
