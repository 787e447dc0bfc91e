"""The one paint path: what the picture says is where the pixels are."""

import math

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter

from helpers.bars import bars_of
from helpers.chart import anchor_of, chart_of, coarse_anchor
from helpers.pixels import as_array, color_at, differing_share, painted
from tickertale.domain.color import contrast
from tickertale.viewmodels.chart.chart import ChartState, ViewRange
from tickertale.viewmodels.chart.flag_picture import Flag
from tickertale.viewmodels.chart.geometry import Rect
from tickertale.viewmodels.chart.picture import ChartPicture, resolve_picture
from tickertale.widgets.chart.painting import crisp, label_width, paint_chart
from tickertale.widgets.look.theme import DARK, LIGHT, Theme, event_color, text_on

pytestmark = pytest.mark.usefixtures("qapp")

in_both_themes = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
at_both_ratios = pytest.mark.parametrize("ratio", [1.0, 2.0], ids=["dpr-1", "dpr-2"])

STATE = chart_of(
    anchor_of("one", 6.0, text="Model released", first=4.0, last=4.0),
    anchor_of("two", 14.0, text="Results", color="#D55E00"),
    coarse_anchor("month", 9.0, 17.0),
    selected="two",
)


def picture_of(state: ChartState = STATE, width: float = 900, height: float = 600) -> ChartPicture:
    return resolve_picture(state, width=width, height=height, measure=label_width)


def flag_of(picture: ChartPicture, event_id: str) -> Flag:
    return next(flag for flag in picture.flags if flag.event_id == event_id)


def colors_in(image: QImage, box: Rect) -> set[str]:
    return {
        color_at(image, box.x + dx, box.y + dy)
        for dx in range(int(box.width))
        for dy in range(int(box.height))
    }


@in_both_themes
@at_both_ratios
def test_marks_have_the_color_of_their_category(theme: Theme, ratio: float) -> None:
    picture = picture_of()
    image = painted(picture, theme, ratio=ratio)
    for mark in picture.marks:
        assert color_at(image, mark.x, mark.y) == event_color(mark.color, theme)


@in_both_themes
@at_both_ratios
def test_a_flag_has_a_border_and_the_selected_one_is_filled(theme: Theme, ratio: float) -> None:
    picture = picture_of()
    image = painted(picture, theme, ratio=ratio)
    plain, selected = flag_of(picture, "one"), flag_of(picture, "two")
    middle = plain.box.x + plain.box.width / 2
    # The box may begin between two pixels, so the border is looked for in both.
    border = {color_at(image, middle, plain.box.y + dy) for dy in (0.5, 1.0)}
    border |= {color_at(image, plain.box.x + dx, plain.box.y + 9) for dx in (0.5, 1.0)}
    assert event_color(plain.color, theme) in border
    assert color_at(image, plain.box.x + 4, plain.box.y + 4) == theme.plot
    filled = color_at(image, selected.box.x + 4, selected.box.y + 4)
    assert filled == event_color(selected.color, theme)


@in_both_themes
def test_the_text_of_a_flag_is_drawn_inside_it(theme: Theme) -> None:
    picture = picture_of()
    image = painted(picture, theme, ratio=2.0)
    plain, selected = flag_of(picture, "one"), flag_of(picture, "two")
    assert theme.text in colors_in(image, plain.box)
    assert text_on(event_color(selected.color, theme)) in colors_in(image, selected.box)
    width = label_width(plain.text, size_px=11, weight=500)
    assert width <= plain.box.width - 8


@in_both_themes
def test_a_stem_joins_a_flag_and_its_mark(theme: Theme) -> None:
    picture = picture_of()
    image = painted(picture, theme)
    flag = flag_of(picture, "two")
    x = crisp(flag.stem_x)
    halfway = (flag.box.bottom + flag.stem_bottom) / 2
    assert color_at(image, x, halfway) == event_color(flag.color, theme)


@in_both_themes
@at_both_ratios
def test_the_line_passes_through_the_closes(theme: Theme, ratio: float) -> None:
    picture = picture_of(chart_of())
    image = painted(picture, theme, ratio=ratio)
    x, y = picture.price.line.x[3], picture.price.line.y[3]
    near = [color_at(image, x, y + dy) for dy in (-0.5, 0.0, 0.5)]
    assert max(contrast(color, theme.plot) for color in near) > 8


def test_a_gap_in_the_prices_is_a_gap_in_the_line() -> None:
    picture = picture_of(chart_of(close=[10.0, 10.5, math.nan, math.nan, 10.2, 10.0]))
    image = painted(picture, LIGHT)
    x = round(picture.frame.x_of(2.5))
    column = {color_at(image, x, y) for y in range(int(picture.frame.panes.price.bottom))}
    assert LIGHT.line not in column


