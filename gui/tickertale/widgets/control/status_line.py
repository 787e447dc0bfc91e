"""The line at the bottom of the window: what is open, and the keys that a newcomer needs."""

from PySide6.QtWidgets import QSizePolicy, QStatusBar, QWidget

from tickertale.viewmodels.window.status import KEY_HINTS
from tickertale.widgets.control.elided_label import ElidedLabel
from tickertale.widgets.look.font import font


class StatusLine(QStatusBar):
    """Shows one text at the left and the key hints at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._text = _label()
        self._text.setContentsMargins(8, 0, 0, 0)
        # A long text gives way to a narrow window.
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        hints = _label()
        hints.setText(KEY_HINTS)
        hints.setContentsMargins(0, 0, 8, 0)
        self.addWidget(self._text, 1)
        self.addPermanentWidget(hints)

    def set_text(self, text: str, *, detail: str) -> None:
        """Show a text, and a detail when the pointer rests on it."""
        self._text.setText(text)
        self._text.set_detail(detail)


def _label() -> ElidedLabel:
    label = ElidedLabel()
    label.setFont(font(12))
    return label
