"""EDTF dates: what is read, what is refused, and what a date covers."""

import datetime as dt
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from helpers import edtf
from tickertale.domain.errors import InvalidDateError, TickertaleError
from tickertale.domain.event_date import LONGEST_TEXT, EventDate, Precision

HONG_KONG = "Asia/Hong_Kong"
NEW_YORK = "America/New_York"
ZONES = st.sampled_from([HONG_KONG, NEW_YORK, "UTC", "Europe/London", "Pacific/Apia"])

COVERAGE = [
    ("2025", "2025-01-01", "2025-12-31", Precision.YEAR),
    ("2025-01", "2025-01-01", "2025-01-31", Precision.MONTH),
    ("2025-02-17", "2025-02-17", "2025-02-17", Precision.DAY),
    ("2025-03-06T03:48+08:00", "2025-03-06", "2025-03-06", Precision.MINUTE),
    ("2025-03-06T03:48:59Z", "2025-03-06", "2025-03-06", Precision.MINUTE),
    ("2025-03-06T03:48", "2025-03-06", "2025-03-06", Precision.MINUTE),
    ("1985-04-12T23:20:30-04", "1985-04-12", "1985-04-12", Precision.MINUTE),
    ("2025-01~", "2025-01-01", "2025-01-31", Precision.MONTH),
    ("2024-02", "2024-02-01", "2024-02-29", Precision.MONTH),
    ("1900-02", "1900-02-01", "1900-02-28", Precision.MONTH),
    ("2024-02-29", "2024-02-29", "2024-02-29", Precision.DAY),
    ("201X", "2010-01-01", "2019-12-31", Precision.DECADE),
    ("000X", "0001-01-01", "0009-12-31", Precision.DECADE),
    ("20XX?", "2000-01-01", "2099-12-31", Precision.CENTURY),
    ("2025-XX", "2025-01-01", "2025-12-31", Precision.YEAR),
    ("2025-XX-XX", "2025-01-01", "2025-12-31", Precision.YEAR),
    ("2025-01-XX", "2025-01-01", "2025-01-31", Precision.MONTH),
    ("2025-21", "2025-03-01", "2025-05-31", Precision.SEASON),
    ("2025-22", "2025-06-01", "2025-08-31", Precision.SEASON),
    ("2025-23", "2025-09-01", "2025-11-30", Precision.SEASON),
    ("2025-24", "2025-12-01", "2026-02-28", Precision.SEASON),
    ("2023-24", "2023-12-01", "2024-02-29", Precision.SEASON),
    ("9999-24", "9999-12-01", "9999-12-31", Precision.SEASON),
    ("2025-02-11/2025-02-13", "2025-02-11", "2025-02-13", Precision.DAY),
    ("2025-02-11/2025-03", "2025-02-11", "2025-03-31", Precision.MONTH),
    ("2004/2004-06", "2004-01-01", "2004-06-30", Precision.YEAR),
    ("2004-06-11%/2004-06~", "2004-06-11", "2004-06-30", Precision.MONTH),
    ("2025-02-20T18:00+08:00/2025-02-20T19:30+08:00", "2025-02-20", "2025-02-20", "minute"),
    ("../2025", "0001-01-01", "2025-12-31", Precision.YEAR),
    ("/2025-01", "0001-01-01", "2025-01-31", Precision.MONTH),
    ("2025-01-02/", "2025-01-02", "9999-12-31", Precision.DAY),
    ("2025/..", "2025-01-01", "9999-12-31", Precision.YEAR),
    ("0001-01-01", "0001-01-01", "0001-01-01", Precision.DAY),
    ("9999", "9999-01-01", "9999-12-31", Precision.YEAR),
]

