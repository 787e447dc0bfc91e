"""The dialog that asks what a new document is about, and which prices it shall hold."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from tickertale.domain.instrument import InstrumentKind, Interval
from tickertale.prices.price_file import PriceFile
from tickertale.viewmodels.document.new_document import (
    exchange_choices,
    resolve_problem,
    suggested_file,
)
from tickertale.viewmodels.text.wording import interval_text
from tickertale.widgets.control.start_folder import StartFolder
from tickertale.widgets.look.form_style import dress_buttons

_SIZE = (860, 380)
_COLUMNS = ("File", "Symbol", "Name", "Kind", "Exchange", "Currency", "Bars")
_FILE, _SYMBOL, _NAME, _KIND, _EXCHANGE, _CURRENCY, _BARS = range(len(_COLUMNS))
_PATH = Qt.ItemDataRole.UserRole


class NewDocumentDialog(QDialog):
    """Asks for a title and price files; whoever opens it makes the document.

    Parameters
    ----------
    files : sequence of pathlib.Path
        Price files to begin with.
    folder : StartFolder or None
        Where file dialogs begin.
    parent : QWidget or None

    Signals
    -------
    document_described(str, tuple of PriceFile)
        The user asked for a document with this title and these prices.
    """

    document_described = Signal(str, object)

    def __init__(
        self,
        files: Sequence[Path] = (),
        *,
        folder: StartFolder | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._folder = folder or StartFolder()
        self.setWindowTitle("New timeline")
        self.title = QLineEdit(maxLength=300)
        self.table = QTableWidget(0, len(_COLUMNS))
        self.add_button = QPushButton("&Add prices…")
        self.remove_button = QPushButton("&Remove")
        self.problem = QLabel(wordWrap=True)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.create_button = self.buttons.addButton(
            "&Create…", QDialogButtonBox.ButtonRole.AcceptRole
        )
        self._lay_out()
        self._connect()
        for path in files:
            self.add_file(path)
        self._show()

    def files(self) -> tuple[PriceFile, ...]:
        """Return the price files as they are described now."""
        return tuple(self._file(row) for row in range(self.table.rowCount()))

    def add_file(self, path: Path) -> None:
        """Add a price file, described as its name suggests."""
        file, row = suggested_file(path), self.table.rowCount()
        self.table.insertRow(row)
        name = QTableWidgetItem(path.name)
        name.setData(_PATH, str(path))
        name.setToolTip(str(path))
        name.setFlags(name.flags() & ~Qt.ItemFlag.ItemIsEditable)
        self.table.setItem(row, _FILE, name)
        for column, text in (
            (_SYMBOL, file.symbol),
            (_NAME, file.name),
            (_CURRENCY, file.currency),
        ):
            self.table.setItem(row, column, QTableWidgetItem(text))
        self.table.setCellWidget(row, _KIND, _choice([(str(k), k) for k in InstrumentKind]))
        self.table.setCellWidget(
            row, _EXCHANGE, _choice([(each.text, each.mic) for each in exchange_choices()])
        )
        self.table.setCellWidget(row, _BARS, _choice([(interval_text(i), i) for i in Interval]))
        for column, value in (
            (_KIND, file.kind),
            (_EXCHANGE, file.mic),
            (_BARS, file.interval),
        ):
            box = self._box(row, column)
            box.setAccessibleName(_COLUMNS[column])
            box.setCurrentIndex(max(box.findData(value), 0))
        self.table.setCurrentCell(row, _SYMBOL)
        self._show()

    def show_problem(self, text: str) -> None:
        """Say in one sentence why the document was not made."""
        self.problem.setText(text)

    def _lay_out(self) -> None:
        self.title.setPlaceholderText("Why did the share price move?")
        self.title.setAccessibleName("Title")
        self.table.setHorizontalHeaderLabels(_COLUMNS)
        self.table.setAccessibleName("Price files; the first one is on the chart")
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        self.problem.setAccessibleName("What is missing")
        label = QLabel("&Title")
        label.setBuddy(self.title)
        hint = QLabel(
            "Prices are CSV files with date, open, high, low, close and perhaps volume. "
            "The first one is on the chart; more can be compared with it.",
            wordWrap=True,
        )
        side = QHBoxLayout()
        side.addWidget(hint, 1)
        side.addWidget(self.add_button)
        side.addWidget(self.remove_button)
        head = QHBoxLayout()
        head.addWidget(label)
        head.addWidget(self.title, 1)
        rows = QVBoxLayout(self)
        for part in (head, side):
            rows.addLayout(part)
        rows.addWidget(self.table, 1)
        rows.addWidget(self.problem)
        rows.addWidget(self.buttons)
        self.create_button.setDefault(True)
        self.resize(*_SIZE)

    def _connect(self) -> None:
        self.title.textChanged.connect(self._show)
        self.table.itemChanged.connect(self._show)
        self.table.currentCellChanged.connect(self._show)
        self.add_button.clicked.connect(self._on_add_clicked)
        self.remove_button.clicked.connect(self._on_remove_clicked)
        # Not `accepted`: the dialog stays until the document is made.
        self.create_button.clicked.connect(self._on_create_clicked)
        self.buttons.rejected.connect(self.reject)
        dress_buttons(self.buttons)

    def _box(self, row: int, column: int) -> QComboBox:
        box = self.table.cellWidget(row, column)
        if not isinstance(box, QComboBox):
            message = f"a choice was expected in column {_COLUMNS[column]}"
            raise TypeError(message)
        return box

    def _text(self, row: int, column: int) -> str:
        item = self.table.item(row, column)
        return "" if item is None else item.text().strip()

    def _file(self, row: int) -> PriceFile:
        item = self.table.item(row, _FILE)
        path = Path("" if item is None else str(item.data(_PATH)))
        return replace(
            PriceFile(path, self._text(row, _SYMBOL), str(self._box(row, _EXCHANGE).currentData())),
            name=self._text(row, _NAME),
            currency=self._text(row, _CURRENCY).upper(),
            kind=InstrumentKind(self._box(row, _KIND).currentData()),
            interval=Interval(self._box(row, _BARS).currentData()),
        )

    def _show(self) -> None:
        is_whole = all(
            self.table.cellWidget(row, _BARS) is not None for row in range(self.table.rowCount())
        )
        # While a row is being made, its choices are not there yet.
        if not is_whole:
            return
        problem = resolve_problem(self.title.text(), self.files())
        self.problem.setText(problem)
        self.create_button.setEnabled(not problem)
        self.remove_button.setEnabled(self.table.currentRow() >= 0)

    def _on_add_clicked(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(
            self, "Add prices", str(self._folder.path()), "Prices (*.csv *.txt);;All files (*)"
        )
        for name in names:
            self._folder.remember(Path(name))
            self.add_file(Path(name))

    def _on_remove_clicked(self) -> None:
        self.table.removeRow(self.table.currentRow())
        self._show()

    def _on_create_clicked(self) -> None:
        self.document_described.emit(self.title.text().strip(), self.files())


def _choice(rows: Sequence[tuple[str, str]]) -> QComboBox:
    box = QComboBox()
    for text, value in rows:
        box.addItem(text, value)
    return box
