"""The study view: the events picked, measured as the controls say, and what they tell together."""

from collections.abc import Callable, Sequence
from functools import cached_property

from PySide6.QtCore import QObject, Signal

from tickertale.analysis.confounding import Confounding
from tickertale.analysis.multiple_testing import Adjustment
from tickertale.analysis.normal_return import NormalModel
from tickertale.analysis.price_return import ReturnKind
from tickertale.analysis.sample_test import SampleTest
from tickertale.domain.errors import StudyError, TickertaleError
from tickertale.session.job import Ticket
from tickertale.session.session import Session
from tickertale.session.study_input import ReactionTable, StudyInputs, gather_study
from tickertale.session.study_report import StudyTableKind
from tickertale.session.study_sample import group_keys
from tickertale.viewmodels.job.job import JobRunner
from tickertale.viewmodels.job.named_work import NamedWork
from tickertale.viewmodels.study.mark_study import MarkStudyViewModel
from tickertale.viewmodels.study.robustness import RobustnessViewModel
from tickertale.viewmodels.study.study_control import (
    ALL,
    LISTED,
    SELECTED,
    ControlName,
    ControlState,
    Grouping,
    WindowNumbers,
    grouped_events,
    picked_events,
    resolve_controls,
)
from tickertale.viewmodels.study.study_option import StudyOptionViewModel
from tickertale.viewmodels.study.study_outcome import (
    GroupSample,
    StudyOutcome,
    compute_outcome,
    compute_tests,
    shown_sample,
    study_bytes,
)
from tickertale.viewmodels.study.study_table import (
    StudyColumn,
    StudyTable,
    event_marks,
    resolve_study_table,
)


