"""The window's state: what is selected, searched for, filtered and in view."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from tickertale.session.change import Change
from tickertale.session.session import Session
from tickertale.viewmodels.chart.anchor import AnchorTable
from tickertale.viewmodels.chart.chart import ChartState, ViewRange
from tickertale.viewmodels.chart.display import DisplayViewModel
from tickertale.viewmodels.chart.hover_card import HoverState, resolve_hover
from tickertale.viewmodels.chart.legend import LegendItem, resolve_legend
from tickertale.viewmodels.chart.readout import Readout, resolve_readout
from tickertale.viewmodels.chart.viewport import headline
from tickertale.viewmodels.document.history import HistoryViewModel
from tickertale.viewmodels.event.bulk import BulkState
from tickertale.viewmodels.event.details import (
    OVERLAP_SESSIONS,
    DetailsState,
    TimelineState,
    resolve_details,
    resolve_timeline_state,
)
from tickertale.viewmodels.event.event_filter import matching, parse_filter
from tickertale.viewmodels.event.event_list import (
    EventListState,
    EventOrder,
    EventQuery,
    EventRow,
    resolve_event_list,
)
from tickertale.viewmodels.event.listed_place import PlaceFinder
from tickertale.viewmodels.event.selection import SelectionViewModel
from tickertale.viewmodels.job.job import InlineRunner, JobRunner
from tickertale.viewmodels.timeline.compared_instruments import ComparedInstruments
from tickertale.viewmodels.timeline.event_drag import EventDragViewModel
from tickertale.viewmodels.timeline.event_edit import EventEditViewModel
from tickertale.viewmodels.timeline.reading import Reading, instrument_reactions, resolve_reading
from tickertale.viewmodels.timeline.time_axis import TimeAxisViewModel

if TYPE_CHECKING:
    from tickertale.viewmodels.study.event_impact import EventImpactViewModel
    from tickertale.viewmodels.study.study import StudyViewModel
    from tickertale.viewmodels.study.study_option import StudyOptionViewModel
    from tickertale.viewmodels.timeline.unexplained_study import UnexplainedViewModel


class TimelineViewModel(TimeAxisViewModel):
    """Holds the window's state and resolves what each panel shows.

    Attributes
    ----------
    history : HistoryViewModel
        Edits, undo and redo.
    display : DisplayViewModel
        How prices are drawn.
    selection : SelectionViewModel
        Which events are selected.
    editing : EventEditViewModel
        Changes what is selected.
    drag : EventDragViewModel
        Follows an event that is being dragged to another date.
    jobs : JobRunner
        Runs what takes longer than a frame.

    Signals
    -------
    reading_changed
        The timeline changed, and with it everything that is shown.
    selection_changed
        Other events are selected, or another one of them is the current one.
    filter_changed
        Search, chips or order changed.
    """

    reading_changed = Signal()
    selection_changed = Signal()
    filter_changed = Signal()

    def __init__(
        self,
        session: Session,
        parent: QObject | None = None,
        *,
        jobs: JobRunner | None = None,
    ) -> None:
        reading = resolve_reading(session)
        super().__init__(reading, parent)
        self._session = session
        self.jobs: JobRunner = jobs or InlineRunner()
        self.history = HistoryViewModel(session, self)
        self.history.rights_changed.connect(self.reading_changed)
        self.display = DisplayViewModel(self)
        self.display.time_axis_changed.connect(self._on_display_time_axis_changed)
        self._compared = ComparedInstruments(session)
        self.selection = SelectionViewModel(self)
        self.selection.select(headline(self._reading.anchors))
        self.selection.changed.connect(self._on_selection_changed)
        self.editing = EventEditViewModel(
            session, history=self.history, selection=self.selection, parent=self
        )
        self.drag = EventDragViewModel(
            session, reading=lambda: self._reading, history=self.history, parent=self
        )
        self._query = EventQuery()
        self._places = PlaceFinder()
        self._list = self._resolve_list()
        self._impact: EventImpactViewModel | None = None
        self._stop = session.subscribe(self._on_session_changed)

    def close(self) -> None:
        """Stop listening to the session."""
        self._stop()

    @cached_property
    def study_options(self) -> "StudyOptionViewModel":
        """Return how events are studied, in all parts of the window."""
        # Nothing is studied before the window is there, and the start need not wait for it.
        from tickertale.viewmodels.study.study_option import StudyOptionViewModel

        return StudyOptionViewModel(self)

    @property
    def impact(self) -> "EventImpactViewModel | None":
        """Return the study of the current event; None before `begin_studies`."""
        return self._impact

    def begin_studies(self) -> "EventImpactViewModel":
        """Study the current event from now on, and return its study."""
        from tickertale.viewmodels.study.event_impact import EventImpactViewModel

        if self._impact is None:
            self._impact = EventImpactViewModel(
                self._session, self.study_options, jobs=self.jobs, parent=self
            )
            self._study_current()
        return self._impact

    @cached_property
    def unexplained(self) -> "UnexplainedViewModel":
        """Return the large moves without an event; they are searched for from now on."""
        from tickertale.viewmodels.timeline.unexplained_study import UnexplainedViewModel

        found = UnexplainedViewModel(self._session, self.study_options, jobs=self.jobs, parent=self)
        self.reading_changed.connect(lambda: found.read(self._reading))
        found.read(self._reading)
        return found

    @cached_property
    def studies(self) -> "StudyViewModel":
        """Return the study view's state."""
        from tickertale.viewmodels.study.study import StudyViewModel

        return StudyViewModel(
            self._session, options=self.study_options, jobs=self.jobs, parent=self
        )

    # What is shown

    @property
    def selected(self) -> str | None:
        """Return the id of the current event, which the details tell of."""
        return self.selection.current

    def chart_state(self) -> ChartState:
        """Return what the chart shows."""
        return ChartState(
            pyramid=self._reading.pyramid,
            scale=self._reading.scale,
            anchors=self._reading.anchors,
            lanes=self.display.lanes.arranged(self._reading.lanes),
            view=self._view,
            kind=self.display.kind,
            scale_kind=self.display.scale_kind,
            locked=self.display.locked,
            compared=self._compared.series(self.display.compared, self._reading),
            selected=self.selected,
            selected_ids=self.selection.id_set,
            dimmed=_left_out(self._reading.rows, self._list.rows),
            study=self._impact.shading(self._reading.scale) if self._impact else None,
            is_study_shaded=self.display.is_study_shaded,
            mark_style=self.display.mark_style,
        )

    def legend(self) -> tuple[LegendItem, ...]:
        """Return the instruments of a comparison with their values at the crosshair."""
        own = self._reading.instrument
        return resolve_legend(self.chart_state(), cursor=self._cursor, own=own)

    def list_state(self) -> EventListState:
        """Return what the left panel shows."""
        return self._list

    def details_state(self) -> DetailsState | TimelineState | BulkState:
        """Return what the right panel shows: the selected event or events, else the timeline."""
        if self.selection.is_multiple:
            return self.editing.bulk_state()
        if self.selected is None:
            return resolve_timeline_state(self._reading.timeline)
        return resolve_details(
            self._reading.timeline,
            event_id=self.selected,
            place=self._places.place(self._list.rows, self.selected),
            reactions=instrument_reactions(self._session, self._reading, event_id=self.selected),
            sessions=self._reading.sessions_near(self.selected, within=OVERLAP_SESSIONS),
            terms=self._query.terms,
        )

    def hover_state(self, event_id: str) -> HoverState:
        """Return the hover card of an event."""
        timeline = self._reading.timeline
        event = timeline.event(event_id)
        category = next(row for row in timeline.categories if row.id == event.category)
        return resolve_hover(event, category, move=self._reading.moves.get(event_id))

    def readout(self) -> Readout:
        """Return the bar under the crosshair; without one, that of the selection or the last."""
        index = self.bar_told(self.selected)
        return resolve_readout(self._reading.bars, self._reading.scale, index=index)

    # Asks

    def select(self, event_id: str | None) -> None:
        """Select one event alone, and bring it into view; None selects nothing."""
        self.selection.select(event_id)
        self._reveal(event_id)

    def extend_to(self, event_id: str) -> None:
        """Select all from where the selection began to an event, in the order of the list."""
        self.selection.extend_to(event_id, order=[row.id for row in self._list.rows])
        self._reveal(event_id)

    def select_all(self) -> None:
        """Select every event that the list shows."""
        self.selection.select_all([row.id for row in self._list.rows])

    def open_cluster(self, event_ids: Sequence[str]) -> None:
        """Show the members of a cluster apart; where that is not possible, select one by one."""
        before = self._view
        self.show_events(event_ids)
        if self._view == before:
            ids = list(event_ids)
            after = ids.index(self.selected) + 1 if self.selected in ids else 0
            self.select(ids[after % len(ids)])

    def step(self, by: int) -> None:
        """Select the next event of the list, or the previous one for -1; it stops at the ends."""
        rows = self._list.rows
        place = self._places.find(rows, self.selected)
        if place is not None:
            self.select(rows[min(max(place + by, 0), len(rows) - 1)].id)
        elif rows:
            place = _place_beside(self._reading.anchors, rows, view=self._view, by=by)
            self.select(rows[place].id)

    def search(self, text: str) -> None:
        """Show only the events that a text finds; an empty one shows them all."""
        self._filter(self._searched(text))

    def show_category(self, category: str, is_on: bool) -> None:
        """Switch the events of a category on or off."""
        hidden = self._query.hidden - {category} if is_on else self._query.hidden | {category}
        self._filter(replace(self._query, hidden=hidden))

    def sort(self, order: EventOrder) -> None:
        """Sort the list."""
        self._filter(replace(self._query, order=order))

    def clear(self) -> None:
        """Select nothing; if nothing was selected, end the search."""
        if self.selected is not None:
            self.select(None)
        elif self._query.search_text:
            self.search("")

    # Inside

    def _study_current(self) -> None:
        if self._impact is not None:
            shown = self._reading.instrument
            self._impact.study(self.selected, instrument_id=shown.id if shown else None)

    def _on_display_time_axis_changed(self) -> None:
        self._read()
        self.reading_changed.emit()

    def _read(self) -> None:
        before, display = self._reading, self.display
        reading = resolve_reading(
            self._session, before=before, time_axis=display.time_axis, wanted=display.series
        )
        self._take(reading)

    def _reveal(self, event_id: str | None, *, if_hidden: bool = False) -> None:
        anchor = self._reading.anchors.by_id.get(event_id or "")
        if anchor is None:
            return
        position = anchor.first if anchor.position is None else anchor.position
        # What was dragged lies where it was dropped, and the view under it shall not move.
        if not (if_hidden and self.shows(min(anchor.first, position), max(anchor.last, position))):
            self.show_position(position)

    def _filter(self, query: EventQuery) -> None:
        self._set_query(query)
        if self.selection.is_multiple:
            # What is done to all of them must not reach those that nobody sees.
            seen = {row.id for row in self._list.rows} | {self.selected}
            self.selection.keep(seen.__contains__)
        self.filter_changed.emit()

    def _searched(self, text: str) -> EventQuery:
        return _searched(self._query, text, reading=self._reading, search=self._session.search)

    def _set_query(self, query: EventQuery) -> None:
        self._query = query
        self._list = self._resolve_list()

    def _resolve_list(self) -> EventListState:
        return resolve_event_list(
            self._reading.timeline,
            rows=self._reading.rows,
            counts=self._reading.counts,
            query=replace(
                self._query, selected=self.selection.current, selected_ids=self.selection.id_set
            ),
        )

    def _on_session_changed(self, change: Change) -> None:
        self._read()
        self._set_query(self._searched(self._query.search_text))
        self.selection.keep(change.after.has_event)
        self._study_current()
        self.reading_changed.emit()
        if self.selected is not None and _has_moved(self.selected, change):
            self._reveal(self.selected, if_hidden=True)

    def _on_selection_changed(self) -> None:
        chosen = self.selection
        self._list = replace(self._list, selected=chosen.current, selected_ids=chosen.id_set)
        self._study_current()
        self.selection_changed.emit()


