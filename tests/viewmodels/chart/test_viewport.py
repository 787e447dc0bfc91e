"""Which part of the time axis is in view after each gesture."""

import datetime as dt

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from helpers.bars import bars_of
from helpers.chart import anchor_of
from helpers.intraday import minute_bars
from tickertale.prices.time_scale import CalendarTimeScale, TradingTimeScale
from tickertale.viewmodels.chart.chart import ViewRange
from tickertale.viewmodels.chart.viewport import (
    EDGE_SHARE,
    MARGIN_SHARE,
    MIN_SLOTS,
    RangePreset,
    between,
    bounded,
    headline,
    months_before,
    panned,
    preset,
    revealing,
    story,
    whole,
    zoomed,
)

COUNTS = st.integers(0, 3000)
NEAR = 1e-6
YEARS = TradingTimeScale(bars_of([1.0] * 520, first=dt.date(2023, 4, 3)).time_ns)


@st.composite
def views(draw: st.DrawFn) -> ViewRange:
    start = draw(st.floats(-1e4, 1e4))
    return ViewRange(start, start + draw(st.floats(0.01, 1e4)))


def days(view: ViewRange) -> tuple[dt.date, dt.date]:
    return YEARS.date_at(view.start + 0.5), YEARS.date_at(view.end - 0.5)


@given(views(), COUNTS)
def test_a_bounded_view_is_no_narrower_than_the_least_and_near_the_bars(
    view: ViewRange, count: int
) -> None:
    kept, bars = bounded(view, count), max(count, 1)
    assert kept.span >= min(MIN_SLOTS, bars) - NEAR
    assert kept.span <= bars + NEAR
    margin = kept.span * MARGIN_SHARE
    assert kept.start >= -0.5 - margin - NEAR
    assert kept.end <= max(bars - 0.5 + margin, -0.5 - margin + kept.span) + NEAR


@given(views(), COUNTS)
def test_bounding_twice_changes_nothing_more(view: ViewRange, count: int) -> None:
    once = bounded(view, count)
    twice = bounded(once, count)
    assert (twice.start, twice.end) == pytest.approx((once.start, once.end), abs=NEAR)


@given(COUNTS)
def test_the_whole_needs_no_bounds(count: int) -> None:
    assert bounded(whole(count), count) == whole(count)


WIDTH_PX = 1600.0
FACTORS = st.floats(0.2, 5.0)


@st.composite
def held_views(draw: st.DrawFn) -> tuple[ViewRange, float, int]:
    """Views that panning and zooming can reach, a share of their width, and the bar count."""
    count = draw(st.integers(3, 5000))
    start = draw(st.floats(-count, count))
    view = bounded(ViewRange(start, start + draw(st.floats(1.0, 1.5 * count))), count)
    return view, draw(st.floats(0.0, 1.0)), count


def pixel_of(position: float, view: ViewRange) -> float:
    return (position - view.start) / view.span * WIDTH_PX


@given(held_views(), st.lists(FACTORS, min_size=1, max_size=30))
def test_the_time_under_the_pointer_stays_within_a_pixel(
    held: tuple[ViewRange, float, int], factors: list[float]
) -> None:
    """However often one zooms: in, out, to the narrowest view, until all bars are asked for."""
    view, share, count = held
    share = min(max(share, EDGE_SHARE + 1e-3), 1 - EDGE_SHARE - 1e-3)
    about = view.start + share * view.span
    assume(-0.5 <= about <= count - 0.5)
    pixel = pixel_of(about, view)
    for factor in factors:
        # The pointer rests on a pixel, and what it says is read from the picture.
        at = view.start + pixel / WIDTH_PX * view.span
        is_widest = factor > 1.0 and view.span * factor >= count
        view = zoomed(view, about=at, factor=factor, extent=count)
        if is_widest:
            assert view == whole(count)
            return
        assert pixel_of(about, view) == pytest.approx(pixel, abs=1.0)


