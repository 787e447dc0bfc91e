"""Where words that were searched for stand in a text, and the piece of an event that tells why."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tickertale.domain.event import Event
from tickertale.viewmodels.text.wording import figure_text, one_line

LONGEST_SNIPPET = 160
"""Characters of a snippet; no list is as wide."""

_BEFORE_A_HIT = 8
"""Characters before the hit that a snippet still shows."""

_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_MARKUP = re.compile(r"[*`#>|]+|(?<!\w)_+|_+(?!\w)")
_BETWEEN = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of the text of an event.

    Parameters
    ----------
    text : str
        On one line; an ellipsis stands for what is left out before it.
    spans : tuple of (int, int)
        Where the words stand in it, half-open.
    """

    text: str
    spans: tuple[tuple[int, int], ...]


def folded(text: str) -> str:
    """Return a text in which case, width and accents make no difference."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in plain if not unicodedata.combining(char))


def marked_spans(text: str, terms: Iterable[str]) -> tuple[tuple[int, int], ...]:
    """Return where terms begin in the words of a text, as half-open ranges that do not overlap.

    Parameters
    ----------
    text : str
        As shown.
    terms : iterable of str
        As typed; case, width and accents make no difference, nor do the signs between the
        letters and digits of a term.
    """
    patterns = [pattern for pattern in map(_pattern, terms) if pattern]
    if not patterns:
        return ()
    plain, places = text.lower(), list(range(len(text)))
    if not text.isascii():
        # One shown character may fold into several, or into none.
        parts = [folded(char) for char in text]
        plain = "".join(parts)
        places = [place for place, part in enumerate(parts) for _ in part]
    found = (match for pattern in patterns for match in re.finditer(pattern, plain))
    spans = sorted((places[match.start()], places[match.end() - 1] + 1) for match in found)
    return tuple(_joined(spans))


def snippet_of(event: Event, *, title: str, terms: Sequence[str]) -> Snippet | None:
    """Return where words were found in an event, unless its title shows all of them.

    The text is taken that has most of the words which the title lacks, the first among equals:
    the full title, tags, people, organisations, summary, figures, sources.

    Parameters
    ----------
    event : Event
    title : str
        As the list shows it.
    terms : sequence of str
        As typed.
    """
    missing = [term for term in terms if not marked_spans(title, (term,)) and _pattern(term)]
    if not missing:
        return None
    texts = tuple(_texts(event))
    found = [sum(bool(marked_spans(text, (term,))) for term in missing) for text in texts]
    if not any(found):
        return None
    text = texts[found.index(max(found))]
    piece = _from_hit(text, marked_spans(text, missing)[0][0])
    return Snippet(piece, marked_spans(piece, terms))


def _pattern(term: str) -> str:
    words = [re.escape(word) for word in _BETWEEN.split(folded(term)) if word]
    return r"(?<![a-z0-9])" + r"[\W_]*".join(words) if words else ""


def _joined(spans: Iterable[tuple[int, int]]) -> Iterable[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _texts(event: Event) -> Iterator[str]:
    yield one_line(event.title)
    for names in (event.tags, event.people, event.organisations):
        yield " · ".join(map(one_line, names))
    yield one_line(_MARKUP.sub("", _LINK.sub(r"\1", event.summary)))
    for figure in event.figures:
        yield f"{one_line(figure.name)} {figure_text(figure)} {one_line(figure.note)}".rstrip()
    for source in event.sources:
        yield " · ".join(filter(None, map(one_line, (source.publisher, source.title))))


def _from_hit(text: str, hit: int) -> str:
    """Return a text from a little before a place on, beginning with a word."""
    start = max(hit - _BEFORE_A_HIT, 0)
    if start:
        start = max(text.find(" ", start, hit) + 1, start)
    return ("…" if start else "") + text[start : start + LONGEST_SNIPPET].lstrip(" ·,.;:–")
