"""Ids made from what people call things."""

import re
import unicodedata
from collections.abc import Callable, Iterable

from tickertale.domain.event_date import EventDate

LONGEST_SLUG = 60
"""Characters of an id that is made from a title."""


def identifier_of(text: str, *, fallback: str = "event") -> str:
    """Return an id in small letters, digits and hyphens; `fallback` where no letter is Latin."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_SLUG].rstrip("-") or fallback


def event_identifier(title: str, when: EventDate) -> str:
    """Return an id made from the title of an event; from its date where no letter is Latin."""
    day = when.first_day if when.has_start else when.last_day
    return identifier_of(title, fallback=f"event-{day.isoformat()}")


def free_identifier(wanted: str, *, is_taken: Callable[[str], bool]) -> str:
    """Return the id, or the first of ``id-2``, ``id-3``, … that is not taken."""
    number, name = 2, wanted
    while is_taken(name):
        name = f"{wanted}-{number}"
        number += 1
    return name


class FreeIdentifiers:
    """Gives out ids of which none is taken, many of one kind as quickly as one.

    Parameters
    ----------
    taken : iterable of str
        The ids that there are.
    """

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)
        self._next: dict[str, int] = {}

    def take(self, wanted: str) -> str:
        """Return the id, or the first of ``id-2``, … that is free; it is taken from now on."""
        name = wanted
        number = self._next.get(wanted, 2)
        while name in self._taken:
            name = f"{wanted}-{number}"
            number += 1
        self._next[wanted] = number
        self._taken.add(name)
        return name
