"""Tests of the Alibaba example: its prices, its facts and every number that its texts quote."""

import csv
import datetime as dt
import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tickertale.domain.event import Event
from tickertale.domain.event_date import Precision
from tickertale.domain.reaction import reaction_session
from tickertale.domain.timeline import Timeline
from tickertale.prices.calendar import read_exchange

SEED = Path(__file__).parents[2] / "seeds" / "alibaba-2025"
ROW_COUNTS = {"9988.HK": 325, "BABA": 333, "HSI": 325, "KWEB": 333, "SPY": 333}
BRIEF = {
    "deepseek-r1",
    "apple-report",
    "apple-confirmed",
    "xi-symposium",
    "capex-plan",
    "qwq-32b",
}
SIGNED_MOVE = re.compile(r"[+−]\d+\.\d%")
VOLUME_MULTIPLE = re.compile(r"\d\.\d times")

# event, as quoted, symbol, session whose close is the base, session, price of it
QUOTED_MOVES = (
    ("pboc-stimulus", "+6.1%", "9988.HK", "2024-09-23", "2024-09-24", "close"),
    ("pboc-stimulus", "+7.9%", "BABA", "2024-09-23", "2024-09-24", "close"),
    ("pboc-stimulus", "−32.1%", "9988.HK", "2024-10-02", "2025-01-13", "close"),
    ("ndrc-briefing", "−9.4%", "HSI", "2024-10-07", "2024-10-08", "close"),
    ("ndrc-briefing", "−8.8%", "9988.HK", "2024-10-07", "2024-10-08", "close"),
    ("ndrc-briefing", "−6.7%", "BABA", "2024-10-07", "2024-10-08", "close"),
    ("politburo-easing", "+3.5%", "9988.HK", "2024-12-06", "2024-12-09", "close"),
    ("politburo-easing", "+7.4%", "BABA", "2024-12-06", "2024-12-09", "close"),
    ("politburo-easing", "+5.0%", "9988.HK", "2024-12-09", "2024-12-10", "open"),
    ("politburo-easing", "−0.3%", "9988.HK", "2024-12-09", "2024-12-10", "close"),
    ("deepseek-v3", "+0.7%", "BABA", "2024-12-24", "2024-12-26", "close"),
    ("deepseek-v3", "−1.0%", "9988.HK", "2024-12-24", "2024-12-27", "close"),
    ("deepseek-r1", "+4.7%", "9988.HK", "2025-01-17", "2025-01-20", "close"),
    ("deepseek-r1", "+1.7%", "HSI", "2025-01-17", "2025-01-20", "close"),
    ("deepseek-r1", "+0.3%", "BABA", "2025-01-17", "2025-01-21", "close"),
    ("deepseek-r1", "+0.3%", "9988.HK", "2025-01-20", "2025-01-21", "close"),
    ("us-tech-selloff", "+1.0%", "BABA", "2025-01-24", "2025-01-27", "close"),
    ("us-tech-selloff", "−1.4%", "SPY", "2025-01-24", "2025-01-27", "close"),
    ("us-tech-selloff", "+1.2%", "9988.HK", "2025-01-27", "2025-01-28", "close"),
    ("qwen2.5-max", "+6.7%", "BABA", "2025-01-27", "2025-01-28", "close"),
    ("qwen2.5-max", "+0.7%", "BABA", "2025-01-28", "2025-01-29", "close"),
    ("qwen2.5-max", "+6.2%", "BABA", "2025-01-29", "2025-01-30", "close"),
    ("qwen2.5-max", "+6.5%", "9988.HK", "2025-01-28", "2025-02-03", "close"),
    ("apple-report", "+1.3%", "BABA", "2025-02-10", "2025-02-11", "close"),
    ("apple-report", "−1.9%", "KWEB", "2025-02-10", "2025-02-11", "close"),
    ("apple-report", "+8.5%", "9988.HK", "2025-02-11", "2025-02-12", "close"),
    ("apple-report", "+5.5%", "9988.HK", "2025-02-07", "2025-02-10", "close"),
    ("apple-report", "+3.8%", "BABA", "2025-02-10", "2025-02-11", "high"),
    ("apple-confirmed", "+9.2%", "9988.HK", "2025-02-12", "2025-02-13", "high"),
    ("apple-confirmed", "+2.5%", "9988.HK", "2025-02-12", "2025-02-13", "close"),
    ("apple-confirmed", "+1.0%", "BABA", "2025-02-12", "2025-02-13", "close"),
    ("xi-symposium-report", "+6.3%", "9988.HK", "2025-02-13", "2025-02-14", "close"),
    ("xi-symposium-report", "+4.3%", "BABA", "2025-02-13", "2025-02-14", "close"),
    ("xi-symposium", "+4.4%", "9988.HK", "2025-02-14", "2025-02-17", "high"),
    ("xi-symposium", "−4.3%", "9988.HK", "2025-02-14", "2025-02-17", "low"),
    ("xi-symposium", "−1.5%", "9988.HK", "2025-02-14", "2025-02-17", "close"),
    ("xi-symposium", "+1.7%", "BABA", "2025-02-14", "2025-02-18", "close"),
    ("december-quarter-results", "+8.1%", "BABA", "2025-02-19", "2025-02-20", "close"),
    ("december-quarter-results", "+14.9%", "BABA", "2025-02-19", "2025-02-20", "high"),
    ("december-quarter-results", "+14.6%", "9988.HK", "2025-02-20", "2025-02-21", "close"),
    ("us-investment-memorandum", "−10.2%", "BABA", "2025-02-21", "2025-02-24", "close"),
    ("us-investment-memorandum", "−2.0%", "9988.HK", "2025-02-21", "2025-02-24", "close"),
    ("us-investment-memorandum", "−3.8%", "9988.HK", "2025-02-24", "2025-02-25", "close"),
    ("capex-plan", "−2.0%", "9988.HK", "2025-02-21", "2025-02-24", "close"),
    ("capex-plan", "−10.2%", "BABA", "2025-02-21", "2025-02-24", "close"),
    ("capex-plan", "−6.4%", "KWEB", "2025-02-21", "2025-02-24", "close"),
    ("capex-plan", "−3.8%", "9988.HK", "2025-02-24", "2025-02-25", "close"),
    ("capex-plan", "+3.9%", "BABA", "2025-02-24", "2025-02-25", "close"),
    ("qwq-max-preview", "−10.2%", "BABA", "2025-02-21", "2025-02-24", "close"),
    ("qwq-max-preview", "−3.8%", "9988.HK", "2025-02-24", "2025-02-25", "close"),
    ("npc-opens", "+1.6%", "9988.HK", "2025-03-04", "2025-03-05", "close"),
    ("npc-opens", "+2.8%", "HSI", "2025-03-04", "2025-03-05", "close"),
    ("npc-opens", "+8.6%", "BABA", "2025-03-04", "2025-03-05", "close"),
    ("npc-opens", "+7.1%", "KWEB", "2025-03-04", "2025-03-05", "close"),
    ("qwq-32b", "+8.6%", "BABA", "2025-03-04", "2025-03-05", "close"),
    ("qwq-32b", "−0.8%", "BABA", "2025-03-05", "2025-03-06", "close"),
    ("qwq-32b", "+6.2%", "9988.HK", "2025-03-05", "2025-03-06", "open"),
    ("qwq-32b", "+8.4%", "9988.HK", "2025-03-05", "2025-03-06", "close"),
    ("qwq-32b", "+3.5%", "BABA", "2025-03-04", "2025-03-05", "open"),
    ("qwq-32b", "+7.1%", "KWEB", "2025-03-04", "2025-03-05", "close"),
    ("qwq-32b", "+3.3%", "HSI", "2025-03-05", "2025-03-06", "close"),
    ("qwq-32b", "+8.9%", "9988.HK", "2025-03-05", "2025-03-06", "high"),
    ("qwq-32b", "+70.9%", "9988.HK", "2024-12-31", "2025-03-06", "close"),
    ("qwq-32b", "+57.6%", "9988.HK", "2024-12-31", "2025-03-05", "close"),
    ("qwq-32b", "+66.3%", "BABA", "2024-12-31", "2025-03-05", "close"),
    ("qwq-32b", "+65.1%", "BABA", "2024-12-31", "2025-03-06", "close"),
    ("us-tariffs", "−5.0%", "9988.HK", "2025-04-02", "2025-04-03", "close"),
    ("us-tariffs", "−18.0%", "9988.HK", "2025-04-03", "2025-04-07", "close"),
    ("us-tariffs", "−13.2%", "HSI", "2025-04-03", "2025-04-07", "close"),
    ("us-tariffs", "−9.9%", "BABA", "2025-04-03", "2025-04-04", "close"),
    ("us-tariffs", "−9.1%", "BABA", "2025-04-04", "2025-04-07", "close"),
    ("us-tariffs", "−22.1%", "9988.HK", "2025-04-02", "2025-04-07", "close"),
    ("us-tariffs", "−18.3%", "BABA", "2025-04-02", "2025-04-07", "close"),
    ("goldman-sachs-view", "−27.2%", "9988.HK", "2025-03-06", "2025-04-08", "close"),
)
# event, as quoted, symbol, session; against the mean of the twenty sessions before
QUOTED_VOLUMES = (
    ("deepseek-r1", "1.8 times", "9988.HK", "2025-01-20"),
    ("qwen2.5-max", "2.8 times", "9988.HK", "2025-02-03"),
    ("apple-report", "2.8 times", "9988.HK", "2025-02-12"),
    ("apple-confirmed", "4.0 times", "9988.HK", "2025-02-13"),
    ("december-quarter-results", "2.4 times", "9988.HK", "2025-02-21"),
    ("qwq-32b", "1.0 times", "9988.HK", "2025-03-06"),
)

