"""Edits of the selected events, each one step of the history."""

import datetime as dt
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from tickertale.domain.date_shift import days_to_session, shifted, step_unit, stepped
from tickertale.domain.errors import PriceDataError, TickertaleError
from tickertale.domain.event import Event
from tickertale.domain.event_date import EventDate, Precision
from tickertale.domain.identifier import free_identifier
from tickertale.domain.timeline import Timeline
from tickertale.session.bulk_commands import ChangeEvents, DeleteEvents, MergeEvents, MoveEvents
from tickertale.session.commands import Command, DeleteEvent, DuplicateEvent, MoveEvent
from tickertale.session.session import Session
from tickertale.viewmodels.document.history import HistoryViewModel
from tickertale.viewmodels.event.bulk import BulkState, resolve_bulk
from tickertale.viewmodels.event.selection import SelectionViewModel
from tickertale.viewmodels.text.name_list import by_frequency, read_names

if TYPE_CHECKING:
    from tickertale.viewmodels.event.category_edit import CategoryEditViewModel


class EventEditViewModel(QObject):
    """Changes what is selected; what stands in the way is told by the history.

    Parameters
    ----------
    session : Session
    history : HistoryViewModel
    selection : SelectionViewModel
    parent : QObject or None
    """

    def __init__(
        self,
        session: Session,
        *,
        history: HistoryViewModel,
        selection: SelectionViewModel,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._history = history
        self._selection = selection
        self._tags: tuple[tuple[Event, ...], tuple[str, ...]] | None = None

    @cached_property
    def categories(self) -> "CategoryEditViewModel":
        """Return what changes the categories of events."""
        # Made when it is first asked for, as most sessions never do.
        from tickertale.viewmodels.event.category_edit import CategoryEditViewModel

        return CategoryEditViewModel(self._session, history=self._history, parent=self)

    @property
    def can_edit(self) -> bool:
        """Return whether there is something selected that may be changed."""
        return not self._history.read_only_reason and bool(self._selection.ids)

    def bulk_state(self) -> BulkState:
        """Return what the right panel shows of several selected events."""
        reason = self._history.read_only_reason
        return resolve_bulk(self._timeline, self._selection.ids, refusal=reason)

    def delete(self) -> None:
        """Delete the selected events."""
        ids = self._selection.ids
        if len(ids) == 1:
            self._history.do(DeleteEvent(ids[0], self._timeline.event(ids[0]).title))
        elif ids:
            self._do_to_all(DeleteEvents(ids))

    def duplicate(self) -> None:
        """Put a copy of the current event right after it, and select the copy."""
        current = self._selection.current
        if current is None:
            return
        name = free_identifier(current, is_taken=self._timeline.has_event)
        self._history.do(DuplicateEvent(current, name, self._timeline.event(current).title))
        if self._timeline.has_event(name):
            self._selection.select(name)

    def set_category(self, category: str) -> None:
        """Give the selected events a category."""
        self._do_to_all(ChangeEvents(self._selection.ids, category=category))

    def set_importance(self, importance: int) -> None:
        """Give the selected events an importance, 1 to 5."""
        self._do_to_all(ChangeEvents(self._selection.ids, importance=importance))

    def add_tags(self, text: str) -> None:
        """Give the selected events the tags of a text, parted by commas; none do nothing."""
        tags = read_names(text)
        if tags:
            self._do_to_all(ChangeEvents(self._selection.ids, added_tags=tags))

    def known_tags(self) -> tuple[str, ...]:
        """Return the tags of all events, the most frequent first."""
        events = self._timeline.events
        if self._tags is None or self._tags[0] is not events:
            self._tags = (events, by_frequency(tag for event in events for tag in event.tags))
        return self._tags[1]

    def remove_tag(self, tag: str) -> None:
        """Take a tag from the selected events."""
        self._do_to_all(ChangeEvents(self._selection.ids, removed_tags=(tag,)))

    def shift_by_days(self, days: int) -> None:
        """Move the selected events by so many days."""
        if days:
            self._do_to_all(ChangeEvents(self._selection.ids, shift_days=days))

    def shift_by_sessions(self, count: int) -> None:
        """Move the selected events by so many sessions; others by what comes nearest."""
        sessions = self._sessions()
        self._move(lambda event: _in_sessions(event, count, sessions=sessions))

    def step(self, by: int) -> None:
        """Move the selected events by one session, or by one of the units they are known to."""
        sessions = self._sessions()

        def moved(event: Event) -> EventDate:
            if step_unit(event.when) is Precision.DAY:
                return _in_sessions(event, by, sessions=sessions)
            return stepped(event.when, by, zone=event.zone)

        self._move(moved)

    def merge(self, merged: Event, others: Sequence[str]) -> None:
        """Put one event in the place of those of its id and others, and select it."""
        self._history.do(MergeEvents(merged.id, tuple(others), merged))
        if self._timeline.has_event(merged.id):
            self._selection.select(merged.id)

    @property
    def _timeline(self) -> Timeline:
        return self._session.timeline

    def _move(self, moved: Callable[[Event], EventDate]) -> None:
        events = [self._timeline.event(event_id) for event_id in self._selection.ids]
        try:
            dates = [(event, moved(event)) for event in events]
        except TickertaleError as error:
            self._history.refused.emit(str(error))
            return
        self._do_to_all(_move_command(dates))

    def _do_to_all(self, command: Command) -> None:
        self._history.do(command, size=len(self._selection.ids))

    def _sessions(self) -> Sequence[dt.date]:
        instrument = self._timeline.shown_instrument
        if instrument is None:
            return ()
        try:
            return self._session.session_dates(instrument.id)
        except PriceDataError:
            # A timeline without prices has no sessions: weekdays stand for them.
            return ()


def _move_command(dates: Sequence[tuple[Event, EventDate]]) -> Command:
    if len(dates) == 1:
        event, when = dates[0]
        return MoveEvent(event.id, when, event.flag_text)
    return MoveEvents(tuple((event.id, when) for event, when in dates))


def _in_sessions(event: Event, count: int, *, sessions: Sequence[dt.date]) -> EventDate:
    when = event.when
    day = when.first_day if when.has_start else when.last_day
    days = days_to_session(day, count, sessions=sessions)
    return shifted(when, days, zone=event.zone)
