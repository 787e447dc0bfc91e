"""A line above the chart that says what went wrong, and goes when it is dismissed."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from tickertale.widgets.look.form_style import set_style_flag


class MessageBar(QFrame):
    """One sentence with a button to dismiss it, and one for what can be done about it.

    It is hidden while there is nothing to say.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("message_bar")
        self._act: Callable[[], object] | None = None
        self._label = QLabel()
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setWordWrap(True)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.act_button = QPushButton()
        self.act_button.setFlat(True)
        self.act_button.clicked.connect(self._on_act_button_clicked)
        close = QPushButton("Dismiss")
        close.setFlat(True)
        close.clicked.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 4, 4, 4)
        layout.addWidget(self._label, 1)
        layout.addWidget(self.act_button)
        layout.addWidget(close)
        self.hide()

    @property
    def text(self) -> str:
        """Return the sentence that is shown; empty while the bar is hidden."""
        return "" if self.isHidden() else self._label.text()

    def say(self, text: str) -> None:
        """Show a sentence; an empty one hides the bar."""
        self._show(text, words="", act=None)

    def warn(self, text: str, *, words: str, act: Callable[[], object]) -> None:
        """Show what went wrong, and a button that does something about it."""
        self._show(text, words=words, act=act)

    def offer(self, text: str, words: str, act: Callable[[], object]) -> None:  # noqa: PLR0917 (a slot)
        """Show a sentence that is no warning, and a button that does something about it.

        Parameters
        ----------
        text, words : str
            The sentence, and what stands on the button.
        act : callable
            What the button does; the bar is hidden before.
        """
        # What went wrong is not to be overlooked for it.
        before = "" if self._act is not None else self.text
        told = f"{before} {text}.".strip() if before else text
        self._show(told, words=words, act=act, is_quiet=True)

    def _show(
        self, text: str, *, words: str, act: Callable[[], object] | None, is_quiet: bool = False
    ) -> None:
        self._act = act
        self._label.setText(text)
        self.act_button.setText(words)
        self.act_button.setVisible(act is not None)
        set_style_flag(self, "is_quiet", is_on=is_quiet)
        self.setVisible(bool(text))

    def _on_act_button_clicked(self) -> None:
        act = self._act
        self.hide()
        if act is not None:
            act()