REFUSED = [
    ("0000", "from 0001 to 9999"),
    ("0000-02-29", "from 0001 to 9999"),
    ("2025-00", "the month 00"),
    ("2025-13", "the month 13"),
    ("2025-20", "the month 20"),
    ("2025-25", "the month 25"),
    ("2025-33", "a season 21 to 24"),
    ("2025-21-XX", "the month 21"),
    ("2025-02-29", "a day that exists"),
    ("1900-02-29", "a day that exists"),
    ("2025-04-31", "a day that exists"),
    ("2025-21-05", "a day that exists"),
    ("2025-01-00", "a day that exists"),
    ("2025-XX-05", "only at the end"),
    ("2025-01-XXT10:00", "only at the end"),
    ("2025-XX-XXT10:00", "only at the end"),
    ("201X-05", "'201X' or '20XX' alone"),
    ("2025-02-17T24:00", "T00:00 of the next day"),
    ("2025-02-17T24:30", "T00:00 of the next day"),
    ("2025-02-17T25:00", "00:00 to 23:59"),
    ("2025-02-17T10:60", "00:00 to 23:59"),
    ("2016-12-31T23:59:60Z", "00:00 to 23:59"),
    ("2025-02-17T10:00+14:01", "-14:00 to +14:00"),
    ("2025-02-17T10:00-15:00", "-14:00 to +14:00"),
    ("2025-02-17T10:00+08:60", "-14:00 to +14:00"),
    ("2025-02-13/2025-02-11", "the earlier date was expected first"),
    ("2025-03/2025-02", "the earlier date was expected first"),
    ("2025-02-17T11:00/2025-02-17T10:00", "the earlier date was expected first"),
    ("2025-02-17T10:00Z/2025-02-17T11:00+08:00", "the earlier date was expected first"),
    ("/", "at least one date"),
    ("../..", "at least one date"),
    ("", "is not an EDTF date"),
    (" ", "is not an EDTF date"),
    ("..", "is not an EDTF date"),
    ("2025/2026/2027", "is not an EDTF date"),
    ("20X5", "is not an EDTF date"),
    ("2XXX", "is not an EDTF date"),
    ("Y17000", "is not an EDTF date"),
    ("-0044", "is not an EDTF date"),
    ("2025-1-2", "is not an EDTF date"),
    ("20250217", "is not an EDTF date"),
    ("17.02.2025", "is not an EDTF date"),
    ("2025-02-17 10:00", "is not an EDTF date"),
    ("2025-02-17T10", "is not an EDTF date"),
    ("2025-02-17T10:00:00.5Z", "is not an EDTF date"),
    ("2025-02-17T10:00+0800", "is not an EDTF date"),
    ("2025-02-17T10:00\u221205:00", "is not an EDTF date"),
    ("2025~~", "is not an EDTF date"),
    ("2025-02\n-17", "is not an EDTF date"),
    ("2025\x00", "is not an EDTF date"),
    ("\u0662\u0660\u0662\u0665", "is not an EDTF date"),
    ("\ud800", "is not an EDTF date"),
    ("9" * 1_000_000, "1000000 characters"),
]


def date(text: str) -> EventDate:
    return EventDate.parse(text)


@pytest.mark.parametrize(("text", "first", "last", "precision"), COVERAGE)
def test_a_date_covers_its_days_at_its_precision(
    text: str, first: str, last: str, precision: Precision
) -> None:
    when = date(text)
    assert (when.first_day.isoformat(), when.last_day.isoformat()) == (first, last)
    assert when.precision == precision


@pytest.mark.parametrize(
    ("text", "expected"), REFUSED, ids=[repr(text[:40]) for text, _ in REFUSED]
)
def test_what_is_not_edtf_is_refused_with_one_sentence(text: str, expected: str) -> None:
    with pytest.raises(InvalidDateError) as refusal:
        date(text)
    sentence = str(refusal.value)
    assert expected in sentence
    assert "\n" not in sentence
    assert len(sentence) < 4 * LONGEST_TEXT


@pytest.mark.parametrize("value", [None, 2025, 2025.5])
def test_what_is_not_text_is_refused(value: str) -> None:
    with pytest.raises(InvalidDateError, match="valid string"):
        EventDate.parse(value)


def test_a_refusal_is_one_of_our_errors() -> None:
    with pytest.raises(TickertaleError):
        date("yesterday")


def test_spaces_around_a_date_are_dropped() -> None:
    assert str(date(" 2025-02-17\n")) == "2025-02-17"


def test_the_json_form_is_the_text_itself() -> None:
    adapter = TypeAdapter(EventDate)
    when = adapter.validate_json('"2025-01~"')
    assert when == date("2025-01~")
    assert adapter.dump_json(when) == b'"2025-01~"'
    assert adapter.json_schema()["type"] == "string"


