"""The window's state: what is selected, searched for, filtered and in view."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from tickertale.session.change import Change
from tickertale.session.session import Session
from tickertale.viewmodels.chart import ChartState, ViewRange
from tickertale.viewmodels.compared_instruments import ComparedInstruments
from tickertale.viewmodels.details import (
    DetailsState,
    TimelineState,
    resolve_details,
    resolve_timeline_state,
)
from tickertale.viewmodels.display import DisplayViewModel
from tickertale.viewmodels.event_list import (
    EventListState,
    EventOrder,
    EventQuery,
    resolve_event_list,
)
from tickertale.viewmodels.history import HistoryViewModel
from tickertale.viewmodels.hover_card import HoverState, resolve_hover
from tickertale.viewmodels.legend import LegendItem, resolve_legend
from tickertale.viewmodels.reading import Reading, instrument_reactions, resolve_reading
from tickertale.viewmodels.readout import Readout, resolve_readout
from tickertale.viewmodels.viewport import (
    RangePreset,
    bounded,
    headline,
    panned,
    preset,
    revealing,
    story,
    whole,
    zoomed,
)


class TimelineViewModel(QObject):
    """Holds the window's state and resolves what each panel shows.

    Attributes
    ----------
    history : HistoryViewModel
        Edits, undo and redo.
    display : DisplayViewModel
        How prices are drawn.

    Signals
    -------
    reading_changed
        The timeline changed, and with it everything that is shown.
    selection_changed
        Another event is selected, or none.
    filter_changed
        Search, chips or order changed.
    view_changed
        Another part of the time axis is in view.
    cursor_changed
        The crosshair stands on another bar, or on none.
    """

    reading_changed = Signal()
    selection_changed = Signal()
    filter_changed = Signal()
    view_changed = Signal()
    cursor_changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.history = HistoryViewModel(session, self)
        self.display = DisplayViewModel(self)
        self._compared = ComparedInstruments(session)
        self._reading = resolve_reading(session)
        self._query = EventQuery(selected=headline(self._reading.anchors))
        self._view = story(self._reading.anchors, bar_count=len(self._reading.bars))
        self._cursor: int | None = None
        self._list = self._resolve_list()
        self._stop = session.subscribe(self._on_session_changed)

    def close(self) -> None:
        """Stop listening to the session."""
        self._stop()

    # What is shown

    @property
    def reading(self) -> Reading:
        """Return the timeline as read against the instrument on the chart."""
        return self._reading

    @property
    def view(self) -> ViewRange:
        """Return the visible part of the time axis."""
        return self._view

    @property
    def selected(self) -> str | None:
        """Return the id of the selected event."""
        return self._query.selected

    def chart_state(self) -> ChartState:
        """Return what the chart shows."""
        return ChartState(
            pyramid=self._reading.pyramid,
            scale=self._reading.scale,
            anchors=self._reading.anchors,
            lanes=self._reading.lanes,
            view=self._view,
            kind=self.display.kind,
            scale_kind=self.display.scale_kind,
            locked=self.display.locked,
            compared=self._compared.series(self.display.compared, self._reading),
            selected=self.selected,
            dimmed=self._dimmed(),
        )

    def legend(self) -> tuple[LegendItem, ...]:
        """Return the compared instruments with their changes at the crosshair."""
        return resolve_legend(self.chart_state(), cursor=self._cursor)

    def list_state(self) -> EventListState:
        """Return what the left panel shows."""
        return self._list

    def details_state(self) -> DetailsState | TimelineState:
        """Return what the right panel shows: the selected event, else the timeline."""
        if self.selected is None:
            return resolve_timeline_state(self._reading.timeline)
        return resolve_details(
            self._reading.timeline,
            event_id=self.selected,
            order=[row.id for row in self._list.rows],
            reactions=instrument_reactions(self._session, self._reading, event_id=self.selected),
            sessions=self._reading.sessions,
        )

    def hover_state(self, event_id: str) -> HoverState:
        """Return the hover card of an event."""
        timeline = self._reading.timeline
        event = timeline.event(event_id)
        category = next(row for row in timeline.categories if row.id == event.category)
        return resolve_hover(event, category, move=self._reading.moves.get(event_id))

    @property
    def cursor(self) -> int | None:
        """Return the index of the bar under the crosshair."""
        return self._cursor

    def readout(self) -> Readout:
        """Return the bar under the crosshair; without one, that of the selection or the last."""
        index = self._cursor
        if index is None and self.selected is not None:
            index = self._reading.sessions.get(self.selected)
        if index is None:
            index = self._reading.scale.nearest_index(self._view.end - 0.5)
        return resolve_readout(self._reading.bars, self._reading.scale, index=index)

    def days_in_view(self) -> tuple[dt.date | None, dt.date | None]:
        """Return the first and the last session in view; None without any bars."""
        scale = self._reading.scale
        first = scale.nearest_index(self._view.start + 0.5)
        return (None if first is None else scale.date_at(first)), self._last_day_in_view()

    def active_preset(self) -> RangePreset | None:
        """Return the preset that shows just what is in view."""
        for choice in RangePreset:
            if self._preset(choice) == self._view:
                return choice
        return None

    # Asks

    def select(self, event_id: str | None) -> None:
        """Select an event everywhere and bring it into view; None selects nothing."""
        if event_id == self.selected:
            self._reveal(event_id)
            return
        self._set_query(replace(self._query, selected=event_id))
        self.selection_changed.emit()
        self._reveal(event_id)

    def step(self, by: int) -> None:
        """Select the next event of the list, or the previous one for -1; it stops at the ends."""
        ids = [row.id for row in self._list.rows]
        if not ids:
            return
        if self.selected in ids:
            place = min(max(ids.index(self.selected) + by, 0), len(ids) - 1)
        else:
            place = 0 if by > 0 else len(ids) - 1
        self.select(ids[place])

    def search(self, text: str) -> None:
        """Show only the events that a text finds; an empty one shows them all."""
        found = frozenset(self._session.search(text)) if text.strip() else None
        self._set_query(replace(self._query, search_text=text, matching=found))
        self.filter_changed.emit()

    def show_category(self, category: str, is_on: bool) -> None:
        """Switch the events of a category on or off."""
        hidden = self._query.hidden - {category} if is_on else self._query.hidden | {category}
        self._set_query(replace(self._query, hidden=hidden))
        self.filter_changed.emit()

    def sort(self, order: EventOrder) -> None:
        """Sort the list."""
        self._set_query(replace(self._query, order=order))
        self.filter_changed.emit()

    def clear(self) -> None:
        """Select nothing; if nothing was selected, end the search."""
        if self.selected is not None:
            self.select(None)
        elif self._query.search_text:
            self.search("")

    def set_view(self, view: ViewRange) -> None:
        """Show a part of the time axis, kept near the bars."""
        kept = bounded(view, len(self._reading.bars))
        if kept != self._view:
            self._view = kept
            if self._cursor is not None and not kept.start <= self._cursor <= kept.end:
                # The read-out would name a bar that nobody sees.
                self._cursor = None
            self.view_changed.emit()

    def zoom(self, *, about: float, factor: float) -> None:
        """Zoom about a position; a factor below 1 zooms in."""
        count = len(self._reading.bars)
        self.set_view(zoomed(self._view, about=about, factor=factor, bar_count=count))

    def pan(self, slots: float) -> None:
        """Move the view by a number of bars."""
        self.set_view(panned(self._view, slots=slots, bar_count=len(self._reading.bars)))

    def show_all(self) -> None:
        """Show every bar."""
        self.set_view(whole(len(self._reading.bars)))

    def show_preset(self, choice: RangePreset) -> None:
        """Show a range that ends where the view ends."""
        self.set_view(self._preset(choice))

    def show_bar(self, index: int) -> None:
        """Bring a bar into view."""
        count = len(self._reading.bars)
        self.set_view(revealing(self._view, position=float(index), bar_count=count))

    def show_events(self, event_ids: Sequence[str]) -> None:
        """Show the members of a cluster, as near as it takes to tell them apart."""
        places = [row.first for row in self._reading.anchors if row.event_id in set(event_ids)]
        if places:
            margin = max((max(places) - min(places)) * 0.6, 6.0)
            self.set_view(ViewRange(min(places) - margin, max(places) + margin))

    def point_at(self, position: float | None) -> None:
        """Put the crosshair on the bar nearest to a position; None takes it away."""
        index = None if position is None else self._reading.scale.nearest_index(position)
        if index != self._cursor:
            self._cursor = index
            self.cursor_changed.emit()

    def step_cursor(self, by: int) -> None:
        """Move the crosshair by a number of bars and keep it in view."""
        count = len(self._reading.bars)
        if not count:
            return
        start = self._cursor
        if start is None:
            start = self._reading.scale.nearest_index(self._view.end - 0.5) or 0
        index = min(max(start + by, 0), count - 1)
        self.show_bar(index)
        self.point_at(float(index))

    # Inside

    def _preset(self, choice: RangePreset) -> ViewRange:
        return preset(choice, scale=self._reading.scale, anchor=self._last_day_in_view())

    def _last_day_in_view(self) -> dt.date | None:
        scale = self._reading.scale
        index = scale.nearest_index(self._view.end - 0.5)
        return None if index is None else scale.date_at(index)

    def _dimmed(self) -> frozenset[str]:
        rows = self._reading.rows
        if len(self._list.rows) == len(rows):
            return frozenset()
        shown = {row.id for row in self._list.rows}
        return frozenset(row.id for row in rows if row.id not in shown)

    def _reveal(self, event_id: str | None) -> None:
        position = self._reading.sessions.get(event_id) if event_id else None
        if position is None and event_id is not None:
            places = (row.first for row in self._reading.anchors if row.event_id == event_id)
            position = next((round(place) for place in places), None)
        if position is not None:
            self.show_bar(position)

    def _set_query(self, query: EventQuery) -> None:
        self._query = query
        self._list = self._resolve_list()

    def _resolve_list(self) -> EventListState:
        return resolve_event_list(
            self._reading.timeline,
            rows=self._reading.rows,
            query=self._query,
            unexplained=self._reading.unexplained,
        )

    def _on_session_changed(self, change: Change) -> None:
        self._reading = resolve_reading(self._session, before=self._reading)
        is_gone = self.selected not in {event.id for event in change.after.events}
        text = self._query.search_text
        self._set_query(
            replace(
                self._query,
                selected=None if is_gone else self.selected,
                matching=frozenset(self._session.search(text)) if text.strip() else None,
            )
        )
        self.reading_changed.emit()
