"""The chart as a picture: nothing overlaps, nothing leaves its pane, whatever is shown."""

import math
from dataclasses import fields, replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.bars import bars_of
from helpers.chart import anchor_of, chart_of, charts, do_overlap, measure, picture_of, sizes
from tickertale.viewmodels.chart.chart import ChartState, ViewRange
from tickertale.viewmodels.chart.flag_picture import MAX_MARKS, shortened
from tickertale.viewmodels.chart.picture import (
    ChartPicture,
    axis_text,
    resolve_picture,
)
from tickertale.viewmodels.chart.price_scale import ScaleKind, price_text
from tickertale.viewmodels.chart.price_shape import Candles, Line, PriceShape, Spans
from tickertale.viewmodels.chart.study_picture import StudyPicture
from tickertale.viewmodels.chart.volume_picture import VolumeColumns

EDGE = 1e-6


def crowd(count: int = 40) -> ChartState:
    """Return a chart with more events than there is room for flags."""
    rows = [anchor_of(f"event-{number}", float(number * 3)) for number in range(count)]
    return chart_of(*rows, close=[100.0 + number % 17 for number in range(count * 3)])


def flag_ids(picture: ChartPicture) -> set[str]:
    return {flag.event_id for flag in picture.flags}


def assert_equal(one: object, other: object) -> None:
    """Compare two values with arrays in them, field by field."""
    if isinstance(
        one, ChartPicture | VolumeColumns | PriceShape | Line | Spans | Candles | StudyPicture
    ):
        for field in fields(one):
            assert_equal(getattr(one, field.name), getattr(other, field.name))
    elif isinstance(one, np.ndarray):
        np.testing.assert_array_equal(one, other)
    else:
        assert one == other


@given(charts(), sizes())
def test_no_two_flags_overlap(state: ChartState, size: tuple[float, float]) -> None:
    flags = picture_of(state, width=size[0], height=size[1]).flags
    pairs = [(a, b) for at, a in enumerate(flags) for b in flags[at + 1 :]]
    assert not [(a.text, b.text) for a, b in pairs if do_overlap(a.box, b.box)]


@given(charts(), sizes())
def test_no_flag_leaves_the_price_pane(state: ChartState, size: tuple[float, float]) -> None:
    picture = picture_of(state, width=size[0], height=size[1])
    pane = picture.frame.panes.price
    for flag in picture.flags:
        assert pane.x - EDGE <= flag.box.x
        assert flag.box.right <= pane.right + EDGE
        assert pane.y - EDGE <= flag.box.y
        assert flag.box.bottom <= picture.frame.curve.y + EDGE


@given(charts(), sizes())
def test_no_stem_crosses_the_box_of_another_flag(
    state: ChartState, size: tuple[float, float]
) -> None:
    flags = picture_of(state, width=size[0], height=size[1]).flags
    crossed = [
        (one.event_id, other.event_id)
        for one in flags
        for other in flags
        if one is not other
        if other.box.x < one.stem_x - EDGE and one.stem_x + EDGE < other.box.right
        if one.box.bottom < other.box.bottom and other.box.y < one.stem_bottom
    ]
    assert not crossed


@given(charts(), sizes())
def test_every_stem_leaves_its_own_box_downward(
    state: ChartState, size: tuple[float, float]
) -> None:
    for flag in picture_of(state, width=size[0], height=size[1]).flags:
        assert flag.box.x - EDGE <= flag.stem_x <= flag.box.right + EDGE
        assert flag.stem_bottom >= flag.box.bottom


@given(charts(), sizes())
def test_every_mark_lies_inside_the_price_pane(
    state: ChartState, size: tuple[float, float]
) -> None:
    picture = picture_of(state, width=size[0], height=size[1])
    pane = picture.frame.panes.price
    assert not [mark for mark in picture.marks if not pane.contains(mark.x, mark.y, margin=EDGE)]


@given(charts(), sizes())
def test_the_line_lies_inside_the_curve(state: ChartState, size: tuple[float, float]) -> None:
    picture = picture_of(state, width=size[0], height=size[1])
    curve = picture.frame.curve
    y = picture.price.line.y[np.isfinite(picture.price.line.y)]
    assert (
        (picture.price.line.x >= curve.x - EDGE) & (picture.price.line.x <= curve.right + EDGE)
    ).all()
    assert ((y >= curve.y - EDGE) & (y <= curve.bottom + EDGE)).all()


@given(charts(), sizes())
def test_volume_columns_lie_inside_their_pane(state: ChartState, size: tuple[float, float]) -> None:
    picture = picture_of(state, width=size[0], height=size[1])
    pane, columns = picture.frame.panes.volume, picture.volume
    assert (columns is not None) == (pane.height > 0)
    if columns is not None:
        assert (columns.left >= pane.x).all()
        assert (columns.right <= pane.right).all()
        assert (columns.left <= columns.right).all()
        assert ((columns.top >= pane.y) & (columns.top <= pane.bottom)).all()


