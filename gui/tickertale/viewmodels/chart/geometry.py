"""Where the panes of the chart lie, and how bars and prices map to pixels."""

from dataclasses import dataclass
from typing import Protocol

from tickertale.viewmodels.chart.price_scale import PriceScale

LANE_HEIGHT_PX = 20.0
THIN_LANE_PX = 10.0
"""Height of a lane that is collapsed."""
FLAG_ROW_PX = 21.0
FLAG_HEIGHT_PX = 18.0


class TextWidth(Protocol):
    """Measures a text as it will be drawn."""

    def __call__(self, text: str, *, size_px: int, weight: int) -> float:
        """Return the width in logical pixels."""
        ...


@dataclass(frozen=True, slots=True)
class Point:
    """A point in logical pixels, y downward."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle in logical pixels, y downward."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Return the right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Return the bottom edge."""
        return self.y + self.height

    def contains(self, x: float, y: float, *, margin: float = 0.0) -> bool:
        """Return whether the point lies inside, or within `margin` of it."""
        return (
            self.x - margin <= x <= self.right + margin
            and self.y - margin <= y <= self.bottom + margin
        )


@dataclass(frozen=True, slots=True)
class Panes:
    """Where the panes lie; all but the gutter share their left and right edges.

    Parameters
    ----------
    price, lanes, volume, axis : Rect
        From top to bottom; lanes and volume have no height where there is no room for them.
    """

    price: Rect
    lanes: Rect
    volume: Rect
    axis: Rect

    @property
    def plot(self) -> Rect:
        """Return the rectangle around price, lanes and volume."""
        top, bottom = self.price.y, self.axis.y
        return Rect(self.price.x, top, self.price.width, bottom - top)


def resolve_panes(
    width: float, height: float, *, gutter: float, lanes_px: float, has_volume: bool
) -> Panes:
    """Return the panes for a chart of that size.

    Parameters
    ----------
    width, height : float
        Size of the chart in logical pixels.
    gutter : float
        Room on the right for price and lane labels.
    lanes_px : float
        Height of the lanes that the chart would like to show, one under another.
    has_volume : bool
        Whether there is volume to show.

    Returns
    -------
    Panes
        The price pane keeps at least half of the height: first the volume goes, then the lanes.
    """
    plot_width = max(width - gutter, 1.0)
    axis_height = min(28.0, height / 4)
    room = max(height - axis_height, 1.0)
    volume_height = min(76.0, room * 0.16) if has_volume and room >= 220 else 0.0
    lanes_height = lanes_px + 14.0 if lanes_px else 0.0
    if lanes_height > room / 2:
        lanes_height = 0.0
    elif lanes_height + volume_height > room / 2:
        volume_height = 0.0
    price_height = room - volume_height - lanes_height
    top = price_height
    lanes = Rect(0.0, top, plot_width, lanes_height)
    volume = Rect(0.0, lanes.bottom, plot_width, volume_height)
    return Panes(
        price=Rect(0.0, 0.0, plot_width, price_height),
        lanes=lanes,
        volume=volume,
        axis=Rect(0.0, volume.bottom, plot_width, axis_height),
    )


@dataclass(frozen=True, slots=True)
class PlotFrame:
    """The mapping between data and pixels that every mark of one picture shares.

    Parameters
    ----------
    panes : Panes
        Where price, lanes, volume and axis lie.
    curve : Rect
        The part of the price pane that the curve uses; flags stand above it.
    prices : PriceScale
        Prices at the edges of `curve`.
    view_start : float
        Position at the left edge.
    slot_px : float
        Pixels for one unit of position: in trading time a bar, in calendar time its usual step.
    """

    panes: Panes
    curve: Rect
    prices: PriceScale
    view_start: float
    slot_px: float

    def x_of(self, position: float) -> float:
        """Return the pixel of a position."""
        return self.panes.price.x + (position - self.view_start) * self.slot_px

    def position_at(self, x: float) -> float:
        """Return the position at a pixel."""
        return self.view_start + (x - self.panes.price.x) / self.slot_px

    def y_of(self, price: float) -> float:
        """Return the pixel of a price."""
        return self.prices.y_of(price)

    def price_at(self, y: float) -> float:
        """Return the price at a pixel."""
        return self.prices.price_at(y)
