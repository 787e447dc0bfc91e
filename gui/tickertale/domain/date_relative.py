"""Words that count from today, written as the dates that they mean."""

import datetime as dt
import re
from collections.abc import Callable

from tickertale.domain.errors import InvalidDateError

_DAYS_AGO = {
    "today": 0,
    "yesterday": 1,
    "tomorrow": -1,
    "今天": 0,
    "今日": 0,
    "昨天": 1,
    "昨日": 1,
    "前天": 2,
    "明天": -1,
    "明日": -1,
    "后天": -2,
}
_YEARS_AGO = {
    "this year": 0,
    "last year": 1,
    "next year": -1,
    "今年": 0,
    "本年": 0,
    "去年": 1,
    "前年": 2,
    "明年": -1,
}
_MONTHS_AGO = {
    "this month": 0,
    "last month": 1,
    "next month": -1,
    "本月": 0,
    "这个月": 0,
    "上个月": 1,
    "上月": 1,
    "下个月": -1,
    "下月": -1,
}
_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_CHINESE_WEEKDAYS = "一二三四五六日"

_RELATIVE = re.compile(
    r"(?P<day>\b(?:today|yesterday|tomorrow)\b|[今昨明]日|[今昨前明后]天)"
    r"|(?P<ago>\b(?P<count>\d{1,4}|an?|one|two|three|four|five|six) (?P<unit>day|week)s? ago\b)"
    r"|(?P<year>\b(?:this|last|next) year\b|[今去前明本]年)"
    r"|(?P<month>\b(?:this|last|next) month\b|这个月|本月|[上下]个?月)"
    r"|(?P<weekday>(?P<week>[上本这下])(?:个?星期|周)(?P<name>[一二三四五六日天]))"
)
_LAST_WEEKDAY = re.compile(
    r"\blast (?P<name>mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)day\b"
)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def with_dates(plain: str, today: dt.date) -> tuple[str, ...]:
    """Return a text with dates in place of words such as "yesterday" and "last month".

    "Last Friday" said on a Monday is three days ago to some and ten to others: of that, both texts
    are returned, the nearer one first. "上周五" is the Friday of the week before to everybody.

    Parameters
    ----------
    plain : str
        In lower case, normalized.
    today : datetime.date
        What they count from.

    Raises
    ------
    InvalidDateError
        They count to a year that no calendar has; the message is to follow the text.
    """
    try:
        text = _RELATIVE.sub(lambda match: _DATES[match.lastgroup or ""](match, today), plain)
        return _last_weekday(text, today)
    except (ValueError, OverflowError):
        raise InvalidDateError("has a year outside 0001 to 9999; another was expected") from None


def _last_weekday(text: str, today: dt.date) -> tuple[str, ...]:
    match = _LAST_WEEKDAY.search(text)
    if match is None:
        return (text,)
    place = _WEEKDAYS.index(match["name"][:3])
    near = today - dt.timedelta(days=(today.weekday() - place - 1) % 7 + 1)
    days = (near, near - dt.timedelta(days=7))
    return tuple(f"{text[: match.start()]}{day}{text[match.end() :]}" for day in days)


def _day(match: re.Match[str], today: dt.date) -> str:
    return f"{today - dt.timedelta(days=_DAYS_AGO[match[0]])}"


def _ago(match: re.Match[str], today: dt.date) -> str:
    count = _COUNTS.get(match["count"]) or int(match["count"])
    days = count * (7 if match["unit"] == "week" else 1)
    return f"{today - dt.timedelta(days=days)}"


def _year(match: re.Match[str], today: dt.date) -> str:
    year = today.year - _YEARS_AGO[match[0]]
    return f"{year:04d}" if match[0].isascii() else f"{year:04d}年"


def _month(match: re.Match[str], today: dt.date) -> str:
    months = today.year * 12 + today.month - 1 - _MONTHS_AGO[match[0]]
    first = dt.date(months // 12, months % 12 + 1, 1)
    return f"{first:%Y-%m}" if match[0].isascii() else f"{first.year:04d}年{first.month}月"


def _weekday(match: re.Match[str], today: dt.date) -> str:
    weeks = {"上": -1, "下": 1}.get(match["week"], 0)
    place = _CHINESE_WEEKDAYS.index(match["name"].replace("天", "日"))
    return f"{today + dt.timedelta(days=weeks * 7 + place - today.weekday())}"


_DATES: dict[str, Callable[[re.Match[str], dt.date], str]] = {
    "day": _day,
    "ago": _ago,
    "year": _year,
    "month": _month,
    "weekday": _weekday,
}
