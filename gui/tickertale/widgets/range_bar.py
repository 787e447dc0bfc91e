"""The tool bar: range presets over the chart, and the export button."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QToolBar, QToolButton, QWidget
from typing_extensions import override

from tickertale.widgets.font import font
from tickertale.widgets.range_field import RangeFields


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
        self.fields = RangeFields()
        self._wanted_px = 0
        self._margin = QWidget()
        self.addWidget(self._margin)
        for text, action in ranges:
            self.addWidget(_range_button(text, action))
        gap = QWidget()
        gap.setFixedWidth(12)
        self.addWidget(gap)
        for name, actions in menus:
            self.addWidget(_menu_button(name, actions))
        spacer = QWidget()
        spacer.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._end_action = self.addWidget(spacer)
        self.addWidget(self.fields)
        gap = QWidget()
        gap.setFixedWidth(8)
        self.addWidget(gap)
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
        button.setText("+ Compare")
        button.setToolTip("Show other instruments beside this one")
        button.setAccessibleName("Compare")
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMenu(menu)
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

    def _fit(self) -> None:
        others = self.sizeHint().width() - self._margin.width()
        room = self.window().width() - others
        self._margin.setFixedWidth(max(min(self._wanted_px, room), 0))


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


def _menu_button(name: str, actions: Sequence[QAction]) -> QToolButton:
    button = QToolButton()
    button.setObjectName("menu_button")
    button.setFont(font(13))
    button.setToolTip(name)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    menu = QMenu(button)
    menu.addActions(list(actions))
    button.setMenu(menu)

    def show_choice() -> None:
        chosen = next((action for action in actions if action.isChecked()), actions[0])
        text = chosen.text().replace("&", "")
        button.setText(text)
        button.setAccessibleName(f"{name}: {text}")

    for action in actions:
        action.toggled.connect(show_choice)
    show_choice()
    return button