@given(held_views(), FACTORS, st.booleans())
def test_near_an_edge_that_edge_stays_within_a_pixel(
    held: tuple[ViewRange, float, int], factor: float, is_left: bool
) -> None:
    view, share, count = held
    assume(factor <= 1.0 or view.span * factor < count)
    way = share * (EDGE_SHARE - 1e-6) * view.span
    about = view.start + way if is_left else view.end - way
    after = zoomed(view, about=about, factor=factor, extent=count)
    edge, other = (view.start, after.start) if is_left else (view.end, after.end)
    # There are bars in view on the inner side of that edge, for any length of the view.
    assume(view.start <= count - 0.5 - EDGE_SHARE * after.span if is_left else True)
    assume(view.end >= -0.5 + EDGE_SHARE * after.span if not is_left else True)
    assume(view.start >= -0.5 - MARGIN_SHARE * after.span if is_left else True)
    assume(view.end <= count - 0.5 + MARGIN_SHARE * after.span if not is_left else True)
    assert abs(other - edge) / after.span * WIDTH_PX < 1.0


@given(held_views(), FACTORS, FACTORS)
def test_a_zoom_is_monotone_and_bounded(
    held: tuple[ViewRange, float, int], one: float, other: float
) -> None:
    view, share, count = held
    about = view.start + share * view.span
    spans = [
        zoomed(view, about=about, factor=factor, extent=count).span
        for factor in sorted((one, 1.0, other))
    ]
    assert spans == sorted(spans)
    assert min(MIN_SLOTS, count) - NEAR <= spans[0]
    assert spans[-1] <= count + NEAR
    assert spans[sorted((one, 1.0, other)).index(1.0)] == pytest.approx(view.span)


@given(st.floats(0.06, 0.94), st.floats(0.3, 3.0))
def test_a_zoom_keeps_the_position_under_the_pointer(share: float, factor: float) -> None:
    view = ViewRange(400.0, 500.0)
    about = view.start + share * view.span
    after = zoomed(view, about=about, factor=factor, extent=1000)
    assert after.span == pytest.approx(view.span * factor)
    assert (about - after.start) / after.span == pytest.approx(share)


@pytest.mark.parametrize(
    ("about", "edge"),
    [
        pytest.param(402.0, "start", id="left"),
        pytest.param(498.0, "end", id="right"),
    ],
)
def test_a_zoom_near_an_edge_keeps_that_edge(about: float, edge: str) -> None:
    view = ViewRange(400.0, 500.0)
    after = zoomed(view, about=about, factor=1.5, extent=1000)
    assert getattr(after, edge) == pytest.approx(getattr(view, edge))


@given(views(), st.floats(-1e4, 1e4), st.floats(0.01, 100), COUNTS)
def test_a_zoom_stays_within_the_bounds(
    view: ViewRange, about: float, factor: float, count: int
) -> None:
    after = zoomed(view, about=about, factor=factor, extent=count)
    assert bounded(after, count).start == pytest.approx(after.start, abs=NEAR)


def test_zooming_in_ends_at_one_bar() -> None:
    view = whole(100)
    for _ in range(50):
        view = zoomed(view, about=50.0, factor=0.5, extent=100)
    assert view.span == MIN_SLOTS == 1.0


@given(held_views(), st.floats(0.0, 1.0))
def test_zooming_out_ends_at_the_whole(held: tuple[ViewRange, float, int], place: float) -> None:
    view, _, count = held
    for _ in range(60):
        about = view.start + place * view.span
        view = zoomed(view, about=about, factor=1.2, extent=count)
    assert view == whole(count)


@given(st.floats(-200, 200))
def test_a_pan_moves_both_ends_alike(slots: float) -> None:
    after = panned(ViewRange(400.0, 500.0), slots=slots, extent=1000)
    assert (after.start, after.end) == pytest.approx((400.0 + slots, 500.0 + slots))


def test_a_pan_leaves_a_few_bars_in_view() -> None:
    later = panned(ViewRange(0.0, 40.0), slots=1e6, extent=100)
    assert (later.start, later.end) == pytest.approx((97.5, 137.5))
    earlier = panned(ViewRange(0.0, 40.0), slots=-1e6, extent=100)
    assert (earlier.start, earlier.end) == pytest.approx((-38.5, 1.5))


