"""The rows of unexplained moves."""

import numpy as np

from helpers.intraday import minute_bars
from tickertale.analysis.price_return import ReturnKind
from tickertale.analysis.study_input import AlignedReturns, ClosingPrices, align_prices
from tickertale.analysis.unexplained_return import UnexplainedReturn
from tickertale.prices.session_bar import session_bars
from tickertale.prices.time_scale import TradingTimeScale
from tickertale.viewmodels.event.unexplained import resolve_unexplained

DATES = np.array(["2025-02-10", "2025-02-11", "2025-02-28"], dtype="datetime64[D]")
TIMES = DATES.astype("datetime64[ns]").astype(np.int64)
SCALE = TradingTimeScale(TIMES)
NOTHING = np.empty(0, np.int64)
RETURNS = AlignedReturns(
    time_ns=TIMES,
    asset=np.array([np.nan, 0.02, -0.05]),
    factors=np.zeros((1, 3)),
    names=("^HSI",),
    kind=ReturnKind.SIMPLE,
    missing_asset=NOTHING,
    missing_market=NOTHING,
)


def test_the_most_unusual_moves_stay_and_are_listed_by_date() -> None:
    found = (
        UnexplainedReturn(index=2, abnormal=-0.06, score=-3.1, rank=2),
        UnexplainedReturn(index=1, abnormal=0.02, score=2.6, rank=9),
        UnexplainedReturn(index=0, abnormal=0.055, score=2.9, rank=1),
    )
    rows = resolve_unexplained(found, RETURNS, scale=SCALE, most=2)
    assert [(row.index, row.date_text, row.move_text, row.sign) for row in rows] == [
        (0, "10 Feb 2025", "+5.5%", 1),
        (2, "28 Feb 2025", "−6.0%", -1),
    ]
    assert rows[1].meaning == (
        "abnormal return −6.0% against ^HSI, t = −3.10, rank 2 of the last 250 sessions"
    )


def test_without_moves_there_are_no_rows() -> None:
    assert resolve_unexplained((), RETURNS, scale=SCALE) == ()


def test_on_intraday_bars_a_row_leads_to_the_first_bar_of_its_session() -> None:
    minutes = minute_bars()
    zone = "America/New_York"
    daily = session_bars(minutes, zone=zone)
    returns = align_prices(ClosingPrices(daily.time_ns, daily.close))
    scale = TradingTimeScale(minutes.time_ns, minutes.interval, zone=zone)
    (row,) = resolve_unexplained(
        [UnexplainedReturn(5, abnormal=0.02, score=3.0, rank=1)], returns, scale=scale
    )
    assert (row.index, row.date_text) == (5 * 390, "3 Nov 2025")
    assert row.meaning == "abnormal return +2.0%, t = 3.00, rank 1 of the last 250 sessions"
    assert f"{scale.local_time_at(row.index)}" == "2025-11-03 09:30:00"
