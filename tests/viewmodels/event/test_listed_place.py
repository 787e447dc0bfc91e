"""Where an event stands in the list, and which rows of two lists differ."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickertale.viewmodels.event.listed_place import ListedPlace, PlaceFinder, changed_rows


@dataclass(frozen=True)
class Row:
    id: str


def rows_of(*names: str) -> list[Row]:
    return [Row(name) for name in names]


@pytest.mark.parametrize(
    ("index", "text", "has_previous", "has_next"),
    [(None, "", False, False), (0, "1 of 3", False, True), (2, "3 of 3", True, False)],
    ids=["filtered out", "first", "last"],
)
def test_a_place_counts_within_the_list(
    index: int | None, text: str, has_previous: bool, has_next: bool
) -> None:
    place = ListedPlace(index, 3)
    assert (place.text, place.has_previous, place.has_next) == (text, has_previous, has_next)


@given(lists=st.lists(st.lists(st.sampled_from("abcdef"), unique=True), min_size=1, max_size=5))
def test_an_event_is_found_wherever_it_was_before(lists: list[list[str]]) -> None:
    finder = PlaceFinder()
    for names in lists:
        for wanted in "abcdef":
            expected = names.index(wanted) if wanted in names else None
            assert finder.find(rows_of(*names), wanted) == expected
    assert finder.find(rows_of("a"), None) is None


@given(data=st.data(), count=st.integers(0, 40))
def test_the_first_and_the_last_row_that_differ_are_found(data: st.DataObject, count: int) -> None:
    before = list(range(count))
    changed = data.draw(st.sets(st.integers(0, count - 1)) if count else st.just(set()))
    after = [-1 if number in changed else number for number in before]
    first, last = changed_rows(before, after)
    if changed:
        assert (first, last) == (min(changed), max(changed))
    else:
        assert first > last
