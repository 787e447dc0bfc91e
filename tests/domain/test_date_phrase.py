"""Typed dates: what is understood, what is asked, and what is refused."""

import datetime as dt
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import edtf
from tickertale.domain.date_phrase import LONGEST_PHRASE, DateContext, DatePhrase, parse_date_phrase
from tickertale.domain.event_date import EventDate

WORDS = re.split(" ", "6 13 mar 2025 - – 3:48 q1 mid ~ ? 年 3月 日 至 1990s 冬 +8 T")
RELATIVE_WORDS = re.split(
    ",", "last year,前年,去年,yesterday,3 weeks ago,last friday,上周五,ET,est,25"
)
TODAY = dt.date(2025, 6, 1)

UNDERSTOOD = [
    ("6 Mar 2025 03:48", "2025-03-06T03:48"),
    ("6 Mar 2025, 3:48 pm", "2025-03-06T15:48"),
    ("6 Mar 2025 3pm", "2025-03-06T15:00"),
    ("6 Mar 2025 3.48 p.m.", "2025-03-06T15:48"),
    ("6 Mar 2025 12:05 am", "2025-03-06T00:05"),
    ("6 Mar 2025 noon", "2025-03-06T12:00"),
    ("6 Mar 2025 03:48:05 +08:00", "2025-03-06T03:48:05+08:00"),
    ("6 Mar 2025 03:48 +0530", "2025-03-06T03:48+05:30"),
    ("6 Mar 2025 03:48 UTC+8", "2025-03-06T03:48+08:00"),
    ("6 Mar 2025 03:48 GMT", "2025-03-06T03:48Z"),
    ("6 Mar 2025 03:48 −5", "2025-03-06T03:48-05:00"),
    ("6 Mar 2025 03:48z", "2025-03-06T03:48Z"),
    ("March 6th, 2025 at 15:48", "2025-03-06T15:48"),
    ("the 3rd of June 2025", "2025-06-03"),
    ("Thu 6 March 2025", "2025-03-06"),
    ("6mar2025", "2025-03-06"),
    ("SEPT 2025", "2025-09"),
    ("Jan. 2025", "2025-01"),
    ("3/2025", "2025-03"),
    ("2025.3", "2025-03"),
    ("2025/3/6", "2025-03-06"),
    ("2025.03.06 15:48", "2025-03-06T15:48"),
    ("2025-3-6T15:48", "2025-03-06T15:48"),
    ("20250306", "2025-03-06"),
    ("13/06/2025", "2025-06-13"),
    ("06/13/2025", "2025-06-13"),
    ("06.06.2025", "2025-06-06"),
    ("mid-Feb 2025", "2025-02~"),
    ("Late January 2025", "2025-01~"),
    ("end of March 2025", "2025-03~"),
    ("early 2025", "2025~"),
    ("the early 1990s", "199X~"),
    ("Q1 2025", "2025-01/2025-03"),
    ("2025Q4", "2025-10/2025-12"),
    ("2025-Q2", "2025-04/2025-06"),
    ("first quarter of 2025", "2025-01/2025-03"),
    ("1st quarter 2025", "2025-01/2025-03"),
    ("H1 2025", "2025-01/2025-06"),
    ("2H 2025", "2025-07/2025-12"),
    ("second half of 2025", "2025-07/2025-12"),
    ("Q1 – Q3 2025", "2025-01/2025-09"),
    ("around Q1 2025", "2025-01~/2025-03~"),
    ("11–13 Feb 2025", "2025-02-11/2025-02-13"),
    ("11-13 Feb 2025", "2025-02-11/2025-02-13"),
    ("Feb 11 to 13, 2025", "2025-02-11/2025-02-13"),
    ("between 3 and 5 Jan 2025", "2025-01-03/2025-01-05"),
    ("from 3 Jan until 5 Jan 2025", "2025-01-03/2025-01-05"),
    ("30 Jan – 2 Feb 2025", "2025-01-30/2025-02-02"),
    ("Jan–Mar 2025", "2025-01/2025-03"),
    ("2024-2025", "2024/2025"),
    ("mid-Jan to late Feb 2025", "2025-01~/2025-02~"),
    ("20 Feb 2025, 18:00 – 19:30", "2025-02-20T18:00/2025-02-20T19:30"),
    ("20 Feb 2025 18:00 – 21 Feb 09:00 +8", "2025-02-20T18:00+08:00/2025-02-21T09:00+08:00"),
    ("20 Feb 2025 18:00-05:00", "2025-02-20T18:00-05:00"),
    ("Spring 2025", "2025-21"),
    ("fall 2025", "2025-23"),
    ("Winter 2024–25", "2024-24"),
    ("1990s", "199X"),
    ("around 2025-02-10", "2025-02-10~"),
    ("c. 2025", "2025~"),
    ("maybe 6 Mar 2025", "2025-03-06?"),
    ("6 Mar 2025?", "2025-03-06?"),
    ("possibly about March 2025", "2025-03%"),
    ("since 2025", "2025/.."),
    ("until Jan 2025", "../2025-01"),
    ("2025年3月6日", "2025-03-06"),
    ("2025年3月6日 15:48", "2025-03-06T15:48"),
    ("2025年3月6日 15:48", "2025-03-06T15:48"),
    ("2025年3月6日下午3点48分", "2025-03-06T15:48"),
    ("2025年3月6日上午9点半", "2025-03-06T09:30"),
    ("2025年3月6日 15時48分30秒", "2025-03-06T15:48:30"),
    ("2025年3月6日星期四", "2025-03-06"),
    ("2025年3月6日至8日", "2025-03-06/2025-03-08"),
    ("2025年3月6日~4月2日", "2025-03-06/2025-04-02"),
    ("2025年3月", "2025-03"),
    ("2025年3月上旬", "2025-03~"),
    ("2025年2月中", "2025-02~"),
    ("2025年底", "2025~"),
    ("2025年第一季度", "2025-01/2025-03"),
    ("2025年下半年", "2025-07/2025-12"),
    ("2025年春季", "2025-21"),
    ("约2025年3月", "2025-03~"),
    ("2025年3月6日左右", "2025-03-06~"),
    ("自2025年3月起", "2025-03/.."),
    ("1990年代", "199X"),
    ("20世纪90年代", "199X"),
    ("二〇二五年三月十六日", "2025-03-16"),
    ("２０２５年３月６日", "2025-03-06"),
    ("yesterday", "2025-05-31"),
    ("今天", "2025-06-01"),
    ("yesterday 3pm", "2025-05-31T15:00"),
    ("3 days ago", "2025-05-29"),
    ("two weeks ago", "2025-05-18"),
    ("last month", "2025-05"),
    ("March last year", "2024-03"),
    ("去年3月6日", "2024-03-06"),
    ("上个月6日", "2025-05-06"),
    ("上周五", "2025-05-23"),
    ("前天", "2025-05-30"),
    ("6-Mar-2025 09:30", "2025-03-06T09:30"),
    ("6/March/2025", "2025-03-06"),
    ("2025-03-06T15:48:00.000Z", "2025-03-06T15:48:00Z"),
    ("6 Mar 2025 (Thursday)", "2025-03-06"),
    ("2025年3月6日（周四）15:48", "2025-03-06T15:48"),
    ("6 Mar 2025 midday", "2025-03-06T12:00"),
    ("end-Feb 2025", "2025-02~"),
    ("2025年年初", "2025~"),
    ("1H2025", "2025-01/2025-06"),
    ("Mar 2025 – present", "2025-03/.."),
    ("from 6 Mar 2025 to now", "2025-03-06/.."),
    ("2025年3月至今", "2025-03/.."),
    ("6 Mar 2025, 03:48 HKT", "2025-03-06T03:48+08:00"),
    ("6 Mar 2025 9:30 a.m. ET", "2025-03-06T09:30-05:00"),
    ("6 Jul 2025 9:30 ET", "2025-07-06T09:30-04:00"),
    ("6 Mar 2025 9:30 (JST)", "2025-03-06T09:30+09:00"),
    ("6 Mar 2025 9:30 Beijing time", "2025-03-06T09:30+08:00"),
    ("北京时间2025年3月6日15:48", "2025-03-06T15:48+08:00"),
    ("6 Mar 2025 9:30 local time", "2025-03-06T09:30"),
    ("6 Mar 2025 9:30–11:00 CET", "2025-03-06T09:30+01:00/2025-03-06T11:00+01:00"),
    ("6 Mar 2025 03:48 GMT+8", "2025-03-06T03:48+08:00"),
    ("6 Mar 2025 03:48 UTC+08:00", "2025-03-06T03:48+08:00"),
]

