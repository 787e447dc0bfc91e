"""The bar under the crosshair in words."""

import datetime as dt
import math

import pytest

from helpers.bars import bars_of
from helpers.intraday import minute_bars
from helpers.open_story import SHARE
from tickertale.domain.instrument import Instrument, Interval, Series
from tickertale.prices.bars import Bars
from tickertale.prices.time_scale import TradingTimeScale
from tickertale.viewmodels.chart.readout import Readout, bar_text, instrument_line, resolve_readout

BARS = bars_of(
    [100.0, 110.0, 99.0, math.nan, 99.0, 99.0],
    opens=[99.0, 101.0, 110.0, math.nan, 99.0, 99.0],
    volume=[1e6, 317_700_000.0, math.nan, math.nan, 1.0, 1.0],
    first=dt.date(2025, 3, 3),
)


def readout_of(index: int | None, bars: Bars = BARS) -> Readout:
    return resolve_readout(bars, TradingTimeScale(bars.time_ns), index=index)


def test_a_bar_reads_as_date_prices_move_and_volume() -> None:
    assert readout_of(1) == Readout(
        date="4 Mar 2025",
        prices=("O 101.00", "H 110.00", "L 101.00", "C 110.00"),
        move="+10.00%",
        volume="Vol 317.7m",
        is_up=True,
    )


def test_a_fall_has_a_real_minus() -> None:
    assert readout_of(2).move == "−10.00%"
    assert readout_of(2).is_up is False


def test_the_first_bar_has_no_move() -> None:
    assert (readout_of(0).move, readout_of(0).is_up) == ("", None)


def test_what_the_series_has_not_is_left_out() -> None:
    assert readout_of(3) == Readout(date="6 Mar 2025")


def test_a_bar_after_a_gap_has_no_move() -> None:
    assert (readout_of(4).move, readout_of(4).is_up) == ("", None)


def test_a_previous_close_of_zero_gives_no_move() -> None:
    assert readout_of(1, bars_of([0.0, 5.0])).move == ""


@pytest.mark.parametrize("index", [None, -1, 6, 1000])
def test_without_a_bar_there_is_nothing_to_read(index: int | None) -> None:
    assert readout_of(index) == Readout()


def test_the_instrument_is_named_with_exchange_and_currency() -> None:
    # The interval is a choice of its own.
    assert instrument_line(SHARE, exchange_name="HKEX") == "9988.HK · HKEX · HKD"


def test_an_index_has_points_for_a_currency() -> None:
    index = Instrument(
        id="HSI",
        symbol="HSI",
        name="Hang Seng Index",
        mic="XHKG",
        series=(Series(id="HSI-1wk", interval=Interval.WEEK),),
    )
    assert instrument_line(index, exchange_name="") == "HSI · points · weekly"


def minute_readout(index: int) -> Readout:
    bars = minute_bars()
    scale = TradingTimeScale(bars.time_ns, bars.interval, zone="America/New_York")
    return resolve_readout(bars, scale, index=index)


def test_a_bar_of_minutes_tells_its_hour_and_whose_clock_that_is() -> None:
    # Five sessions of 390 minutes come before the clocks change.
    assert minute_readout(5 * 390 - 1).date == "31 Oct 2025, 15:59 EDT"
    assert minute_readout(5 * 390).date == "3 Nov 2025, 09:30 EST"


@pytest.mark.parametrize(
    ("interval", "expected"),
    [
        pytest.param(Interval.WEEK, "week of 3 Mar 2025", id="week"),
        pytest.param(Interval.MONTH, "Mar 2025", id="month"),
        pytest.param(Interval.DAY, "3 Mar 2025", id="day"),
        pytest.param(Interval.SECOND, "3 Mar 2025, 00:00:00", id="second"),
        pytest.param(Interval.HOUR, "3 Mar 2025, 00:00", id="hour"),
    ],
)
def test_a_bar_is_named_by_the_time_it_takes(interval: Interval, expected: str) -> None:
    assert bar_text(TradingTimeScale(BARS.time_ns, interval), 0) == expected
