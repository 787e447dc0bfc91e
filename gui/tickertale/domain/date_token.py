"""The words and numbers of a typed date, in English and Chinese, one part of it at a time."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache

from tickertale.domain.errors import InvalidDateError

_MONTH_NAMES = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september"),
    *("october", "november", "december"),
)
_WEEKDAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_CHINESE_WEEKDAYS = "一二三四五六日"
_CHINESE_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_CHINESE_SEASONS = {"春": 21, "夏": 22, "秋": 23, "冬": 24}

EARLY, MIDDLE, LATE = 1, 2, 3
"""The thirds of a month, a year or a decade."""

_CHINESE_THIRDS = {
    "初": EARLY,
    "上旬": EARLY,
    "中": MIDDLE,
    "中旬": MIDDLE,
    "末": LATE,
    "底": LATE,
    "下旬": LATE,
}

_VALUES: dict[str, tuple[str, int]] = {
    **{name: ("month", place) for place, name in enumerate(_MONTH_NAMES, 1)},
    **{name[:3]: ("month", place) for place, name in enumerate(_MONTH_NAMES, 1)},
    "sept": ("month", 9),
    **{name: ("weekday", place) for place, name in enumerate(_WEEKDAY_NAMES)},
    **{name[:3]: ("weekday", place) for place, name in enumerate(_WEEKDAY_NAMES)},
    "tues": ("weekday", 1),
    "thur": ("weekday", 3),
    "thurs": ("weekday", 3),
    "spring": ("season", 21),
    "summer": ("season", 22),
    "autumn": ("season", 23),
    "fall": ("season", 23),
    "winter": ("season", 24),
    "early": ("third", EARLY),
    "beginning": ("third", EARLY),
    "start": ("third", EARLY),
    "mid": ("third", MIDDLE),
    "middle": ("third", MIDDLE),
    "late": ("third", LATE),
    "end": ("third", LATE),
    "first": ("rank", 1),
    "second": ("rank", 2),
    "third": ("rank", 3),
    "fourth": ("rank", 4),
    "noon": ("hour", 12),
    "midday": ("hour", 12),
}
_MARKS = {
    **dict.fromkeys(
        ("about", "around", "circa", "ca", "c", "approximately", "approx", "roughly"),
        "approximate",
    ),
    **dict.fromkeys(("约", "約", "大约", "大約", "左右", "前后", "前後", "~"), "approximate"),
    **dict.fromkeys(("possibly", "probably", "perhaps", "maybe", "?"), "uncertain"),
    "%": "doubtful",
    **dict.fromkeys(("since", "from", "onward", "onwards", "自", "从", "從"), "since"),
    **dict.fromkeys(("起", "以来", "以來"), "since"),
    **dict.fromkeys(("until", "till", "截至", "截止"), "until"),
    **dict.fromkeys(("to", "through", "thru", "and", "至", "到"), "dash"),
    **dict.fromkeys(("-", "–", "—", "/"), "dash"),
    **dict.fromkeys(("of", "the", "in", "on", "at", "between", "year", "day", "t"), ""),
}

_WORDS_AND_NUMBERS = r"""
    (?P<ymd>(?P<y1>\d{4})(?P<s1>[-/.])(?P<m1>\d{1,2})(?P=s1)(?P<d1>\d{1,2})(?!\d)(?:t(?=\d))?)
    |(?P<basic>(?P<y2>\d{4})(?P<m2>\d{2})(?P<d2>\d{2})(?!\d))
    |(?P<dmony>(?P<d31>\d{1,2})(?P<s31>[-/])(?P<m31>[a-z]{3,9})(?P=s31)(?P<y31>\d{4})(?!\d))
    |(?P<dmy>(?P<a3>\d{1,2})(?P<s3>[-/.])(?P<b3>\d{1,2})(?P=s3)(?P<y3>\d{4})(?!\d))
    |(?P<clock>(?:
        (?P<h4>\d{1,2}):(?P<n4>\d{2})(?::(?P<c4>\d{2})(?:\.0+)?)?(?!\d)(?:\s?(?P<p4>[ap])\.?m\b\.?)?
        |(?P<h5>\d{1,2})(?:\.(?P<n5>\d{2}))?\s?(?P<p5>[ap])\.?m\b\.?
        |(?P<h6>\d{1,2})[时時点點](?:(?P<n6>\d{1,2})分?(?:(?P<c6>\d{1,2})秒)?|(?P<half6>半))?
       )(?:\s?(?P<offset>
            (?:utc|gmt)(?![a-z])(?:\s?[-+](?:1[0-4]|0?\d)(?::?\d{2})?(?!\d))?
            |z\b
            |[-+](?:1[0-4]|0?\d)(?::?\d{2})?(?!\d)
       ))?)
    |(?P<decade>(?:(?P<y7>\d{3})(?:0'?s|x)\b|(?P<y8>\d{3})0年代|(?P<c8>\d{2})世[纪紀](?P<t8>\d)0年代))
    |(?P<winter>(?:winter\s|冬季?)\s?(?P<y9>\d{4})\s?[-–/]\s?(?P<z9>\d{2})(?!\d))
    |(?P<ym>(?P<y10>\d{4})[-/.](?P<m10>\d{1,2})(?![\d:]))
    |(?P<my>(?P<m11>\d{1,2})[/.](?P<y11>\d{4})(?!\d))
    |(?P<part>(?:
        (?P<k12>[qh])(?P<n12>\d)\b|(?P<n13>\d)(?P<k13>[qh])(?![a-z])
        |第?(?P<n14>[1-4一二三四])(?P<k14>季)度?
        |(?P<n15>[上下])(?P<k15>半年)))
    |(?P<glue>(?<=\d)[-\s](?=[qh]\d))
    |(?P<cjkyear>(?P<y16>\d{4})年(?:年(?=[初中末底]))?)
    |(?P<markethour>(?:before|after|during|at)\s(?:the\s)?(?:[a-z]+\s)?(?:open|close|bell|session)\b
        |pre-?market|after-?hours|盘[前后中])
    |(?P<clockof>(?!noon|midday)(?P<z32>[a-z]{3,}(?:\s[a-z]{3,})?)\stime\b|(?P<z33>[\u4e00-\u9fff]{2,3})时间)
    |(?P<cjkmonth>(?P<m17>\d{1,2})月份?)
    |(?P<cjkday>(?P<d18>\d{1,2})[日号號])
    |(?P<cjkweekday>(?:星期|周|週|礼拜|禮拜)(?P<w19>[一二三四五六日天]))
    |(?P<cjkhours>上午|早上|凌晨|清晨|下午|晚上|傍晚|晚)
    |(?P<noon>中午)
    |(?P<cjkthird>[上中下]旬|[初中末底]期?)
    |(?P<cjkseason>(?P<s20>[春夏秋冬])[季天]?)
    |(?P<number>(?P<v21>\d+)(?:st|nd|rd|th)?)
    |(?P<thirdword>(?:mid|early|late|end|start|beginning)-)
    |(?P<quarterword>quarter|half)
    |(?P<word>[a-z]+)
    |(?P<mark>左右|前[后後]|大?[约約]|截[至止]|以[来來]|[自从從起至到~?%/–—-])
    |(?P<space>[\s,.()]+)
    |(?P<unknown>[\u4e00-\u9fff]+)
    """
_CHINESE_NUMBER = re.compile("[〇零一二三四五六七八九十]+(?=[年月日号號时時点點分])")

LONGEST_ZONE = 5
"""Letters of the longest abbreviation of a zone."""

_HINTS = {
    ("w", "week", "weeks", "weekend", "周末"): "the days of the week, such as '3–9 Mar 2025', were",
    ("before", "by"): "'until' with the last day or month that is meant was",
    ("after",): "'since' with the first day or month that is meant was",
    ("midnight",): "00:00 of one day was",
    ("morning", "afternoon", "evening", "night", "tonight"): "a time of day such as 15:48 was",
    ("fy", "fiscal", "财年"): "the months of the fiscal year, such as 'Apr 2024 – Mar 2025', were",
    ("this", "last", "next", "ago", "now"): "the day itself, such as '6 Mar 2025', was",
}
"""What to type in place of words that say no date."""

EXAMPLES = "'6 Mar 2025 03:48', 'Jan 2025', '11–13 Feb 2025', 'Q1 2025' or '2025-01~'"
"""Dates as one may type them, for messages."""


@dataclass(slots=True)
class DatePart:
    """One end of a typed date: what has been said of it, by name.

    Parameters
    ----------
    numbers : dict of str to int
        ``year``, ``month``, ``day``, ``hour``, ``third``, ``quarter`` and so on, where said.
    marks : set of str
        ``approximate``, ``uncertain``, ``since``, ``until``; ``both years`` of a winter.
    offset : str
        Offset of the clock time from UTC, as EDTF writes it.
    is_afternoon : bool or None
        What the words before a clock time say.
    clock_of : str
        What names the zone of the clock time: ``hkt``, or ``beijing`` before "time".
    """

    numbers: dict[str, int] = field(default_factory=dict)
    marks: set[str] = field(default_factory=set)
    offset: str = ""
    is_afternoon: bool | None = None
    clock_of: str = ""

    def put(self, name: str, value: int) -> None:
        """Note a number.

        Raises
        ------
        InvalidDateError
            It has been said before.
        """
        if name in self.numbers:
            others = {"day": "a year of four digits, ", "year": "a time such as 15:48, "}
            other = others.get(name, "")
            raise InvalidDateError(
                f"has two {name}s; {other}one {name}, or a dash between two, was expected"
            )
        self.numbers[name] = value


_Taker = Callable[[re.Match[str], DatePart], None]


def read_parts(text: str, *, is_day_first: bool) -> tuple[DatePart, ...]:
    """Return what a text says: one part, or two where it has a dash between them.

    Parameters
    ----------
    text : str
        In lower case, normalized.
    is_day_first : bool
        Whether ``03/06/2025`` is in June.

    Raises
    ------
    InvalidDateError
        A word or number is not understood; the message is to follow the text.
    """
    parts = [DatePart()]
    for match in _tokens(_with_western_numbers(text)):
        kind = match.lastgroup or ""
        if kind in {"word", "mark"}:
            _take_word(match, parts)
        elif kind in {"markethour", "unknown"}:
            raise InvalidDateError(_unknown(match[0], kind=kind))
        elif kind == "dmy":
            _take_numeric(match, parts[-1], is_day_first=is_day_first)
        elif kind in _TAKERS:
            _TAKERS[kind](match, parts[-1])
    if len(parts) > 2:
        raise InvalidDateError("has more than one dash; a date, or one span, was expected")
    return tuple(parts)


@cache
def _token() -> re.Pattern[str]:
    # Compiled when the first date is read: it takes long, and the start reads none.
    return re.compile(_WORDS_AND_NUMBERS, re.ASCII | re.VERBOSE)


def _tokens(text: str) -> Iterator[re.Match[str]]:
    at, token = 0, _token()
    while at < len(text):
        match = token.match(text, at)
        if match is None:
            raise InvalidDateError(f"has {text[at]!r}; a date such as {EXAMPLES} was expected")
        yield match
        at = match.end()


def _with_western_numbers(text: str) -> str:
    return _CHINESE_NUMBER.sub(_western, text) if not text.isascii() else text


def _western(match: re.Match[str]) -> str:
    tens, ten, ones = match[0].partition("十")
    if not ten:
        return tens.translate(_CHINESE_DIGITS)
    return (tens.translate(_CHINESE_DIGITS) or "1") + (ones.translate(_CHINESE_DIGITS) or "0")


def _take_word(match: re.Match[str], parts: list[DatePart]) -> None:
    word, part = match[0], parts[-1]
    if word in _VALUES:
        part.put(*_VALUES[word])
        return
    mark = _MARKS.get(word)
    is_hint = any(word in words for words in _HINTS)
    if (
        mark is None
        and not is_hint
        and "hour" in part.numbers
        and not part.clock_of
        and len(word) <= LONGEST_ZONE
    ):
        part.clock_of = word
        return
    if mark is None:
        raise InvalidDateError(_unknown(word))
    is_inside = bool(part.numbers) and match.end() < len(match.string)
    if mark == "dash" or (is_inside and _joins(word, match)):
        parts.append(DatePart())
    elif mark == "doubtful":
        part.marks |= {"approximate", "uncertain"}
    elif mark:
        part.marks.add(mark)


def _joins(word: str, match: re.Match[str]) -> bool:
    """Return whether a word or sign between two dates makes a span of them."""
    if word in {"until", "till"}:
        return True
    # 3月6日~8日; but not the end of "2025-01~ – 2025-03~".
    return word == "~" and match.string[match.end()].isdigit()


def _unknown(word: str, *, kind: str = "word") -> str:
    if kind == "markethour":
        return f"has {word!r}; the day alone was expected, for a form has a field for that hour"
    for words, expected in _HINTS.items():
        if word in words:
            return f"has {word!r}; {expected} expected"
    names = (*_MONTH_NAMES, *_WEEKDAY_NAMES)
    meant = get_close_matches(word, names, n=1, cutoff=0.75) if len(word) > 3 else []
    if meant:
        return f"has {word!r}; {meant[0].capitalize()!r} was perhaps meant"
    return f"has {word!r}; a date such as {EXAMPLES} was expected"


def _take_numeric(match: re.Match[str], part: DatePart, *, is_day_first: bool) -> None:
    first, second = int(match["a3"]), int(match["b3"])
    part.put("year", int(match["y3"]))
    part.put("month", second if is_day_first else first)
    part.put("day", first if is_day_first else second)


def _take_named_month(match: re.Match[str], part: DatePart) -> None:
    name, place = _VALUES.get(match["m31"], ("", 0))
    if name != "month":
        raise InvalidDateError(_unknown(match["m31"]))
    part.put("day", int(match["d31"]))
    part.put(name, place)
    part.put("year", int(match["y31"]))


def _take_clock_of(match: re.Match[str], part: DatePart) -> None:
    part.clock_of = match["z32"] or match["z33"]


def _take_clock(match: re.Match[str], part: DatePart) -> None:
    hour = int(match["h4"] or match["h5"] or match["h6"])
    half = match["p4"] or match["p5"]
    is_afternoon = part.is_afternoon if half is None else half == "p"
    if half is not None and not 1 <= hour <= 12:
        raise InvalidDateError(f"has the hour {hour} {half}m; 1 to 12 was expected")
    if is_afternoon is not None and hour <= 12:
        hour = hour % 12 + 12 * is_afternoon
    part.put("hour", hour)
    minute = match["n4"] or match["n5"] or match["n6"]
    part.put("minute", 30 if match["half6"] else int(minute or 0))
    second = match["c4"] or match["c6"]
    if second is not None:
        part.put("second", int(second))
    part.offset = _edtf_offset(match["offset"] or "")


def _edtf_offset(text: str) -> str:
    bare = text.removeprefix("utc").removeprefix("gmt").strip()
    if not bare or bare == "z":
        return "Z" if text else ""
    hours, _, minutes = bare[1:].partition(":")
    if len(hours) > 2:
        hours, minutes = hours[:-2], hours[-2:]
    return f"{bare[0]}{hours:0>2}:{minutes or '00'}"


def _take_decade(match: re.Match[str], part: DatePart) -> None:
    if match["c8"]:
        part.put("decade", (int(match["c8"]) - 1) * 10 + int(match["t8"]))
    else:
        part.put("decade", int(match["y7"] or match["y8"]))


def _take_winter(match: re.Match[str], part: DatePart) -> None:
    year, after = int(match["y9"]), int(match["z9"])
    if (year + 1) % 100 != after:
        raise InvalidDateError(
            f"has a winter of {year} and {after:02d}; two years in a row were expected"
        )
    part.put("year", year)
    part.put("season", 24)
    part.marks.add("both years")


def _take_part(match: re.Match[str], part: DatePart) -> None:
    if match["k15"]:
        part.put("half", 1 if match["n15"] == "上" else 2)
        return
    kind = match["k12"] or match["k13"] or match["k14"]
    number = int((match["n12"] or match["n13"] or match["n14"]).translate(_CHINESE_DIGITS))
    _put_part(part, number, is_half=kind == "h")


def _take_quarter_word(match: re.Match[str], part: DatePart) -> None:
    # "first quarter", or "1st quarter", whose number has been taken for a day.
    name = "rank" if "rank" in part.numbers else "day"
    _put_part(part, part.numbers.pop(name, 0), is_half=match[0] == "half")


def _put_part(part: DatePart, number: int, *, is_half: bool) -> None:
    name, last = ("half", 2) if is_half else ("quarter", 4)
    if not 1 <= number <= last:
        raise InvalidDateError(f"has the {name} {number}; 1 to {last} was expected")
    part.put(name, number)


def _take_number(match: re.Match[str], part: DatePart) -> None:
    digits = match["v21"]
    if len(digits) == 4:
        part.put("year", int(digits))
    elif len(digits) <= 2 and 1 <= int(digits) <= 31:
        part.put("day", int(digits))
    else:
        raise InvalidDateError(
            f"has the number {digits}; a day from 1 to 31 or a year of four digits was expected"
        )


def _take_third(match: re.Match[str], part: DatePart) -> None:
    part.put("third", _CHINESE_THIRDS[match[0].removesuffix("期")])


def _take_third_word(match: re.Match[str], part: DatePart) -> None:
    part.put(*_VALUES[match[0].removesuffix("-")])


def _take_hours(match: re.Match[str], part: DatePart) -> None:
    part.is_afternoon = match[0] in {"下午", "晚上", "傍晚", "晚"}


def _take_weekday(match: re.Match[str], part: DatePart) -> None:
    part.put("weekday", _CHINESE_WEEKDAYS.index(match["w19"].replace("天", "日")))


def _take_season(match: re.Match[str], part: DatePart) -> None:
    part.put("season", _CHINESE_SEASONS[match["s20"]])


def _taker(**groups: str) -> _Taker:
    """Return what notes the groups of a token under the names given."""

    def take(match: re.Match[str], part: DatePart) -> None:
        for name, group in groups.items():
            part.put(name, int(match[group]))

    return take


_TAKERS: dict[str, _Taker] = {
    "ymd": _taker(year="y1", month="m1", day="d1"),
    "basic": _taker(year="y2", month="m2", day="d2"),
    "dmony": _take_named_month,
    "clock": _take_clock,
    "clockof": _take_clock_of,
    "decade": _take_decade,
    "winter": _take_winter,
    "ym": _taker(year="y10", month="m10"),
    "my": _taker(year="y11", month="m11"),
    "part": _take_part,
    "cjkyear": _taker(year="y16"),
    "cjkmonth": _taker(month="m17"),
    "cjkday": _taker(day="d18"),
    "cjkweekday": _take_weekday,
    "cjkhours": _take_hours,
    "cjkthird": _take_third,
    "cjkseason": _take_season,
    "number": _take_number,
    "thirdword": _take_third_word,
    "quarterword": _take_quarter_word,
}
