"""How the chart is drawn: its kind, its price scale, and whether the price axis is locked."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from tickertale.domain.series_choice import SeriesChoice
from tickertale.viewmodels.chart.anchor import FOLDED
from tickertale.viewmodels.chart.chart import ChartKind, TimeAxis
from tickertale.viewmodels.chart.lane_choice import LaneChoice
from tickertale.viewmodels.chart.mark_style import PLAIN, MarkStyle
from tickertale.viewmodels.chart.price_scale import (
    LEAST_LOG_PRICE,
    PriceRange,
    PriceScale,
    ScaleKind,
)

MOST_ZOOM = 1e6
"""A locked range may be so many times higher or lower than the prices in view."""


MOST_PRICE = 1e15
"""No range of the price axis is wider."""


class DisplayViewModel(QObject):
    """Holds the choices that change which prices are drawn and how, and not what is in view.

    Signals
    -------
    changed
        Another choice is in force.
    time_axis_changed
        Positions mean something else from now on; `changed` follows.
    """

    changed = Signal()
    time_axis_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kind = ChartKind.AREA
        self._scale_kind = ScaleKind.LINEAR
        self._locked: PriceRange | None = None
        self._compared: tuple[str, ...] = ()
        self._time_axis = TimeAxis.TRADING
        self._series: SeriesChoice | None = None
        self._lanes = LaneChoice()
        self._is_study_shaded = True
        self._mark_style = PLAIN

    @property
    def kind(self) -> ChartKind:
        """Return the way the price is drawn."""
        return self._kind

    @property
    def scale_kind(self) -> ScaleKind:
        """Return the scale of the price axis."""
        return self._scale_kind

    @property
    def locked(self) -> PriceRange | None:
        """Return the range that the user fixed; None while the axis follows what is in view."""
        return self._locked

    @property
    def compared(self) -> tuple[str, ...]:
        """Return the ids of the other instruments on the chart, in the order of their choice."""
        return self._compared

    def compare(self, instrument: str, *, is_on: bool) -> None:
        """Show another instrument beside the chart's own, or take it away.

        The first one turns a linear scale of prices into one of per cent, where both can be read.
        """
        others = tuple(row for row in self._compared if row != instrument)
        compared = (*others, instrument) if is_on else others
        if compared == self._compared:
            return
        if compared and not self._compared and self._scale_kind is ScaleKind.LINEAR:
            self._scale_kind, self._locked = ScaleKind.PERCENT_FIRST, None
        self._compared = compared
        self.changed.emit()

    @property
    def time_axis(self) -> TimeAxis:
        """Return what the time axis counts."""
        return self._time_axis

    @property
    def lanes(self) -> LaneChoice:
        """Return which lanes are shown, and in which order."""
        return self._lanes

    def arrange_lanes(self, lanes: LaneChoice) -> None:
        """Show other lanes, or in another order."""
        if lanes != self._lanes:
            self._lanes = lanes
            self.changed.emit()

    @property
    def is_study_shaded(self) -> bool:
        """Return whether all windows of the current event's study are shown on the chart."""
        return self._is_study_shaded

    def shade_study(self, *, is_on: bool) -> None:
        """Show all windows of a study with the expected price, or the event window alone."""
        if is_on != self._is_study_shaded:
            self._is_study_shaded = is_on
            self.changed.emit()

    @property
    def mark_style(self) -> MarkStyle:
        """Return how large the marks on the curve are and what their color says."""
        return self._mark_style

    def style_marks(self, style: MarkStyle) -> None:
        """Draw the marks on the curve in another way."""
        if style != self._mark_style:
            self._mark_style = style
            self.changed.emit()

    def fold_lanes(self) -> None:
        """Let all events share one lane, or give each category its own again."""
        self.arrange_lanes(self._lanes.toggled(FOLDED))

    @property
    def series(self) -> SeriesChoice | None:
        """Return which bars the user chose; None for those of the first series."""
        return self._series

    def show_series(self, choice: SeriesChoice | None) -> None:
        """Show other bars of the instrument; the view stays on the same time."""
        if choice != self._series:
            self._series = choice
            self.time_axis_changed.emit()
            self.changed.emit()

    def count_time_as(self, axis: TimeAxis) -> None:
        """Let the time axis count sessions, or days; the view stays on the same time."""
        if axis is not self._time_axis:
            self._time_axis = axis
            self.time_axis_changed.emit()
            self.changed.emit()

    def draw_as(self, kind: ChartKind) -> None:
        """Draw the price in another way."""
        if kind is not self._kind:
            self._kind = kind
            self.changed.emit()

    def scale_as(self, scale_kind: ScaleKind) -> None:
        """Scale prices in another way; a locked range stays."""
        if scale_kind is not self._scale_kind:
            self._scale_kind = scale_kind
            self.changed.emit()

    def lock(self, prices: PriceRange | None) -> None:
        """Fix the range of the price axis; None lets it follow what is in view again."""
        if prices != self._locked:
            self._locked = prices
            self.changed.emit()


def zoomed_prices(scale: PriceScale, *, about: float, factor: float) -> PriceRange | None:
    """Return the range of the price axis after a zoom that leaves a price where it is.

    Parameters
    ----------
    scale : PriceScale
        The axis before.
    about : float
        Price under the pointer.
    factor : float
        Below 1 zooms in.

    Returns
    -------
    PriceRange or None
        None where the range would become too small or too large to be told apart.
    """
    low, high = scale.range.low, scale.range.high
    if not scale.is_log:
        result = PriceRange(about + (low - about) * factor, about + (high - about) * factor)
        return result if _is_usable(result) else None
    fixed, *ends = (math.log(max(price, LEAST_LOG_PRICE)) for price in (about, low, high))
    return _log_range([fixed + (end - fixed) * factor for end in ends])


def panned_prices(scale: PriceScale, *, pixels: float) -> PriceRange | None:
    """Return the range of the price axis after its content moved down by so many pixels."""
    if scale.is_log:
        ends = [math.log(max(end, LEAST_LOG_PRICE)) for end in (scale.range.low, scale.range.high)]
        way = (ends[1] - ends[0]) * pixels / (scale.bottom_px - scale.top_px)
        return _log_range([end + way for end in ends])
    low = scale.price_at(scale.bottom_px - pixels)
    high = scale.price_at(scale.top_px - pixels)
    result = PriceRange(low, high)
    return result if _is_usable(result) else None


def _log_range(ends: Sequence[float]) -> PriceRange | None:
    """Return the range between two natural logarithms of prices, if a log scale can show it."""
    if not (math.log(LEAST_LOG_PRICE) <= ends[0] and ends[1] <= math.log(MOST_PRICE)):
        return None
    result = PriceRange(math.exp(ends[0]), math.exp(ends[1]))
    return result if _is_usable(result) else None


def _is_usable(prices: PriceRange) -> bool:
    if not (math.isfinite(prices.low) and math.isfinite(prices.high)):
        return False
    middle = max(abs(prices.low), abs(prices.high))
    width = prices.high - prices.low
    return middle / MOST_ZOOM < width < MOST_PRICE if middle else width > 0