# The facts of the example that the reaction rule must give: event, MIC, session.
REACTIONS = (
    ("deepseek-v3", "9988.HK", "2024-12-27"),
    ("deepseek-v3", "BABA", "2024-12-26"),
    ("deepseek-r1", "9988.HK", "2025-01-20"),
    ("deepseek-r1", "BABA", "2025-01-21"),
    ("us-tech-selloff", "9988.HK", "2025-01-28"),
    ("us-tech-selloff", "BABA", "2025-01-27"),
    ("qwen2.5-max", "9988.HK", "2025-02-03"),
    ("qwen2.5-max", "BABA", "2025-01-28"),
    ("apple-report", "9988.HK", "2025-02-12"),
    ("apple-report", "BABA", "2025-02-11"),
    ("apple-confirmed", "9988.HK", "2025-02-13"),
    ("apple-confirmed", "BABA", "2025-02-13"),
    ("xi-symposium", "9988.HK", "2025-02-17"),
    ("xi-symposium", "BABA", "2025-02-18"),
    ("december-quarter-results", "9988.HK", "2025-02-21"),
    ("december-quarter-results", "BABA", "2025-02-20"),
    ("us-investment-memorandum", "9988.HK", "2025-02-24"),
    ("us-investment-memorandum", "BABA", "2025-02-24"),
    ("capex-plan", "9988.HK", "2025-02-24"),
    ("capex-plan", "BABA", "2025-02-24"),
    ("qwq-max-preview", "9988.HK", "2025-02-25"),
    ("qwq-max-preview", "BABA", "2025-02-24"),
    ("qwq-32b", "9988.HK", "2025-03-06"),
    ("qwq-32b", "BABA", "2025-03-05"),
    ("us-tariffs", "9988.HK", "2025-04-03"),
    ("us-tariffs", "KWEB", "2025-04-03"),
    ("goldman-sachs-view", "9988.HK", None),
    ("hsbc-note", "BABA", None),
)

