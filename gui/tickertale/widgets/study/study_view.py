"""The study view at work: shows what the view model holds, and tells it what the user did."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from tickertale.domain.errors import TickertaleError
from tickertale.viewmodels.chart.plot import PlotPicture, message_picture
from tickertale.viewmodels.study.study import StudyViewModel
from tickertale.viewmodels.study.study_control import FACTOR_FILE, ControlName
from tickertale.viewmodels.study.study_figure import FigurePlot, resolve_study_figure
from tickertale.viewmodels.study.study_file import FILE_FILTER, TABLES, file_kind, write_table
from tickertale.viewmodels.study.study_grid import resolve_grid_plot
from tickertale.viewmodels.study.study_multiple import (
    PanelGrid,
    multiples_scale,
    multiples_text,
    resolve_multiples,
    resolve_sheet,
)
from tickertale.viewmodels.study.study_outcome import GroupSample, outcome_text, sample_warning
from tickertale.viewmodels.study.study_plot import resolve_average_plot, resolve_distribution_plot
from tickertale.viewmodels.study.study_table import StudyColumn, StudyTable
from tickertale.viewmodels.study.study_test_list import SampleWarning, resolve_test_list
from tickertale.viewmodels.timeline.timeline import TimelineViewModel
from tickertale.widgets.chart.painting import label_width
from tickertale.widgets.chart.plot_view import Resolve
from tickertale.widgets.control.start_folder import StartFolder
from tickertale.widgets.figure.figure_file import write_bytes
from tickertale.widgets.study.multiples_view import Panels
from tickertale.widgets.study.study_figure import save_study_figure
from tickertale.widgets.study.study_page import StudyPage
from tickertale.widgets.study.study_panel import StudyPanel

_MESSAGE_PX = 200.0
_PLOT_FILTER = "SVG (*.svg);;PDF (*.pdf);;PNG (*.png)"
_FACTOR_FILTER = "Daily factors (*.csv *.CSV *.txt);;All files (*)"
_SUBJECTS = {
    StudyPage.AVERAGE: "Average abnormal returns",
    StudyPage.DISTRIBUTION: "Cumulated abnormal returns",
    StudyPage.EVENTS: "Cumulated abnormal returns by event",
    StudyPage.ROBUSTNESS: "Models and windows",
}


class StudyView(QObject):
    """Connects the panel of the study with its view model.

    Attributes
    ----------
    panel : StudyPanel

    Signals
    -------
    refused : str
        Why a file could not be read or written.
    """

    refused = Signal(str)

    def __init__(self, model: TimelineViewModel, *, folder: StartFolder, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._folder = folder
        self._studies: StudyViewModel = model.studies
        self._is_of_event = False
        self._figures: dict[StudyPage, FigurePlot] = {}
        self.panel = StudyPanel()
        self._connect()

    def refresh(self) -> None:
        """Show the document anew."""
        instrument = self._model.reading.instrument
        self._on_model_filter_changed()
        self._studies.set_selected(self._model.selection.ids)
        self._studies.set_document(None if instrument is None else instrument.id)

    def export_table(self, path: Path, table: str) -> None:
        """Write a table, one of the keys of `TABLES`, in the format of the path's suffix."""
        try:
            kind = file_kind(path)
        except TickertaleError as error:
            self._refuse(error)
            return
        put = partial(self._put, path)
        write_table(self._studies, kind, table=table, done=put, refused=self._refuse)

    def export_plot(self, path: Path) -> None:
        """Write the plot shown in the format of the path's suffix."""
        outcome, page = self._studies.outcome, self.panel.pages.page
        if outcome is None or page not in self._figures:
            return
        figure = resolve_study_figure(
            outcome.study,
            title=self._model.reading.timeline.title,
            subject=_SUBJECTS[page],
            plot=self._figures[page],
            measure=label_width,
            note=self._figure_note(page),
        )
        try:
            save_study_figure(figure, path)
        except TickertaleError as error:
            self.refused.emit(str(error))

    def read_factors(self, path: Path) -> None:
        """Study with the factor model and the factors of a file."""
        try:
            self._model.study_options.read_factors(path)
        except TickertaleError as error:
            self.refused.emit(str(error))

    def _connect(self) -> None:
        model, studies, panel = self._model, self._studies, self.panel
        model.selection_changed.connect(self._on_model_selection_changed)
        model.filter_changed.connect(self._on_model_filter_changed)
        studies.controls_changed.connect(self._show_controls)
        studies.outcome_changed.connect(self._show_outcome)
        studies.tests_changed.connect(self._show_tests)
        studies.robustness.changed.connect(self._show_grid)
        studies.work.progressed.connect(panel.show_progress)
        panel.controls.chosen.connect(self._on_controls_chosen)
        panel.controls.windows_chosen.connect(studies.choose_windows)
        panel.table.event_chosen.connect(model.select)
        panel.table.event_activated.connect(model.select)
        panel.table.sort_requested.connect(self._on_table_sort_requested)
        panel.cancel_requested.connect(studies.work.cancel)
        panel.table_export_requested.connect(self._ask_for_table)
        panel.plot_export_requested.connect(self._ask_for_plot)
        pages = panel.pages
        pages.page_shown.connect(self._on_pages_page_shown)
        pages.group_chosen.connect(studies.show_group)
        pages.subject_chosen.connect(self._on_pages_subject_chosen)
        pages.multiples.event_chosen.connect(model.select)

    # What changed elsewhere

    def _on_model_selection_changed(self) -> None:
        self._studies.set_selected(self._model.selection.ids)
        self.panel.table.set_table(self._studies.table, selected=self._model.selected)
        self._show_selection()

    def _on_model_filter_changed(self) -> None:
        self._studies.set_listed([row.id for row in self._model.list_state().rows])

    # Showing

    def _show_controls(self) -> None:
        self.panel.controls.set_state(self._studies.controls())

    def _show_outcome(self) -> None:
        studies, panel = self._studies, self.panel
        outcome = studies.outcome
        problem = studies.problem
        text = problem or (outcome_text(outcome.study) if outcome else "")
        panel.show_summary(text, is_problem=bool(problem))
        panel.table.set_table(studies.table, selected=self._model.selected)
        panel.pages.set_groups(studies.group_names(), current=studies.group)
        group = studies.shown_group()
        reason = problem or (outcome.problem if outcome else "")
        self._set_plot(StudyPage.AVERAGE, _average(group, reason))
        self._show_selection()
        if panel.pages.page is StudyPage.ROBUSTNESS and outcome is not None:
            self._compare()

    def _show_selection(self) -> None:
        """Point out the selected event where plots do so."""
        studies, selected = self._studies, self._model.selected
        group, problem = studies.shown_group(), studies.problem
        shown = _distribution(group, problem, selected=selected)
        self._set_plot(StudyPage.DISTRIBUTION, shown, printed=_distribution(group, problem))
        if studies.table is not None:
            self._figures[StudyPage.EVENTS] = _sheet(studies.table)
            self.panel.pages.multiples.set_panels(_panels(studies.table, selected))
        if self._is_of_event:
            self._show_grid()

    def _show_tests(self) -> None:
        outcome = self._studies.outcome
        problem = outcome.problem if outcome else self._studies.problem
        tests, warning = self._studies.tests, self._warning()
        self.panel.pages.tests.setToolTip(warning.full if warning else "")
        self.panel.pages.tests.set_plot(
            lambda width, _height: resolve_test_list(
                tests, problem=problem, warning=warning, width=width
            )
        )

    def _figure_note(self, page: StudyPage) -> str:
        """Return the warning of the sample, for the plots that are of one."""
        warning = self._warning()
        return warning.full if warning and page is not StudyPage.EVENTS else ""

    def _warning(self) -> SampleWarning | None:
        return sample_warning(self._studies.shown_group(), self._studies.table)

    def _show_grid(self) -> None:
        cells, problem = self._studies.robustness.cells, self._studies.robustness.problem
        window = self._model.study_options.options.window
        event_id = self._model.selected if self._is_of_event else None
        if not cells or (self._is_of_event and event_id is None):
            text = "Select an event to see its numbers" if cells else "Nothing has been compared"
            self._set_plot(StudyPage.ROBUSTNESS, _message(problem or text))
            return

        def draw(width: float, height: float) -> PlotPicture:
            return resolve_grid_plot(
                cells, event_id=event_id, own=window, width=width, height=height
            )

        self._set_plot(StudyPage.ROBUSTNESS, draw)

    def _set_plot(self, page: StudyPage, draw: Resolve, *, printed: Resolve | None = None) -> None:
        """Show a plot; what is printed differs where the screen points out the selection."""
        pages = self.panel.pages
        views = {
            StudyPage.AVERAGE: pages.average,
            StudyPage.DISTRIBUTION: pages.distribution,
            StudyPage.ROBUSTNESS: pages.robustness,
        }
        self._figures[page] = FigurePlot(printed or draw)
        views[page].set_plot(draw)

    def _compare(self) -> None:
        if not self._studies.robustness.cells:
            self._set_plot(StudyPage.ROBUSTNESS, _message("Comparing models and windows…"))
            self._studies.compare()

    # What the user did

    def _on_controls_chosen(self, name: ControlName, key: str) -> None:
        if key != FACTOR_FILE:
            self._studies.choose(name, key)
            return
        title = "Read daily factors"
        start = str(self._folder.path())
        path, _ = QFileDialog.getOpenFileName(self.panel, title, start, _FACTOR_FILTER)
        if path:
            self._folder.remember(Path(path))
            self.read_factors(Path(path))

    def _on_table_sort_requested(self, column: str, is_descending: bool) -> None:
        self._studies.sort(StudyColumn(column), is_descending=is_descending)

    def _on_pages_page_shown(self, page: StudyPage) -> None:
        if page is StudyPage.ROBUSTNESS:
            self._compare()

    def _on_pages_subject_chosen(self, is_of_event: bool) -> None:
        self._is_of_event = is_of_event
        self._show_grid()

    def _ask_for_table(self, table: str) -> None:
        name = self._folder.file(f"{self._model.reading.timeline.id}-study-{table}.csv")
        title = f"Export {TABLES[table].lower()}"
        path, _ = QFileDialog.getSaveFileName(self.panel, title, name, FILE_FILTER)
        if path:
            self._folder.remember(Path(path))
            self.export_table(Path(path), table)

    def _ask_for_plot(self) -> None:
        page = self.panel.pages.page.name.lower()
        name = self._folder.file(f"{self._model.reading.timeline.id}-{page}.svg")
        path, _ = QFileDialog.getSaveFileName(self.panel, "Export plot", name, _PLOT_FILTER)
        if path:
            self._folder.remember(Path(path))
            self.export_plot(Path(path))

    def _refuse(self, error: TickertaleError) -> None:
        self.refused.emit(str(error))

    def _put(self, path: Path, content: bytes) -> None:
        try:
            write_bytes(path, content)
        except TickertaleError as error:
            self.refused.emit(str(error))


