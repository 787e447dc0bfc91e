"""A date as one may type it again: in words where they say all of it."""

import datetime as dt
import re

from tickertale.domain.date_phrase import parse_date_phrase
from tickertale.domain.event_date import EventDate, Precision
from tickertale.viewmodels.text.wording import day_text, short_date

_PRECISIONS = {
    Precision.MINUTE: "known to the minute",
    Precision.DAY: "known to the day",
    Precision.MONTH: "known to the month",
    Precision.SEASON: "known to the season",
    Precision.YEAR: "known to the year",
    Precision.DECADE: "known to the decade",
    Precision.CENTURY: "known to the century",
}
_OFFSET = re.compile(r"(Z|[+-]\d{2}(:\d{2})?)$", re.ASCII)


def date_words(when: EventDate) -> str:
    """Return the date in words, or its EDTF where they would not say all that it does.

    `parse_date_phrase` reads what is returned as the very same date.
    """
    is_instant = when.precision is Precision.MINUTE and not when.is_interval
    words = _instant_words(when.edtf) if is_instant else short_date(when, "UTC")
    return words if parse_date_phrase(words).when == when else when.edtf


def precision_words(when: EventDate) -> str:
    """Return how exactly a date is known: ``known to the month, approximate``."""
    if when.is_interval and when.has_start and when.has_end:
        first = "a span of time, its ends "
    else:
        first = ""
    words = [first + _PRECISIONS[when.precision]]
    words += ["approximate"] if when.is_approximate else []
    words += ["uncertain"] if when.is_uncertain else []
    return ", ".join(words)


def _instant_words(edtf: str) -> str:
    day, _, clock = edtf.partition("T")
    offset = _OFFSET.search(clock)
    local = clock[: offset.start()] if offset else clock
    words = [day_text(dt.date.fromisoformat(day)), local, offset[0] if offset else ""]
    return " ".join(filter(None, words))
