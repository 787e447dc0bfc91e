"""The small card beside the cursor: what an event was, when, and what the price did."""

import re
from dataclasses import dataclass

from tickertale.domain.category import Category
from tickertale.domain.event import Event
from tickertale.viewmodels.text.wording import long_date, one_line, percent, sign_of

LONGEST_SUMMARY = 140
"""Characters of the summary that the card shows at most."""

_LONGEST_WORD = 25

_LINK = re.compile(r"!?\[([^\]\[]*)\]\([^)]*\)")
_MARKS = re.compile(r"(?m)^\s{0,3}(?:#{1,6}|>|[-*+]|\d{1,3}[.)])\s+|\*+|`+|(?<!\w)_+|_+(?!\w)")
_SENTENCE = re.compile(r".*?[.!?。\uff01\uff1f](?=\s|$|[^\x00-\x7f])")


@dataclass(frozen=True, slots=True)
class HoverState:
    """Everything that the hover card shows.

    Parameters
    ----------
    title, date_text, color, summary : str
    move_text : str
        Empty where there is no move.
    sign : int
        1 for a rise, −1 for a fall, 0 for neither.
    """

    title: str
    date_text: str
    color: str
    summary: str = ""
    move_text: str = ""
    sign: int = 0


def resolve_hover(event: Event, category: Category, *, move: float | None) -> HoverState:
    """Return the hover card of an event.

    Parameters
    ----------
    event : Event
    category : Category
        Its category.
    move : float or None
        Move since the previous close on the reaction session.
    """
    text = "" if move is None else percent(move)
    return HoverState(
        title=one_line(event.title),
        date_text=long_date(event.when, event.zone),
        color=category.color,
        summary=first_sentence(event.summary),
        move_text=text,
        sign=sign_of(move),
    )


def first_sentence(markdown: str) -> str:
    """Return the first sentence of a Markdown text as plain text, shortened where it is long."""
    head = markdown.strip().partition("\n\n")[0][:2000]
    plain = one_line(_MARKS.sub("", _LINK.sub(r"\1", head)))
    match = _SENTENCE.match(plain)
    sentence = match.group() if match else plain
    if len(sentence) <= LONGEST_SUMMARY:
        return sentence
    cut = sentence[: LONGEST_SUMMARY - 1]
    at_word, _, rest = cut.rpartition(" ")
    # Chinese has no spaces, and neither has an address: those are cut where they are.
    return (at_word if len(rest) < _LONGEST_WORD else cut).rstrip(" ,;:") + "…"
