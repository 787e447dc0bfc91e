"""Studies in the window: the current event's card, shading and dialog, and unexplained moves."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from pydantic import JsonValue
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QMainWindow

from tickertale.domain.errors import TickertaleError
from tickertale.viewmodels.job.module_load import module_load
from tickertale.viewmodels.timeline.timeline import TimelineViewModel
from tickertale.widgets.chart.chart_panel import ChartPanel
from tickertale.widgets.details.details import DetailsPanel
from tickertale.widgets.event.event_list import EventListPanel
from tickertale.widgets.frame.action import ActionSet
from tickertale.widgets.look.theme import LIGHT, Theme

if TYPE_CHECKING:
    from tickertale.widgets.details.study_foot import StudyFoot

REST_MS = 60
"""How long the window stands still after its first frame before a study is prepared."""

_NEEDED = (
    "scipy.special",
    "tickertale.viewmodels.study.event_impact",
    "tickertale.viewmodels.timeline.unexplained_study",
    "tickertale.widgets.details.study_foot",
    "tickertale.widgets.details.study_menu",
)


class ImpactPart(QObject):
    """Has the current event studied, and shows what came of it.

    Nothing of a study is there before the first frame; what it needs is imported in a thread.

    Parameters
    ----------
    window : QMainWindow
    view_model : TimelineViewModel
    details : DetailsPanel
    panel : ChartPanel
    events : EventListPanel
        Lists the moves that no event explains.
    """

    def __init__(
        self,
        window: QMainWindow,
        *,
        view_model: TimelineViewModel,
        details: DetailsPanel,
        panel: ChartPanel,
        events: EventListPanel,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._model = view_model
        self._details = details
        self._panel = panel
        self._events = events
        self._theme = LIGHT
        self._kept: JsonValue = None
        self._has_begun = False
        self._foot: StudyFoot | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._on_rest_timeout)

    @property
    def name(self) -> str:
        """Return the name under which its state is kept."""
        return "study"

    def kept(self) -> JsonValue:
        """Return how events are studied, and whether it is seen on the chart."""
        # Before the first study, its options are those that were kept.
        options = self._model.study_options.kept() if self._has_begun else self._kept
        return {"options": options, "is_shaded": self._model.display.is_study_shaded}

    def restore(self, kept: JsonValue) -> None:
        """Study with these options, once studies begin."""
        match kept:
            case {"options": options, "is_shaded": bool(is_shaded)}:
                self._kept = options
                self._model.display.shade_study(is_on=is_shaded)
            case _:
                # Until now the options stood alone.
                self._kept = kept

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Return what the commands of studies do."""
        return {"study_shading": self._toggle_shading, "explain_impact": self._explain}

    def join(self, actions: ActionSet) -> None:
        """Take the commands, and wait for the first frame."""
        self._actions = actions
        self._details.impact.expect_study()
        self._panel.chart.painted.connect(self._on_chart_painted)
        self._model.display.changed.connect(self._show_shading)

    def set_theme(self, theme: Theme) -> None:
        """Keep the colors for dialogs; card and chart get theirs with their panels."""
        self._theme = theme

    def refresh(self) -> None:
        """Show whether the windows are shaded."""
        self._show_shading()
        self._actions["explain_impact"].setEnabled(False)
        self._show()

    def _on_chart_painted(self) -> None:
        self._panel.chart.painted.disconnect(self._on_chart_painted)
        self._rest.start()

    def _on_rest_timeout(self) -> None:
        self._model.jobs.start(module_load(_NEEDED), done=self._begin, failed=self._say)

    def _begin(self, _loaded: None) -> None:
        from tickertale.widgets.details.study_foot import StudyFoot
        from tickertale.widgets.details.study_menu import StudyMenu

        card = self._details.impact
        foot = StudyFoot(card, menu=StudyMenu(self._model, parent=card))
        foot.explain_requested.connect(self._explain)
        foot.chart_switched.connect(self._switch_shading)
        self._foot = foot
        card.set_foot(foot)
        if self._kept is not None:
            ids = [row.id for row in self._model.reading.timeline.instruments]
            self._model.study_options.restore_kept(self._kept, instruments=ids)
        self._has_begun = True
        impact = self._model.begin_studies()
        impact.changed.connect(self._show)
        impact.shading_changed.connect(self._panel.refresh)
        self._show()
        self._show_shading()
        self._panel.refresh()
        self._model.unexplained.changed.connect(self._show_unexplained)
        self._show_unexplained()

    def _show_unexplained(self) -> None:
        self._events.set_unexplained(self._model.unexplained.rows)

    def _show(self) -> None:
        impact = self._model.impact
        if impact is not None:
            self._details.set_study(impact.state)
            has_result = impact.state is not None and impact.state.has_result
            self._actions["explain_impact"].setEnabled(has_result)

    def _show_shading(self) -> None:
        is_shaded = self._model.display.is_study_shaded
        self._actions["study_shading"].setChecked(is_shaded)
        if self._foot is not None:
            self._foot.set_on_chart(is_shaded)

    def _toggle_shading(self) -> None:
        self._switch_shading(is_on=not self._model.display.is_study_shaded)

    def _switch_shading(self, is_on: bool) -> None:
        self._model.display.shade_study(is_on=is_on)

    def _explain(self) -> None:
        from tickertale.viewmodels.study.computation import resolve_computation
        from tickertale.widgets.details.computation_dialog import ComputationDialog

        impact = self._model.impact
        if impact is not None and impact.detail is not None and impact.detail.effect is not None:
            state = resolve_computation(impact.detail, self._model.reading.timeline)
            ComputationDialog(state, theme=self._theme, parent=self._window).open()

    def _say(self, error: TickertaleError) -> None:
        """Do nothing: what is imported here has no reason to be refused."""