def _searched(
    query: EventQuery, text: str, *, reading: Reading, search: Callable[[str], Sequence[str]]
) -> EventQuery:
    """Return what the list is asked for once a text is searched for."""
    wanted = parse_filter(text, timeline=reading.timeline)
    events = reading.timeline.events
    return replace(
        query,
        search_text=text,
        matching=matching(events, wanted, moves=reading.moves, search=search),
        terms=wanted.terms,
        problems=wanted.problems,
    )


def _left_out(rows: Sequence[EventRow], shown: Sequence[EventRow]) -> frozenset[str]:
    """Return the ids of the rows that are not shown."""
    if len(shown) == len(rows):
        return frozenset()
    ids = {row.id for row in shown}
    return frozenset(row.id for row in rows if row.id not in ids)


def _has_moved(event_id: str, change: Change) -> bool:
    """Return whether an event has another date after a change."""
    before, after = change.before, change.after
    if not before.has_event(event_id):
        return False
    return before.event(event_id).when != after.event(event_id).when


def _place_beside(
    anchors: AnchorTable, rows: Sequence[EventRow], *, view: ViewRange, by: int
) -> int:
    """Return the place of the first event after the middle of the view, or the last before."""
    middle = (view.start + view.end) / 2
    firsts = {anchor.event_id: anchor.first for anchor in anchors}
    if by > 0:
        later = (place for place, row in enumerate(rows) if firsts[row.id] > middle)
        return next(later, len(rows) - 1)
    earlier = (place for place, row in enumerate(rows) if firsts[row.id] < middle)
    return max(earlier, default=0)