def _average(group: GroupSample | None, problem: str) -> Resolve:
    if group is None:
        return _message(problem)
    averages, count = group.averages, len(group.sample)
    return lambda width, height: resolve_average_plot(
        averages, count=count, width=width, height=height
    )


def _distribution(
    group: GroupSample | None, problem: str, *, selected: str | None = None
) -> Resolve:
    if group is None:
        return _message(problem)
    cars = group.cars
    return lambda width, height: resolve_distribution_plot(
        cars, selected=selected, width=width, height=height
    )


def _message(text: str) -> Resolve:
    return lambda width, height: message_picture(text, width=width, height=height)


def _panels(table: StudyTable, selected: str | None) -> Panels:
    """Return a panel for each measured event, in the order of the table."""
    rows = _measured_rows(table)
    ids, titles = tuple(table.study.rows.event_ids[row] for row in rows), _titles(table)
    scale = multiples_scale(table.study)

    def draw(places: Sequence[int], grid: PanelGrid) -> PlotPicture:
        chosen = {place: table.study.rows[rows[place]] for place in places if place < len(rows)}
        return resolve_multiples(
            chosen, titles=titles, grid=grid, scale=scale, measure=label_width, selected=selected
        )

    return Panels(ids, selected, draw)


def _sheet(table: StudyTable) -> FigurePlot:
    """Return the panels as a figure, which is as tall as they need."""
    rows, titles, scale = _measured_rows(table), _titles(table), multiples_scale(table.study)

    def draw(width: float, height: float) -> PlotPicture:
        if not rows:
            return message_picture("No event could be measured", width=width, height=height)
        grid = resolve_sheet(len(rows), width=width, height=height)
        chosen = {place: table.study.rows[rows[place]] for place in range(grid.shown)}
        picture = resolve_multiples(
            chosen, titles=titles, grid=grid, scale=scale, measure=label_width
        )
        return replace(picture, description=multiples_text(chosen, titles))

    def height_of(width: float, most: float) -> float:
        return resolve_sheet(len(rows), width=width, height=most).height if rows else _MESSAGE_PX

    return FigurePlot(draw, height_of)


def _measured_rows(table: StudyTable) -> list[int]:
    is_measured = table.study.rows.columns.is_measured
    return [int(row) for row in table.order if is_measured[row]]


def _titles(table: StudyTable) -> dict[str, str]:
    return {event_id: mark.title for event_id, mark in table.marks.items()}
