"""Colors of the window and of figures: one frozen theme for light, one for dark."""

from dataclasses import dataclass, replace
from functools import lru_cache

from PySide6.QtGui import QColor, QPalette
from typing_extensions import override

from tickertale.domain.color import contrast

MARK_CONTRAST = {"light": 3.0, "dark": 5.0}
"""Least contrast of a mark with its background.

3 is what WCAG 2.2 asks (success criterion 1.4.11); on dark, thin lines need more to look as strong.
"""


@dataclass(frozen=True, slots=True)
class Theme:
    """Colors as ``#RRGGBB``; the field names say where each is used.

    Parameters
    ----------
    name : str
        ``light`` or ``dark``.
    is_dark : bool
    window, plot, field, card : str
        Backgrounds: panels, chart, inputs and buttons, cards.
    text, text_muted : str
        Both have 4.5:1 on every background.
    hairline, grid : str
        Rules between panels and around cards; lines in the chart.
    outline : str
        Around what is typed in, chosen or pressed; 3:1 on windows and in fields.
    accent, accent_soft, on_accent : str
        The one strong color, its wash, and text on it.
    up, down, up_soft, down_soft : str
        Text of rises and falls; volume bars.
    line : str
        The price line.
    warning : str
        Mark of a warning, never alone.
    compared : tuple of str
        Lines of compared instruments; each has a dash of its own, too.
    """

    name: str
    is_dark: bool
    window: str
    plot: str
    field: str
    card: str
    text: str
    text_muted: str
    hairline: str
    grid: str
    outline: str
    accent: str
    accent_soft: str
    on_accent: str
    up: str
    down: str
    up_soft: str
    down_soft: str
    line: str
    warning: str
    compared: tuple[str, ...]

    @override
    def __hash__(self) -> int:
        # Asked for several hundred times a frame; the other fields follow from these.
        return hash((self.name, self.up, self.plot))


LIGHT = Theme(
    name="light",
    is_dark=False,
    window="#f6f7f9",
    plot="#ffffff",
    field="#ffffff",
    card="#ffffff",
    text="#171b22",
    text_muted="#626b7a",
    hairline="#e2e5ea",
    grid="#e7eaee",
    outline="#848c99",
    accent="#2f5bea",
    accent_soft="#e8eeff",
    on_accent="#ffffff",
    up="#0b7a55",
    down="#c0392b",
    up_soft="#79bfa5",
    down_soft="#e3908a",
    line="#171b22",
    warning="#9a6700",
    compared=("#6d4bc3", "#b3541e", "#0f7c8c", "#8a6d00"),
)

DARK = Theme(
    name="dark",
    is_dark=True,
    window="#181c24",
    plot="#12151b",
    field="#12151b",
    card="#12151b",
    text="#e8ebf0",
    text_muted="#98a1b0",
    hairline="#2a303b",
    grid="#242a34",
    outline="#626b7b",
    accent="#7c9bff",
    accent_soft="#1f2840",
    on_accent="#12151b",
    up="#3ccf91",
    down="#ff7468",
    up_soft="#29785d",
    down_soft="#964a48",
    line="#f2f4f7",
    warning="#e3b341",
    compared=("#b79bff", "#ff9f6b", "#5fd0de", "#e0c35a"),
)


@dataclass(frozen=True, slots=True)
class _MoveColors:
    up: str
    up_soft: str
    down: str
    down_soft: str


_BLUE_ORANGE = {
    "light": _MoveColors("#0b62a8", "#7fb0d8", "#a85400", "#e6b178"),
    "dark": _MoveColors("#6ab7ff", "#2c5f8f", "#ffa94d", "#95602a"),
}


def with_move_colors(theme: Theme, choice: str) -> Theme:
    """Return the theme with other colors for rises and falls.

    Parameters
    ----------
    theme : Theme
    choice : str
        ``green_up``, ``red_up`` (as in mainland China and Japan) or ``blue_orange``.
    """
    if choice == "red_up":
        return replace(
            theme,
            up=theme.down,
            down=theme.up,
            up_soft=theme.down_soft,
            down_soft=theme.up_soft,
        )
    if choice == "blue_orange":
        pair = _BLUE_ORANGE[theme.name]
        return replace(
            theme, up=pair.up, up_soft=pair.up_soft, down=pair.down, down_soft=pair.down_soft
        )
    return theme


@lru_cache(maxsize=1024)
def shade(color: str) -> QColor:
    """Return the color as Qt has it; it is shared and must not be changed."""
    return QColor(color)


def mixed(color: str, other: str, *, share: float) -> str:
    """Return `color` with a `share` (0 to 1) of `other` in it."""
    pairs = ((int(color[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


@lru_cache(maxsize=1024)
def event_color(color: str, theme: Theme) -> str:
    """Return `color`, moved toward the text's end until it stands out on the theme.

    Parameters
    ----------
    color : str
        ``#RRGGBB`` of a category.
    theme : Theme
        The result has at least its `MARK_CONTRAST` on plot and window.
    """
    target = "#ffffff" if theme.is_dark else "#000000"
    wanted = MARK_CONTRAST[theme.name]
    for step in range(21):
        shifted = mixed(color, target, share=step / 20)
        if min(contrast(shifted, theme.plot), contrast(shifted, theme.window)) >= wanted:
            return shifted
    return target


@lru_cache(maxsize=1024)
def text_on(color: str) -> str:
    """Return near-black or white, whichever is easier to read on `color`."""
    return max(("#ffffff", "#12151b"), key=lambda text: contrast(text, color))


def qt_palette(theme: Theme) -> QPalette:
    """Return the palette that Fusion draws its controls with."""
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: theme.window,
        QPalette.ColorRole.WindowText: theme.text,
        QPalette.ColorRole.Base: theme.field,
        QPalette.ColorRole.AlternateBase: theme.window,
        QPalette.ColorRole.Text: theme.text,
        QPalette.ColorRole.Button: theme.window,
        QPalette.ColorRole.ButtonText: theme.text,
        QPalette.ColorRole.BrightText: theme.down,
        QPalette.ColorRole.ToolTipBase: theme.card,
        QPalette.ColorRole.ToolTipText: theme.text,
        QPalette.ColorRole.PlaceholderText: theme.text_muted,
        QPalette.ColorRole.Highlight: theme.accent,
        QPalette.ColorRole.HighlightedText: theme.on_accent,
        QPalette.ColorRole.Link: theme.accent,
        QPalette.ColorRole.LinkVisited: theme.accent,
        QPalette.ColorRole.Light: theme.field,
        QPalette.ColorRole.Midlight: theme.hairline,
        QPalette.ColorRole.Mid: theme.hairline,
        QPalette.ColorRole.Dark: mixed(theme.hairline, theme.text, share=0.3),
        QPalette.ColorRole.Shadow: mixed(theme.window, "#000000", share=0.5),
        QPalette.ColorRole.Accent: theme.accent,
    }
    for role, color in roles.items():
        palette.setColor(role, QColor(color))
    for role in (
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.Text,
        QPalette.ColorRole.ButtonText,
    ):
        faded = mixed(theme.text_muted, theme.window, share=0.4)
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(faded))
    return palette
