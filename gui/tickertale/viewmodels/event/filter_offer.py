"""What is offered while a filter is typed, and in its menu: keys, and the values that exist."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tickertale.domain.event import Event
from tickertale.domain.timeline import Timeline
from tickertale.viewmodels.event.event_filter import (
    FIRST_SIGNS,
    KEY_WORDS,
    key_of,
    names_of,
)
from tickertale.viewmodels.event.event_list import sorted_categories
from tickertale.viewmodels.text.found_text import folded
from tickertale.viewmodels.text.wording import counted, one_line

MOST_OFFERED = 12
"""Offers at most, and values of a key that still make a menu."""

_LETTERS_OF_A_KEY = 2
"""Letters from which on a key is offered; a Chinese character is enough."""

_MOST_YEARS = 6
_NAMED = ("tag", "person", "org", "publisher")
_DATES = ("after", "before", "on")
_CONDITION = re.compile(r"(?P<key>[^\W\d_]+)(?P<sign>>=|<=|[:<>=≥≤])(?P<value>\"[^\"]*|[^\s\",]*)$")
_WORD = re.compile(r"(?:^|(?<=\s)|(?<=\s-)|(?<=^-))(?P<word>[^\W\d_]+)$")

_KEY_HINTS: Mapping[str, str] = {
    "tag": "with a tag",
    "category": "in a category",
    "person": "with a person",
    "org": "with an organisation",
    "publisher": "with a source of",
    "after": "from a date on",
    "before": "before a date",
    "on": "within a date",
    "importance": "1 to 5",
    "move": "of the reaction session",
}
_IMPORTANCES = (
    ("5", "the story"),
    ("4", "and more"),
    ("3", "and more"),
    ("2", "and more"),
)
_SIZES = ("3%", "5%", "10%")
_MOVES = (
    ("move>3%", "More than 3%, up or down"),
    ("move>5%", "More than 5%, up or down"),
    ("move>10%", "More than 10%, up or down"),
    ("move>+5%", "Up more than 5%"),
    ("move<-5%", "Down more than 5%"),
)


@dataclass(frozen=True, slots=True)
class Offer:
    """One way to go on.

    Parameters
    ----------
    text : str
        The whole text of the field, once it is taken.
    words : str
        What of it is new: ``tag:``, ``Apple deal``.
    hint : str
        What it is, or how many events have it.
    is_key : bool
        A key, which a value has to follow; the text may as well go on as a word.
    """

    text: str
    words: str
    hint: str = ""
    is_key: bool = False


@dataclass(frozen=True, slots=True)
class KeyChoice:
    """A key in the menu of filters.

    Parameters
    ----------
    name : str
        ``Tag``.
    condition : str
        What it puts into the field: ``tag:``.
    values : tuple of (str, str)
        Whole conditions with their names; none where there are many, or where any will do.
    has_any : bool
        Whether any event has such a thing.
    """

    name: str
    condition: str
    values: tuple[tuple[str, str], ...] = ()
    has_any: bool = True


class FilterOffers:
    """Offers keys and values; the names of a timeline are counted once."""

    def __init__(self) -> None:
        self._events: tuple[Event, ...] | None = None
        self._known: dict[str, Sequence[_Value]] = {}

    def offers(self, text: str, *, timeline: Timeline) -> tuple[Offer, ...]:
        """Return how a text can go on, the likeliest way first.

        Parameters
        ----------
        text : str
            Such as ``move>5% tag:app``, or ``ta``.
        timeline : Timeline
            Whose names are offered.
        """
        condition = _CONDITION.search(text)
        if condition is not None:
            return self._values(text, condition, timeline=timeline)
        word = _WORD.search(text)
        return () if word is None else _keys(text[: word.start()], word["word"])

    def keys(self, timeline: Timeline) -> tuple[KeyChoice, ...]:
        """Return every key with the values that it has in a timeline, where they are few."""
        categories = tuple(
            (_condition("category", row.lane_name), one_line(row.lane_name))
            for row in sorted_categories(timeline)
        )
        return (
            self._names_choice("Tag", key="tag", timeline=timeline),
            self._names_choice("Person", key="person", timeline=timeline),
            self._names_choice("Organisation", key="org", timeline=timeline),
            self._names_choice("Publisher", key="publisher", timeline=timeline),
            KeyChoice("Category", "category:", categories[:MOST_OFFERED], bool(categories)),
            KeyChoice(
                "Importance",
                "importance>=",
                tuple(
                    (f"importance>={value}", value if value == "5" else f"{value} and more")
                    for value, _ in _IMPORTANCES
                ),
            ),
            KeyChoice("After", "after:", has_any=bool(timeline.events)),
            KeyChoice("Before", "before:", has_any=bool(timeline.events)),
            KeyChoice("Move", "move>", _MOVES),
        )

    def _names_choice(self, name: str, *, key: str, timeline: Timeline) -> KeyChoice:
        # A menu has to open at once, so that of many names only as many are looked at.
        has_many = len(_distinct(timeline.events, key)) > MOST_OFFERED
        rows = () if has_many else self._values_of(key, timeline)
        values = tuple((_condition(key, row.value), one_line(row.value)) for row in rows)
        return KeyChoice(name, f"{key}:", values, has_many or bool(rows))

    def _values(self, text: str, typed: re.Match[str], *, timeline: Timeline) -> tuple[Offer, ...]:
        start, part = text[: typed.start("value")], folded(typed["value"].lstrip('"'))
        rows = [row for row in self._values_of(key_of(typed["key"]), timeline) if part in row.plain]
        # Those that begin with it come first; the sort keeps the order among them.
        rows.sort(key=lambda row: not row.plain.startswith(part))
        if len(rows) == 1 and rows[0].plain == part:
            return ()
        return tuple(
            Offer(start + _quoted(row.value), one_line(row.value), _hint(row))
            for row in rows[:MOST_OFFERED]
        )

    def _values_of(self, key: str, timeline: Timeline) -> Sequence["_Value"]:
        """Return the values that a key has in a timeline, in the order of the offers."""
        if key == "category":
            # Other categories leave the events the same.
            names = (row.lane_name for row in sorted_categories(timeline))
            return [_Value(name, folded(name)) for name in names if '"' not in name]
        if self._events is not timeline.events:
            self._events, self._known = timeline.events, {}
        if key not in self._known:
            self._known[key] = _values_in(timeline.events, key)
        return self._known[key]


@dataclass(frozen=True, slots=True)
class _Value:
    """A value of a key, the same in plain letters, how many events have it, and a word on it."""

    value: str
    plain: str
    count: int = 0
    word: str = ""


def _hint(row: _Value) -> str:
    return counted(row.count, "event") if row.count else row.word


def _distinct(events: Iterable[Event], key: str) -> set[str]:
    """Return the names that events have, at most one more than make a menu."""
    found: set[str] = set()
    for event in events:
        found.update(names_of(key, event))
        if len(found) > MOST_OFFERED:
            break
    return found


def _values_in(events: Sequence[Event], key: str) -> Sequence[_Value]:
    if key == "importance":
        return [_Value(value, value, word=word) for value, word in _IMPORTANCES]
    if key == "move":
        return [_Value(size, size) for size in _SIZES]
    if key in _DATES:
        years = Counter(event.when.first_day.year for event in events if event.when.has_start)
        latest = sorted(years, reverse=True)[:_MOST_YEARS]
        return [_Value(f"{year}", f"{year}", years[year]) for year in latest]
    if key not in _NAMED:
        return ()
    counts = Counter(name for event in events for name in names_of(key, event))
    rows = sorted((-count, folded(name), name) for name, count in counts.items())
    return [_Value(name, plain, -count) for count, plain, name in rows if name and '"' not in name]


def without_open_key(text: str) -> str:
    """Return a text without a key at its end that has no value."""
    typed = _CONDITION.search(text)
    is_open = typed is not None and not typed["value"] and bool(key_of(typed["key"]))
    return text[: typed.start()].rstrip(" -") if typed and is_open else text.rstrip()


def _keys(before: str, word: str) -> tuple[Offer, ...]:
    if word.isascii() and len(word) < _LETTERS_OF_A_KEY:
        return ()
    found: dict[str, Offer] = {}
    for name in KEY_WORDS:
        key = key_of(name)
        if name.startswith(word.lower()) and key not in found:
            shown = f"{key if name.isascii() else name}{FIRST_SIGNS[key]}"
            found[key] = Offer(before + shown, shown, _KEY_HINTS[key], is_key=True)
    return tuple(found.values())


def _condition(key: str, name: str) -> str:
    return f"{key}:{_quoted(name)}"


def _quoted(name: str) -> str:
    return f'"{name}"' if re.search(r"[\s,]", name) else name
