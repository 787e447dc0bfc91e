"""A panel at the window's side: a dock whose title bar is a quiet grip."""

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QDockWidget, QWidget
from typing_extensions import override

from tickertale.widgets.look.theme import Theme

_HEIGHT_PX = 12
_LEAST_PX = QSize(180, 120)
_DOTS = (-8.0, 0.0, 8.0)


class PanelDock(QDockWidget):
    """Holds one panel; it can be dragged by its grip, floated, closed, and is remembered."""

    def __init__(self, title: str, *, name: str, panel: QWidget, parent: QWidget) -> None:
        super().__init__(title, parent)
        self.setObjectName(name)
        self._grip = _Grip(self)
        self.setTitleBarWidget(self._grip)
        self.setWidget(panel)
        # What the panel would like to have must not keep the window from being small.
        panel.setMinimumSize(_LEAST_PX)
        self.setAllowedAreas(
            Qt.DockWidgetArea.LeftDockWidgetArea | Qt.DockWidgetArea.RightDockWidgetArea
        )

    def set_theme(self, theme: Theme) -> None:
        """Show other colors."""
        self._grip.set_theme(theme)


class _Grip(QWidget):
    """Three dots that show where to drag; the dock itself handles the mouse."""

    def __init__(self, dock: QDockWidget) -> None:
        super().__init__(dock)
        self._theme: Theme | None = None
        self._is_hovered = False
        self.setToolTip("Drag to move this panel; double-click to float it")

    def set_theme(self, theme: Theme) -> None:
        """Show other colors."""
        self._theme = theme
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(40, _HEIGHT_PX)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(40, _HEIGHT_PX)

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self._is_hovered = True
        self.update()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._is_hovered = False
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._theme is None:
            return
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.window))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        is_dark = self._is_hovered
        painter.setBrush(QColor(self._theme.text_muted if is_dark else self._theme.hairline))
        for shift in _DOTS:
            painter.drawEllipse(QPointF(self.width() / 2 + shift, _HEIGHT_PX / 2 + 1), 1.5, 1.5)
        painter.end()
