"""A mapping that hands on what it holds when it is edited, without copying all of it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from typing_extensions import override

_Value = TypeVar("_Value")
_MOST_PATCHES = 1_000
"""Changes from which on a copy of everything costs less than to copy them each time."""


class PatchedMapping(Mapping[str, _Value]):
    """A mapping by event id, and what has come and gone since it was made.

    To copy the values of 100,000 events takes longer than to write an edit of one.

    Parameters
    ----------
    base : mapping
        Shared with other mappings, and never changed.
    patch : mapping
        What is there instead of, or besides, what `base` holds.
    gone : frozenset of str
        Keys of `base` that are not there any more.
    """

    def __init__(
        self,
        base: Mapping[str, _Value],
        *,
        patch: Mapping[str, _Value] | None = None,
        gone: frozenset[str] = frozenset(),
    ) -> None:
        self._base = base
        self._patch = patch or {}
        self._gone = gone

    def edited(self, gone: Iterable[str], come: Mapping[str, _Value]) -> "PatchedMapping[_Value]":
        """Return the mapping without some keys and with other values; keys may be in both."""
        names = [name for name in gone if name not in come]
        patch = {key: value for key, value in self._patch.items() if key not in names}
        patch.update(come)
        lost = self._gone.difference(come).union(name for name in names if name in self._base)
        edited = PatchedMapping(self._base, patch=patch, gone=lost)
        return edited if len(patch) + len(lost) <= _MOST_PATCHES else PatchedMapping(dict(edited))

    @override
    def __getitem__(self, key: str) -> _Value:
        if key in self._patch:
            return self._patch[key]
        if key in self._gone:
            raise KeyError(key)
        return self._base[key]

    @override
    def __iter__(self) -> Iterator[str]:
        left = self._gone | self._patch.keys()
        yield from (key for key in self._base if key not in left)
        yield from self._patch

    @override
    def __len__(self) -> int:
        added = sum(1 for key in self._patch if key not in self._base)
        return len(self._base) - len(self._gone) + added
