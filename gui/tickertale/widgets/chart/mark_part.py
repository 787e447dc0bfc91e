"""The marks on the curve as a part of the window: what their size and their color say."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMainWindow

from tickertale.viewmodels.timeline.timeline import TimelineViewModel
from tickertale.widgets.frame.action import ActionSet
from tickertale.widgets.look.theme import Theme


class MarkPart(QObject):
    """Lets the user choose between plain marks and those of a study.

    Parameters
    ----------
    window : QMainWindow
    view_model : TimelineViewModel
    """

    def __init__(self, window: QMainWindow, *, view_model: TimelineViewModel) -> None:
        super().__init__(window)
        self._model = view_model
        self._is_studied = False

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Return what sizes and what colors the marks."""
        return {
            "marks_equal": partial(self._size, is_on=False),
            "marks_by_car": partial(self._size, is_on=True),
            "marks_by_category": partial(self._point, is_on=False),
            "marks_by_sign": partial(self._point, is_on=True),
        }

    def join(self, actions: ActionSet) -> None:
        """Check the choices that a window begins with."""
        actions["marks_equal"].setChecked(True)
        actions["marks_by_category"].setChecked(True)

    def set_theme(self, theme: Theme) -> None:
        """Do nothing: the chart paints the marks."""

    def refresh(self) -> None:
        """Measure the events of the document that is shown now."""
        if self._is_studied:
            instrument = self._model.reading.instrument
            self._model.studies.marks.set_instrument(instrument.id if instrument else None)

    def _size(self, *, is_on: bool) -> None:
        if is_on or self._is_studied:
            self._begin()
            self._model.studies.marks.size_by_car(is_on=is_on)

    def _point(self, *, is_on: bool) -> None:
        if is_on or self._is_studied:
            self._begin()
            self._model.studies.marks.point_by_sign(is_on=is_on)

    def _begin(self) -> None:
        """Connect the study with the chart, when marks first show it."""
        if not self._is_studied:
            self._is_studied = True
            marks, display = self._model.studies.marks, self._model.display
            marks.changed.connect(lambda: display.style_marks(marks.style))
            self.refresh()
