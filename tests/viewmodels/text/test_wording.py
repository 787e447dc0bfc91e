"""Words for dates, reactions, moves and figures."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import assume, given

from helpers.edtf import dates, half_open_intervals, intervals, single_dates
from helpers.story import event_of
from tickertale.domain.date_phrase import parse_date_phrase
from tickertale.domain.event import Figure, MarketTiming, SessionPhase
from tickertale.domain.event_date import EventDate, Precision
from tickertale.domain.instrument import Interval
from tickertale.domain.reaction import NoReactionReason, Reaction, ReactionRule
from tickertale.viewmodels.text.wording import (
    event_date_line,
    figure_text,
    interval_text,
    long_date,
    multiple,
    one_line,
    percent,
    reaction_line,
    short_date,
    sign_of,
)

HONG_KONG = "Asia/Hong_Kong"


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2025-03-06T03:48+08:00", "6 Mar 2025"),
        ("2025-03-05T19:48Z", "6 Mar 2025"),
        ("2025-02-17", "17 Feb 2025"),
        ("2025-01", "Jan 2025"),
        ("2025-01-XX", "Jan 2025"),
        ("2025-01~", "about Jan 2025"),
        ("2025-01?", "Jan 2025?"),
        ("2025-01%", "about Jan 2025?"),
        ("2025-XX-XX", "2025"),
        ("2025-21", "Spring 2025"),
        ("2024-24", "Winter 2024–25"),
        ("201X", "2010s"),
        ("20XX", "2000–2099"),
        ("2025-02-11/2025-02-13", "11–13 Feb 2025"),
        ("2025-04-02/2025-04-07", "2–7 Apr 2025"),
        ("2025-02-28/2025-03-03", "28 Feb – 3 Mar 2025"),
        ("2024-12-30/2025-01-02", "30 Dec 2024 – 2 Jan 2025"),
        ("2025-01/2025-03", "Jan–Mar 2025"),
        ("2024/2025", "2024–2025"),
        ("2025-01/2025-03-04", "Jan 2025 – 4 Mar 2025"),
        ("2025-01~/2025-03", "about Jan 2025 – Mar 2025"),
        ("2025-03-06/2025-03-06", "6 Mar 2025"),
        ("2025-01/..", "from Jan 2025"),
        ("../2025-01?", "until Jan 2025?"),
        ("2025-03-06T03:48+08:00/2025-03-06T05:10+08:00", "6 Mar 2025, 03:48–05:10 HKT"),
        ("2025-03-06T03:48/2025-03-08T05:10", "6–8 Mar 2025"),
    ],
)
def test_a_list_tells_a_date_at_its_own_precision(edtf: str, words: str) -> None:
    assert short_date(EventDate(edtf), HONG_KONG) == words


@pytest.mark.parametrize(
    ("edtf", "zone", "words"),
    [
        ("2025-03-06T03:48+08:00", HONG_KONG, "Thu 6 March 2025, 03:48 HKT"),
        ("2025-03-06T03:48:30+08:00", HONG_KONG, "Thu 6 March 2025, 03:48:30 HKT"),
        ("2025-03-06T03:48+08:00", "America/New_York", "Wed 5 March 2025, 14:48 EST"),
        ("2025-03-14T09:30", "America/New_York", "Fri 14 March 2025, 09:30 EDT"),
        ("2025-02-24T12:00", "Asia/Shanghai", "Mon 24 February 2025, 12:00 Beijing time"),
        ("2025-02-24T12:00", "Asia/Taipei", "Mon 24 February 2025, 12:00 Taipei time"),
        ("2025-02-24T12:00", "America/Chicago", "Mon 24 February 2025, 12:00 Chicago time"),
        ("2025-02-24T12:00", "Asia/Dubai", "Mon 24 February 2025, 12:00 Dubai time"),
        ("2025-02-17", HONG_KONG, "Mon 17 February 2025"),
        ("2025-02-17?", HONG_KONG, "Mon 17 February 2025?"),
        ("2025-01", HONG_KONG, "Jan 2025"),
        ("2025-02-11/2025-02-13", HONG_KONG, "11–13 Feb 2025"),
    ],
)
def test_the_details_tell_weekday_time_and_zone(edtf: str, zone: str, words: str) -> None:
    assert long_date(EventDate(edtf), zone) == words


@given(single_dates() | intervals() | half_open_intervals())
def test_every_date_has_words(edtf: str) -> None:
    when = EventDate(edtf)
    for words in (short_date(when, "America/New_York"), long_date(when, HONG_KONG)):
        assert words.strip() == words != ""
        assert "X" not in words


def test_what_is_known_of_the_hour_follows_the_day() -> None:
    timing = MarketTiming(mic="XNYS", phase=SessionPhase.BEFORE_OPEN)
    event = event_of(when=EventDate("2025-02-20"), timing=timing)
    assert event_date_line(event, {"XNYS": "NYSE"}) == "Thu 20 February 2025, before the NYSE open"
    assert event_date_line(event, {}) == "Thu 20 February 2025, before the XNYS open"


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (ReactionRule.BEFORE_OPEN, "before the open → first session 6 Mar (HKEX)"),
        (ReactionRule.IN_SESSION, "in session → first session 6 Mar (HKEX)"),
        (ReactionRule.AFTER_CLOSE, "after the close → first session 6 Mar (HKEX)"),
        (ReactionRule.CLOSED_DAY, "HKEX was closed → first session 6 Mar (HKEX)"),
        (ReactionRule.DATE_ONLY, "no time of day → first session 6 Mar (HKEX)"),
        (
            ReactionRule.DATE_ONLY_CLOSED,
            "no time of day; HKEX was closed → first session 6 Mar (HKEX)",
        ),
    ],
)
def test_the_rule_is_told_with_the_session(rule: ReactionRule, words: str) -> None:
    reaction = Reaction(session=dt.date(2025, 3, 6), rule=rule)
    assert reaction_line(event_of(), reaction, exchange_name="HKEX") == words


def test_an_override_is_told_with_its_reason() -> None:
    reaction = Reaction(
        session=dt.date(2025, 3, 7), rule=ReactionRule.OVERRIDE, override_reason="Leaked\nbefore"
    )
    line = reaction_line(event_of(), reaction, exchange_name="HKEX")
    assert line == "chosen by hand → first session 7 Mar (HKEX): Leaked before"


def test_a_session_of_another_year_is_told_with_the_year() -> None:
    event = event_of(when=EventDate("2024-12-31"))
    reaction = Reaction(session=dt.date(2025, 1, 2), rule=ReactionRule.AFTER_CLOSE)
    line = reaction_line(event, reaction, exchange_name="HKEX")
    assert line == "after the close → first session 2 Jan 2025 (HKEX)"


def test_an_interval_says_that_its_first_day_counts() -> None:
    event = event_of(when=EventDate("2025-02-11/2025-02-13"))
    reaction = Reaction(session=dt.date(2025, 2, 11), rule=ReactionRule.DATE_ONLY)
    line = reaction_line(event, reaction, exchange_name="HKEX")
    assert line == "counted from the first day → first session 11 Feb (HKEX)"


@pytest.mark.parametrize(
    ("edtf", "reason", "words"),
    [
        ("2025-01", NoReactionReason.COARSE_DATE, "the date is known only to the month"),
        ("201X", NoReactionReason.COARSE_DATE, "the date is known only to the decade"),
        ("../2025-01-02", NoReactionReason.COARSE_DATE, "the date has no known start"),
        ("2025-03-06", NoReactionReason.AFTER_SERIES, "the prices end earlier"),
        ("2025-03-06", NoReactionReason.BEFORE_SERIES, "the prices begin later"),
        ("2025-03-06", NoReactionReason.NO_SESSIONS, "there are no prices"),
        (
            "2025-03-06",
            NoReactionReason.OVERRIDE_NOT_A_SESSION,
            "the session chosen by hand has no prices",
        ),
    ],
)
def test_an_event_without_a_session_says_why(
    edtf: str, reason: NoReactionReason, words: str
) -> None:
    event = event_of(when=EventDate(edtf))
    line = reaction_line(event, Reaction(reason=reason), exchange_name="HKEX")
    assert line == f"not placed: {words}"


def test_every_reason_and_rule_has_words() -> None:
    for reason in NoReactionReason:
        assert reaction_line(event_of(), Reaction(reason=reason), exchange_name="X")
    for rule in ReactionRule:
        reaction = Reaction(session=dt.date(2025, 3, 6), rule=rule)
        assert "→" in reaction_line(event_of(), reaction, exchange_name="X")


@pytest.mark.parametrize(
    ("value", "words", "sign"),
    [
        (0.084, "+8.4%", 1),
        (-0.02, "−2.0%", -1),
        (0.0, "0.0%", 0),
        (-0.0004, "0.0%", 0),
        (-0.0005001, "−0.1%", -1),
        (12.345, "+1,234.5%", 1),
        (None, "–", 0),
        (float("nan"), "–", 0),
        (float("inf"), "–", 0),
    ],
)
def test_a_move_has_a_sign_unless_it_is_shown_as_zero(
    value: float | None, words: str, sign: int
) -> None:
    assert percent(value) == words
    assert sign_of(value) == sign


def test_a_ratio_has_a_times_sign() -> None:
    assert multiple(2.06) == "2.1×"
    assert multiple(None) == multiple(float("nan")) == "–"


@pytest.mark.parametrize(
    ("name", "value", "unit", "qualifier", "words"),
    [
        ("Hong Kong shares", "7.5", "%", "up to", "up to 7.5%"),
        ("Hong Kong shares", "7.5", "%", "up to +", "up to +7.5%"),
        ("Plan", "380", "RMB bn", "", "RMB 380 bn"),
        ("Market value", "317.7", "USD bn", "", "USD 317.7 bn"),
        ("Price", "140.80", "HKD", "", "HKD 140.80"),
        ("Parameters", "32000000000", "parameters", "", "32 bn"),
        ("Parameters", "32", "bn", "", "32 bn"),
        ("Users", "1500000", "", "about", "about 1.5 m"),
        ("Users", "1234567", "", "", "1,234,567"),
        ("Change", "-1.5", "%", "", "−1.5%"),
        ("Share", "0.2", "× DeepSeek-R1", "", "0.2 × DeepSeek-R1"),
        ("Cut", "0.5", "percentage points", "", "0.5 percentage points"),
    ],
)
def test_a_figure_is_quoted_with_unit_and_qualifier(
    name: str, value: str, unit: str, qualifier: str, words: str
) -> None:
    figure = Figure(name=name, value=Decimal(value), unit=unit, qualifier=qualifier)
    assert figure_text(figure) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("9" * 400, "1.00000e+400"),
        ("-1e999999", "−1.00000e+999999"),
        ("1e-300", "1.00000e−300"),
        ("0.1234567890123456789012345678901234567890", "1.23457e−1"),
        ("0e-300", "0"),
        ("123456789012345678901234", "123,456,789,012,345,678,901,234"),
    ],
)
def test_a_number_of_many_digits_is_written_in_short(value: str, words: str) -> None:
    assert figure_text(Figure(name="Count", value=Decimal(value))) == words


def test_text_cannot_turn_around_what_follows() -> None:
    assert one_line("a\n\tb \u202edcba\u202c\u2066x\u2069\u200b") == "a b dcbax"


def test_every_interval_has_a_word() -> None:
    assert all(interval_text(interval) for interval in Interval)
    assert interval_text(Interval.DAY) == "daily"


@given(dates() | half_open_intervals() | intervals())
def test_a_date_in_words_can_be_typed(text: str) -> None:
    when = EventDate(text)
    assume(when.precision is not Precision.CENTURY and "T" not in text)
    assume(when.last_day.year >= 1000 and (when.first_day.year >= 1000 or not when.has_start))
    for words in (short_date(when, "UTC"), long_date(when, "UTC")):
        typed = parse_date_phrase(words).when
        assert typed is not None, words
        assert (typed.first_day, typed.last_day) == (when.first_day, when.last_day), words
        assert typed.precision is when.precision
        assert typed.is_approximate is when.is_approximate
        assert typed.is_uncertain is when.is_uncertain