REFUSED = [
    ("", "no date"),
    ("foo", "'foo'"),
    ("@", "'@'"),
    ("\ud800", "was expected"),
    ("15:48", "a time of day alone"),
    ("13", "names no month"),
    ("13 2025", "names no month"),
    ("mid", "names no date"),
    ("123", "the number 123"),
    ("6 Mar 2025, 03:48 BST", "an offset such as '+08:00'"),
    ("6 Mar 2025, 03:48 EDT", "has 'EDT', but that day was on EST"),
    ("6 Mar 2025 HKT", "'hkt'"),
    ("2025-03-06 Beijing time", "without a time of day"),
    ("31 Feb 2025 9:30 ET", "a day that exists"),
    ("2025-03-06 1548", "a time such as 15:48"),
    ("Febuary 2025", "'February' was perhaps meant"),
    ("6-Foo-2025", "'foo'"),
    ("FY2025 Q3", "the months of the fiscal year"),
    ("2025财年", "the months of the fiscal year"),
    ("week of 3 March 2025", "the days of the week"),
    ("2025-W10", "the days of the week"),
    ("before March 2025", "'until'"),
    ("after 6 March 2025", "'since'"),
    ("midnight 6 March 2025", "00:00 of one day"),
    ("6 March 2025 morning", "a time of day such as 15:48"),
    ("2025年3月6日上午", "a time of day such as 15:48"),
    ("6 Mar 2025 after the close", "the day alone"),
    ("2025年3月6日盘后", "the day alone"),
    ("first half of Feb 2025", "a half beside a month"),
    ("next Monday", "the day itself"),
    ("last Friday", "the day itself"),
    ("乙巳年", "'乙巳年'"),
    ("6 Mar 2025 13pm", "1 to 12"),
    ("6 Mar 2025 24:00", "the next day"),
    ("6 Mar 2025 25:00", "00:00 to 23:59"),
    ("Mar 2025 15:48", "a day was expected"),
    ("early 6 Mar 2025", "a part of a day"),
    ("31 Feb 2025", "a day that exists"),
    ("mid-Feb 0000", "from 0001 to 9999"),
    ("2025-13", "the month 13"),
    ("mid-13/2025", "the month 13"),
    ("13/13/2025", "a day that exists"),
    ("Q5 2025", "1 to 4"),
    ("H3 2025", "1 to 2"),
    ("quarter 2025", "1 to 4"),
    ("Winter 2024–27", "two years in a row"),
    ("Fri 6 March 2025", "is a Thursday"),
    ("Fri 6 – Sat 8 March 2025", "is a Thursday"),
    ("8 – 6 Mar 2025", "the earlier date was expected first"),
    ("8 Mar 2025 – 6 Mar 2025", "the earlier date was expected first"),
    ("1 – 2 – 3 Mar 2025", "more than one dash"),
    ("– 6 Mar 2025", "one date beside it"),
    ("6 Mar 2025 –", "one date beside it"),
    ("6 Mar 2025 7 Apr 2025", "has two days"),
    ("9" * 1_000_000, "1000000 characters"),
]