def test_a_date_is_a_frozen_value() -> None:
    assert len({date("2025-01"), date("2025-01"), date("2025-02")}) == 2
    with pytest.raises(ValidationError, match="frozen"):
        setattr(date("2025-01"), "root", "2025-02")  # noqa: B010


@pytest.mark.parametrize(
    ("text", "is_approximate", "is_uncertain"),
    [
        ("2025", False, False),
        ("2025~", True, False),
        ("2025?", False, True),
        ("2025%", True, True),
        ("2025-02-17T10:00~", True, False),
        ("2025-01~/2025-03", True, False),
        ("2025-01/2025-03?", False, True),
        ("2025-01~/2025-03?", True, True),
        ("../2025~", True, False),
    ],
)
def test_a_qualifier_says_what_is_in_doubt(
    text: str, *, is_approximate: bool, is_uncertain: bool
) -> None:
    when = date(text)
    assert (when.is_approximate, when.is_uncertain) == (is_approximate, is_uncertain)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-02-17", True),
        ("2025-02-17~", True),
        ("2025-02-17T10:00", True),
        ("2025-02-17T10:00/2025-02-17T11:00", True),
        ("2025-02-17/2025-02-18", False),
        ("2025-02-17/", False),
        ("2025-02", False),
        ("2025-02-XX", False),
        ("0001-01-01/", False),
        ("../0001-01-01", False),
    ],
)
def test_only_what_lies_within_one_day_is_day_precise(text: str, *, expected: bool) -> None:
    assert date(text).is_day_precise is expected


def test_an_interval_says_which_ends_it_states() -> None:
    assert [
        (date(text).is_interval, date(text).has_start, date(text).has_end)
        for text in ("2025", "2025/2026", "../2025", "2025/")
    ] == [(False, True, True), (True, True, True), (True, False, True), (True, True, False)]


def test_a_time_of_day_is_that_of_the_start() -> None:
    assert date("2025-02-17T10:00/2025-02-18").has_time
    assert not date("2025-02-17/2025-02-18T10:00").has_time
    assert not date("2025-02-17").has_time


@pytest.mark.parametrize(
    ("text", "zone", "earliest", "latest"),
    [
        ("2025-03-06T03:48+08:00", NEW_YORK, "2025-03-05T19:48Z", "2025-03-05T19:48Z"),
        ("2025-03-06T03:48", HONG_KONG, "2025-03-05T19:48Z", "2025-03-05T19:48Z"),
        ("2025-02-17", HONG_KONG, "2025-02-16T16:00Z", "2025-02-17T16:00Z"),
        ("2025-02-17", NEW_YORK, "2025-02-17T05:00Z", "2025-02-18T05:00Z"),
        ("2025-03", NEW_YORK, "2025-03-01T05:00Z", "2025-04-01T04:00Z"),
        ("2025-02-11/2025-02-13", HONG_KONG, "2025-02-10T16:00Z", "2025-02-13T16:00Z"),
        ("2025-02-11T10:00/2025-02-13", HONG_KONG, "2025-02-11T02:00Z", "2025-02-13T16:00Z"),
        ("2025-03-09", NEW_YORK, "2025-03-09T05:00Z", "2025-03-10T04:00Z"),
        ("2024-11-03", NEW_YORK, "2024-11-03T04:00Z", "2024-11-04T05:00Z"),
    ],
)
def test_a_date_has_its_instants_in_its_zone(
    text: str, zone: str, earliest: str, latest: str
) -> None:
    when = date(text)
    assert when.earliest(zone) == dt.datetime.fromisoformat(earliest)
    assert when.latest(zone) == dt.datetime.fromisoformat(latest)
    assert when.earliest(zone).tzinfo is dt.UTC
    assert when.latest(zone).tzinfo is dt.UTC


def test_a_local_time_that_comes_twice_is_the_first_one() -> None:
    when = date("2024-11-03T01:30").earliest(NEW_YORK)
    assert when == dt.datetime(2024, 11, 3, 5, 30, tzinfo=dt.UTC)


def test_a_local_time_that_is_skipped_is_read_as_if_clocks_had_not_changed() -> None:
    when = date("2025-03-09T02:30").earliest(NEW_YORK)
    assert when == dt.datetime(2025, 3, 9, 7, 30, tzinfo=dt.UTC)


