"""A small table in a form: rows of cells under their heads, to be typed in, added, taken away."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from tickertale.viewmodels.editor.draft_row import YES, Row, RowProblem, Rows
from tickertale.widgets.control.form_button import WordButton
from tickertale.widgets.control.form_field import FIELD_HEIGHT_PX, FieldLabel, FormLine, Note
from tickertale.widgets.control.section import Hairline, SectionHeading
from tickertale.widgets.look.font import font
from tickertale.widgets.look.theme import LIGHT, Theme


@dataclass(frozen=True, slots=True)
class Column:
    """A cell of each row: its head, the line of the row it stands in, and its share of that.

    Parameters
    ----------
    head : str
        What belongs there; also its name for screen readers.
    line : int
        0 for the first line of a row.
    share : int
        Its width beside the others of its line.
    is_box : bool
        It is a box to check.
    """

    head: str
    line: int = 0
    share: int = 1
    is_box: bool = False


class RowForm(QWidget):
    """The rows of a table under their heading.

    Parameters
    ----------
    heading, noun : str
        ``Figures`` and ``figure``.
    columns : sequence of Column
        In the order of a row's texts.
    parent : QWidget or None

    Signals
    -------
    rows_typed : tuple
        The user typed, added or took away; all rows.
    left
        A cell was left, or a row taken away.
    reverted
        The user gave up what was typed.
    row_added : RowCard
        The user added a row; it shall be seen.
    """

    rows_typed = Signal(tuple)
    left = Signal()
    reverted = Signal()
    row_added = Signal(object)

    def __init__(
        self,
        heading: str,
        *,
        noun: str,
        columns: Sequence[Column],
        add_text: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._noun = noun
        self._columns = tuple(columns)
        self._theme = LIGHT
        self._is_read_only = False
        self._cards: list[RowCard] = []
        self._heading = SectionHeading(heading)
        self.add_button = WordButton(add_text, is_plain=True)
        self.add_button.clicked.connect(self._on_add_button_clicked)
        top = QHBoxLayout()
        top.addWidget(self._heading, 1)
        top.addWidget(self.add_button)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addLayout(top)

    @property
    def cards(self) -> tuple["RowCard", ...]:
        """Return the rows shown."""
        return tuple(self._cards)

    def rows(self) -> Rows:
        """Return what stands in the rows."""
        return tuple(card.texts() for card in self._cards)

    def set_rows(self, rows: Rows, *, problems: Sequence[RowProblem | None] = ()) -> None:
        """Show these rows, with what is wrong with each; nothing is emitted."""
        while len(self._cards) > len(rows):
            self._drop(self._cards[-1])
        while len(self._cards) < len(rows):
            self._append()
        told = [*problems, *[None] * len(rows)]
        for card, row, problem in zip(self._cards, rows, told, strict=False):
            card.set_texts(row)
            card.set_problem(problem)

    def faulty_cell(self) -> FormLine | None:
        """Return the first cell that is marked; None without one."""
        lines = (line for card in self._cards for line in card.lines)
        return next((line for line in lines if line.has_problem), None)

    def set_read_only(self, is_read_only: bool) -> None:
        """Allow or forbid typing."""
        self._is_read_only = is_read_only
        self.add_button.setEnabled(not is_read_only)
        for card in self._cards:
            card.set_read_only(is_read_only)

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colors from now on."""
        self._theme = theme
        self._heading.set_theme(theme)
        self.add_button.set_theme(theme)
        for card in self._cards:
            card.set_theme(theme)

    def _append(self) -> "RowCard":
        card = RowCard(f"{self._noun} {len(self._cards) + 1}".capitalize(), self._columns)
        card.set_theme(self._theme)
        card.set_read_only(self._is_read_only)
        card.text_typed.connect(self._on_card_text_typed)
        card.left.connect(self.left)
        card.reverted.connect(self.reverted)
        card.removed.connect(partial(self._on_card_removed, card))
        before = self._cards[-1] if self._cards else None
        self._cards.append(card)
        self._column.addWidget(card)
        # Else it would be shown later, and Tab would pass it by until then.
        card.show()
        self._order(before)
        return card

    def _order(self, before: "RowCard | None") -> None:
        """Let Tab reach the newest row after the one before it; the first, after the button."""
        cells = self._cards[-1].in_order
        start = self.add_button if before is None else before.in_order[-1]
        for one, other in pairwise((start, *cells)):
            QWidget.setTabOrder(one, other)

    def _drop(self, card: "RowCard") -> None:
        self._cards.remove(card)
        self._column.removeWidget(card)
        card.hide()
        card.deleteLater()

    def _on_card_text_typed(self) -> None:
        self.rows_typed.emit(self.rows())

    def _on_card_removed(self, card: "RowCard") -> None:
        self._drop(card)
        self.add_button.setFocus()
        self.rows_typed.emit(self.rows())
        self.left.emit()

    def _on_add_button_clicked(self) -> None:
        # By its access key it is pressed from a field, which must be written before the row comes.
        self.add_button.setFocus()
        card = self._append()
        card.lines[0].setFocus()
        self.rows_typed.emit(self.rows())
        # What is typed into the row can be given up without the row.
        self.left.emit()
        self.row_added.emit(card)


