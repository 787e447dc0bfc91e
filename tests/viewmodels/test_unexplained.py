"""The rows of unexplained moves."""

import numpy as np

from helpers.intraday import minute_bars
from tickertale.analysis.unexplained import UnexplainedMove
from tickertale.prices.session_bar import session_bars
from tickertale.prices.time_scale import TradingTimeScale
from tickertale.viewmodels.unexplained import resolve_unexplained

DATES = np.array(["2025-02-10", "2025-02-11", "2025-02-28"], dtype="datetime64[D]")
SCALE = TradingTimeScale(DATES.astype("datetime64[ns]").astype(np.int64))


def test_the_most_unusual_moves_stay_and_are_listed_by_date() -> None:
    moves = (
        UnexplainedMove(index=2, move=-0.06, score=-3.1),
        UnexplainedMove(index=1, move=0.02, score=2.6),
        UnexplainedMove(index=0, move=0.055, score=2.9),
    )
    rows = resolve_unexplained(moves, DATES, scale=SCALE, most=2)
    assert [(row.index, row.date_text, row.move_text, row.sign) for row in rows] == [
        (0, "10 Feb 2025", "+5.5%", 1),
        (2, "28 Feb 2025", "−6.0%", -1),
    ]


def test_without_moves_there_are_no_rows() -> None:
    assert resolve_unexplained((), DATES, scale=SCALE) == ()


def test_on_intraday_bars_a_row_leads_to_the_first_bar_of_its_session() -> None:
    minutes = minute_bars()
    zone = "America/New_York"
    dates = session_bars(minutes, zone=zone).dates
    scale = TradingTimeScale(minutes.time_ns, minutes.interval, zone=zone)
    (row,) = resolve_unexplained([UnexplainedMove(5, 0.02, 3.0)], dates, scale=scale)
    assert (row.index, row.date_text) == (5 * 390, "3 Nov 2025")
    assert f"{scale.local_time_at(row.index)}" == "2025-11-03 09:30:00"