@pytest.mark.parametrize(("text", "expected"), UNDERSTOOD, ids=[text for text, _ in UNDERSTOOD])
def test_a_typed_date_is_understood(text: str, expected: str) -> None:
    phrase = parse_date_phrase(text, context=DateContext(today=TODAY))
    assert phrase.when == EventDate(expected)
    assert not phrase.problem


@pytest.mark.parametrize(
    ("text", "expected"), REFUSED, ids=[repr(text[:40]) for text, _ in REFUSED]
)
def test_what_is_no_date_is_told_in_one_sentence(text: str, expected: str) -> None:
    phrase = parse_date_phrase(text)
    assert phrase.when is None
    assert not phrase.alternatives
    assert expected in phrase.problem
    assert phrase.problem.endswith(".")
    assert "\n" not in phrase.problem
    assert len(phrase.problem) < 300
    phrase.problem.encode()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("03/06/2025", ["2025-06-03", "2025-03-06"]),
        ("3.6.2025 9:30", ["2025-06-03T09:30", "2025-03-06T09:30"]),
        ("03/06/2025 – 05/06/2025", ["2025-06-03/2025-06-05", "2025-03-06/2025-05-06"]),
        ("2 Feb 2025 09:00-10:00", ["2025-02-02T09:00/2025-02-02T10:00", "2025-02-02T09:00-10:00"]),
    ],
)
def test_what_can_be_two_dates_is_not_decided(text: str, expected: list[str]) -> None:
    phrase = parse_date_phrase(text)
    assert phrase.when is None
    assert [when.edtf for when in phrase.alternatives] == expected
    assert "can be" in phrase.problem