@given(charts(), sizes())
def test_the_same_input_gives_the_same_picture(
    state: ChartState, size: tuple[float, float]
) -> None:
    pictures = [picture_of(state, width=size[0], height=size[1]) for _ in range(2)]
    assert_equal(*pictures)


@given(charts(), st.floats(0, 1))
def test_the_price_of_a_pixel_is_at_that_pixel(state: ChartState, share: float) -> None:
    frame = picture_of(state).frame
    y = frame.curve.y + share * frame.curve.height
    assert frame.y_of(frame.price_at(y)) == pytest.approx(y, abs=1e-4)


@given(charts())
def test_the_labels_of_prices_stand_beside_the_curve(state: ChartState) -> None:
    picture = picture_of(state)
    curve = picture.frame.curve
    for label in picture.price_labels:
        assert curve.y - EDGE <= label.at <= curve.bottom + EDGE


@pytest.mark.parametrize(
    ("close", "labels"),
    [
        pytest.param([], False, id="no-bars"),
        pytest.param([5.0], True, id="one-bar"),
        pytest.param([5.0] * 9, True, id="equal-prices"),
        pytest.param([0.0] * 9, True, id="zeros"),
        pytest.param([math.nan] * 9, False, id="nothing-but-gaps"),
        pytest.param([1.0, math.nan, math.nan, 3.0, math.nan], True, id="gaps"),
    ],
)
def test_odd_series_have_a_picture(close: list[float], labels: bool) -> None:
    rows = [anchor_of(f"e{at}", float(at)) for at in range(len(close))]
    rows.append(anchor_of("nowhere", None))
    picture = picture_of(chart_of(*rows, close=close))
    assert bool(picture.price_labels) is labels
    assert picture.frame.prices.range.low < picture.frame.prices.range.high
    assert bool(picture.message) is (not close)
    assert (picture.last_price is not None) is labels


def test_a_gap_interrupts_the_line() -> None:
    picture = picture_of(chart_of(close=[1.0, math.nan, 3.0]))
    assert np.isfinite(picture.price.line.y).tolist() == [True, False, True]


def test_the_line_is_cut_where_the_view_ends() -> None:
    picture = picture_of(chart_of(close=[10.0, 20.0, 30.0, 40.0], view=ViewRange(0.5, 2.25)))
    plot = picture.frame.panes.plot
    assert picture.price.line.x[0] == pytest.approx(plot.x)
    assert picture.price.line.x[-1] == pytest.approx(plot.right)
    prices = [picture.frame.price_at(y) for y in picture.price.line.y]
    assert prices == pytest.approx([15.0, 20.0, 30.0, 32.5])


def test_a_price_beyond_the_edge_does_not_draw_the_line_over_other_panes() -> None:
    picture = picture_of(chart_of(close=[900.0, 10.0, 11.0, 12.0], view=ViewRange(0.6, 3.5)))
    assert picture.price.line.y.min() >= picture.frame.curve.y - EDGE


def test_events_of_one_session_stand_on_each_other_and_stay_in_the_pane() -> None:
    rows = [anchor_of(f"event-{number}", 19.0) for number in range(60)]
    marks = picture_of(chart_of(*rows), height=300).marks
    assert len({mark.x for mark in marks}) == 1
    assert len({mark.y for mark in marks}) > 1
    assert min(mark.y for mark in marks) >= 0


def test_an_event_without_a_price_stands_at_the_bottom_of_the_curve() -> None:
    close = [1.0, 50.0, math.nan, 60.0]
    picture = picture_of(chart_of(anchor_of("gap", 2.0), close=close, view=ViewRange(0.5, 3.5)))
    (mark,) = picture.marks
    assert mark.y == pytest.approx(picture.frame.curve.bottom)


def test_the_selected_mark_is_bigger_and_painted_last() -> None:
    state = chart_of(anchor_of("a", 1.0), anchor_of("b", 2.0), anchor_of("c", 3.0), selected="a")
    marks = picture_of(state).marks
    assert marks[-1].event_ids == ("a",)
    assert marks[-1].is_selected
    assert marks[-1].radius > marks[0].radius


def test_of_too_many_marks_the_more_important_stay() -> None:
    count = MAX_MARKS + 50
    rows = [
        anchor_of(f"e{at}", float(at), importance=5 if at % 2 else 1, first=float(at))
        for at in range(count)
    ]
    marks = picture_of(chart_of(*rows, close=[1.0] * count, selected="e100")).marks
    assert 50 < len(marks) < MAX_MARKS
    shown = {mark.event_ids[0] for mark in marks} - {"e100"}
    assert shown <= {row.event_id for row in rows if row.importance == 5}
    assert marks[-1].event_ids == ("e100",)


