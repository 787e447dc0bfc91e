"""A slim scroll bar that leaves the panels calm."""

from PySide6.QtWidgets import QAbstractScrollArea

from tickertale.widgets.look.theme import Theme, mixed

SCROLL_BAR_PX = 6
"""Width of the bar; it is always there, so that nothing moves when it comes."""


def set_slim_scroll_bar(area: QAbstractScrollArea, theme: Theme) -> None:
    """Give a scroll area the slim vertical bar, in the colors of the theme."""
    handle = mixed(theme.window, theme.text, share=0.22)
    strong = mixed(theme.window, theme.text, share=0.4)
    area.verticalScrollBar().setStyleSheet(
        f"QScrollBar:vertical {{ background: transparent; width: {SCROLL_BAR_PX}px; margin: 0; }}"
        f"QScrollBar::handle:vertical {{ background: {handle}; border-radius: 2px;"
        " min-height: 32px; margin: 2px 1px 2px 1px; }"
        f"QScrollBar::handle:vertical:hover {{ background: {strong}; }}"
        "QScrollBar::handle:vertical:disabled { background: transparent; }"
        "QScrollBar::add-line:vertical, QScrollBar::sub-line:vertical { height: 0; }"
        "QScrollBar::add-page:vertical, QScrollBar::sub-page:vertical { background: none; }"
    )
