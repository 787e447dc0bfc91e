"""The study of the selected event: computed beside the window, shown when it is there."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from tickertale.domain.errors import TickertaleError
from tickertale.domain.timeline import Timeline
from tickertale.prices.time_scale import TimeScale
from tickertale.session.job import Ticket
from tickertale.session.session import Session
from tickertale.session.study import Study, compute_study
from tickertale.session.study_detail import StudyDetail, detail_study
from tickertale.session.study_input import ReactionTable, StudyInputs, gather_study
from tickertale.session.study_option import StudyOptions
from tickertale.viewmodels.chart.study_shading import StudyShading, resolve_shading
from tickertale.viewmodels.job.job import Job, JobRunner
from tickertale.viewmodels.study.impact_study import (
    ImpactStudyState,
    pending_study,
    refused_study,
    resolve_impact_study,
    study_note,
)
from tickertale.viewmodels.study.study_option import StudyOptionViewModel

MOST_ADJUSTED = 2_000
"""With more events than this the selected one is studied alone, and p is not adjusted."""


class EventImpactViewModel(QObject):
    """Studies the selected event and tells when its number is there.

    Parameters
    ----------
    session : Session
    options : StudyOptionViewModel
    jobs : JobRunner
    parent : QObject or None

    Signals
    -------
    changed
        `state` or `detail` is another one.
    shading_changed
        A study has ended, and `shading` returns something else; after `changed`.
    """

    changed = Signal()
    shading_changed = Signal()

    def __init__(
        self,
        session: Session,
        options: StudyOptionViewModel,
        *,
        jobs: JobRunner,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._options = options
        self._jobs = jobs
        self._reactions = ReactionTable(session)
        self._asked: Timeline | None = None
        self._event_id: str | None = None
        self._instrument_id: str | None = None
        self._job: Job | None = None
        self._detail: StudyDetail | None = None
        self._state: ImpactStudyState | None = None
        self._study: tuple[Timeline, StudyOptions, str, Study] | None = None
        self._shading: tuple[StudyDetail, TimeScale, StudyShading | None] | None = None
        options.changed.connect(self._on_options_changed)

    @property
    def event_id(self) -> str | None:
        """Return the id of the event that is studied."""
        return self._event_id

    @property
    def state(self) -> ImpactStudyState | None:
        """Return what the card shows; None without an event or without an instrument."""
        return self._state

    @property
    def detail(self) -> StudyDetail | None:
        """Return the study of the event in full; None until it is there or where refused.

        While other options are computed it is that of the last ones.
        """
        return self._detail

    def shading(self, scale: TimeScale) -> StudyShading | None:
        """Return the windows on a time axis; None while there are none."""
        detail = self._detail
        if detail is None:
            return None
        if self._shading is None or self._shading[:2] != (detail, scale):
            note = study_note(detail)
            self._shading = detail, scale, resolve_shading(detail, scale=scale, note=note)
        return self._shading[2]

    def study(self, event_id: str | None, *, instrument_id: str | None) -> None:
        """Study an event on an instrument; what holds already is not computed again."""
        is_same = (event_id, instrument_id) == (self._event_id, self._instrument_id)
        if is_same and self._asked is self._session.timeline:
            return
        self._event_id, self._instrument_id = event_id, instrument_id
        self._start()

    def _is_about(self, detail: StudyDetail) -> bool:
        subject = detail.row.event_id, detail.study.source.instrument.id
        return subject == (self._event_id, self._instrument_id)

    def _on_options_changed(self) -> None:
        self._start()

    def _is_of(self, known: tuple[Timeline, StudyOptions, str, Study]) -> bool:
        timeline, options, instrument_id, _ = known
        is_same = timeline is self._session.timeline and options is self._options.options
        return is_same and instrument_id == self._instrument_id

    def _start(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._asked = self._session.timeline
        if self._event_id is None or self._instrument_id is None:
            self._show(None, detail=None)
            return
        work = self._work(self._event_id, self._instrument_id)
        if work is None:
            return
        options = self._options.options
        known = self._detail
        # While other options are computed the last number stays, so that nothing flickers.
        if known is None or not self._is_about(known):
            self._show(pending_study(self._event_id, options), detail=None)
        timeline = self._session.timeline
        self._job = self._jobs.start(
            work, done=partial(self._take, timeline=timeline, options=options), failed=self._refuse
        )

    def _work(
        self, event_id: str, instrument_id: str
    ) -> "partial[tuple[Study, StudyDetail]] | None":
        """Return what runs in the thread, without the session; None where it was refused."""
        if self._study is not None and self._is_of(self._study):
            known = self._study[3]
            if event_id in known.rows.event_ids:
                return partial(_detail, study=known, event_id=event_id)
        every = len(self._session.timeline.events) <= MOST_ADJUSTED
        try:
            inputs = gather_study(
                self._session,
                instrument_id,
                options=self._options.options,
                event_ids=None if every else [event_id],
                reactions=self._reactions,
            )
        except TickertaleError as error:
            self._refuse(error)
            return None
        return partial(_compute, inputs=inputs, event_id=event_id)

    def _take(
        self, result: tuple[Study, StudyDetail], *, timeline: Timeline, options: StudyOptions
    ) -> None:
        self._job = None
        study, detail = result
        self._study = timeline, options, study.source.instrument.id, study
        self._show(resolve_impact_study(detail, timeline), detail=detail)

    def _refuse(self, error: TickertaleError) -> None:
        self._job = None
        reason = str(error).rstrip(".")
        state = refused_study(self._event_id or "", self._options.options, reason=reason)
        self._show(state, detail=None)

    def _show(self, state: ImpactStudyState | None, *, detail: StudyDetail | None) -> None:
        had = self._detail
        if state != self._state or detail is not had:
            self._state, self._detail = state, detail
            self.changed.emit()
        # Where it has to be computed first, the one who asked shows the chart anew anyway.
        if detail is not had and not (state is None or state.is_pending):
            self.shading_changed.emit()


def _compute(ticket: Ticket, *, inputs: StudyInputs, event_id: str) -> tuple[Study, StudyDetail]:
    return _detail(ticket, study=compute_study(inputs, ticket), event_id=event_id)


def _detail(ticket: Ticket, *, study: Study, event_id: str) -> tuple[Study, StudyDetail]:
    ticket.check()
    return study, detail_study(study, event_id)
