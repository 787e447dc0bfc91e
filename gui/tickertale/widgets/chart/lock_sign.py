"""The sign under a price axis that is locked; a click unlocks it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QWidget

from tickertale.viewmodels.chart.geometry import Panes
from tickertale.widgets.look.font import font
from tickertale.widgets.look.theme import Theme

_TEXT = "Locked"


class LockSign(QToolButton):
    """A small button in the corner below the price axis, where no label stands."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setText(_TEXT)
        self.setFont(font(11, 600))
        self.setCursor(Qt.CursorShape.ArrowCursor)
        # The menu has the same for the keyboard.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("The price axis is locked; click to unlock it")
        self.setToolTip("The price axis is locked. A click lets it follow the prices in view again")
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Show other colors."""
        self.setStyleSheet(
            f"QToolButton {{ color: {theme.accent}; background: {theme.accent_soft};"
            f" border: 1px solid {theme.accent}; border-radius: 4px; padding: 1px 4px; }}"
        )

    def place(self, panes: Panes) -> None:
        """Stand beside the time axis, below the price axis."""
        self.adjustSize()
        top = panes.axis.y + (panes.axis.height - self.height()) / 2
        self.move(round(panes.plot.right) + 4, round(top))
