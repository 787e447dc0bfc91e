"""Which events tell of the same thing: dates at most a day apart, and titles alike."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

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
    """A title made ready for comparison; `mask` has a bit for each pair, for a quick no."""

    words: str
    pairs: frozenset[str]
    numbers: frozenset[str]
    mask: int


_Titled = tuple[Event, tuple[_Title, ...]]


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
    return _alike(event, ((other, _titles(other)) for other in near), titles=_titles(event))


class DuplicateIndex:
    """Finds the likely duplicates of many events quickly; see `likely_duplicates` for the rule.

    Parameters
    ----------
    events : iterable of Event
    """

    def __init__(self, events: Iterable[Event] = ()) -> None:
        self._unread: defaultdict[int, list[Event]] = defaultdict(list)
        self._read: defaultdict[int, list[_Titled]] = defaultdict(list)
        self._same: defaultdict[tuple[int, str], list[_Titled]] = defaultdict(list)
        for event in events:
            self.add(event)

    def add(self, event: Event) -> None:
        """Have an event found, too."""
        self._unread[_day(event)].append(event)

    def find(self, event: Event) -> tuple[Event, ...]:
        """Return the likely duplicates of an event, the most alike first."""
        titles = _titles(event)
        return _alike(event, self._candidates(_day(event), titles), titles=titles)

    def _candidates(self, day: int, titles: tuple[_Title, ...]) -> Iterator[_Titled]:
        for near in range(day - FARTHEST_DAYS, day + FARTHEST_DAYS + 1):
            self._read_day(near)
            rows = self._read.get(near, [])
            if len(rows) <= MOST_COMPARED:
                yield from rows
            else:
                for title in titles:
                    yield from self._same.get((near, title.words), [])

    def _read_day(self, day: int) -> None:
        for event in self._unread.pop(day, ()):
            row = event, _titles(event)
            self._read[day].append(row)
            for title in row[1]:
                self._same[day, title.words].append(row)


def _alike(
    event: Event, candidates: Iterable[_Titled], *, titles: tuple[_Title, ...]
) -> tuple[Event, ...]:
    found = {
        other.id: (similarity, other)
        for other, its_titles in candidates
        if other.id != event.id
        and (similarity := _greatest_similarity(titles, its_titles)) >= LEAST_SIMILARITY
    }
    best_first = sorted(found.values(), key=lambda row: -row[0])
    return tuple(other for _, other in best_first)


def _titles(event: Event) -> tuple[_Title, ...]:
    short = event.short_title
    return (_title(event.title), _title(short)) if short else (_title(event.title),)


def _greatest_similarity(first: tuple[_Title, ...], second: tuple[_Title, ...]) -> float:
    return max(_similarity(one, other) for one in first for other in second)


def _day(event: Event) -> int:
    when = event.when
    return (when.first_day if when.has_start else when.last_day).toordinal()


def _title(text: str) -> _Title:
    words = _WORD.findall(_folded(text))
    pairs = frozenset(
        word[i : i + 2] for word in words for i in range(max(len(word) - 1, 1))
    ) or frozenset({text.strip()})
    mask = 0
    for pair in pairs:
        mask |= 1 << (hash(pair) % _MASK_BITS)
    numbers = frozenset(number for word in words for number in _NUMBER.findall(word))
    return _Title(" ".join(words) or text.strip(), pairs, numbers, mask)


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
    if _most_common_pairs(first, second) < LEAST_SIMILARITY * min(sizes):
        return 0.0
    if not (first.numbers <= second.numbers or second.numbers <= first.numbers):
        return 0.0
    common = len(first.pairs & second.pairs)
    share = 2 * common / sum(sizes)
    return max(share, LEAST_SIMILARITY) if common == min(sizes) >= LEAST_CONTAINED_PAIRS else share


def _most_common_pairs(first: _Title, second: _Title) -> int:
    """Return a bound of the number of common pairs; pairs that share a bit count as common."""
    unseen = (
        len(first.pairs) - first.mask.bit_count(),
        len(second.pairs) - second.mask.bit_count(),
    )
    return (first.mask & second.mask).bit_count() + min(unseen)
