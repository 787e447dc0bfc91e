"""The reaction session: the facts of the example, and what holds for every event."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from helpers import edtf
from helpers.exchange import hong_kong, new_york
from helpers.session import seed_sessions
from tickertale.domain.event import Event
from tickertale.domain.reaction import NoReactionReason, Reaction, ReactionRule, reaction_session

HONG_KONG, NEW_YORK = "Asia/Hong_Kong", "America/New_York"
EXCHANGES = {"XHKG": hong_kong(), "XNYS": new_york()}
SYMBOLS = {"XHKG": "9988.HK", "XNYS": "BABA"}

BEFORE_NEW_YORK = {"mic": "XNYS", "phase": "before_open"}
IN_NEW_YORK = {"mic": "XNYS", "phase": "in_session"}
AFTER_NEW_YORK = {"mic": "XNYS", "phase": "after_close"}


def event(when: str, zone: str = HONG_KONG, **fields: Any) -> Event:
    return Event(id="e", title="E", when=when, zone=zone, category="c", **fields)


def react(news: Event, mic: str = "XHKG", *, sessions: Sequence[dt.date] | None = None) -> Reaction:
    if sessions is None:
        sessions = seed_sessions(SYMBOLS[mic])
    return reaction_session(news, mic=mic, sessions=sessions, exchanges=EXCHANGES)


FACTS = [
    pytest.param(
        event("2025-03-06T03:48+08:00"),
        ("2025-03-06", ReactionRule.BEFORE_OPEN),
        ("2025-03-05", ReactionRule.IN_SESSION),
        id="QwQ-32B",
    ),
    pytest.param(
        event("2025-02-20", timing=BEFORE_NEW_YORK),
        ("2025-02-21", ReactionRule.AFTER_CLOSE),
        ("2025-02-20", ReactionRule.BEFORE_OPEN),
        id="results before the New York open",
    ),
    pytest.param(
        event("2025-01-20"),
        ("2025-01-20", ReactionRule.DATE_ONLY),
        ("2025-01-21", ReactionRule.DATE_ONLY_CLOSED),
        id="DeepSeek-R1",
    ),
    pytest.param(
        event("2025-02-17"),
        ("2025-02-17", ReactionRule.DATE_ONLY),
        ("2025-02-18", ReactionRule.DATE_ONLY_CLOSED),
        id="Xi meeting",
    ),
    pytest.param(
        event("2025-01-28T23:00+08:00"),
        ("2025-02-03", ReactionRule.AFTER_CLOSE),
        ("2025-01-28", ReactionRule.IN_SESSION),
        id="Qwen2.5-Max",
    ),
    pytest.param(
        event("2025-02-11", NEW_YORK, timing=IN_NEW_YORK),
        ("2025-02-12", ReactionRule.AFTER_CLOSE),
        ("2025-02-11", ReactionRule.IN_SESSION),
        id="Apple report",
    ),
    pytest.param(
        event("2024-12-26"),
        ("2024-12-27", ReactionRule.DATE_ONLY_CLOSED),
        ("2024-12-26", ReactionRule.DATE_ONLY),
        id="DeepSeek-V3",
    ),
    pytest.param(
        event("2025-02-22"),
        ("2025-02-24", ReactionRule.DATE_ONLY_CLOSED),
        ("2025-02-24", ReactionRule.DATE_ONLY_CLOSED),
        id="Saturday",
    ),
    pytest.param(
        event("2025-02-25T02:00+08:00"),
        ("2025-02-25", ReactionRule.BEFORE_OPEN),
        ("2025-02-24", ReactionRule.IN_SESSION),
        id="QwQ-Max-Preview",
    ),
    pytest.param(
        event("2024-12-31T12:30"),
        ("2025-01-02", ReactionRule.AFTER_CLOSE),
        ("2024-12-31", ReactionRule.AFTER_CLOSE),
        id="after the close of a half day",
    ),
    pytest.param(
        event("2025-04-04T10:00"),
        ("2025-04-07", ReactionRule.CLOSED_DAY),
        ("2025-04-04", ReactionRule.AFTER_CLOSE),
        id="time of day on a holiday",
    ),
]


@pytest.mark.parametrize(("news", "hong_kong_fact", "new_york_fact"), FACTS)
def test_the_facts_of_the_example_come_out(
    news: Event, hong_kong_fact: tuple[str, str], new_york_fact: tuple[str, str]
) -> None:
    reactions = react(news, "XHKG"), react(news, "XNYS")
    assert [(str(r.session), r.rule) for r in reactions] == [hong_kong_fact, new_york_fact]
    assert [r.reason for r in reactions] == [None, None]


@pytest.mark.parametrize(
    ("clock", "session", "rule"),
    [
        ("00:00", "2025-03-06", ReactionRule.BEFORE_OPEN),
        ("09:29:59", "2025-03-06", ReactionRule.BEFORE_OPEN),
        ("09:30", "2025-03-06", ReactionRule.IN_SESSION),
        ("12:30", "2025-03-06", ReactionRule.IN_SESSION),
        ("15:59:59", "2025-03-06", ReactionRule.IN_SESSION),
        ("16:00", "2025-03-07", ReactionRule.AFTER_CLOSE),
        ("23:59", "2025-03-07", ReactionRule.AFTER_CLOSE),
    ],
)
def test_a_session_takes_what_comes_before_its_close(
    clock: str, session: str, rule: ReactionRule
) -> None:
    reaction = react(event(f"2025-03-06T{clock}"))
    assert (str(reaction.session), reaction.rule) == (session, rule)


@pytest.mark.parametrize(
    ("when", "session"),
    [("2025-03-07T20:30Z", "2025-03-07"), ("2025-03-10T20:30Z", "2025-03-11")],
    ids=["winter time", "summer time"],
)
def test_the_close_follows_summer_time(when: str, session: str) -> None:
    assert str(react(event(when), "XNYS").session) == session


@pytest.mark.parametrize(
    ("timing", "hong_kong_session", "new_york_session"),
    [
        (BEFORE_NEW_YORK, "2025-03-07", "2025-03-06"),
        (IN_NEW_YORK, "2025-03-07", "2025-03-06"),
        (AFTER_NEW_YORK, "2025-03-07", "2025-03-07"),
        ({"mic": "XHKG", "phase": "before_open"}, "2025-03-06", "2025-03-06"),
        ({"mic": "XHKG", "phase": "in_session"}, "2025-03-06", "2025-03-06"),
        ({"mic": "XHKG", "phase": "after_close"}, "2025-03-07", "2025-03-06"),
    ],
)
def test_a_part_of_the_day_on_one_exchange_is_an_hour_on_the_other(
    timing: dict[str, str], hong_kong_session: str, new_york_session: str
) -> None:
    news = event("2025-03-06", timing=timing)
    assert str(react(news, "XHKG").session) == hong_kong_session
    assert str(react(news, "XNYS").session) == new_york_session


def test_an_hour_that_stands_for_a_part_of_the_day_is_marked_as_estimated() -> None:
    estimated = react(event("2025-02-20", timing=BEFORE_NEW_YORK))
    assert estimated.is_time_estimated
    assert str(estimated.local_time) == "2025-02-20 22:29:00+08:00"
    known = react(event("2025-03-06T03:48+08:00"), "XNYS")
    assert not known.is_time_estimated
    assert str(known.local_time) == "2025-03-05 14:48:00-05:00"


def test_a_date_alone_has_no_local_time() -> None:
    reaction = react(event("2025-03-06"))
    assert reaction.local_time is None
    assert not reaction.is_time_estimated


def test_a_stated_time_goes_before_a_part_of_the_day() -> None:
    news = event("2025-03-06T03:48+08:00", timing=AFTER_NEW_YORK)
    assert react(news) == react(event("2025-03-06T03:48+08:00"))


def test_a_part_of_the_day_on_an_unknown_exchange_counts_as_none() -> None:
    news = event("2025-03-06", timing={"mic": "XBUE", "phase": "after_close"})
    assert react(news).rule is ReactionRule.DATE_ONLY


def test_on_an_unknown_exchange_every_event_goes_by_its_date() -> None:
    sessions = seed_sessions("9988.HK")
    reaction = react(event("2025-03-06T23:00"), "XBUE", sessions=sessions)
    assert (str(reaction.session), reaction.rule) == ("2025-03-06", ReactionRule.DATE_ONLY)


@pytest.mark.parametrize(
    ("when", "session"),
    [
        ("2025-02-11/2025-02-13", "2025-02-11"),
        ("2025-02-15/2025-02-18", "2025-02-17"),
        ("2025-02-11/..", "2025-02-11"),
        ("2025-02-11T18:00/2025-02-13", "2025-02-11"),
        ("2025-02-11T18:00/2025-02-11T19:00", "2025-02-12"),
        ("2025-02-11T10:00/2025-02-11T19:00", "2025-02-11"),
    ],
)
def test_an_interval_counts_from_its_first_day(when: str, session: str) -> None:
    assert str(react(event(when)).session) == session


def test_a_part_of_the_day_says_nothing_about_an_interval() -> None:
    news = event("2025-02-11/2025-02-13", timing=AFTER_NEW_YORK)
    assert react(news).rule is ReactionRule.DATE_ONLY


@pytest.mark.parametrize(
    "when",
    [
        "2025-02",
        "2025-02-XX",
        "2025-21",
        "2025",
        "202X",
        "20XX",
        "2025-02-11/2025-03",
        "../2025-02-11",
    ],
)
def test_a_date_coarser_than_a_day_has_no_reaction_session(when: str) -> None:
    assert react(event(when)) == Reaction(reason=NoReactionReason.COARSE_DATE)


@pytest.mark.parametrize(
    ("when", "reason"),
    [
        ("0001-01-01T00:00+14:00", NoReactionReason.BEFORE_SERIES),
        ("2023-12-31", NoReactionReason.BEFORE_SERIES),
        ("2024-01-01T23:59", NoReactionReason.BEFORE_SERIES),
        ("2025-04-30T16:00", NoReactionReason.AFTER_SERIES),
        ("2025-05-01", NoReactionReason.AFTER_SERIES),
        ("9999-12-31T23:59-14:00", NoReactionReason.AFTER_SERIES),
    ],
)
def test_outside_the_series_there_is_no_reaction_session(
    when: str, reason: NoReactionReason
) -> None:
    assert react(event(when)) == Reaction(reason=reason)


def test_the_ends_of_the_series_are_in_it() -> None:
    sessions = seed_sessions("9988.HK")
    assert react(event(str(sessions[0]))).session == sessions[0]
    assert react(event(f"{sessions[-1]}T15:59")).session == sessions[-1]


def test_a_series_without_bars_has_no_reaction_session() -> None:
    reaction = react(event("2025-02-17"), sessions=())
    assert reaction == Reaction(reason=NoReactionReason.NO_SESSIONS)


def test_the_dates_of_the_series_go_before_the_holidays_of_the_table() -> None:
    holiday = dt.date(2025, 1, 29)
    assert react(event(f"{holiday}T10:00"), sessions=[holiday]).session == holiday


@pytest.mark.parametrize("when", ["2025-03-06T03:48+08:00", "2025-02", "1999"])
def test_an_override_goes_before_every_rule_on_its_exchange_only(when: str) -> None:
    override = {"mic": "XHKG", "session": "2025-03-10", "reason": "Read over the weekend"}
    news = event(when, session_override=[override])
    assert react(news) == Reaction(
        session=dt.date(2025, 3, 10),
        rule=ReactionRule.OVERRIDE,
        override_reason="Read over the weekend",
    )
    assert react(news, "XNYS") == react(event(when), "XNYS")


@pytest.mark.parametrize("session", ["2025-03-08", "2030-01-01", "1999-01-01"])
def test_an_override_that_is_no_session_is_said_so(session: str) -> None:
    override = {"mic": "XHKG", "session": session, "reason": "A guess"}
    reaction = react(event("2025-03-06", session_override=[override]))
    assert reaction == Reaction(reason=NoReactionReason.OVERRIDE_NOT_A_SESSION)


MICS = st.sampled_from(["XHKG", "XNYS"])
IN_SERIES = edtf.days(2023, 2025)
TIMINGS = st.none() | st.fixed_dictionaries(
    {"mic": MICS, "phase": st.sampled_from(["before_open", "in_session", "after_close"])}
)
ZONES = st.sampled_from([HONG_KONG, NEW_YORK, "Pacific/Auckland", "UTC"])


def instants() -> st.SearchStrategy[dt.datetime]:
    return st.datetimes(
        dt.datetime(2023, 12, 1),  # noqa: DTZ001 - hypothesis wants naive bounds
        dt.datetime(2025, 5, 31),  # noqa: DTZ001
        timezones=st.just(dt.UTC),
    )


@given(edtf.texts() | IN_SERIES.map(str), ZONES, TIMINGS, MICS)
def test_a_reaction_has_one_of_the_sessions_or_a_reason(
    when: str, zone: str, timing: dict[str, str] | None, mic: str
) -> None:
    reaction = react(event(when, zone, timing=timing), mic)
    assert (reaction.session is None) is (reaction.rule is None) is (reaction.reason is not None)
    assert reaction.session is None or reaction.session in seed_sessions(SYMBOLS[mic])


@given(instants(), MICS)
def test_a_reaction_never_comes_before_the_news(instant: dt.datetime, mic: str) -> None:
    reaction = react(event(f"{instant:%Y-%m-%dT%H:%M:%S}Z"), mic)
    assume(reaction.session is not None)
    assert reaction.session is not None
    assert reaction.local_time is not None
    assert reaction.local_time == instant.replace(microsecond=0)
    assert reaction.session >= reaction.local_time.date()
    assert EXCHANGES[mic].closes_at(reaction.session) > reaction.local_time


@given(IN_SERIES, ZONES, MICS)
def test_without_a_time_a_reaction_never_comes_before_the_date(
    day: dt.date, zone: str, mic: str
) -> None:
    session = react(event(str(day), zone), mic).session
    assert session is None or session >= day


@given(instants(), instants(), MICS)
def test_later_news_never_has_an_earlier_reaction(
    one: dt.datetime, other: dt.datetime, mic: str
) -> None:
    first, last = (
        react(event(f"{at:%Y-%m-%dT%H:%M:%S}Z"), mic).session for at in sorted([one, other])
    )
    assume(first is not None and last is not None)
    assert first is not None
    assert last is not None
    assert first <= last


@given(edtf.days(2024, 2025), MICS)
def test_the_reaction_to_a_reaction_session_is_itself(day: dt.date, mic: str) -> None:
    session = react(event(str(day)), mic).session
    assume(session is not None)
    assert session is not None
    assert react(event(str(session)), mic).session == session
    opening = EXCHANGES[mic].opens_at(session)
    assert react(event(f"{opening:%Y-%m-%dT%H:%M}", EXCHANGES[mic].zone), mic).session == session


@given(instants(), MICS)
def test_the_offset_in_which_news_is_written_does_not_matter(
    instant: dt.datetime, mic: str
) -> None:
    abroad = instant.astimezone(dt.timezone(dt.timedelta(hours=-9, minutes=-30)))
    texts = f"{instant:%Y-%m-%dT%H:%M:%S}Z", f"{abroad:%Y-%m-%dT%H:%M:%S}-09:30"
    assert react(event(texts[0]), mic).session == react(event(texts[1]), mic).session
