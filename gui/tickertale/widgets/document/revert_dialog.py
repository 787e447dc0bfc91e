"""The dialog that brings a document back to an earlier point of its history."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from tickertale.viewmodels.document.revert import HistoryPoint
from tickertale.widgets.look.form_style import dress_buttons

_SIZE = (760, 440)
_SEQ = Qt.ItemDataRole.UserRole


class RevertDialog(QDialog):
    """Lists the edits with their times and previews what going back would change.

    Parameters
    ----------
    points : sequence of HistoryPoint
        The latest first.
    preview : callable
        Says what going back to a point would change, a line each.
    parent : QWidget or None

    Signals
    -------
    point_chosen(int)
        The user asked to go back to this point of the history.
    """

    point_chosen = Signal(int)

    def __init__(
        self,
        points: Sequence[HistoryPoint],
        *,
        preview: Callable[[int], Sequence[str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Revert to an earlier point")
        self._preview = preview
        self._now = next((point.seq for point in points if point.is_now), -1)
        self.points = QTreeWidget()
        self.changes = QPlainTextEdit(readOnly=True)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.revert_button = self.buttons.addButton(
            "&Revert", QDialogButtonBox.ButtonRole.AcceptRole
        )
        self._lay_out()
        self._fill(points)
        self.points.itemSelectionChanged.connect(self._show)
        self.buttons.accepted.connect(self._on_buttons_accepted)
        self.buttons.rejected.connect(self.reject)
        dress_buttons(self.buttons)
        self._show()

    def _lay_out(self) -> None:
        self.points.setHeaderLabels(["Edit", "When"])
        self.points.setRootIsDecorated(False)
        self.points.setUniformRowHeights(True)
        self.points.setAccessibleName("Edits, the latest first")
        self.changes.setAccessibleName("What would change")
        self.changes.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        right = QVBoxLayout()
        right.addWidget(QLabel("What would change"))
        right.addWidget(self.changes, 1)
        columns = QHBoxLayout()
        columns.addWidget(self.points, 3)
        columns.addLayout(right, 2)
        note = QLabel("Reverting is one edit of its own: undo takes it back.")
        rows = QVBoxLayout(self)
        rows.addLayout(columns, 1)
        rows.addWidget(note)
        rows.addWidget(self.buttons)
        self.resize(*_SIZE)

    def _fill(self, points: Sequence[HistoryPoint]) -> None:
        for point in points:
            name = f"{point.label}  (now)" if point.is_now else point.label
            item = QTreeWidgetItem([name, point.at_text])
            item.setData(0, _SEQ, point.seq)
            item.setToolTip(0, point.label)
            self.points.addTopLevelItem(item)
            if self.points.topLevelItemCount() == 1:
                self.points.setCurrentItem(item)
        # The list asks for as much room as its texts need, and that may be more than there is.
        self.points.resizeColumnToContents(1)
        self.points.header().setStretchLastSection(False)
        self.points.header().setSectionResizeMode(0, self.points.header().ResizeMode.Stretch)

    def _chosen(self) -> int | None:
        rows = self.points.selectedItems()
        return int(rows[0].data(0, _SEQ)) if rows else None

    def _show(self) -> None:
        seq = self._chosen()
        is_other = seq is not None and seq != self._now
        self.revert_button.setEnabled(is_other)
        if seq is None or not is_other:
            self.changes.setPlainText("The document is as it was then.")
            return
        self.changes.setPlainText("\n".join(self._preview(seq)))

    def _on_buttons_accepted(self) -> None:
        seq = self._chosen()
        if seq is not None and seq != self._now:
            self.point_chosen.emit(seq)
            self.accept()