Row = dict[str, str]


def _content() -> dict[str, Any]:
    content: dict[str, Any] = json.loads((SEED / "timeline.json").read_text(encoding="utf-8"))
    return content


def _timeline() -> Timeline:
    return Timeline.model_validate(_content())


def _rows(symbol: str) -> list[Row]:
    with (SEED / "prices" / f"{symbol}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _index(rows: list[Row], day: str) -> int:
    return next(index for index, row in enumerate(rows) if row["date"] == day)


def _move_pct(symbol: str, *, base: str, day: str, price: str = "close") -> Decimal:
    rows = _rows(symbol)
    before, after = rows[_index(rows, base)]["close"], rows[_index(rows, day)][price]
    return (Decimal(after) / Decimal(before) - 1) * 100


def _number(text: str) -> Decimal:
    return Decimal(text.replace("−", "-").strip("+% times"))


def _texts(event: Event) -> str:
    return "\n".join([event.summary, *(figure.note for figure in event.figures)])


@pytest.mark.parametrize("symbol", ROW_COUNTS)
def test_every_price_row_holds_together(symbol: str) -> None:
    rows = _rows(symbol)
    for row in rows:
        low, high = Decimal(row["low"]), Decimal(row["high"])
        assert 0 < low <= Decimal(row["open"]) <= high, row
        assert low <= Decimal(row["close"]) <= high, row
        assert Decimal(row["volume"]) > 0, row
    assert len(rows) == ROW_COUNTS[symbol]


@pytest.mark.parametrize("symbol", ROW_COUNTS)
def test_price_rows_ascend_without_duplicates_from_first_to_last_day(symbol: str) -> None:
    days = [dt.date.fromisoformat(row["date"]) for row in _rows(symbol)]
    assert days == sorted(set(days))
    assert (days[0], days[-1]) == (dt.date(2024, 1, 2), dt.date(2025, 4, 30))


def test_the_share_had_gained_70_9_percent_in_the_year_to_6_march() -> None:
    rows = _rows("9988.HK")
    assert rows[_index(rows, "2024-12-31")]["close"] == "82.40"
    assert rows[_index(rows, "2025-03-06")]["close"] == "140.80"
    gain = _move_pct("9988.HK", base="2024-12-31", day="2025-03-06")
    assert round(gain, 1) == Decimal("70.9")


@pytest.mark.parametrize("row", QUOTED_MOVES, ids=lambda row: f"{row[0]}-{row[2]}-{row[4]}{row[1]}")
def test_a_quoted_move_follows_from_the_prices(row: tuple[str, ...]) -> None:
    _, quoted, symbol, base, day, price = row
    assert abs(_move_pct(symbol, base=base, day=day, price=price) - _number(quoted)) <= Decimal(
        "0.05"
    )


@pytest.mark.parametrize("row", QUOTED_VOLUMES, ids=lambda row: f"{row[0]}-{row[3]}")
def test_a_quoted_volume_multiple_follows_from_the_prices(row: tuple[str, ...]) -> None:
    _, quoted, symbol, day = row
    rows = _rows(symbol)
    index = _index(rows, day)
    before = (Decimal(other["volume"]) for other in rows[index - 20 : index])
    mean = sum(before, Decimal()) / 20
    assert abs(Decimal(rows[index]["volume"]) / mean - _number(quoted)) <= Decimal("0.05")


def test_every_move_and_volume_that_a_text_quotes_is_checked_here() -> None:
    checked_moves = {(row[0], row[1]) for row in QUOTED_MOVES}
    checked_volumes = {(row[0], row[1]) for row in QUOTED_VOLUMES}
    events = _timeline().events
    assert checked_moves == {
        (event.id, move) for event in events for move in SIGNED_MOVE.findall(_texts(event))
    }
    assert checked_volumes == {
        (event.id, times) for event in events for times in VOLUME_MULTIPLE.findall(_texts(event))
    }


def test_the_file_is_what_the_program_would_write() -> None:
    assert _timeline().model_dump(mode="json", exclude_defaults=True) == _content()


def test_instruments_have_their_files_and_one_is_primary() -> None:
    timeline = _timeline()
    assert [row.id for row in timeline.instruments] == list(ROW_COUNTS)
    assert (timeline.primary, timeline.benchmark) == ("9988.HK", "HSI")
    for instrument in timeline.instruments:
        (series,) = instrument.series
        assert series.source
        assert series.file == f"prices/{instrument.symbol}.csv"
        assert (SEED / series.file).is_file()


def test_events_are_in_order_of_their_dates() -> None:
    days = [event.when.first_day for event in _timeline().events]
    assert days == sorted(days)


def test_every_event_has_a_source_with_an_address() -> None:
    for event in _timeline().events:
        assert any(source.url for source in event.sources), event.id


def test_only_the_article_of_business_insider_has_no_address() -> None:
    sources = [source for event in _timeline().events for source in event.sources]
    assert {source.publisher for source in sources if not source.url} == {"Business Insider"}


def test_the_events_of_the_brief_have_the_highest_importance() -> None:
    timeline = _timeline()
    assert {event.id for event in timeline.events if event.importance == 5} == BRIEF
    apple = {event.id for event in timeline.events if "apple-deal" in event.tags}
    assert apple == {"apple-report", "apple-confirmed"}


def test_flag_texts_are_short_and_summaries_are_not_empty() -> None:
    for event in _timeline().events:
        assert 0 < len(event.short_title) <= 28, event.id
        assert len(event.summary.split()) >= 40, event.id


def test_reported_figures_are_marked_as_reported() -> None:
    figures = {figure.name: figure for figure in _timeline().event("qwq-32b").figures}
    rise, fraction = figures["Hong Kong share, intraday"], figures["Parameters, as a share of R1's"]
    assert (rise.value, rise.unit, rise.qualifier) == (Decimal("7.5"), "%", "up to")
    assert figures["Market value of Alibaba"].value == Decimal("317.7")
    assert figures["Market value of Amazon"].value == Decimal("2.16")
    assert fraction.value == Decimal("0.2")
    assert "one twentieth" in fraction.note
    reported = {name for name, figure in figures.items() if figure.as_reported}
    assert reported == set(figures) - {"Parameters", "The same by the published counts"}


def test_the_people_and_banks_of_the_article_are_named() -> None:
    timeline = _timeline()
    people = {person for event in timeline.events for person in event.people}
    organisations = {name for event in timeline.events for name in event.organisations}
    assert people >= {"Jack Ma", "Pony Ma", "Wang Chuanfu", "Xi Jinping", "Joe Tsai", "Frank He"}
    assert organisations >= {"HSBC", "Goldman Sachs", "Apple", "Alibaba", "DeepSeek"}


def test_dates_claim_no_more_than_is_known() -> None:
    timeline = _timeline()
    assert timeline.event("qwq-32b").when.precision is Precision.MINUTE
    assert timeline.event("goldman-sachs-view").when.precision is Precision.MONTH
    assert timeline.event("hsbc-note").when.is_approximate
    assert timeline.event("us-investment-memorandum").when.is_uncertain
    assert timeline.event("us-tariffs").when.is_interval


@pytest.mark.parametrize(
    ("event_id", "symbol", "expected"), REACTIONS, ids=[f"{row[0]}-{row[1]}" for row in REACTIONS]
)
def test_an_event_has_the_reaction_session_that_the_facts_demand(
    event_id: str, symbol: str, expected: str | None
) -> None:
    timeline = _timeline()
    exchanges = {mic: read_exchange(mic) for mic in ("XHKG", "XNYS", "ARCX")}
    reaction = reaction_session(
        timeline.event(event_id),
        mic=timeline.instrument(symbol).mic,
        sessions=[dt.date.fromisoformat(row["date"]) for row in _rows(symbol)],
        exchanges={mic: exchange for mic, exchange in exchanges.items() if exchange is not None},
    )
    assert reaction.session == (None if expected is None else dt.date.fromisoformat(expected))


def test_the_ex_dates_that_the_raw_prices_show_are_there_as_data() -> None:
    actions = {
        (instrument.id, action.ex_date.isoformat(), str(action.amount))
        for instrument in _timeline().instruments
        for action in instrument.series[0].uncorrected_actions
    }
    assert actions == {
        ("9988.HK", "2024-06-12", "None"),
        ("KWEB", "2024-12-17", "1.03"),
        ("SPY", "2024-12-20", "1.97"),
        ("SPY", "2025-03-21", "1.70"),
    }


def test_the_benchmarks_that_hold_alibaba_say_so() -> None:
    holders = {row.id for row in _timeline().instruments if "9988.HK" in row.constituents}
    assert holders == {"HSI", "KWEB"}
