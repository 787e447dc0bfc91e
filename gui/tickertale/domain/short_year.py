"""Years of two digits: the dates that they can mean, to choose from."""

import re

_NUMERIC = re.compile(
    r"(?<![\d/.:-])(?P<a>\d{1,2})(?P<sign>[-/.])(?P<b>\d{1,2})(?P=sign)(?P<c>\d{2})(?![\d/.:-])"
)
_YEAR_FIRST = re.compile(
    r"(?<![\d/.:-])(?P<year>\d{2})(?P<sign>[-/.])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})(?![\d/.:-])"
)
_DAY = re.compile(
    r"(?<![\d-])(?P<day>\d{1,2})[-/ ]?(?P<month>[a-z]{3,9})\.?[-/ ]'?(?P<year>\d{2})"
    r"(?![\d:.]|\s?[ap]\.?m)"
)
_APOSTROPHE = re.compile(r"['’](?P<year>\d{2})(?!\d)")
_QUARTER = re.compile(
    r"\b(?:(?P<kind>[qh])(?P<at>[1-4])|(?P<at2>[1-4])(?P<kind2>[qh]))[- ]?(?P<year>\d{2})\b"
)
_MONTH = re.compile(r"(?P<month>[a-z]{3,9})[- ](?P<year>\d{2})")
_NEXT_YEAR = re.compile(r"(?P<first>\d{4})[-–/](?P<year>\d{2})")


def with_long_years(plain: str) -> tuple[str, ...]:
    """Return a text with years of four digits in place of those of two, the likeliest first.

    Nothing is returned where there is no year of two digits. They are taken for years of this
    century, which is why whoever typed them has to choose.

    Parameters
    ----------
    plain : str
        In lower case, normalized: ``3/6/25``, ``6-mar-25``, ``q1'25``, ``1q25``, ``2024/25``.
    """
    numeric = _numeric(plain)
    if numeric:
        return numeric
    span = _NEXT_YEAR.fullmatch(plain)
    if span is not None:
        first = int(span["first"])
        is_next = (first + 1) % 100 == int(span["year"]) > 12
        return (f"{first:04d} – {first + 1:04d}",) if is_next else ()
    for pattern, written in (
        (_DAY, r"\g<day> \g<month> 20\g<year>"),
        (_APOSTROPHE, r" 20\g<year>"),
        (_QUARTER, r"\g<kind>\g<kind2>\g<at>\g<at2> 20\g<year>"),
    ):
        if pattern.search(plain):
            return (pattern.sub(written, plain),)
    month = _MONTH.fullmatch(plain)
    # Spreadsheets show a month so, and some people a day.
    return () if month is None else (f"{month['month']} 20{month['year']}",)


def _numeric(plain: str) -> tuple[str, ...]:
    texts = []
    if any(int(match["year"]) > 12 for match in _YEAR_FIRST.finditer(plain)):
        # 25/3/6 is the order of China.
        texts.append(_YEAR_FIRST.sub(r"20\g<year>-\g<month>-\g<day>", plain))
    if _NUMERIC.search(plain):
        orders = (r"20\g<c>-\g<b>-\g<a>", r"20\g<c>-\g<a>-\g<b>")
        texts += [_NUMERIC.sub(order, plain) for order in orders]
    return tuple(dict.fromkeys(texts))
