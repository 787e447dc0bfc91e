"""Fonts of the window and of figures: Inter, with the system's fonts behind it for CJK."""

from functools import lru_cache

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

from tickertale.assets import resource

FAMILIES = (
    "Inter",
    "Noto Sans CJK SC",
    "PingFang SC",
    "Microsoft YaHei",
    "WenQuanYi Micro Hei",
    "sans-serif",
)
"""Families in the order in which a glyph is looked for."""

_WEIGHTS = {
    400: QFont.Weight.Normal,
    500: QFont.Weight.Medium,
    600: QFont.Weight.DemiBold,
    700: QFont.Weight.Bold,
}
_FILES = ("Inter-Regular.ttf", "Inter-Medium.ttf", "Inter-SemiBold.ttf", "Inter-Bold.ttf")


@lru_cache(maxsize=1)
def load_fonts() -> None:
    """Register the bundled fonts with Qt, once; a `QGuiApplication` must exist."""
    for name in _FILES:
        QFontDatabase.addApplicationFont(str(resource("fonts") / name))


@lru_cache(maxsize=64)
def font(size_px: int, weight: int = 400) -> QFont:
    """Return Inter at a size in logical pixels.

    Parameters
    ----------
    size_px : int
        Height of the em square in logical pixels.
    weight : int
        400, 500, 600 or 700.
    """
    load_fonts()
    result = QFont()
    result.setFamilies(list(FAMILIES))
    result.setPixelSize(size_px)
    result.setWeight(_WEIGHTS[weight])
    # Alternate glyphs (figures of equal width, hyphens between capitals) have no code point, and
    # Qt writes their text into a PDF as nothing: it could be neither found nor copied.
    result.setFeature(QFont.Tag("calt"), 0)
    # Unhinted glyphs have the same width at every scale and in every export format.
    result.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return result


@lru_cache(maxsize=64)
def figures_font(size_px: int, weight: int = 400) -> QFont:
    """Return `font` with figures of equal width, for numbers that change in place on screen."""
    result = QFont(font(size_px, weight))
    result.setFeature(QFont.Tag("tnum"), 1)
    return result


@lru_cache(maxsize=64)
def font_metrics(size_px: int, weight: int = 400) -> QFontMetricsF:
    """Return the metrics of `font` with the same arguments."""
    return QFontMetricsF(font(size_px, weight))
