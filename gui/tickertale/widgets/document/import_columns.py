"""Which field each column of a table is read as: a small box for each."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QScrollArea, QWidget

from tickertale.viewmodels.editor.import_preview import FIELD_CHOICES, ColumnChoice

MOST_COLUMNS = 60
"""Columns that get a box; a table with more of them is hardly one of events."""

_IN_A_LINE = 4
_HEIGHT_PX = 118
_HEAD_WIDTH_PX = 92


class ImportColumns(QScrollArea):
    """Shows the columns of a table with the fields that they hold.

    Signals
    -------
    field_chosen(int, str)
        The column at that place shall be read as that field; empty leaves it out.
    """

    field_chosen = Signal(int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes: list[QComboBox] = []
        self._heads: tuple[str, ...] = ()
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Columns of the table")
        self.setMaximumHeight(_HEIGHT_PX)

    def set_columns(self, columns: Sequence[ColumnChoice]) -> None:
        """Show other columns, or other fields; says nothing."""
        heads = tuple(column.head for column in columns[:MOST_COLUMNS])
        if heads != self._heads:
            self._heads = heads
            self._build()
        for box, column in zip(self.boxes, columns, strict=False):
            box.setCurrentIndex(max(box.findData(column.field), 0))
        self.setVisible(bool(columns))

    def _build(self) -> None:
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        self.boxes = []
        for place, head in enumerate(self._heads):
            line, column = divmod(place, _IN_A_LINE)
            label = QLabel()
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setText(
                self.fontMetrics().elidedText(head, Qt.TextElideMode.ElideRight, _HEAD_WIDTH_PX)
            )
            label.setToolTip(head)
            box = QComboBox()
            box.setAccessibleName(f"Field of the column {head}")
            for name, text in FIELD_CHOICES:
                box.addItem(text, name)
            box.activated.connect(partial(self._on_box_activated, place))
            label.setBuddy(box)
            grid.addWidget(label, line, 2 * column)
            grid.addWidget(box, line, 2 * column + 1)
            self.boxes.append(box)
        for column in range(_IN_A_LINE):
            grid.setColumnStretch(2 * column + 1, 1)
        self.setWidget(inner)
        self.setFixedHeight(min(inner.sizeHint().height(), _HEIGHT_PX))

    def _on_box_activated(self, place: int, index: int) -> None:
        self.field_chosen.emit(place, str(self.boxes[place].itemData(index)))
