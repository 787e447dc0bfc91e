"""A line above the chart that says what went wrong, and goes when it is dismissed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget


class MessageBar(QFrame):
    """One sentence with a button to dismiss it; hidden while there is nothing to say.

    Signals
    -------
    offer_taken
        The user wants what the message offers.
    """

    offer_taken = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("message_bar")
        self._label = QLabel()
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setWordWrap(True)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.offer_button = QPushButton()
        self.offer_button.clicked.connect(self.offer_taken)
        close = QPushButton("Dismiss")
        close.setFlat(True)
        close.clicked.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 4, 4, 4)
        layout.addWidget(self._label, 1)
        layout.addWidget(self.offer_button)
        layout.addWidget(close)
        self.hide()

    def say(self, text: str, *, offer: str = "") -> None:
        """Show a sentence, and a button for what can be done; an empty one hides the bar."""
        self.offer_button.setText(offer)
        self.offer_button.setVisible(bool(offer))
        self._label.setText(text)
        self.setVisible(bool(text))
