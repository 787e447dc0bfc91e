"""The field for a color: swatches to click, a text, and whether marks in it can be told."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from tickertale.viewmodels.event.category_edit import ColorState
from tickertale.widgets.control.swatch import Swatch
from tickertale.widgets.look.theme import Theme

_COLUMNS = 6


class ColorField(QWidget):
    """Shows a color and tells which other one was chosen.

    Parameters
    ----------
    palette : sequence of str
        Colors to choose from.
    resolve : callable
        Says of a typed color whether it can be told.
    parent : QWidget or None

    Signals
    -------
    color_chosen : str
        ``#RRGGBB`` as chosen or typed.
    """

    color_chosen = Signal(str)

    def __init__(
        self,
        palette: Sequence[str],
        *,
        resolve: Callable[[str], ColorState],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._resolve = resolve
        self.swatches = [Swatch(color) for color in palette]
        self.text = QLineEdit()
        self.verdict = QLabel()
        self.suggestion = QPushButton()
        self.suggestion.setAutoDefault(False)
        self._lay_out()
        self._connect()

    def set_color(self, color: str) -> None:
        """Show a color; nothing is emitted."""
        self.text.setText(color)
        for swatch in self.swatches:
            swatch.setChecked(swatch.color.upper() == color.upper())
        self._judge()

    def set_theme(self, theme: Theme) -> None:
        """Show other colors."""
        for swatch in self.swatches:
            swatch.set_theme(theme)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setSpacing(4)
        for number, swatch in enumerate(self.swatches):
            grid.addWidget(swatch, number // _COLUMNS, number % _COLUMNS)
        grid.setColumnStretch(_COLUMNS, 1)
        self.text.setMaxLength(7)
        self.text.setAccessibleName("Color")
        self.text.setToolTip("Six digits and letters A to F, such as #0072B2")
        self.verdict.setWordWrap(True)
        self.verdict.setAccessibleName("Contrast")
        row = QHBoxLayout()
        row.addWidget(self.text, 1)
        row.addWidget(self.suggestion, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(grid)
        column.addLayout(row)
        column.addWidget(self.verdict)

    def _connect(self) -> None:
        for swatch in self.swatches:
            swatch.clicked.connect(partial(self._choose, swatch.color))
        self.text.textEdited.connect(self._judge)
        self.text.editingFinished.connect(self._on_text_editing_finished)
        self.suggestion.clicked.connect(self._on_suggestion_clicked)

    def _judge(self) -> None:
        state = self._resolve(self.text.text())
        self.verdict.setText(state.text)
        self.suggestion.setText(f"Use {state.suggestion}")
        self.suggestion.setProperty("color", state.suggestion)
        self.suggestion.setVisible(bool(state.suggestion))

    def _choose(self, color: str, _is_checked: bool = True) -> None:
        self.set_color(color)
        self.color_chosen.emit(color)

    def _on_text_editing_finished(self) -> None:
        if self._resolve(self.text.text()).is_color:
            self.color_chosen.emit(self.text.text())

    def _on_suggestion_clicked(self) -> None:
        self._choose(str(self.suggestion.property("color")))
