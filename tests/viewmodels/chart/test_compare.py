"""Other instruments are rebased to the chart's own price and aligned by time."""

import math
from contextlib import closing

import numpy as np
import pytest

from helpers.bars import bars_of
from helpers.chart import anchor_of, chart_of, picture_of
from helpers.intraday import minute_bars, story_of
from helpers.open_story import LISTING, SHARE, priced_story
from tickertale.domain.instrument import Interval, Series
from tickertale.prices.pyramid import Pyramid
from tickertale.prices.session_bar import session_bars
from tickertale.session.opening import new_session
from tickertale.viewmodels.chart.chart import ChartState, ComparedSeries, ViewRange
from tickertale.viewmodels.chart.compare import (
    base_point,
    change_at,
    rebasing_factor,
)
from tickertale.viewmodels.chart.legend import OWN_STYLE, resolve_legend
from tickertale.viewmodels.chart.price_scale import ScaleKind
from tickertale.viewmodels.timeline.compared_instruments import ComparedInstruments
from tickertale.viewmodels.timeline.reading import resolve_reading

OWN = [100.0, 110.0, 120.0, 130.0, 140.0]


def series_of(
    close: list[float], positions: list[float] | None = None, style: int = 0
) -> ComparedSeries:
    """Return a series to compare, one bar on each of the chart's unless told."""
    places = np.arange(len(close), dtype=np.float64) if positions is None else np.array(positions)
    return ComparedSeries("other", "OTHER", "USD", Pyramid(bars_of(close)), places, style)


def compared_chart(series: ComparedSeries) -> ChartState:
    """Return a chart with one compared series."""
    return chart_of(anchor_of("a", 2.0), close=OWN, compared=(series,))


def test_the_base_is_the_first_close_in_view() -> None:
    state = chart_of(close=OWN, view=ViewRange(0.6, 4.5))
    base = base_point(state)
    assert base is not None
    assert (base.position, base.price) == (1.0, 110.0)


def test_the_base_of_an_event_is_the_close_before_its_reaction_session() -> None:
    state = chart_of(
        anchor_of("a", 2.0), close=OWN, selected="a", scale_kind=ScaleKind.PERCENT_EVENT
    )
    base = base_point(state)
    assert base is not None
    assert (base.position, base.price) == (1.0, 110.0)


def test_bars_without_a_price_are_no_base() -> None:
    base = base_point(chart_of(close=[math.nan, 0.0, 50.0, 60.0]))
    assert base is not None
    assert base.price == 50.0


def test_without_prices_there_is_no_base() -> None:
    assert base_point(chart_of(close=[math.nan, math.nan])) is None


def test_a_rebased_series_meets_the_price_at_the_base() -> None:
    series = series_of([10.0, 11.0, 12.0, 13.0, 14.0])
    state = compared_chart(series)
    assert rebasing_factor(series, base_point(state)) == pytest.approx(10.0)
    assert change_at(series, base_point(state), position=4.0) == pytest.approx(0.4)


def test_on_a_day_that_only_the_chart_trades_the_last_known_price_counts() -> None:
    series = series_of([10.0, 12.0], [-0.5, 2.5])
    base = base_point(compared_chart(series))
    assert rebasing_factor(series, base) == pytest.approx(10.0)
    assert change_at(series, base, position=2.0) == pytest.approx(0.0)
    assert change_at(series, base, position=3.0) == pytest.approx(0.2)


def test_a_series_that_starts_later_meets_the_price_with_its_first_one() -> None:
    series = series_of([20.0, 30.0], [2.0, 3.0])
    assert rebasing_factor(series, base_point(compared_chart(series))) == pytest.approx(5.0)


def test_a_series_without_prices_has_no_line() -> None:
    (line,) = picture_of(compared_chart(series_of([math.nan] * 5))).compared
    assert not len(line.line.x)
    assert math.isnan(line.label_y)


def test_the_axis_holds_the_compared_lines() -> None:
    picture = picture_of(compared_chart(series_of([10.0, 20.0, 10.0, 10.0, 10.0])))
    (line,) = picture.compared
    assert picture.frame.prices.range.high == pytest.approx(200.0)
    assert line.line.y.min() >= picture.frame.curve.y - 1e-6