@pytest.mark.parametrize(("day_first", "expected"), [(True, "2025-06-03"), (False, "2025-03-06")])
def test_the_order_of_day_and_month_can_be_given(*, day_first: bool, expected: str) -> None:
    phrase = parse_date_phrase("03/06/2025", day_first=day_first)
    assert phrase == DatePhrase(EventDate(expected))


def test_a_day_without_a_year_is_offered_with_the_years_around_today() -> None:
    phrase = parse_date_phrase("6 Mar", context=DateContext(today=TODAY))
    assert phrase.when is None
    assert [when.edtf for when in phrase.alternatives] == ["2025-03-06", "2026-03-06"]
    assert "no year" in phrase.problem
    assert not parse_date_phrase("6 Mar").alternatives


SERIES = (dt.date(2023, 9, 1), dt.date(2025, 6, 30))


@pytest.mark.parametrize(
    ("text", "near", "expected"),
    [
        ("5 March", dt.date(2024, 2, 1), ["2024-03-05", "2025-03-05", "2026-03-05", "2027-03-05"]),
        ("3月5日", None, ["2025-03-05", "2024-03-05", "2026-03-05", "2027-03-05"]),
        ("5 Oct", None, ["2024-10-05", "2023-10-05", "2026-10-05", "2027-10-05"]),
        ("2月中旬", None, ["2025-02~", "2024-02~", "2026-02~", "2027-02~"]),
        ("Mar 25", None, ["2025-03-25", "2024-03-25", "2025-03", "2026-03-25", "2027-03-25"]),
    ],
)
def test_a_day_without_a_year_is_offered_with_the_years_of_the_prices_first(
    text: str, near: dt.date | None, expected: list[str]
) -> None:
    context = DateContext(today=dt.date(2026, 11, 28), days=SERIES, near=near)
    phrase = parse_date_phrase(text, context=context)
    assert phrase.when is None
    assert [when.edtf for when in phrase.alternatives] == expected
    assert "no year" in phrase.problem


def test_only_the_nearest_years_of_a_long_series_are_offered() -> None:
    days = (dt.date(1970, 1, 1), dt.date(2025, 6, 30))
    context = DateContext(days=days, near=dt.date(1987, 10, 19))
    found = parse_date_phrase("20 Oct", context=context).alternatives
    assert [when.edtf for when in found] == ["1987-10-20", "1986-10-20", "1988-10-20"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3/6/25", ["2025-06-03", "2025-03-06"]),
        ("3.6.25 14:00", ["2025-06-03T14:00", "2025-03-06T14:00"]),
        ("25/3/6", ["2025-03-06"]),
        ("25-03-06", ["2025-03-06", "2006-03-25"]),
        ("6 Mar 25", ["2025-03-06"]),
        ("6-Mar-25", ["2025-03-06"]),
        ("6 Mar '25", ["2025-03-06"]),
        ("Q1'25", ["2025-01/2025-03"]),
        ("4Q24", ["2024-10/2024-12"]),
        ("2024/25", ["2024/2025"]),
    ],
)
def test_a_year_of_two_digits_is_asked_about(text: str, expected: list[str]) -> None:
    phrase = parse_date_phrase(text)
    assert phrase.when is None
    assert [when.edtf for when in phrase.alternatives] == expected
    assert "a year of two digits" in phrase.problem


def test_of_years_of_two_digits_those_within_the_prices_come_first() -> None:
    phrase = parse_date_phrase("06-03-25", context=DateContext(days=SERIES))
    assert [when.edtf for when in phrase.alternatives] == ["2025-03-06", "2025-06-03"]
    days = (dt.date(2025, 5, 1), dt.date(2025, 7, 1))
    phrase = parse_date_phrase("3/6/25", context=DateContext(days=days))
    assert phrase.alternatives[0].edtf == "2025-06-03"


def test_last_friday_is_asked_about() -> None:
    phrase = parse_date_phrase("last Friday 3pm", context=DateContext(today=TODAY))
    assert [when.edtf for when in phrase.alternatives] == ["2025-05-30T15:00", "2025-05-23T15:00"]


