"""A mapping that is edited is what a copy of it would be, and the one before stays as it was."""

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st
from typing_extensions import override

from tickertale.viewmodels.event import patched_mapping
from tickertale.viewmodels.event.patched_mapping import PatchedMapping

NAMES = st.sampled_from("abcdefgh")
VALUES = st.dictionaries(NAMES, st.integers())


@given(
    base=VALUES,
    edits=st.lists(st.tuples(st.sets(NAMES), VALUES), max_size=6),
    most=st.integers(1, 8),
)
def test_edits_give_what_a_copy_would(
    base: dict[str, int], edits: list[tuple[set[str], dict[str, int]]], most: int
) -> None:
    usual, patched_mapping._MOST_PATCHES = patched_mapping._MOST_PATCHES, most
    try:
        found, expected = PatchedMapping(base), dict(base)
        for gone, come in edits:
            before, as_it_was = found, dict(expected)
            found = found.edited(gone, come)
            expected = {key: value for key, value in expected.items() if key not in gone} | come
            assert dict(found) == expected
            assert dict(before) == as_it_was
            assert len(found) == len(expected)
            assert {name: found.get(name) for name in "abcdefgh"} == {
                name: expected.get(name) for name in "abcdefgh"
            }
    finally:
        patched_mapping._MOST_PATCHES = usual


def test_an_edit_copies_what_has_changed_alone() -> None:
    class Counted(dict[str, int]):
        @override
        def __iter__(self) -> Iterator[str]:
            raise AssertionError("all of it was copied")

    edited = PatchedMapping(Counted(a=1, b=2, c=3)).edited(["a"], {"b": -2}).edited(["b"], {"d": 4})
    assert "a" not in edited
    assert "b" not in edited
    assert (edited["c"], edited["d"], len(edited)) == (3, 4, 2)
