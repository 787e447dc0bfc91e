"""The dot of a category as an icon for menus and lists of choices."""

from functools import lru_cache

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap

from tickertale.widgets.look.brush import paint_dot
from tickertale.widgets.look.theme import Theme, event_color

_SIZE_PX = 16
_RADIUS_PX = 5.0
_SHARPNESS = 3.0


@lru_cache(maxsize=256)
def category_icon(color: str, theme: Theme) -> QIcon:
    """Return a dot in the color that events of a category have on a theme."""
    pixels = QPixmap(round(_SIZE_PX * _SHARPNESS), round(_SIZE_PX * _SHARPNESS))
    pixels.setDevicePixelRatio(_SHARPNESS)
    pixels.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixels)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    center = QPointF(_SIZE_PX / 2, _SIZE_PX / 2)
    paint_dot(painter, center, radius=_RADIUS_PX, color=event_color(color, theme))
    painter.end()
    icon = QIcon(pixels)
    # A selected row is marked by its background; its color stays what it is.
    icon.addPixmap(pixels, QIcon.Mode.Selected)
    return icon