@pytest.mark.parametrize(
    ("text", "zones", "expected"),
    [
        ("6 Mar 2025 9:30 CST", ["Asia/Shanghai"], "2025-03-06T09:30+08:00"),
        ("6 Mar 2025 9:30 CST", ["America/Chicago"], "2025-03-06T09:30-06:00"),
        ("6 Mar 2025 9:30 CT", ["America/Chicago", "Asia/Shanghai"], "2025-03-06T09:30-06:00"),
        ("6 Jul 2025 9:30 BST", ["Europe/London"], "2025-07-06T09:30+01:00"),
        ("6 Jan 2025 9:30 London time", ["Europe/London"], "2025-01-06T09:30Z"),
        ("6 Mar 2025 9:30 IST", ["Asia/Kolkata"], "2025-03-06T09:30+05:30"),
        ("6 Mar 2025 9:30 Zurich time", ["Europe/Zurich"], "2025-03-06T09:30+01:00"),
        ("2 Nov 2025 1:30 EST", ["America/New_York"], "2025-11-02T01:30-05:00"),
        ("2 Nov 2025 1:30 EDT", ["America/New_York"], "2025-11-02T01:30-04:00"),
    ],
)
def test_a_zone_is_what_the_document_makes_of_its_name(
    text: str, zones: list[str], expected: str
) -> None:
    phrase = parse_date_phrase(text, context=DateContext(zones=tuple(zones)))
    assert phrase.when == EventDate(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("6 Mar 2025 9:30 CST", "+08:00 (Asia/Shanghai) or -06:00 (America/Chicago)"),
        ("2 Nov 2025 1:30 ET", "-04:00"),
    ],
)
def test_a_zone_that_can_be_two_is_not_decided(text: str, expected: str) -> None:
    zones = ("Asia/Shanghai", "America/Chicago", "America/New_York")
    phrase = parse_date_phrase(text, context=DateContext(zones=zones))
    assert phrase.when is None
    assert expected in phrase.problem


@given(st.text() | st.lists(st.sampled_from((*WORDS, *RELATIVE_WORDS))).map(" ".join))
def test_any_text_is_read_in_any_context(text: str) -> None:
    context = DateContext(
        today=dt.date(1, 1, 2), days=SERIES, zones=("Asia/Hong_Kong", "America/New_York")
    )
    phrase = parse_date_phrase(text, context=context)
    assert (phrase.when is None) is bool(phrase.problem)
    assert "\n" not in phrase.problem


def test_today_is_not_known_unless_given() -> None:
    assert parse_date_phrase("today").when is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mid-Feb 2025", "2025-02-11/2025-02-20"),
        ("late Feb 2024", "2024-02-21/2024-02-29"),
        ("2025年3月上旬", "2025-03-01/2025-03-10"),
        ("late 2025", "2025-09/2025-12"),
        ("mid 1990s", "1994/1996"),
        ("Winter 2025", "2024-24"),
    ],
)
def test_another_reading_is_offered_beside_the_date(text: str, expected: str) -> None:
    phrase = parse_date_phrase(text)
    assert phrase.when is not None
    assert phrase.alternatives == (EventDate(expected),)


@given(edtf.texts())
def test_edtf_is_taken_as_it_is_written(text: str) -> None:
    assert parse_date_phrase(text) == DatePhrase(EventDate(text))


@given(st.text() | st.lists(st.sampled_from(WORDS)).map(" ".join))
def test_any_text_gives_a_date_or_a_problem(text: str) -> None:
    phrase = parse_date_phrase(text, context=DateContext(today=TODAY))
    assert (phrase.when is None) is bool(phrase.problem)


def test_a_date_is_read_within_a_keystroke() -> None:
    texts = [text for text, _ in UNDERSTOOD if len(text) < 30]
    best = min(_seconds(texts) for _ in range(5))
    # Typically 20 to 40 µs; the bar leaves room for a machine that is busy.
    assert best < 500e-6


def _seconds(texts: list[str]) -> float:
    begin = time.perf_counter()
    for text in texts:
        parse_date_phrase(text)
    return (time.perf_counter() - begin) / len(texts)


def test_the_longest_phrase_fits() -> None:
    text = "Wednesday 10 September 2024, 18:00:00 – Thursday 11 September 2024, 19:30:00 +08:00"
    assert len(text) < LONGEST_PHRASE
    assert parse_date_phrase(text).problem.startswith("'Wednesday 10 September 2024")


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        pytest.param("foo", "'foo' is no date; a date such as ", id="a-word"),
        pytest.param("Soon", "'Soon' is no date; a date such as ", id="in-capitals"),
        pytest.param("2025-13-01", "'2025-13-01' is in no calendar; ", id="no-such-day"),
        pytest.param("6 foo 2025", "'6 foo 2025' has 'foo'; ", id="a-part"),
    ],
)
def test_what_is_wrong_is_said_once(text: str, begins: str) -> None:
    assert parse_date_phrase(text).problem.startswith(begins)
