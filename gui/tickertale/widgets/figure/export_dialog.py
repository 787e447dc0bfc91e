"""The dialog that asks how a figure shall look, shows it, and asks where it shall go."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from tickertale.viewmodels.figure.figure import FigureRequest, FigureState
from tickertale.widgets.figure.figure_file import FigureFormat
from tickertale.widgets.figure.figure_form import FigureForm
from tickertale.widgets.figure.figure_preview import FigurePreview
from tickertale.widgets.look.form_style import dress_buttons


class ExportDialog(QDialog):
    """Asks for a figure; whoever opens it writes the file, then closes it or shows the problem.

    Parameters
    ----------
    request : FigureRequest
        The last choices; its range and selected event are those of the window.
    kind : FigureFormat
        The last format.
    resolve : callable
        Answers a request; raises `ExportError` where it cannot be drawn.
    window_size : (int, int)
        Size of the chart in the window, the first of the presets.
    suggested : Path
        File to begin with; its suffix follows the format.
    parent : QWidget or None

    Signals
    -------
    export_requested(FigureRequest, Path)
        The figure shall be written to that file.
    copy_requested(FigureRequest)
        The figure shall go to the clipboard.
    """

    export_requested = Signal(object, object)
    copy_requested = Signal(object)

    def __init__(
        self,
        request: FigureRequest,
        *,
        kind: FigureFormat,
        resolve: Callable[[FigureRequest], FigureState],
        window_size: tuple[int, int],
        suggested: Path,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._suggested = suggested
        self.setWindowTitle("Export figure")
        self.form = FigureForm(request, kind=kind, window_size=window_size, parent=self)
        self.preview = FigurePreview(resolve, self)
        self.problem = QLabel(self, wordWrap=True)
        self.problem.setAccessibleName("Problem")
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        role = QDialogButtonBox.ButtonRole
        self.copy_button = self.buttons.addButton("&Copy to clipboard", role.ActionRole)
        self.save_button = self.buttons.addButton("&Save…", role.AcceptRole)
        self.save_button.setDefault(True)
        self._lay_out()
        self._connect()
        self.preview.set_request(self.form.request())

    @property
    def kind(self) -> FigureFormat:
        """Return the format chosen, to be remembered."""
        return self.form.kind

    def request(self) -> FigureRequest:
        """Return the figure as it is described now, to be remembered."""
        return self.form.request()

    def show_problem(self, text: str) -> None:
        """Say in one sentence why the figure was not written or cannot be drawn."""
        self.problem.setText(text)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.addWidget(self.form)
        left.addStretch(1)
        left.addWidget(self.problem)
        self.form.setFixedWidth(320)
        columns = QHBoxLayout()
        columns.addLayout(left)
        columns.addSpacing(12)
        columns.addWidget(self.preview, 1)
        rows = QVBoxLayout(self)
        rows.addLayout(columns, 1)
        rows.addWidget(self.buttons)

    def _connect(self) -> None:
        self.form.changed.connect(self._on_form_changed)
        self.preview.resolved.connect(self._on_preview_resolved)
        self.preview.failed.connect(self._on_preview_failed)
        self.copy_button.clicked.connect(self._on_copy_clicked)
        # Not `accepted`: the dialog stays until the file is written.
        self.save_button.clicked.connect(self._on_save_clicked)
        self.buttons.rejected.connect(self.reject)
        dress_buttons(self.buttons)

    def _on_form_changed(self) -> None:
        self.preview.set_request(self.form.request())

    def _on_preview_resolved(self, figure: FigureState) -> None:
        self.form.set_suggestions(figure)
        self._set_possible(True)
        self.problem.clear()

    def _on_preview_failed(self, text: str) -> None:
        self._set_possible(False)
        self.show_problem(text)

    def _set_possible(self, is_possible: bool) -> None:
        self.save_button.setEnabled(is_possible)
        self.copy_button.setEnabled(is_possible)

    def _on_copy_clicked(self) -> None:
        self.copy_requested.emit(self.form.request())

    def _on_save_clicked(self) -> None:
        suffix = f".{self.kind.value}"
        name, _ = QFileDialog.getSaveFileName(
            self,
            "Save figure",
            str(self._suggested.with_suffix(suffix)),
            f"{self.form.format.currentText()} (*{suffix})",
        )
        if not name:
            return
        path = Path(name)
        if path.suffix.lower() != suffix:
            path = path.with_name(path.name + suffix)
        self._suggested = path
        self.export_requested.emit(self.form.request(), path)
