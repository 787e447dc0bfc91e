"""Which events tell of the same thing: dates at most a day apart, and titles alike."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from operator import add

from tickertale.domain.event import Event

FARTHEST_DAYS = 1
"""Days between two dates of the same thing; a time zone shifts a date by one."""

LEAST_SIMILARITY = 0.8
"""Share of the pairs of letters that two titles have in common."""

LEAST_CONTAINED_PAIRS = 8
"""Pairs of a title that is found within a longer one; a shorter one is found in many."""

MOST_COMPARED = 2_000
"""Events of one day whose titles are compared by pairs; among more, only equal titles count."""

_WORD = re.compile(r"[a-z0-9]+|[^\W_a-z0-9]+")
_NUMBER = re.compile(r"\d+")
_MASK_BITS = 256


@dataclass(frozen=True, slots=True)
class _Title:
    """A title made ready for comparison.

    `mask` has a bit for each pair, `unseen` says how many pairs share the bit of another, and
    `needed` is the least number of common pairs that this title alone asks for: with these, most
    titles are told apart without a look at their pairs.
    """

    words: str
    pairs: frozenset[str]
    numbers: frozenset[str]
    mask: int
    unseen: int
    needed: float


_Row = tuple[int, float, _Title, Event]
"""Mask and need of a title, the title, and its event."""


def title_similarity(first: str, second: str) -> float:
    """Return how alike two titles are, from 0 to 1.

    Case, width, accents and signs do not matter. It is the share of pairs of neighboring letters
    that the titles have in common (Sørensen–Dice), which needs no words and so serves Chinese as
    well; not less than `LEAST_SIMILARITY` where all of a title that is not very short is found in
    the longer one; and 0 where each names a number that the other does not, as "Q3 results" and
    "Q4 results" do.
    """
    return _similarity(_title(first), _title(second))


def likely_duplicates(event: Event, events: Iterable[Event]) -> tuple[Event, ...]:
    """Return the events that tell of the same thing as one, the most alike first.

    Two events do so when their dates are at most `FARTHEST_DAYS` apart, counted from the first
    day that each covers (from the last where the first is not known), and the similarity of
    their titles, long or short, is at least `LEAST_SIMILARITY`. An event is no duplicate of one
    with its id.

    Parameters
    ----------
    event : Event
    events : iterable of Event
        Looked through once; who asks for many events makes a `DuplicateIndex`.
    """
    day = _day(event)
    near = (other for other in events if abs(_day(other) - day) <= FARTHEST_DAYS)
    rows = [row for other in near for row in _rows(other)]
    return _best_first(_alike(event, rows))


class DuplicateIndex:
    """Finds the likely duplicates of many events quickly; see `likely_duplicates` for the rule.

    Parameters
    ----------
    events : iterable of Event
    """

    def __init__(self, events: Iterable[Event] = ()) -> None:
        self._unread: defaultdict[int, list[Event]] = defaultdict(list)
        self._read: defaultdict[int, list[_Row]] = defaultdict(list)
        self._same: defaultdict[tuple[int, str], list[_Row]] = defaultdict(list)
        for event in events:
            self.add(event)

    def add(self, event: Event) -> None:
        """Have an event found, too."""
        self._unread[_day(event)].append(event)

    def find(self, event: Event) -> tuple[Event, ...]:
        """Return the likely duplicates of an event, the most alike first."""
        day = _day(event)
        found: list[_Found] = []
        for near in range(day - FARTHEST_DAYS, day + FARTHEST_DAYS + 1):
            self._read_day(near)
            rows = self._read.get(near, [])
            if len(rows) > MOST_COMPARED:
                titles = (row[2].words for row in _rows(event))
                rows = [row for words in titles for row in self._same.get((near, words), [])]
            found += _alike(event, rows)
        return _best_first(found)

    def _read_day(self, day: int) -> None:
        for event in self._unread.pop(day, ()):
            for row in _rows(event):
                self._read[day].append(row)
                self._same[day, row[2].words].append(row)


_Found = tuple[float, Event]


def _alike(event: Event, rows: Sequence[_Row]) -> list[_Found]:
    """Return the events of the rows whose titles are alike, with how much."""
    found: list[_Found] = []
    for mask, needed, title, _ in _rows(event):
        unseen = title.unseen
        # Only what could be alike is looked at: this line sees every title of three days.
        close = [
            row
            for row in rows
            if (common := (mask & row[0]).bit_count() + unseen) >= needed or common >= row[1]
        ]
        for _, _, other_title, other in close:
            similarity = _similarity(title, other_title)
            if similarity >= LEAST_SIMILARITY and other.id != event.id:
                found.append((similarity, other))
    return found


def _best_first(found: list[_Found]) -> tuple[Event, ...]:
    found.sort(key=lambda row: -row[0])
    return tuple({other.id: other for _, other in found}.values())


def _rows(event: Event) -> tuple[_Row, ...]:
    texts = (event.title, event.short_title) if event.short_title else (event.title,)
    titles = map(_title, texts)
    return tuple((title.mask, title.needed, title, event) for title in titles)


def _day(event: Event) -> int:
    when = event.when
    return (when.first_day if when.has_start else when.last_day).toordinal()


@lru_cache(maxsize=1_024)
def _title(text: str) -> _Title:
    # Remembered, since what is looked for is looked for on three days, and often added then.
    words = _WORD.findall(_folded(text))
    pairs = frozenset(chain.from_iterable(map(_pairs, words))) or frozenset({text.strip()})
    mask = 0
    for pair in pairs:
        mask |= 1 << (hash(pair) % _MASK_BITS)
    numbers = frozenset(number for word in words for number in _NUMBER.findall(word))
    return _Title(
        words=" ".join(words) or text.strip(),
        pairs=pairs,
        numbers=numbers,
        mask=mask,
        unseen=len(pairs) - mask.bit_count(),
        needed=LEAST_SIMILARITY * len(pairs),
    )


def _pairs(word: str) -> list[str]:
    return list(map(add, word, word[1:])) or [word]


def _folded(text: str) -> str:
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return unicodedata.normalize("NFC", plain).casefold()


def _similarity(first: _Title, second: _Title) -> float:
    if first.words == second.words:
        return 1.0
    sizes = len(first.pairs), len(second.pairs)
    if not (first.numbers <= second.numbers or second.numbers <= first.numbers):
        return 0.0
    common = len(first.pairs & second.pairs)
    share = 2 * common / sum(sizes)
    return max(share, LEAST_SIMILARITY) if common == min(sizes) >= LEAST_CONTAINED_PAIRS else share
