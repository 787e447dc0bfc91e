"""Dragging the price axis stretches it or squeezes it."""

import math
from collections.abc import Callable

from PySide6.QtCore import QPointF, Qt
from typing_extensions import override

from tickertale.viewmodels.chart.display import zoomed_prices
from tickertale.viewmodels.chart.price_scale import PriceRange, PriceScale
from tickertale.widgets.chart.gesture import Gesture

PX_PER_OCTAVE = 120.0
"""A drag as long as this halves the range, upward, or doubles it."""


class PriceAxisGesture(Gesture):
    """Says which prices the axis has to show; the price at its middle stays there.

    Parameters
    ----------
    origin : QPointF
        Where the button went down.
    threshold_px : float
        The platform's drag distance.
    scale : PriceScale
        The axis as it is now.
    show : callable
        Takes the range after each motion.
    """

    shape = Qt.CursorShape.SizeVerCursor

    def __init__(
        self,
        origin: QPointF,
        *,
        threshold_px: float,
        scale: PriceScale,
        show: Callable[[PriceRange], None],
    ) -> None:
        super().__init__(origin, threshold_px=threshold_px)
        self._scale = scale
        self._about = scale.price_at((scale.top_px + scale.bottom_px) / 2)
        self._show = show

    @override
    def drag(self, to: QPointF) -> None:
        # From the axis at the press: a drag that comes back leaves it as it was.
        factor = math.pow(2.0, (to.y() - self.origin.y()) / PX_PER_OCTAVE)
        prices = zoomed_prices(self._scale, about=self._about, factor=factor)
        if prices is not None:
            self._show(prices)
