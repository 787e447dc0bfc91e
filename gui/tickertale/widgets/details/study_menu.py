"""The menu of the impact card: what is done about other events, and how events are studied."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from tickertale.analysis.confounding import Confounding
from tickertale.analysis.normal_return import NormalModel
from tickertale.analysis.price_return import ReturnKind
from tickertale.analysis.study_window import StudyWindow
from tickertale.domain.errors import StudyError
from tickertale.viewmodels.study.impact_study import MODEL_WORDS, TREATMENT_MEANINGS, span_text
from tickertale.viewmodels.timeline.timeline import TimelineViewModel

_WINDOWS = ((0, 0), (0, 1), (-1, 1), (-2, 2), (-5, 5), (-10, 10))
_RETURNS = {ReturnKind.SIMPLE: "Simple returns", ReturnKind.LOG: "Log returns"}

_Choice = tuple[str, bool, Callable[[], None]]


class StudyMenu(QMenu):
    """Shows the options of studies, as they are when it opens.

    Parameters
    ----------
    view_model : TimelineViewModel
    parent : QWidget or None
    """

    def __init__(self, view_model: TimelineViewModel, *, parent: QWidget | None = None) -> None:
        super().__init__("Event study", parent)
        self._model = view_model
        self._treatments = self._build_treatments()
        self.addSeparator()
        self._menus = tuple(
            (self.addMenu(title), choices)
            for title, choices in (
                ("Model", self._models),
                ("Benchmark", self._benchmarks),
                ("Event window", self._windows),
                ("Returns", self._returns),
            )
        )
        self.aboutToShow.connect(self._refresh)

    @property
    def menus(self) -> dict[str, QMenu]:
        """Return the menus of this menu by their titles."""
        return {menu.title(): menu for menu, _ in self._menus}

    def _build_treatments(self) -> dict[Confounding, QAction]:
        group = QActionGroup(self)
        actions = {treatment: QAction(text, self) for treatment, text in TREATMENT_MEANINGS.items()}
        for treatment, action in actions.items():
            action.setCheckable(True)
            action.triggered.connect(
                partial(self._model.study_options.choose_confounding, treatment)
            )
            group.addAction(action)
            self.addAction(action)
        return actions

    def _refresh(self) -> None:
        options = self._model.study_options.options
        for treatment, action in self._treatments.items():
            action.setChecked(treatment is options.confounding)
        # Betas of neighboring days have no place in a regression with dummies.
        is_thin = options.model is NormalModel.SCHOLES_WILLIAMS
        self._treatments[Confounding.JOINT].setEnabled(not is_thin)
        for menu, choices in self._menus:
            _fill(menu, choices())

    def _models(self) -> list[_Choice]:
        chosen = self._model.study_options
        options = chosen.options
        return [
            (text[0].upper() + text[1:], row is options.model, partial(chosen.choose_model, row))
            for row, text in MODEL_WORDS.items()
            if row is not NormalModel.FACTOR or options.factors is not None
        ]

    def _benchmarks(self) -> list[_Choice]:
        chosen, reading = self._model.study_options, self._model.reading
        current = chosen.options.benchmark or reading.timeline.benchmark
        return [
            (
                f"{row.symbol} · {row.name}",
                row.id == current,
                partial(chosen.choose_benchmark, row.id),
            )
            for row in reading.timeline.instruments
            if row != reading.instrument
        ]

    def _returns(self) -> list[_Choice]:
        chosen = self._model.study_options
        return [
            (text, row is chosen.options.returns, partial(chosen.choose_returns, row))
            for row, text in _RETURNS.items()
        ]

    def _windows(self) -> list[_Choice]:
        chosen = self._model.study_options
        window = chosen.options.window
        now = window.event_first, window.event_last
        result: list[_Choice] = []
        for span in sorted({*_WINDOWS, now}, key=lambda row: (row[1] - row[0], row)):
            other = _spanning(window, span)
            if other is not None:
                choose = partial(chosen.choose_window, other)
                result.append((_window_text(span), span == now, choose))
        return result


def _fill(menu: QMenu, choices: Iterable[_Choice]) -> None:
    """Show choices that exclude each other in place of those before."""
    for old in menu.findChildren(QActionGroup):
        old.deleteLater()
    menu.clear()
    group = QActionGroup(menu)
    for text, is_chosen, choose in choices:
        action = QAction(text.replace("&", "&&"), menu)
        action.setCheckable(True)
        action.setChecked(is_chosen)
        action.triggered.connect(choose)
        group.addAction(action)
        menu.addAction(action)


def _spanning(window: StudyWindow, span: tuple[int, int]) -> StudyWindow | None:
    """Return the windows with another event window; None where the two would overlap."""
    try:
        return replace(window, event_first=span[0], event_last=span[1])
    except StudyError:
        return None


def _window_text(span: tuple[int, int]) -> str:
    return "Day 0" if span == (0, 0) else f"Sessions {span_text(span)}"