def test_of_too_many_marks_the_same_stay_while_the_view_moves() -> None:
    count = 10 * MAX_MARKS
    rows = [anchor_of(f"e{at}", float(at), importance=1 + at * 7 % 5) for at in range(count)]
    shown = []
    for start in (100.0, 100.7, 103.0):
        view = ViewRange(start, start + 1_500.0)
        marks = picture_of(chart_of(*rows, close=[1.0] * count, view=view)).marks
        inside = {mark.event_ids[0] for mark in marks if 60.0 < mark.x < 700.0}
        shown.append(
            {row.event_id for row in rows if 250.0 < (row.position or 0.0) < 1_000.0} & inside
        )
    assert shown[0] == shown[1] == shown[2]


def test_events_out_of_view_have_neither_flag_nor_mark() -> None:
    state = chart_of(anchor_of("before", 2.0), anchor_of("in", 8.0), view=ViewRange(4.5, 12.5))
    picture = picture_of(state)
    assert flag_ids(picture) == {"in"}
    assert [mark.event_ids for mark in picture.marks] == [("in",)]
    assert picture.has_flag("in")
    assert not picture.has_flag("before")


def test_events_that_a_filter_leaves_out_keep_a_pale_mark_and_get_no_flag() -> None:
    state = chart_of(anchor_of("a", 1.0), anchor_of("b", 9.0), dimmed=frozenset({"a"}))
    picture = picture_of(state)
    assert flag_ids(picture) == {"b"}
    assert {mark.event_ids[0]: mark.is_dimmed for mark in picture.marks} == {"a": True, "b": False}


def test_the_selected_event_always_has_a_flag() -> None:
    state = crowd()
    for anchor in state.anchors:
        picture = picture_of(replace(state, selected=anchor.event_id), width=500)
        assert picture.has_flag(anchor.event_id)


def test_the_more_important_event_keeps_its_flag() -> None:
    rows = [anchor_of(f"e{at}", 9.0, importance=1) for at in range(20)]
    rows.append(anchor_of("headline", 9.0, importance=5))
    picture = picture_of(chart_of(*rows), height=260)
    assert 0 < len(picture.flags) < len(rows)
    assert picture.has_flag("headline")


def test_a_pan_by_one_pixel_keeps_the_flags_that_stay_in_view() -> None:
    state, width = crowd(), 700
    view = ViewRange(20.0, 100.0)
    picture = picture_of(replace(state, view=view), width=width)
    for _ in range(60):
        slot = 1 / picture.frame.slot_px
        view = ViewRange(view.start + slot, view.end + slot)
        before = picture
        kept = replace(picture.kept, is_steady=True)
        picture = picture_of(replace(state, view=view), width=width, kept=kept)
        left = before.frame.panes.price.x + 140
        inner = {flag.event_id for flag in before.flags if left < flag.stem_x}
        assert inner <= flag_ids(picture)


def test_the_window_of_the_selected_event_is_three_slots_wide() -> None:
    picture = picture_of(chart_of(anchor_of("a", 9.0), selected="a"))
    assert picture.window is not None
    assert picture.window.width == pytest.approx(3.0 * picture.frame.slot_px)
    assert picture.window.x == pytest.approx(picture.frame.x_of(7.5))


@pytest.mark.parametrize(
    ("position", "view", "selected"),
    [
        pytest.param(9.0, ViewRange(-0.5, 19.5), None, id="nothing-selected"),
        pytest.param(None, ViewRange(-0.5, 19.5), "a", id="no-session"),
        pytest.param(2.0, ViewRange(9.5, 19.5), "a", id="out-of-view"),
    ],
)
def test_there_is_no_window_without_a_selected_session_in_view(
    position: float | None, view: ViewRange, selected: str | None
) -> None:
    state = chart_of(anchor_of("a", position), view=view, selected=selected)
    assert picture_of(state).window is None


def test_the_last_price_is_that_of_the_last_bar_in_view() -> None:
    picture = picture_of(chart_of(close=[10.0, 11.0, 12.0, 13.0], view=ViewRange(-0.5, 2.4)))
    assert picture.last_price is not None
    assert picture.last_price.text == "12.00"


def test_a_bar_that_only_touches_the_view_is_not_the_last_price() -> None:
    picture = picture_of(chart_of(close=[10.0, 11.0, 12.0, 13.0], view=ViewRange(-0.5, 2.5)))
    assert picture.last_price is not None
    assert picture.last_price.text == "12.00"