@given(st.floats(0, 999))
def test_a_revealed_position_is_in_view_clear_of_the_edges(position: float) -> None:
    after = revealing(ViewRange(400.0, 500.0), position=position, extent=1000)
    assert after.span == pytest.approx(100)
    assert after.start + 9.9 <= position <= after.end - 9.9


def test_what_is_in_view_is_not_moved() -> None:
    view = ViewRange(400.0, 500.0)
    assert revealing(view, position=450.0, extent=1000) is view


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        pytest.param(None, None, (-0.5, 9.5), id="open"),
        pytest.param(dt.date(2024, 1, 3), dt.date(2024, 1, 5), (1.5, 4.5), id="sessions"),
        pytest.param(dt.date(2024, 1, 6), dt.date(2024, 1, 7), (4.5, 4.5), id="a-weekend"),
        pytest.param(dt.date(2024, 1, 6), dt.date(2024, 1, 10), (4.5, 7.5), id="from-saturday"),
    ],
)
def test_a_range_of_dates_includes_both(
    first: dt.date | None, last: dt.date | None, expected: tuple[float, float]
) -> None:
    scale = TradingTimeScale(bars_of([1.0] * 10).time_ns)
    view = between(first, last, scale=scale)
    assert (view.start, view.end) == expected


@pytest.mark.parametrize(
    ("choice", "first"),
    [
        pytest.param(RangePreset.MONTH, dt.date(2025, 2, 28), id="1M"),
        pytest.param(RangePreset.QUARTER, dt.date(2024, 12, 31), id="3M"),
        pytest.param(RangePreset.HALF_YEAR, dt.date(2024, 9, 30), id="6M"),
        pytest.param(RangePreset.YEAR_TO_DATE, dt.date(2025, 1, 1), id="YTD"),
        pytest.param(RangePreset.YEAR, dt.date(2024, 4, 1), id="1Y"),
        pytest.param(RangePreset.ALL, dt.date(2023, 4, 3), id="All"),
    ],
)
def test_a_preset_ends_at_the_end_of_the_series(choice: RangePreset, first: dt.date) -> None:
    # 31 March 2025 is the last but some bar; a year before it is a Sunday.
    anchor = dt.date(2025, 3, 28) if choice is RangePreset.ALL else dt.date(2025, 3, 31)
    scale = TradingTimeScale(bars_of([1.0] * 521, first=dt.date(2023, 4, 3)).time_ns)
    view = preset(choice, scale=scale, anchor=anchor)
    assert scale.date_at(view.start + 0.5) == first
    assert scale.date_at(view.end - 0.5) == dt.date(2025, 3, 31)


def test_a_preset_ends_where_it_is_anchored() -> None:
    view = preset(RangePreset.MONTH, scale=YEARS, anchor=dt.date(2024, 3, 29))
    assert days(view) == (dt.date(2024, 2, 29), dt.date(2024, 3, 29))


def test_a_preset_longer_than_the_series_begins_with_it() -> None:
    view = preset(RangePreset.YEAR, scale=YEARS, anchor=dt.date(2023, 5, 31))
    assert days(view) == (dt.date(2023, 4, 3), dt.date(2023, 5, 31))


@pytest.mark.parametrize("choice", RangePreset)
def test_without_bars_a_preset_shows_nothing_much(choice: RangePreset) -> None:
    empty = TradingTimeScale(bars_of([]).time_ns)
    assert preset(choice, scale=empty) == whole(0)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        pytest.param(dt.date(2025, 3, 31), 1, dt.date(2025, 2, 28), id="short-month"),
        pytest.param(dt.date(2024, 3, 31), 1, dt.date(2024, 2, 29), id="leap-year"),
        pytest.param(dt.date(2025, 1, 31), 3, dt.date(2024, 10, 31), id="over-new-year"),
        pytest.param(dt.date(2025, 1, 15), 12, dt.date(2024, 1, 15), id="a-year"),
        pytest.param(dt.date(2025, 7, 31), 1, dt.date(2025, 6, 30), id="june"),
        pytest.param(dt.date(2025, 1, 31), 1, dt.date(2024, 12, 31), id="december"),
    ],
)
def test_the_same_day_of_an_earlier_month_or_its_last(
    day: dt.date, months: int, expected: dt.date
) -> None:
    assert months_before(day, months) == expected


