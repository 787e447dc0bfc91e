"""The warning that an event seems to be there already: which one, and an offer to merge."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from tickertale.viewmodels.editor.editor_state import Choice
from tickertale.widgets.control.form_button import WordButton
from tickertale.widgets.control.form_field import Note
from tickertale.widgets.look.brush import plain_tooltip
from tickertale.widgets.look.theme import LIGHT, Theme


class SimilarEvents(QWidget):
    """Names similar events, each as a link with an offer; hidden while there are none.

    Signals
    -------
    event_clicked, merge_clicked : str
        Id of the event to look at, or to put the new one into.
    """

    event_clicked = Signal(str)
    merge_clicked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._events: tuple[Choice, ...] = ()
        self._rows: list[QWidget] = []
        self._buttons: list[WordButton] = []
        self._note = Note()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._note)
        self.hide()

    @property
    def buttons(self) -> tuple[WordButton, ...]:
        """Return the link and the offer of each event, one after the other."""
        return tuple(self._buttons)

    def set_events(self, events: tuple[Choice, ...]) -> None:
        """Show these; nothing is emitted."""
        if events == self._events:
            return
        self._events = events
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows, self._buttons = [], []
        for choice in events:
            self._add(choice)
        self._note.say("There is a similar event already:" if events else "", is_problem=True)
        self.setVisible(bool(events))

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colors from now on."""
        self._theme = theme
        for button in self._buttons:
            button.set_theme(theme)

    def _add(self, choice: Choice) -> None:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        link = WordButton(choice.words.replace("&", "&&"), is_plain=True)
        link.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        hint = "Show this event; what you typed is kept for Ctrl+Shift+N"
        link.setToolTip(plain_tooltip(f"{choice.words}\n{hint}"))
        offer = WordButton("Merge")
        offer.setAccessibleName(f"Merge into {choice.words}")
        offer.setToolTip("Add what you typed to this event")
        link.clicked.connect(partial(self.event_clicked.emit, choice.key))
        offer.clicked.connect(partial(self.merge_clicked.emit, choice.key))
        layout.addWidget(link, 1)
        layout.addWidget(offer)
        for button in (link, offer):
            button.set_theme(self._theme)
            self._buttons.append(button)
        self._rows.append(row)
        self._column.addWidget(row)