def test_ends_with_and_without_an_offset_are_ordered_by_the_zone_alone() -> None:
    when = date("2025-02-17T12:00/2025-02-17T05:00Z")
    assert when.earliest(HONG_KONG) < when.latest(HONG_KONG)
    assert when.earliest(NEW_YORK) == when.latest(NEW_YORK)


def test_an_interval_that_the_zone_would_reverse_ends_where_it_starts() -> None:
    when = date("2025-03-06/2025-03-06T10:00+14:00")
    assert when.latest(NEW_YORK) == when.earliest(NEW_YORK)


@pytest.mark.parametrize("text", ["0001-01-01T00:00+14:00", "9999-12-31T23:59-14:00", "../2025"])
@pytest.mark.parametrize("zone", [HONG_KONG, NEW_YORK, "Pacific/Kiritimati"])
def test_the_ends_of_the_calendar_can_be_shown_in_every_zone(text: str, zone: str) -> None:
    when = date(text)
    for hours in (-14, 14):
        shown_in = dt.timezone(dt.timedelta(hours=hours))
        assert when.earliest(zone).astimezone(shown_in) <= when.latest(zone).astimezone(shown_in)


@given(edtf.texts())
def test_a_parsed_text_is_written_as_it_was(text: str) -> None:
    when = date(text)
    assert str(when) == when.edtf == text
    assert date(str(when)) == when


@given(edtf.texts(), ZONES)
def test_a_date_never_ends_before_it_starts(text: str, zone: str) -> None:
    when = date(text)
    assert when.first_day <= when.last_day
    assert when.earliest(zone) <= when.latest(zone)


@given(edtf.days(), ZONES)
def test_a_coarser_date_contains_its_refinement(day: dt.date, zone: str) -> None:
    chain = [date(text) for text in edtf.widenings(day)]
    for finer, coarser in pairwise(chain):
        assert coarser.first_day <= finer.first_day <= finer.last_day <= coarser.last_day
        assert coarser.earliest(zone) <= finer.earliest(zone)
        assert finer.latest(zone) <= coarser.latest(zone)


@given(edtf.days(1900, 2100), st.times())
def test_a_day_contains_its_times(day: dt.date, time_of_day: dt.time) -> None:
    whole = date(day.isoformat())
    instant = date(f"{day.isoformat()}T{time_of_day:%H:%M:%S}").earliest(NEW_YORK)
    assert whole.earliest(NEW_YORK) <= instant < whole.latest(NEW_YORK)


@given(edtf.days(), edtf.days(), ZONES)
def test_an_interval_contains_its_ends(one: dt.date, other: dt.date, zone: str) -> None:
    first, last = sorted([one, other])
    when = date(f"{first}/{last}")
    for end in (date(first.isoformat()), date(last.isoformat())):
        assert when.earliest(zone) <= end.earliest(zone) <= end.latest(zone) <= when.latest(zone)


@given(st.text(max_size=2 * LONGEST_TEXT) | st.from_regex(r"[0-9X]{4}[-0-9XTZ:+/.?~%]{0,40}"))
def test_any_text_is_read_or_refused_by_our_own_error(text: str) -> None:
    try:
        when = date(text)
    except InvalidDateError:
        return
    assert when.edtf == text.strip()
    assert when.precision in Precision


def test_a_hundred_thousand_dates_are_read_in_seconds() -> None:
    started = time.perf_counter()
    for _ in range(20_000):
        EventDate.parse("2025-03-06T03:48+08:00")
    # 0.1 s where nothing else runs; a parser of 6 ms a date would need two minutes.
    assert time.perf_counter() - started < 2


# The oracle knows no ends of the calendar, and its winter ends with December.
ORACLE_TEXTS = [
    text
    for text, *_ in COVERAGE
    if "T" not in text and ".." not in text and text.strip("/") == text
    if not text.startswith(("000", "9999")) and not text.endswith("-24")
]


@pytest.mark.oracle
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("text", ORACLE_TEXTS)
def test_the_days_covered_are_those_of_the_package_edtf(text: str) -> None:
    oracle = pytest.importorskip("edtf").parse_edtf(text)
    when = date(text)
    lower, upper = oracle.lower_strict(), oracle.upper_strict()
    assert tuple(lower[:3]) == (when.first_day.year, when.first_day.month, when.first_day.day)
    assert tuple(upper[:3]) == (when.last_day.year, when.last_day.month, when.last_day.day)