def test_a_coarse_mark_is_hollow() -> None:
    picture = picture_of()
    image = painted(picture, LIGHT)
    mark = next(mark for mark in picture.lanes[0].marks if mark.event_ids == ("month",))
    assert color_at(image, mark.x, mark.y) == LIGHT.plot
    band = picture.lanes[0].bands[0]
    inside = color_at(image, band.box.right - 9, band.box.y + 3)
    assert inside not in {LIGHT.plot, event_color(band.color, LIGHT)}


def test_a_cluster_shows_its_count() -> None:
    state = chart_of(anchor_of("a", 5.0), anchor_of("b", 5.01), anchor_of("c", 5.02))
    picture = picture_of(state)
    image = painted(picture, LIGHT, ratio=2.0)
    (mark,) = picture.lanes[0].marks
    badge = Rect(mark.x - 7, mark.y - 7, 14, 14)
    color = event_color(mark.color, LIGHT)
    assert {color, text_on(color)} <= colors_in(image, badge)


def test_what_a_filter_leaves_out_is_pale() -> None:
    state = chart_of(anchor_of("a", 5.0), dimmed=frozenset({"a"}))
    picture = picture_of(state)
    image = painted(picture, LIGHT)
    (mark,) = picture.marks
    assert color_at(image, mark.x, mark.y) != event_color(mark.color, LIGHT)


def test_volume_rises_and_falls_in_their_colors() -> None:
    close, volume = [10.0, 11.0, 10.0], [5.0, 10.0, 10.0]
    picture = picture_of(chart_of(bars=bars_of(close, volume=volume)))
    image = painted(picture, LIGHT)
    bottom = picture.frame.panes.volume.bottom - 3
    assert color_at(image, picture.frame.x_of(1.0), bottom) == LIGHT.up_soft
    assert color_at(image, picture.frame.x_of(2.0), bottom) == LIGHT.down_soft


def test_the_window_of_the_selected_event_is_shaded() -> None:
    picture = picture_of()
    image = painted(picture, LIGHT)
    frame = picture.frame
    y = frame.curve.y + 3
    assert color_at(image, frame.x_of(13.2), y) != color_at(image, frame.x_of(11.2), y)


def test_the_last_price_has_a_tag() -> None:
    picture = picture_of()
    assert picture.last_price is not None
    image = painted(picture, LIGHT)
    x = picture.frame.panes.plot.right + 5
    assert color_at(image, x, picture.last_price.at - 6) == LIGHT.line


def test_without_prices_a_message_stands_in_the_pane() -> None:
    picture = picture_of(chart_of(close=[]))
    assert picture.message
    image = painted(picture, LIGHT)
    pane = picture.frame.panes.price
    middle = Rect(pane.width / 2 - 80, pane.height / 2 - 10, 160, 20)
    assert len(colors_in(image, middle)) > 2


def test_nothing_is_painted_left_of_the_plot() -> None:
    state = chart_of(
        anchor_of("a", 12.0, first=2.0, last=2.0),
        coarse_anchor("month", 0.0, 11.0),
        view=ViewRange(9.5, 19.5),
        selected="a",
    )
    picture = picture_of(state)
    shifted = QImage(1000, 600, QImage.Format.Format_RGB32)
    shifted.fill(0xFFFFFFFF)
    painter = QPainter(shifted)
    painter.translate(50, 0)
    paint_chart(painter, picture, theme=LIGHT)
    painter.end()
    # A mark at the edge reaches over it by its radius, and half a label of the time axis may.
    above_the_axis = as_array(shifted)[: int(picture.frame.panes.axis.y), :43, :3]
    assert (above_the_axis == 255).all()


@in_both_themes
def test_twice_the_pixels_show_the_same_picture(theme: Theme) -> None:
    picture = picture_of()
    small, large = painted(picture, theme), painted(picture, theme, ratio=2.0)
    shrunk = QImage(large)
    shrunk.setDevicePixelRatio(1.0)
    shrunk = shrunk.scaled(
        small.size(),
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    assert differing_share(small, shrunk) < 0.03


def test_painting_twice_gives_the_same_pixels() -> None:
    one, other = (as_array(painted(picture_of(), LIGHT)) for _ in range(2))
    assert (one == other).all()


def test_text_is_as_wide_at_any_weight_as_it_is_drawn() -> None:
    assert label_width("", size_px=12, weight=400) == 0
    regular = label_width("Alibaba", size_px=12, weight=400)
    bold = label_width("Alibaba", size_px=12, weight=700)
    assert 0 < regular < bold
    assert label_width("阿里巴巴", size_px=12, weight=400) > 0
