"""What is typed into the search field: words to find, and conditions such as ``tag:apple``."""

import datetime as dt
import math
import operator
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from tickertale.domain.date_phrase import parse_date_phrase
from tickertale.domain.event import Event
from tickertale.domain.timeline import Timeline
from tickertale.viewmodels.text.found_text import folded
from tickertale.viewmodels.text.wording import shortened

Test = Callable[[Event, float | None], bool]
"""Says whether an event, with its move on the reaction session, meets a condition."""

LONGEST_FILTER = 1_000
"""Characters of a text that are looked at."""

LONGEST_QUOTE = 40
"""Characters of a condition that are repeated in the sentence about it."""

_PIECE = re.compile(
    r"(?P<minus>[-–])?"
    r'(?:(?P<key>[^\W\d_]+)(?P<sign>>=|<=|≥|≤|[:<>=])(?P<value>(?:"[^"]*"?|[^\s"])*)'
    r'|"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))'
)
_NUMBER = re.compile(r"(?P<sign>[+\-−]?)(?P<digits>\d+(?:[.,]\d+)?|[.,]\d+)\s*%?")
_SIGNS = {"≥": ">=", "≤": "<="}
_COMPARISONS: Mapping[str, Callable[[float, float], bool]] = {
    ">": operator.gt,
    "<": operator.lt,
    ">=": operator.ge,
    "<=": operator.le,
    "=": operator.eq,
    ":": operator.eq,
}
_ALIASES = {
    "tags": "tag",
    "标签": "tag",
    "cat": "category",
    "类别": "category",
    "people": "person",
    "who": "person",
    "人物": "person",
    "organisation": "org",
    "organization": "org",
    "company": "org",
    "机构": "org",
    "source": "publisher",
    "来源": "publisher",
    "since": "after",
    "from": "after",
    "之后": "after",
    "until": "before",
    "之前": "before",
    "in": "on",
    "date": "on",
    "日期": "on",
    "重要": "importance",
    "涨跌": "move",
}
KEY_WORDS = (
    *("tag", "category", "person", "org", "publisher"),
    *("after", "before", "on", "importance", "move"),
    *_ALIASES,
)
"""Everything that a condition can begin with: the keys, then other words for them."""

FIRST_SIGNS = {
    **dict.fromkeys(("tag", "category", "person", "org", "publisher"), ":"),
    **dict.fromkeys(("after", "before", "on"), ":"),
    "importance": ">=",
    "move": ">",
}
"""What most likely follows a key."""

EXAMPLES = "tag:apple after:2025-02 move>5%"
"""A filter as the search field suggests it."""


class _FilterError(ValueError):
    """A condition that cannot be understood; the sentence says what was expected."""


