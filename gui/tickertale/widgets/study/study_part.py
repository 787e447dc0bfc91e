"""The event study as a part of the window: its dock, built when it is first asked for."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMainWindow, QWidget

from tickertale.viewmodels.timeline.timeline import TimelineViewModel
from tickertale.widgets.control.start_folder import StartFolder
from tickertale.widgets.frame.action import ActionSet
from tickertale.widgets.frame.bottom_dock import BottomDock
from tickertale.widgets.look.theme import Theme

if TYPE_CHECKING:
    from tickertale.widgets.study.study_view import StudyView

_HEIGHT_PX = 336


class StudyPart(QObject):
    """Opens and closes the study view, and keeps it and the window in step.

    Parameters
    ----------
    window : QMainWindow
    view_model : TimelineViewModel
    folder : StartFolder

    Signals
    -------
    refused : str
        Why a file could not be written.
    """

    refused = Signal(str)

    def __init__(
        self, window: QMainWindow, *, view_model: TimelineViewModel, folder: StartFolder
    ) -> None:
        super().__init__(window)
        self._window = window
        self._folder = folder
        self._model = view_model
        self._dock = BottomDock(
            window,
            title="Event study",
            name="study_dock",
            height_px=_HEIGHT_PX,
            build=self._build,
            paint=self._paint,
        )
        self._view: StudyView | None = None

    @property
    def view(self) -> "StudyView | None":
        """Return what shows the study, none before it was first asked for."""
        return self._view

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Return what opens and closes the view."""
        return {"event_study": self.toggle}

    def join(self, actions: ActionSet) -> None:
        """Take the command that is checked while the view is open."""
        self._actions = actions
        self._dock.visibility_changed.connect(self._on_dock_visibility_changed)

    def set_theme(self, theme: Theme) -> None:
        """Show other colors, now and in what is built later."""
        self._dock.set_theme(theme)

    def refresh(self) -> None:
        """Show the document anew."""
        if self._view is not None:
            self._view.refresh()

    def toggle(self) -> None:
        """Open the view, or close it."""
        if self._dock.toggle() and self._view is not None:
            self._view.panel.table.setFocus()

    def _build(self) -> QWidget:
        from tickertale.widgets.study.study_view import StudyView

        self._view = view = StudyView(self._model, folder=self._folder, parent=self._window)
        view.panel.closed.connect(self._dock.hide)
        view.refused.connect(self.refused)
        view.refresh()
        return view.panel

    def _paint(self, theme: Theme) -> None:
        if self._view is not None:
            self._view.panel.set_theme(theme)

    def _on_dock_visibility_changed(self, is_visible: bool) -> None:
        self._actions["event_study"].setChecked(is_visible)
        self._model.studies.set_active(is_active=is_visible)