class StudyViewModel(QObject):
    """Measures the picked events again whenever something is chosen, while it is shown.

    Parameters
    ----------
    session : Session
    options : StudyOptionViewModel
        Shared with the impact card.
    jobs : JobRunner

    Attributes
    ----------
    work : NamedWork
        What is being computed.
    robustness : RobustnessViewModel
        The same with other models and over other windows.
    marks : MarkStudyViewModel
        What the marks on the curve show.

    Signals
    -------
    controls_changed
        What the controls show.
    outcome_changed
        The table and the plots.
    tests_changed
        The answers of the tests of the sample.
    """

    controls_changed = Signal()
    outcome_changed = Signal()
    tests_changed = Signal()

    def __init__(
        self,
        session: Session,
        *,
        options: StudyOptionViewModel,
        jobs: JobRunner,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._options = options
        self.work = NamedWork(jobs, self)
        self._reactions = ReactionTable(session)
        self._instrument: str | None = None
        self._listed: tuple[str, ...] = ()
        self._selected: tuple[str, ...] = ()
        self._pick = ALL
        self._grouping = Grouping.NONE
        self._group = ""
        self._is_active = False
        self._is_stale = True
        self._outcome: StudyOutcome | None = None
        self._problem = ""
        self._table: StudyTable | None = None
        self._sorting = (StudyColumn.DAY_ZERO, False)
        self._tests: tuple[SampleTest, ...] = ()
        self.robustness = RobustnessViewModel(session, work=self.work, reactions=self._reactions)
        self.marks = MarkStudyViewModel(session, options=options, jobs=jobs, parent=self)
        options.changed.connect(self._on_options_changed)

    # What is shown

    @property
    def problem(self) -> str:
        """Return why there is no study; empty where there is one."""
        return self._problem

    @property
    def outcome(self) -> StudyOutcome | None:
        """Return what the last run found, none before the first."""
        return self._outcome

    @property
    def table(self) -> StudyTable | None:
        """Return the table, none before the first run."""
        return self._table

    @property
    def tests(self) -> tuple[SampleTest, ...]:
        """Return the tests of the group shown that have been answered so far."""
        return self._tests

    def controls(self) -> ControlState:
        """Return what the controls show."""
        return resolve_controls(
            self._options.options,
            timeline=self._session.timeline,
            instrument_id=self._instrument,
            pick=self._pick,
            grouping=self._grouping,
        )

    def group_names(self) -> tuple[str, ...]:
        """Return the groups that have a measured event; empty without groups."""
        if self._outcome is None or self._outcome.sample is None:
            return ()
        study, keys = self._outcome.study, self._outcome.sample.keys
        groups = grouped_events(self._session.timeline, self._grouping)
        return tuple(
            name for name, ids in groups.items() if not group_keys(study, ids).isdisjoint(keys)
        )

    @property
    def group(self) -> str:
        """Return the group shown; empty for all."""
        return self._group

    def shown_group(self) -> GroupSample | None:
        """Return the group shown, none where the events are no sample."""
        if self._outcome is None:
            return None
        groups = grouped_events(self._session.timeline, self._grouping)
        return shown_sample(self._outcome, groups, name=self._group)

    # Asks

    def set_active(self, *, is_active: bool) -> None:
        """Measure from now on, or rest while nobody looks."""
        self._is_active = is_active
        if is_active and self._is_stale:
            self._start()
        elif not is_active:
            self._is_stale = self._is_stale or self.work.is_running("study")
            self.work.cancel()

    def set_document(self, instrument_id: str | None) -> None:
        """Study this instrument of the document, which has changed."""
        self._instrument = instrument_id
        self.controls_changed.emit()
        self._restart()

    def set_listed(self, event_ids: Sequence[str]) -> None:
        """Take these for the events in the list."""
        before, self._listed = self._listed, tuple(event_ids)
        if self._pick == LISTED and self._listed != before:
            self._restart()

    def set_selected(self, event_ids: Sequence[str]) -> None:
        """Take these for the selection."""
        before, self._selected = self._selected, tuple(event_ids)
        if self._pick == SELECTED and self._selected != before:
            self._restart()

    def choose(self, name: ControlName, key: str) -> None:
        """Take over what the user chose."""
        self._choosers[name](key)

    def choose_windows(self, numbers: WindowNumbers) -> None:
        """Measure over other windows."""
        self._options.choose_window(numbers.window())

    def show_group(self, name: str) -> None:
        """Show one group of events, or all for an empty name."""
        if name != self._group:
            self._group = name
            self.outcome_changed.emit()
            self._start_tests()

    def sort(self, column: StudyColumn, *, is_descending: bool) -> None:
        """Put the rows of the table in another order."""
        self._sorting = (column, is_descending)
        if self._table is not None:
            self._table = self._table.sorted_by(column, is_descending=is_descending)
            self.outcome_changed.emit()

    def compare(self) -> None:
        """Measure the picked events with other models and over other windows."""
        if self._instrument is not None:
            self.robustness.compare(
                self._instrument, options=self._options.options, event_ids=self._picked()
            )

    def table_maker(self, kind: str, table: StudyTableKind) -> Callable[[Ticket], bytes] | None:
        """Return what makes a file of a table, as `study_bytes`; none before the first run."""
        if self._outcome is None:
            return None
        outcome, timeline, grouping = self._outcome, self._session.timeline, self._grouping
        return lambda ticket: study_bytes(
            outcome, timeline, ticket=ticket, grouping=grouping, kind=kind, table=table
        )

    # Inside

    @cached_property
    def _choosers(self) -> dict[ControlName, Callable[[str], None]]:
        options = self._options
        return {
            ControlName.EVENTS: self._choose_events,
            ControlName.GROUPS: self._choose_groups,
            ControlName.MODEL: lambda key: options.choose_model(NormalModel(key)),
            ControlName.BENCHMARK: lambda key: options.choose_benchmark(key or None),
            ControlName.RETURNS: lambda key: options.choose_returns(ReturnKind(key)),
            ControlName.OTHERS: lambda key: options.choose_confounding(Confounding(key)),
            ControlName.ADJUSTMENT: lambda key: options.choose_adjustment(Adjustment(key)),
        }

    def _choose_events(self, key: str) -> None:
        if key != self._pick:
            self._pick = key
            self.controls_changed.emit()
            self._restart()

    def _choose_groups(self, key: str) -> None:
        self._grouping, self._group = Grouping[key], ""
        self.controls_changed.emit()
        self.outcome_changed.emit()
        self._start_tests()

    def _on_options_changed(self) -> None:
        self.controls_changed.emit()
        self._restart()

    def _picked(self) -> tuple[str, ...]:
        return picked_events(
            self._pick,
            timeline=self._session.timeline,
            listed=self._listed,
            selected=self._selected,
        )

    def _restart(self) -> None:
        self._is_stale = True
        self.robustness.clear()
        if self._is_active:
            self._start()

    def _start(self) -> None:
        self.work.cancel()
        self._is_stale = False
        try:
            inputs = self._gathered()
        except TickertaleError as error:
            self._fail(error)
            return
        self.work.start(
            "study",
            lambda ticket: compute_outcome(inputs, ticket),
            done=self._take_outcome,
            failed=self._fail,
        )

    def _gathered(self) -> StudyInputs:
        if self._instrument is None:
            raise StudyError("there are no prices to study; an instrument was expected")
        return gather_study(
            self._session,
            self._instrument,
            options=self._options.options,
            event_ids=self._picked(),
            reactions=self._reactions,
        )

    def _fail(self, problem: TickertaleError) -> None:
        self._problem = str(problem)
        self._outcome, self._table, self._tests = None, None, ()
        self.outcome_changed.emit()
        self.tests_changed.emit()

    def _take_outcome(self, outcome: StudyOutcome) -> None:
        self._problem, self._outcome = "", outcome
        column, is_descending = self._sorting
        self._table = resolve_study_table(
            outcome.study,
            event_marks(self._session.timeline),
            column=column,
            is_descending=is_descending,
        )
        if self._group not in self.group_names():
            self._group = ""
        self.outcome_changed.emit()
        self._start_tests()

    def _start_tests(self) -> None:
        self._tests = ()
        self.tests_changed.emit()
        group = self.shown_group()
        if group is not None:
            self.work.start(
                "tests",
                lambda ticket: compute_tests(group.sample, ticket),
                done=self._take_tests,
                failed=self._fail,
                words="Tests",
            )

    def _take_tests(self, tests: tuple[SampleTest, ...]) -> None:
        self._tests = tests
        self.tests_changed.emit()