class RowCard(QWidget):
    """One row: its cells on a few lines, each under its head, and a button that takes it away.

    Signals
    -------
    text_typed
        The user typed in a cell, or checked a box.
    left
        A cell was left.
    reverted
        The user gave up what was typed.
    removed
        The row shall go.
    """

    text_typed = Signal()
    left = Signal()
    reverted = Signal()
    removed = Signal()

    def __init__(
        self, name: str, columns: Sequence[Column], *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._rule = Hairline()
        self.note = Note()
        self.remove_button = WordButton("×", is_plain=True)
        self.remove_button.setFixedWidth(FIELD_HEIGHT_PX)
        self.remove_button.setAccessibleName(f"Remove {name.lower()}")
        self.remove_button.setToolTip(f"Remove {name.lower()}")
        self._cells: list[FormLine | QCheckBox] = [self._cell(name, row) for row in columns]
        self._lay_out()
        self.remove_button.clicked.connect(self.removed)

    @property
    def lines(self) -> tuple[FormLine, ...]:
        """Return the cells that are typed in."""
        return tuple(cell for cell in self._cells if isinstance(cell, FormLine))

    @property
    def in_order(self) -> tuple[QWidget, ...]:
        """Return what Tab goes through, in its order."""
        cells = zip(self._cells, self._columns, strict=True)
        in_lines = sorted(cells, key=lambda pair: pair[1].line)
        return (*(cell for cell, _ in in_lines), self.remove_button)

    def texts(self) -> Row:
        """Return what stands in the cells."""
        return tuple(_text_of(cell) for cell in self._cells)

    def set_texts(self, row: Row) -> None:
        """Show these texts; nothing is emitted."""
        for cell, text in zip(self._cells, row, strict=True):
            if isinstance(cell, FormLine):
                cell.set_text(text)
            else:
                cell.setChecked(bool(text))

    def set_problem(self, problem: RowProblem | None) -> None:
        """Tell what is wrong with the row, and mark the cell to mend."""
        self.note.say("" if problem is None else problem.text, is_problem=True)
        for column, cell in enumerate(self._cells):
            if isinstance(cell, FormLine):
                is_faulty = problem is not None and problem.column == column
                cell.set_problem(problem.text if problem is not None and is_faulty else "")

    def set_read_only(self, is_read_only: bool) -> None:
        """Allow or forbid typing."""
        self.remove_button.setVisible(not is_read_only)
        for cell in self._cells:
            if isinstance(cell, FormLine):
                cell.setReadOnly(is_read_only)
            else:
                cell.setEnabled(not is_read_only)

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colors from now on."""
        self._rule.set_theme(theme)
        self.remove_button.set_theme(theme)

    def _cell(self, name: str, column: Column) -> FormLine | QCheckBox:
        if column.is_box:
            box = QCheckBox(column.head)
            box.setFont(font(12))
            box.setFixedHeight(FIELD_HEIGHT_PX)
            box.clicked.connect(self.text_typed)
            box.clicked.connect(self.left)
            return box
        line = FormLine(f"{name}: {column.head.lower()}")
        line.text_typed.connect(self.text_typed)
        line.left.connect(self.left)
        line.reverted.connect(self.reverted)
        return line

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._rule)
        count = max(row.line for row in self._columns) + 1
        rows = [QHBoxLayout() for _ in range(count)]
        for cell, place in zip(self._cells, self._columns, strict=True):
            head = FieldLabel("" if place.is_box else place.head, cell)
            under = QVBoxLayout()
            under.setSpacing(2)
            under.addWidget(head)
            under.addWidget(cell)
            rows[place.line].addLayout(under, place.share)
        rows[0].addWidget(self.remove_button, 0, Qt.AlignmentFlag.AlignBottom)
        for row in rows:
            row.setSpacing(6)
            column.addLayout(row)
        column.addWidget(self.note)


def _text_of(cell: FormLine | QCheckBox) -> str:
    if isinstance(cell, FormLine):
        return cell.text()
    return YES if cell.isChecked() else ""