@given(st.dates(dt.date(1900, 1, 1), dt.date(2200, 1, 1)), st.integers(1, 24))
def test_months_before_is_that_many_months_earlier(day: dt.date, months: int) -> None:
    before = months_before(day, months)
    assert (day.year - before.year) * 12 + day.month - before.month == months
    assert before.day == day.day or (before + dt.timedelta(1)).month != before.month


@pytest.mark.parametrize(
    ("places", "first", "last"),
    [
        pytest.param((100.0,), dt.date(2023, 7, 28), dt.date(2023, 8, 28), id="one"),
        pytest.param((100.0, 130.0), dt.date(2023, 7, 10), dt.date(2023, 10, 10), id="some"),
        pytest.param((100.0, 330.0), dt.date(2023, 4, 3), dt.date(2024, 9, 10), id="far-apart"),
    ],
)
def test_the_story_is_the_shortest_preset_with_room_on_the_left(
    places: tuple[float, ...], first: dt.date, last: dt.date
) -> None:
    rows = [anchor_of("minor", 10.0, importance=1)]
    rows += [anchor_of(f"e{at}", at, importance=5) for at in places]
    view = story(rows, scale=YEARS)
    assert (days(view)[0], min(days(view)[1], last)) == (first, last)
    presets = [preset(choice, scale=YEARS, anchor=days(view)[1]) for choice in RangePreset]
    assert view in presets


def test_a_story_without_events_on_the_curve_shows_all() -> None:
    assert story([anchor_of("nowhere", None)], scale=YEARS) == whole(len(YEARS))


def test_a_story_without_prices_shows_nothing_much() -> None:
    assert story([], scale=TradingTimeScale(bars_of([]).time_ns)) == whole(0)


@given(
    st.lists(st.tuples(st.integers(0, 399), st.integers(1, 5)), min_size=1), st.integers(400, 500)
)
def test_the_story_shows_every_most_important_event(
    places: list[tuple[int, int]], count: int
) -> None:
    rows = [anchor_of(f"e{at}", float(p), importance=i) for at, (p, i) in enumerate(places)]
    view = story(rows, scale=TradingTimeScale(YEARS.time_ns[:count]))
    most = max(row.importance for row in rows)
    assert all(
        view.start <= (row.position or 0.0) <= view.end for row in rows if row.importance == most
    )
    assert bounded(view, count) == view


def test_the_headline_is_the_latest_of_the_most_important_events() -> None:
    rows = [
        anchor_of("early", 3.0, importance=5),
        anchor_of("late", 8.0, importance=5),
        anchor_of("minor", 9.0, importance=4),
        anchor_of("nowhere", None, importance=5),
    ]
    assert headline(rows) == "late"
    assert headline(rows[3:]) is None


def test_zooming_out_ends_with_every_bar_in_view() -> None:
    view = ViewRange(80.0, 99.5)
    for _ in range(20):
        view = zoomed(view, about=90.0, factor=1.5, extent=100)
    assert view.span == 100.0


@pytest.mark.parametrize("kind", [TradingTimeScale, CalendarTimeScale])
def test_a_range_of_dates_takes_all_bars_of_its_last_day(
    kind: type[TradingTimeScale | CalendarTimeScale],
) -> None:
    bars = minute_bars()
    scale = kind(bars.time_ns, bars.interval, zone="America/New_York")
    view = between(dt.date(2025, 10, 31), dt.date(2025, 11, 28), scale=scale)
    first, after = scale.column_edges(view.start, view.end, width_px=1).tolist()
    clocks = [np.datetime64(int(bars.time_ns[row]), "ns") for row in (first, after - 1)]
    assert [str(clock)[5:16] for clock in clocks] == ["10-31T13:30", "11-28T17:59"]
