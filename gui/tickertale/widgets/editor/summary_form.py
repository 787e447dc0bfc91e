"""The summary of an event in a form: Markdown to type, and how it will be shown."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tickertale.widgets.control.form_button import WordButton
from tickertale.widgets.control.form_field import FieldLabel, FormText, Note
from tickertale.widgets.control.text_block import TextBlock
from tickertale.widgets.look.markdown import markdown_document
from tickertale.widgets.look.scroll_bar import set_slim_scroll_bar
from tickertale.widgets.look.theme import LIGHT, Theme


class SummaryForm(QWidget):
    """Text in Markdown, and beside it a button that shows it as the details will.

    Signals
    -------
    link_clicked : str
        Address of a safe link in the preview; nothing is opened here.
    """

    link_clicked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self.text = FormText("Summary, in Markdown")
        self.text.setPlaceholderText("What happened, in Markdown")
        self.preview = TextBlock("Preview of the summary")
        self.preview_button = WordButton("Pre&view", is_plain=True)
        self.preview_button.setCheckable(True)
        self.note = Note()
        top = QHBoxLayout()
        top.addWidget(FieldLabel("Su&mmary", self.text), 1)
        top.addWidget(self.preview_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addLayout(top)
        for part in (self.text, self.preview, self.note):
            column.addWidget(part)
        self.preview.hide()
        # The text comes before its preview, wherever the button stands.
        self.setTabOrder(self.text, self.preview_button)
        self.preview_button.toggled.connect(self._on_preview_button_toggled)
        self.preview.link_clicked.connect(self.link_clicked)

    def set_text(self, text: str, *, problem: str) -> None:
        """Show a text and what is wrong with it; nothing is emitted."""
        self.text.set_text(text)
        self.text.set_problem(problem)
        self.note.say(problem, is_problem=True)
        if self.preview_button.isChecked():
            self._show_preview()

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colors from now on."""
        self._theme = theme
        set_slim_scroll_bar(self.text, theme)
        self.preview_button.set_theme(theme)
        self.preview.set_selection_colors(theme.accent, theme.on_accent)
        if self.preview_button.isChecked():
            self._show_preview()

    def _show_preview(self) -> None:
        self.preview.set_document(markdown_document(self.text.toPlainText(), self._theme))

    def _on_preview_button_toggled(self, is_on: bool) -> None:
        if is_on:
            self._show_preview()
        self.preview.setVisible(is_on)
        self.text.setVisible(not is_on)
        self.preview_button.setText("Write" if is_on else "Pre&view")
        self.preview_button.setAccessibleName(self.preview_button.words)
        self.preview_button.updateGeometry()
