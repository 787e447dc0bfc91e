"""Figures that the window asks for: the dialog, the file and the clipboard."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths
from PySide6.QtGui import QGuiApplication

from tickertale.domain.errors import TickertaleError
from tickertale.viewmodels.figure.figure import FigureRequest, FigureState, resolve_figure
from tickertale.widgets.figure.export_dialog import ExportDialog
from tickertale.widgets.figure.figure import figure_image, save_figure
from tickertale.widgets.figure.figure_file import FigureFormat
from tickertale.widgets.window.main_window import MainWindow


class FigureDesk(QObject):
    """Makes figures of what a window shows, and remembers the last choices."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._last: FigureRequest | None = None
        self._kind = FigureFormat.PNG
        self._folder = Path(
            QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        )

    def ask(self, window: MainWindow, *, theme: str) -> None:
        """Open the dialog on what the window shows."""
        model = window.view_model
        timeline, chart = model.reading.timeline, model.chart_state()

        def resolve(request: FigureRequest) -> FigureState:
            return resolve_figure(request, timeline=timeline, chart=chart)

        request = self._request(window, theme=theme)
        try:
            resolve(request)
        except TickertaleError as error:
            window.say(str(error))
            return
        dialog = ExportDialog(
            request,
            kind=self._kind,
            resolve=resolve,
            window_size=(window.chart.chart.width(), window.chart.chart.height()),
            suggested=self._folder / f"{timeline.id}.png",
            parent=window,
        )
        dialog.export_requested.connect(
            lambda wanted, path: self._save(dialog, partial(resolve, wanted), path=path)
        )
        dialog.copy_requested.connect(
            lambda wanted: self._copy(window, partial(resolve, wanted), say=dialog.show_problem)
        )
        dialog.finished.connect(lambda _: self._remember(dialog))
        dialog.open()

    def copy(self, window: MainWindow, *, theme: str) -> None:
        """Put the figure of what the window shows into the clipboard."""
        model = window.view_model
        request = replace(
            self._request(window, theme=theme),
            width_px=max(window.chart.chart.width(), 640),
            height_px=max(window.chart.chart.height(), 480),
            scale=2.0,
        )
        resolve = partial(
            resolve_figure, request, timeline=model.reading.timeline, chart=model.chart_state()
        )
        self._copy(window, resolve, say=window.say)

    def _request(self, window: MainWindow, *, theme: str) -> FigureRequest:
        model = window.view_model
        last = self._last or FigureRequest(theme=theme)
        first_day, last_day = model.days_in_view()
        return replace(
            last,
            first=first_day,
            last=last_day,
            selected=model.selected,
        )

    def _save(
        self, dialog: ExportDialog, resolve: Callable[[], FigureState], *, path: Path
    ) -> None:
        try:
            save_figure(resolve(), path)
        except TickertaleError as error:
            dialog.show_problem(str(error))
            return
        self._folder = path.parent
        dialog.accept()

    def _copy(
        self,
        window: MainWindow,
        resolve: Callable[[], FigureState],
        *,
        say: Callable[[str], None],
    ) -> None:
        try:
            QGuiApplication.clipboard().setImage(figure_image(resolve()))
        except TickertaleError as error:
            say(str(error))
            return
        window.statusBar().showMessage("Figure copied to the clipboard", 4000)

    def _remember(self, dialog: ExportDialog) -> None:
        self._last, self._kind = dialog.request(), dialog.kind
        dialog.deleteLater()