def test_dense_series_are_compared_as_spans() -> None:
    count = 5_000
    wave = (100.0 + np.sin(np.arange(count) / 50.0)).tolist()
    state = chart_of(close=wave, compared=(series_of(wave),))
    (line,) = picture_of(state).compared
    assert line.spans is not None
    assert len(line.spans.x) <= picture_of(state).frame.panes.plot.width + 1


def test_the_legend_tells_the_change_at_the_crosshair() -> None:
    state = compared_chart(series_of([10.0, 11.0, 12.0, 13.0, 14.0]))
    (item,) = resolve_legend(state, cursor=2)
    assert (item.name, item.price, item.change) == ("OTHER USD", "12.00", "+20.0%")
    assert (item.sign, item.style) == (1, 0)
    (item,) = resolve_legend(state, cursor=None)
    assert (item.price, item.change) == ("14.00", "+40.0%")


def test_the_legend_begins_with_the_chart_s_own_instrument() -> None:
    state = compared_chart(series_of([10.0, 9.0, 8.0, 7.0, 6.0]))
    own, other = resolve_legend(state, cursor=3, own=SHARE)
    assert (own.name, own.price, own.change) == ("9988.HK HKD", "130.00", "+30.0%")
    assert (own.style, other.style) == (OWN_STYLE, 0)
    assert resolve_legend(state, cursor=None, own=SHARE)[0].change == "+40.0%"


def test_without_a_price_the_legend_shows_none() -> None:
    state = compared_chart(series_of([math.nan] * 5))
    (item,) = resolve_legend(state, cursor=2)
    assert (item.price, item.change) == ("", "–")


def test_no_two_compared_instruments_have_one_style() -> None:
    # The second keeps its style when the first goes; the third must not get the same.
    funds = tuple(
        LISTING.model_copy(update={"id": name, "series": (Series(id=name),)}) for name in "ABC"
    )
    timeline = priced_story(instruments=(SHARE, *funds))
    bars = bars_of(OWN)
    with closing(new_session(timeline, dict.fromkeys((*"ABC", "9988.HK-1d"), bars))) as session:
        reading, compared = resolve_reading(session), ComparedInstruments(session)

        def styles(*names: str) -> list[int]:
            return [series.style for series in compared.series(names, reading)]

        assert styles("A", "B") == [0, 1]
        assert styles("B") == [1]
        assert styles("B", "C") == [1, 0]
        assert styles("B", "C", "A") == [1, 0, 2]


def test_without_comparison_there_is_no_legend() -> None:
    assert resolve_legend(chart_of(close=OWN), cursor=1) == ()


def test_no_daily_close_is_shown_before_its_session_has_closed() -> None:
    minutes = minute_bars()
    days = session_bars(minutes, zone="America/New_York")
    share = story_of(Interval.MINUTE).instruments[0]
    other = share.model_copy(update={"id": "DAYS", "series": (Series(id="DAYS"),)})
    timeline = story_of(Interval.MINUTE).model_copy(update={"instruments": (share, other)})
    with closing(new_session(timeline, {"BABA": minutes, "DAYS": days})) as session:
        reading = resolve_reading(session)
        (series,) = ComparedInstruments(session).series(["DAYS"], reading)
    clocks = {f"{reading.scale.local_time_at(place):%H:%M}" for place in series.positions[:-1]}
    assert clocks == {"15:59", "12:59"}
    at_close = minutes.close[series.positions.astype(int)]
    np.testing.assert_array_equal(series.pyramid.bars.close, at_close)


def test_beside_daily_bars_minutes_are_drawn_together_into_sessions() -> None:
    minutes = minute_bars()
    days = session_bars(minutes, zone="America/New_York")
    share = story_of(Interval.DAY).instruments[0]
    series = (Series(id="MINUTES", interval=Interval.MINUTE),)
    other = share.model_copy(update={"id": "MINUTES", "series": series})
    timeline = story_of(Interval.DAY).model_copy(update={"instruments": (share, other)})
    with closing(new_session(timeline, {"BABA": days, "MINUTES": minutes})) as session:
        reading = resolve_reading(session)
        (compared,) = ComparedInstruments(session).series(["MINUTES"], reading)
    assert compared.positions.tolist() == list(range(len(days)))
    np.testing.assert_array_equal(compared.pyramid.bars.close, days.close)