def test_volume_is_up_when_the_close_is_no_lower_than_the_one_before() -> None:
    state = chart_of(close=[10.0, 11.0, 10.0, 10.0], view=ViewRange(0.5, 3.5))
    columns = picture_of(state).volume
    assert columns is not None
    assert columns.is_up.tolist() == [True, False, True]


def test_without_volume_its_pane_has_no_room() -> None:
    bars = bars_of([1.0, 2.0, 3.0], volume=[math.nan] * 3)
    picture = picture_of(chart_of(bars=bars))
    assert picture.volume is None
    assert picture.frame.panes.volume.height == 0


def test_labels_of_the_time_axis_do_not_overlap() -> None:
    picture = picture_of(chart_of(close=[1.0] * 700), width=600)
    ends = [
        (label.at, measure(label.text, size_px=12, weight=600)) for label in picture.time_labels
    ]
    assert len(ends) > 2
    for (at, width), (after, wide) in pairwise(ends):
        assert at + width / 2 <= after - wide / 2


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        pytest.param(ViewRange(-0.5, 9.5), (0, 10), id="all"),
        pytest.param(ViewRange(2.4, 5.6), (2, 7), id="parts-of-bars"),
        pytest.param(ViewRange(2.5, 5.5), (3, 6), id="not-those-that-touch"),
        pytest.param(ViewRange(-9.0, -4.0), (0, 0), id="before"),
        pytest.param(ViewRange(40.0, 50.0), (10, 10), id="after"),
    ],
)
def test_bars_of_which_a_part_is_in_view_are_visible(
    view: ViewRange, expected: tuple[int, int]
) -> None:
    assert chart_of(close=[1.0] * 10, view=view).visible_bars() == expected


@pytest.mark.parametrize(
    ("price", "expected"),
    [
        pytest.param(82.4, "82.40", id="cents"),
        pytest.param(9_999.99, "9,999.99", id="thousands"),
        pytest.param(23_119.4, "23,119", id="index"),
    ],
)
def test_a_price_has_the_decimals_that_its_size_asks_for(price: float, expected: str) -> None:
    assert price_text(price) == expected


@given(st.text(max_size=40), st.floats(0, 300))
def test_a_shortened_text_fits_or_is_an_ellipsis(text: str, width: float) -> None:
    def width_of(part: str) -> float:
        return 7.0 * len(part)

    short = shortened(text, width, width_of=width_of)
    assert width_of(short) <= width or short in {"…", ""}
    assert short == text or text.startswith(short.removesuffix("…"))


def test_a_flag_takes_a_third_of_the_width_at_most() -> None:
    picture = picture_of(chart_of(anchor_of("a", 15.0, text="many words " * 30)))
    (flag,) = picture.flags
    assert flag.text.endswith("…")
    assert flag.box.width <= picture.frame.panes.price.width / 3 + 20


def test_the_picture_depends_on_the_measure_of_texts() -> None:
    state = chart_of(anchor_of("a", 15.0))

    def wide_measure(text: str, *, size_px: int, weight: int) -> float:
        return 2 * measure(text, size_px=size_px, weight=weight)

    wide = resolve_picture(state, width=900, height=600, measure=wide_measure)
    assert wide.flags[0].box.width > picture_of(state).flags[0].box.width


def test_a_bar_beyond_the_edge_draws_nothing_by_itself() -> None:
    after = picture_of(chart_of(close=[2.0], view=ViewRange(1.0, 2.0)))
    before = picture_of(chart_of(close=[2.0, 3.0], view=ViewRange(-3.0, -0.6)))
    assert not len(after.price.line.x)
    assert not len(before.price.line.x)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        pytest.param(ScaleKind.LINEAR, "110.00", id="linear"),
        pytest.param(ScaleKind.LOG, "110.00", id="log"),
        pytest.param(ScaleKind.PERCENT_FIRST, "+10.0%", id="from-the-first"),
        pytest.param(ScaleKind.PERCENT_EVENT, "+4.8%", id="from-the-event"),
    ],
)
def test_the_axis_tells_prices_on_its_own_scale(kind: ScaleKind, expected: str) -> None:
    picture = picture_of(chart_of(anchor_of("a", 6.0), scale_kind=kind, selected="a"))
    assert axis_text(picture.frame.prices, 110.0) == expected


def test_a_flag_beside_free_space_is_not_shortened() -> None:
    text = "Results of the quarter"
    picture = picture_of(chart_of(anchor_of("a", 15.0, text=text)), width=360)
    assert picture.frame.panes.price.width / 3 < measure(text, size_px=11, weight=600) < 160
    assert picture.flags[0].text == text


@pytest.mark.parametrize("width", [330, 500, 900, 1600])
def test_three_months_are_told_at_any_width(width: float) -> None:
    state = chart_of(close=[100.0 + number % 7 for number in range(63)])
    assert len(picture_of(state, width=width).time_labels) >= 3
