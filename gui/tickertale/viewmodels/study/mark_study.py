"""The study behind the marks on the curve: all events, measured while marks show it."""

from PySide6.QtCore import QObject, Signal

from tickertale.domain.errors import TickertaleError
from tickertale.session.session import Session
from tickertale.session.study import Study, compute_study
from tickertale.session.study_input import ReactionTable, gather_study
from tickertale.viewmodels.chart.mark_style import PLAIN, MarkStyle, resolve_mark_style
from tickertale.viewmodels.job.job import JobRunner
from tickertale.viewmodels.job.named_work import NamedWork
from tickertale.viewmodels.study.study_grid import MODEL_NAMES, window_text
from tickertale.viewmodels.study.study_option import StudyOptionViewModel


class MarkStudyViewModel(QObject):
    """Measures all events when their marks shall show it.

    Signals
    -------
    changed
        The marks look different.
    """

    changed = Signal()

    def __init__(
        self,
        session: Session,
        *,
        options: StudyOptionViewModel,
        jobs: JobRunner,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._options = options
        self._work = NamedWork(jobs, self)
        self._reactions = ReactionTable(session)
        self._instrument: str | None = None
        self._is_sized = False
        self._is_signed = False
        self._style = PLAIN
        options.changed.connect(self._measure)

    @property
    def style(self) -> MarkStyle:
        """Return how the marks look."""
        return self._style

    def set_instrument(self, instrument_id: str | None) -> None:
        """Measure on this instrument of the document, which has changed."""
        self._instrument = instrument_id
        self._measure()

    def size_by_car(self, *, is_on: bool) -> None:
        """Let the area of a mark grow with its CAR, or make all alike."""
        if is_on != self._is_sized:
            self._is_sized = is_on
            self._measure()

    def point_by_sign(self, *, is_on: bool) -> None:
        """Let marks say whether the CAR is above zero, or which category the event has."""
        if is_on != self._is_signed:
            self._is_signed = is_on
            self._measure()

    def _measure(self) -> None:
        if not (self._is_sized or self._is_signed) or self._instrument is None:
            self._set(PLAIN)
            return
        try:
            inputs = gather_study(
                self._session,
                self._instrument,
                options=self._options.options,
                reactions=self._reactions,
            )
        except TickertaleError as error:
            self._fail(error)
            return
        self._work.start(
            "marks",
            lambda ticket: compute_study(inputs, ticket),
            done=self._take,
            failed=self._fail,
        )

    def _take(self, study: Study) -> None:
        rows, options = study.rows, study.options
        cars = zip(rows.event_ids, rows.columns.car.tolist(), strict=True)
        names = "+".join(study.source.returns.names)
        measure = ", ".join(
            part
            for part in (window_text(options.window), MODEL_NAMES[options.model], names)
            if part
        )
        self._set(
            resolve_mark_style(
                {event_id: car for event_id, car in cars if car == car},  # noqa: PLR0124 (NaN)
                is_sized=self._is_sized,
                is_signed=self._is_signed,
                measure=measure,
            )
        )

    def _fail(self, error: TickertaleError) -> None:
        self._set(MarkStyle(note=f"Marks show no study: {error}"))

    def _set(self, style: MarkStyle) -> None:
        if style != self._style:
            self._style = style
            self.changed.emit()
