"""The tool bar: range presets over the chart, and the export button."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction, QCursor, QResizeEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QToolBar, QToolButton, QWidget
from typing_extensions import override

from tickertale.widgets.chart.range_field import RangeFields
from tickertale.widgets.look.font import font

_COMPARE = "+ Compare"
_HEIGHT_PX = 40


class RangeBar(QToolBar):
    """Repeats commands of the menu where the eye looks for them, and tells the dates in view.

    Parameters
    ----------
    ranges : sequence of tuple of str and QAction
        Short text and command of each range.
    menus : sequence of tuple of str and sequence of QAction
        Name of each drop-down, and its commands, one of which is checked.
    export : callable
        What the export button does.

    Attributes
    ----------
    fields : RangeFields
        The dates in view.
    """

    def __init__(
        self,
        ranges: Sequence[tuple[str, QAction]],
        *,
        menus: Sequence[tuple[str, Sequence[QAction]]],
        export: Callable[[], object],
        parent: QWidget,
    ) -> None:
        super().__init__("Ranges", parent)
        self.setObjectName("range_bar")
        self.setMovable(False)
        # The buttons stand in the middle of it, clear of the line below.
        self.setMinimumHeight(_HEIGHT_PX)
        self.fields = RangeFields()
        self._compare: QToolButton | None = None
        self._wanted_px = 0
        self._fitted: tuple[object, ...] = ()
        self._margin = QWidget()
        self.addWidget(self._margin)
        for text, action in ranges:
            self.addWidget(_range_button(text, action))
        gap = QWidget()
        gap.setFixedWidth(12)
        self.addWidget(gap)
        for name, actions in menus:
            self.addWidget(MenuButton(name, actions))
        spacer = QWidget()
        spacer.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._end_action = self.addWidget(spacer)
        gap = QWidget()
        gap.setFixedWidth(8)
        self._date_actions = (self.addWidget(self.fields), self.addWidget(gap))
        button = QPushButton("Export figure")
        button.setFont(font(13, 600))
        button.setToolTip("Export figure… (Ctrl+E)")
        button.clicked.connect(export)
        self.addWidget(button)
        edge = QWidget()
        edge.setFixedWidth(8)
        self.addWidget(edge)

    def add_compare(self, menu: QMenu) -> None:
        """Add the button that opens the menu of instruments to compare."""
        button = QToolButton()
        button.setObjectName("menu_button")
        button.setFont(font(13))
        button.setText(_COMPARE)
        button.setToolTip("Show other instruments beside this one")
        button.setAccessibleName("Compare")
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMenu(menu)
        self._compare = button
        self.insertWidget(self._end_action, button)

    def set_left_margin(self, width_px: int) -> None:
        """Begin the buttons where the chart begins, or further left where they would not fit."""
        self._wanted_px = width_px
        self._fit()

    @override
    def event(self, event: QEvent) -> bool:
        is_handled = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            # Dates with hours take more room than those without.
            self._fit()
        return is_handled

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Make room step by step: less air, then no dates; what Qt hides is the last resort."""
        room = self.window().width()
        fitted = room, self._wanted_px, self.fields.sizeHint().width(), self.isVisible()
        # What is done below asks for a layout, and so for this, again.
        if fitted == self._fitted:
            return
        self._fitted = fitted
        least_px = 0
        for is_dense, has_dates in ((False, True), (True, True), (True, False)):
            self._show_dense(is_dense)
            for action in self._date_actions:
                action.setVisible(has_dates)
            least_px = self._least_px()
            if least_px <= room:
                break
        self._margin.setFixedWidth(max(min(self._wanted_px, room - least_px), 0))

    def _least_px(self) -> int:
        """Return the width of all that is shown, but the margin."""
        layout = self.layout()
        if layout is not None:
            # What has just changed has not told the bar yet.
            layout.invalidate()
        return self.sizeHint().width() - self._margin.width()

    def _show_dense(self, is_dense: bool) -> None:
        if self._compare is not None:
            self._compare.setText("+" if is_dense else _COMPARE)
        for button in self.findChildren(QToolButton):
            if button.property("dense") != is_dense:
                button.setProperty("dense", is_dense)
                button.style().unpolish(button)
                button.style().polish(button)
                button.updateGeometry()


class MenuButton(QToolButton):
    """A drop-down that tells the choice in force, as wide as its longest choice.

    Parameters
    ----------
    name : str
        What is chosen.
    actions : sequence of QAction
        The choices, one of which is checked; their icon text stands on the button.
    """

    def __init__(self, name: str, actions: Sequence[QAction]) -> None:
        super().__init__()
        self._name, self._actions = name, tuple(actions)
        self.setObjectName("menu_button")
        self.setFont(font(13))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        menu.aboutToHide.connect(self._on_menu_about_to_hide)
        menu.addActions(list(actions))
        self.setMenu(menu)
        for action in actions:
            action.toggled.connect(self._show_choice)
        self._show_choice()

    @override
    def sizeHint(self) -> QSize:
        width_of = self.fontMetrics().horizontalAdvance
        widest = max(width_of(action.iconText()) for action in self._actions)
        return super().sizeHint() + QSize(widest - width_of(self.text()), 0)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _on_menu_about_to_hide(self) -> None:
        # The pointer has left it while the menu had all events.
        at = self.mapFromGlobal(QCursor.pos())
        self.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, self.rect().contains(at))
        self.update()

    def _show_choice(self) -> None:
        chosen = next((row for row in self._actions if row.isChecked()), self._actions[0])
        text = chosen.text().replace("&", "")
        self.setText(chosen.iconText())
        self.setToolTip(f"{self._name}: {text}")
        self.setAccessibleName(f"{self._name}: {text}")


def _range_button(text: str, action: QAction) -> QToolButton:
    button = QToolButton()
    button.setFont(font(13))
    button.setText(text)
    button.setCheckable(True)
    keys = action.shortcut().toString()
    button.setToolTip(f"{action.text()} ({keys})")
    button.setAccessibleName(action.text())
    button.clicked.connect(action.trigger)
    action.toggled.connect(button.setChecked)
    return button