@dataclass(frozen=True, slots=True)
class EventFilter:
    """A filter as it was understood.

    Parameters
    ----------
    words : str
        What must be found in the text of an event; empty where anything may.
    unwanted : tuple of str
        What must not be found in it, each by itself.
    tests : tuple of callable
        All must hold.
    problems : tuple of str
        Conditions that were not understood, a sentence each; they are left out, but for those
        with a key that is none, which are words.
    """

    words: str = ""
    unwanted: tuple[str, ...] = ()
    tests: tuple[Test, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Return whether every event passes."""
        return not (self.words or self.unwanted or self.tests)

    @property
    def terms(self) -> tuple[str, ...]:
        """Return the words that are looked for, to be marked where they stand."""
        return tuple(self.words.replace('"', " ").split())

    def accepts(self, event: Event, move: float | None) -> bool:
        """Return whether an event meets every condition; words are not looked at here."""
        return all(test(event, move) for test in self.tests)


def parse_filter(text: str, *, timeline: Timeline) -> EventFilter:
    """Return what a text typed into the search field asks for.

    Words are looked for in titles, summaries, names, figures and sources; all must be there.
    Conditions are written as ``key:value``, all must hold, and a leading ``-`` turns one round:

    - ``tag:``, ``category:``, ``person:``, ``org:``, ``publisher:`` find a part of a name, whatever
      its case; ``tag:apple,ai`` either, ``person:"Jack Ma"`` one with a blank in it
    - ``after:2025-02`` from 1 February on, ``before:2025-02`` until 31 January, ``on:2025-02``
      within; any date that the editor understands
    - ``importance>=4``
    - ``move>5%`` up or down by more than that, ``move>+5%`` up, ``move<-5%`` down

    Parameters
    ----------
    text : str
        Any text; what is no condition is a word.
    timeline : Timeline
        Names the categories.
    """
    words, unwanted, tests, problems = [], [], [], []
    # A Chinese keyboard gives full-width signs, which mean the same.
    for piece in _PIECE.finditer(unicodedata.normalize("NFKC", text[:LONGEST_FILTER])):
        key = _ALIASES.get((piece["key"] or "").lower(), (piece["key"] or "").lower())
        if key in _READERS and not piece["value"]:
            continue  # Its value is still to be typed.
        if key in _READERS:
            try:
                tests.append(_condition(key, piece, timeline=timeline))
            except _FilterError as error:
                problems.append(str(error))
            continue
        problem = _unknown_key(piece) if key else ""
        problems += [problem] if problem else []
        word = piece[0][len(piece["minus"] or "") :]
        if piece["minus"] and word:
            unwanted.append(word)
        elif word.strip('"'):
            words.append(piece[0])
    return EventFilter(" ".join(words), tuple(unwanted), tuple(tests), tuple(problems))


def matching(
    events: Iterable[Event],
    wanted: EventFilter,
    *,
    moves: Mapping[str, float],
    search: Callable[[str], Iterable[str]],
) -> frozenset[str] | None:
    """Return the ids of the events that pass a filter; None where all do.

    Parameters
    ----------
    events : iterable of Event
    wanted : EventFilter
    moves : mapping of str to float
        Move on the reaction session by event id.
    search : callable
        Returns the ids of the events whose text holds all words.
    """
    if wanted.is_empty:
        return None
    found = frozenset(search(wanted.words)) if wanted.words else None
    gone = frozenset(name for word in wanted.unwanted for name in search(word))
    return frozenset(
        event.id
        for event in events
        if (found is None or event.id in found)
        and event.id not in gone
        and wanted.accepts(event, moves.get(event.id))
    )


def _condition(key: str, piece: re.Match[str], *, timeline: Timeline) -> Test:
    sign = _SIGNS.get(piece["sign"], piece["sign"])
    value = piece["value"].replace('"', "").strip()
    test = _READERS[key](_Condition(key, sign, value, timeline))
    if piece["minus"]:
        return lambda event, move: not test(event, move)
    return test


@dataclass(frozen=True, slots=True)
class _Condition:
    """One condition as it was typed."""

    key: str
    sign: str
    value: str
    timeline: Timeline

    def refused(self, expected: str) -> _FilterError:
        """Return the error that says what was expected in place of this."""
        typed = shortened(f"{self.key}{self.sign}{self.value}", LONGEST_QUOTE)
        return _FilterError(f"“{typed}” is not understood: {expected}")


def _names_test(names_of: Callable[[Event], Iterable[str]]) -> Callable[[_Condition], Test]:
    def read(condition: _Condition) -> Test:
        if condition.sign not in {":", "="}:
            raise condition.refused(f"a name was expected, as in {condition.key}:apple")
        parts = [part for part in folded(condition.value).split(",") if part]
        return lambda event, _: any(
            part in name for name in map(folded, names_of(event)) for part in parts
        )

    return read


def _category_test(condition: _Condition) -> Test:
    parts = [part for part in folded(condition.value).split(",") if part]
    ids = {
        row.id
        for row in condition.timeline.categories
        for part in parts
        if any(part in folded(name) for name in (row.id, row.name, row.short_name))
    }
    if parts and not ids:
        names = ", ".join(row.lane_name for row in condition.timeline.categories[:6])
        raise condition.refused(f"the categories are {names}")
    return lambda event, _: event.category in ids


def _date_test(condition: _Condition) -> Test:
    phrase = parse_date_phrase(condition.value)
    when = phrase.when
    if when is None or condition.sign not in {":", "="}:
        raise condition.refused(f"a date was expected, as in {condition.key}:2025-02")
    first, last = when.first_day, when.last_day
    if condition.key == "after":
        return lambda event, _: event.when.last_day >= first
    if condition.key == "before":
        return lambda event, _: event.when.first_day < first
    return lambda event, _: _overlaps(event, first=first, last=last)


def _overlaps(event: Event, *, first: dt.date, last: dt.date) -> bool:
    return event.when.first_day <= last and event.when.last_day >= first


def _importance_test(condition: _Condition) -> Test:
    if not re.fullmatch("[1-5]", condition.value, re.ASCII):
        raise condition.refused("1 to 5 was expected, as in importance>=4")
    compare, value = _COMPARISONS[condition.sign], int(condition.value)
    return lambda event, _: compare(event.importance, value)


def _move_test(condition: _Condition) -> Test:
    number = _NUMBER.fullmatch(condition.value)
    if number is None or condition.sign in {":", "="}:
        raise condition.refused("a comparison was expected, as in move>5% or move<-5%")
    compare = _COMPARISONS[condition.sign]
    size = float(number["digits"].replace(",", ".")) / 100
    if not number["sign"]:
        # Without a sign it is the size that matters, up or down.
        return lambda _, move: _is_known(move) and compare(abs(move or 0.0), size)
    value = size if number["sign"] == "+" else -size
    return lambda _, move: _is_known(move) and compare(move or 0.0, value)


def _is_known(move: float | None) -> bool:
    return move is not None and math.isfinite(move)


_NAMED: Mapping[str, Callable[[Event], Iterable[str]]] = {
    "tag": lambda event: event.tags,
    "person": lambda event: event.people,
    "org": lambda event: event.organisations,
    "publisher": lambda event: (source.publisher for source in event.sources),
}
_READERS: Mapping[str, Callable[[_Condition], Test]] = {
    **{key: _names_test(names_of) for key, names_of in _NAMED.items()},
    "category": _category_test,
    "after": _date_test,
    "before": _date_test,
    "on": _date_test,
    "importance": _importance_test,
    "move": _move_test,
}

KEYS = tuple(_READERS)
"""The keys of conditions, for completion."""


def key_of(typed: str) -> str:
    """Return the key that a word stands for, ``tag`` for ``Tags``; empty where it is none."""
    key = _ALIASES.get(typed.lower(), typed.lower())
    return key if key in _READERS else ""


def names_of(key: str, event: Event) -> Iterable[str]:
    """Return what an event has that a condition with that key looks for by name."""
    return _NAMED[key](event)


def _unknown_key(piece: re.Match[str]) -> str:
    """Return the sentence about a word that looks like a condition; empty for an address."""
    if not piece["value"] or piece["value"].startswith("//"):
        return ""
    typed = shortened(piece["key"], LONGEST_QUOTE) + piece["sign"]
    near = get_close_matches(piece["key"].lower()[:LONGEST_QUOTE], KEY_WORDS, n=1, cutoff=0.6)
    key = key_of(near[0]) if near else ""
    hint = f"perhaps {key}{FIRST_SIGNS[key]} was meant" if key else "Filters… shows what there is"
    return f"“{typed}” is no filter and was looked for as text; {hint}"
