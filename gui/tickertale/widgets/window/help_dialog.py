"""Help: how the window is used, and every key of the catalogue."""

from PySide6.QtGui import QKeySequence, QTextDocument
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from tickertale.assets import resource
from tickertale.widgets.frame.action import key_sequences
from tickertale.widgets.frame.catalogue import ACTIONS, ActionSpec
from tickertale.widgets.look.form_style import dress_buttons

_SIZE_PX = (680, 680)
_MARGIN_PX = 14


class HelpDialog(QDialog):
    """Shows the gestures from ``resources/help`` and the keys from the catalogue itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keys and gestures")
        self.text = QTextBrowser()
        self.text.setAccessibleName("Help")
        self.text.setOpenLinks(False)
        document = QTextDocument(self.text)
        document.setDefaultFont(self.font())
        document.setDocumentMargin(_MARGIN_PX)
        document.setMarkdown(help_text())
        self.text.setDocument(document)
        buttons = QDialogButtonBox()
        buttons.addButton("&Close", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        dress_buttons(buttons)
        layout = QVBoxLayout(self)
        layout.addWidget(self.text)
        layout.addWidget(buttons)
        self.resize(*_SIZE_PX)


def help_text() -> str:
    """Return the help in Markdown: what a newcomer needs, then the table of keys."""
    using = (resource("help") / "using.md").read_text(encoding="utf-8")
    rows = [_key_row(spec) for spec in ACTIONS if spec.keys]
    return "\n".join((using, "## Keys", "", "| Key | Does |", "|---|---|", *rows, ""))


def _key_row(spec: ActionSpec) -> str:
    keys = [
        sequence.toString(QKeySequence.SequenceFormat.NativeText)
        for sequence in key_sequences(spec)
    ]
    # A bar would end the cell of the table.
    shown = " or ".join(key.replace("|", "\\|") for key in keys)
    return f"| {shown} | {spec.text.replace('&', '').rstrip('…')} |"
