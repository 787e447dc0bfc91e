"""The robustness grid: computed when it is asked for, void when anything else is chosen."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from tickertale.domain.errors import TickertaleError
from tickertale.session.robustness import GridCell, compute_grid, gather_grid
from tickertale.session.session import Session
from tickertale.session.study_input import ReactionTable
from tickertale.session.study_option import StudyOptions
from tickertale.viewmodels.job.named_work import NamedWork


class RobustnessViewModel(QObject):
    """Holds the cells of the grid.

    Signals
    -------
    changed
        There are other cells, or none, or another reason why there are none.
    """

    changed = Signal()

    def __init__(self, session: Session, *, work: NamedWork, reactions: ReactionTable) -> None:
        super().__init__(work)
        self._session = session
        self._work = work
        self._reactions = reactions
        self._cells: tuple[GridCell, ...] = ()
        self._problem = ""

    @property
    def cells(self) -> tuple[GridCell, ...]:
        """Return the cells, model by model; none until they are asked for."""
        return self._cells

    @property
    def problem(self) -> str:
        """Return why there are none; empty where nothing speaks against them."""
        return self._problem

    def compare(
        self, instrument_id: str, *, options: StudyOptions, event_ids: Sequence[str]
    ) -> None:
        """Start computing the cells."""
        try:
            inputs = gather_grid(
                self._session,
                instrument_id,
                options=options,
                event_ids=event_ids,
                reactions=self._reactions,
            )
        except TickertaleError as error:
            self._fail(error)
            return
        self._work.start(
            "grid",
            lambda ticket: compute_grid(inputs, ticket),
            done=self._take,
            failed=self._fail,
            words="Models and windows",
        )

    def clear(self) -> None:
        """Forget the cells: they are of other choices."""
        if self._cells or self._problem:
            self._cells, self._problem = (), ""
            self.changed.emit()

    def _take(self, cells: tuple[GridCell, ...]) -> None:
        self._cells, self._problem = cells, ""
        self.changed.emit()

    def _fail(self, error: TickertaleError) -> None:
        self._cells, self._problem = (), str(error)
        self.changed.emit()
