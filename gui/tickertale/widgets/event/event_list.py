"""The left panel: search, category chips, the event list, unexplained moves."""

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QActionGroup, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from tickertale.viewmodels.event.event_list import EventListState, EventOrder
from tickertale.viewmodels.event.unexplained import UnexplainedRow
from tickertale.widgets.control.category_chip import ChipRow
from tickertale.widgets.control.section import Hairline, SectionHeading, set_text_color
from tickertale.widgets.control.text_button import MenuTextButton
from tickertale.widgets.event.event_rows import EventRowView
from tickertale.widgets.event.search_field import SearchField
from tickertale.widgets.event.unexplained import UnexplainedList
from tickertale.widgets.look.brush import breakable
from tickertale.widgets.look.font import font
from tickertale.widgets.look.theme import LIGHT, Theme, qt_palette

_LEAST_FOR_MOVES_PX = 440
"""Height of the panel below which it has no unexplained moves."""


class EventListPanel(QWidget):
    """The left panel; it shows a state and tells what the user did.

    Signals
    -------
    event_clicked : str
        Id of the event that the user clicked or moved to by key.
    event_toggled : str
        Id of the event that shall be selected as well, or no longer.
    event_reached : str
        Id of the event up to which all shall be selected.
    event_activated : str
        Id of the event on which the user pressed Enter.
    event_double_clicked : str
        Id of the event that the user double-clicked.
    search_edited : str
        The text searched for; empty when it was cleared.
    category_toggled : str, bool
        Id of the category, and whether it shall be shown.
    order_chosen : str
        A value of `EventOrder`.
    move_clicked : int
        Index of the bar of an unexplained move.
    menu_requested : QPoint, str
        A menu was asked for at a global point, on the event with that id.
    filter_menu_requested : QPoint
        The filters that are kept were asked for, at a global point.
    """

    event_clicked = Signal(str)
    event_toggled = Signal(str)
    event_reached = Signal(str)
    event_activated = Signal(str)
    event_double_clicked = Signal(str)
    search_edited = Signal(str)
    category_toggled = Signal(str, bool)
    order_chosen = Signal(str)
    move_clicked = Signal(int)
    menu_requested = Signal(QPoint, str)
    filter_menu_requested = Signal(QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = EventListState()
        self._search = SearchField()
        self._chips = ChipRow()
        self._heading = SectionHeading()
        self._order = MenuTextButton("Sort the events")
        self._rows = EventRowView()
        self._message = self._build_text("event_list_message", margins=(14, 8, 14, 16))
        self._notice = self._build_text("search_notice", margins=(2, 0, 2, 0))
        self._rule = Hairline(margin_px=12)
        self._rule.setVisible(False)
        self._unexplained = UnexplainedList()
        self._build_order_menu()
        self._lay_out()
        self._connect()
        self.setAutoFillBackground(True)
        self.set_theme(LIGHT)
        self._show(self._state)

    @property
    def search(self) -> SearchField:
        """Return the search field."""
        return self._search

    @property
    def chips(self) -> ChipRow:
        """Return the category chips."""
        return self._chips

    @property
    def order_button(self) -> MenuTextButton:
        """Return the button that opens the menu of orders."""
        return self._order

    @property
    def rows(self) -> EventRowView:
        """Return the list of events."""
        return self._rows

    @property
    def unexplained(self) -> UnexplainedList:
        """Return the list of unexplained moves."""
        return self._unexplained

    def set_state(self, state: EventListState) -> None:
        """Show this; nothing is emitted."""
        if state != self._state:
            self._show(state)

    def set_unexplained(self, rows: tuple[UnexplainedRow, ...]) -> None:
        """Show these sessions that moved without an event; nothing is emitted."""
        self._unexplained.set_rows(rows)
        self._rule.setVisible(not self._unexplained.isHidden())

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colors from now on."""
        self.setPalette(qt_palette(theme))
        set_text_color(self._message, theme.text_muted)
        set_text_color(self._notice, theme.text)
        for part in (self._search, self._chips, self._heading, self._order, self._rows):
            part.set_theme(theme)
        self._rule.set_theme(theme)
        self._unexplained.set_theme(theme)

    def focus_search(self) -> None:
        """Put the cursor into the search field, with its text selected."""
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def focus_list(self) -> None:
        """Put the keyboard focus on the list."""
        self._rows.enter()

    @override
    def sizeHint(self) -> QSize:
        return QSize(260, 620)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._unexplained.set_room(event.size().height() >= _LEAST_FOR_MOVES_PX)
        self._rule.setVisible(not self._unexplained.isHidden())

    def _show(self, state: EventListState) -> None:
        if state.search_text not in {self._state.search_text, self._search.text()}:
            self._search.setText(state.search_text)
        self._state = state
        self._chips.set_chips(state.chips)
        self._heading.set_heading(state.header)
        self._order.set_word(f"by {state.order}")
        self._orders[state.order].setChecked(True)
        self._rows.set_terms(state.terms)
        self._rows.set_rows(state.rows, state.selected, selected_ids=state.selected_ids)
        self._rows.setVisible(bool(state.rows))
        self._message.setText(breakable(state.message))
        self._message.setVisible(bool(state.message))
        self._notice.setText(breakable(state.notice))
        self._notice.setVisible(bool(state.notice))

    def _build_text(self, name: str, *, margins: tuple[int, int, int, int]) -> QLabel:
        label = QLabel()
        label.setObjectName(name)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setFont(font(13))
        label.setWordWrap(True)
        label.setContentsMargins(*margins)
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        return label

    def _build_order_menu(self) -> None:
        self._order_menu = QMenu(self)
        group = QActionGroup(self._order_menu)
        self._orders = {}
        for order in EventOrder:
            what = "size of move" if order is EventOrder.MOVE else order.value
            action = self._order_menu.addAction(f"By {what}")
            action.setCheckable(True)
            action.setData(order.value)
            group.addAction(action)
            self._orders[order] = action
        self._order.setToolTip("Sort the events")

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(14, 8, 5, 3)
        self._heading.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        head.addWidget(self._heading, 1)
        head.addWidget(self._order)
        top = QVBoxLayout()
        top.setContentsMargins(12, 12, 12, 0)
        top.setSpacing(10)
        top.addWidget(self._search)
        top.addWidget(self._notice)
        top.addWidget(self._chips)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addLayout(head)
        layout.addWidget(self._rows)
        layout.addWidget(self._message)
        layout.addSpacing(7)
        layout.addWidget(self._rule)
        layout.addWidget(self._unexplained)
        layout.addStretch(1)

    def _connect(self) -> None:
        self._search.text_edited.connect(self.search_edited)
        self._search.list_requested.connect(self._rows.enter)
        self._search.menu_requested.connect(self._on_search_menu_requested)
        self._chips.chip_toggled.connect(self.category_toggled)
        self._order.clicked.connect(self._on_order_clicked)
        self._order_menu.triggered.connect(
            lambda action: self.order_chosen.emit(str(action.data()))
        )
        self._rows.row_chosen.connect(self.event_clicked)
        self._rows.row_toggled.connect(self.event_toggled)
        self._rows.row_reached.connect(self.event_reached)
        self._rows.row_activated.connect(self.event_activated)
        self._rows.row_double_clicked.connect(self.event_double_clicked)
        self._rows.menu_requested.connect(self.menu_requested)
        self._rows.search_requested.connect(self.focus_search)
        self._unexplained.move_clicked.connect(self.move_clicked)

    def _on_search_menu_requested(self) -> None:
        self.filter_menu_requested.emit(
            self._search.mapToGlobal(QPoint(0, self._search.height() + 2))
        )

    def _on_order_clicked(self) -> None:
        below = self._order.mapToGlobal(QPoint(0, self._order.height() + 2))
        self._order_menu.popup(below)
