"""Prices read from the pyramid look as if every bar had been drawn, pixel by pixel."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QImage, QPainter

from helpers.chart import chart_of, measure
from helpers.every_bar import candle_spans, line_spans, pixels_of_line
from helpers.pixels import as_array
from helpers.series import long_series
from tickertale.prices.bars import Bars
from tickertale.prices.time_scale import CalendarTimeScale
from tickertale.viewmodels.chart.chart import ChartKind, ChartState, ViewRange
from tickertale.viewmodels.chart.picture import ChartPicture, resolve_picture
from tickertale.viewmodels.chart.price_scale import ScaleKind
from tickertale.widgets.chart.price_painting import paint_price
from tickertale.widgets.look.theme import LIGHT

pytestmark = pytest.mark.usefixtures("qapp")
HEIGHT = 240.0
DETAILS = (1.0, 2.0)


@st.composite
def prices(draw: st.DrawFn) -> Bars:
    """100 to 1,500 bars of a walk, with gaps, flats and spikes."""
    count = draw(st.integers(100, 1500))
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    close = 100.0 + np.cumsum(random.standard_normal(count)) * draw(st.sampled_from((0.01, 1, 5)))
    close = np.abs(close) + 1.0
    opened = np.concatenate((close[:1], close[:-1]))
    spikes = random.random(count) < draw(st.sampled_from((0.0, 0.002, 0.1)))
    close[spikes] *= 4.0
    for _ in range(draw(st.integers(0, 4))):
        place, length = int(random.integers(0, count)), int(random.integers(1, 80))
        close[place : place + length] = close[place]
    gaps = random.random(count) < draw(st.sampled_from((0.0, 0.01, 0.5)))
    close[gaps] = np.nan
    for _ in range(draw(st.integers(0, 3))):
        place, length = int(random.integers(0, count)), int(random.integers(1, 200))
        close[place : place + length] = opened[place : place + length] = np.nan
    days = np.cumsum(random.choice((1, 1, 1, 1, 3, 9), count)).astype(np.int64)
    reach = random.random(count)
    return Bars(
        time_ns=days * 86_400 * 10**9,
        open=opened,
        high=np.fmax(opened, close) + reach,
        low=np.fmin(opened, close) - reach,
        close=close,
        volume=random.random(count),
    )


@st.composite
def dense_charts(
    draw: st.DrawFn, kinds: tuple[ChartKind, ...], detail: float
) -> tuple[ChartState, float]:
    """Charts with less than a pixel a bar, and their width."""
    bars = draw(prices())
    state = chart_of(
        bars=bars,
        lanes=(),
        kind=draw(st.sampled_from(kinds)),
        scale_kind=draw(st.sampled_from((ScaleKind.LINEAR, ScaleKind.LOG))),
    )
    if draw(st.booleans()):
        state = replace(state, scale=CalendarTimeScale(bars.time_ns))
    extent = state.scale.last_position + 1.0
    span = extent * draw(st.floats(0.2, 1.5))
    start = draw(st.floats(-0.3 * extent, 0.9 * extent))
    # Some of the width goes to the price axis, so that bars are even denser.
    width = span / extent * len(bars) / detail / draw(st.floats(1.0, 12.0)) + 40.0
    return replace(state, view=ViewRange(start, start + span)), width


def picture_of(state: ChartState, *, width: float, detail: float) -> ChartPicture:
    return resolve_picture(state, width=width, height=HEIGHT, measure=measure, detail=detail)


def painted(picture: ChartPicture, *, detail: float) -> QImage:
    """Return the price alone, on white."""
    size = round((picture.frame.panes.plot.width + 40) * detail), round(HEIGHT * detail)
    image = QImage(*size, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(detail)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_price(painter, picture, theme=LIGHT)
    painter.end()
    return image


@pytest.mark.parametrize("detail", DETAILS)
@given(data=st.data())
def test_a_line_of_spans_looks_as_if_every_bar_were_drawn(
    data: st.DataObject, detail: float
) -> None:
    state, width = data.draw(dense_charts((ChartKind.LINE, ChartKind.AREA), detail))
    picture = picture_of(state, width=width, detail=detail)
    assert picture.price.spans is not None
    spans = line_spans(state, picture.frame, detail=detail)
    every = replace(picture, price=replace(picture.price, spans=spans))
    assert (
        as_array(painted(picture, detail=detail)) == as_array(painted(every, detail=detail))
    ).all()


@pytest.mark.parametrize("detail", DETAILS)
@given(data=st.data())
def test_thin_candles_look_as_if_every_bar_were_drawn(data: st.DataObject, detail: float) -> None:
    state, width = data.draw(dense_charts((ChartKind.CANDLES, ChartKind.BARS), detail))
    picture = picture_of(state, width=width, detail=detail)
    assert picture.price.spans is not None
    spans = candle_spans(state, picture.frame, detail=detail)
    every = replace(picture, price=replace(picture.price, spans=spans))
    assert (
        as_array(painted(picture, detail=detail)) == as_array(painted(every, detail=detail))
    ).all()


@pytest.mark.parametrize("detail", DETAILS)
@given(data=st.data())
def test_spans_cover_every_pixel_of_a_line_through_every_bar(
    data: st.DataObject, detail: float
) -> None:
    state, width = data.draw(dense_charts((ChartKind.LINE,), detail))
    picture = picture_of(state, width=width, detail=detail)
    assert picture.price.spans is not None
    image = as_array(painted(picture, detail=detail))
    pane = picture.frame.panes.price
    is_bare = (image[:, :, :3] == 255).all(axis=2)
    missing = [
        (row, column)
        for row, column in pixels_of_line(state, picture.frame, detail=detail)
        if 0 <= row < int(pane.bottom * detail) and is_bare[row, column]
    ]
    assert not missing


@pytest.mark.parametrize("kind", [ChartKind.LINE, ChartKind.CANDLES])
@pytest.mark.parametrize("detail", DETAILS)
def test_a_long_history_looks_as_if_every_bar_were_drawn(kind: ChartKind, detail: float) -> None:
    bars = long_series(200_000)
    find = line_spans if kind is ChartKind.LINE else candle_spans
    for start, span in ((-1000.3, 210_000.7), (50_000.1, 40_000.2), (123_456.7, 1234.5)):
        state = chart_of(bars=bars, lanes=(), kind=kind, view=ViewRange(start, start + span))
        picture = picture_of(state, width=800.0, detail=detail)
        if picture.price.spans is None:
            continue
        every = find(state, picture.frame, detail=detail)
        others = replace(picture, price=replace(picture.price, spans=every))
        one, other = (as_array(painted(row, detail=detail)) for row in (picture, others))
        assert (one == other).all()
