"""The edits of several events at once, each one step of the history."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tickertale.domain.date_shift import shifted
from tickertale.domain.errors import UnknownIdError
from tickertale.domain.event import Event
from tickertale.domain.event_date import EventDate
from tickertale.domain.timeline import Timeline
from tickertale.session.revision import on_date, replaced, revised


@dataclass(frozen=True, slots=True)
class MoveEvents:
    """Move events to other dates.

    Parameters
    ----------
    dates : tuple of (str, EventDate)
        The id of each event and its new date.
    """

    dates: tuple[tuple[str, EventDate], ...]

    @property
    def label(self) -> str:
        """Return ``Move 3 events``."""
        return f"Move {_events(self.dates)}"

    def apply(self, timeline: Timeline) -> Timeline:
        """Return the timeline with the events on their new dates."""
        moved = [on_date(timeline.event(name), when) for name, when in self.dates]
        return replaced(timeline, moved)


@dataclass(frozen=True, slots=True)
class DeleteEvents:
    """Take events out.

    Parameters
    ----------
    event_ids : tuple of str
    """

    event_ids: tuple[str, ...]

    @property
    def label(self) -> str:
        """Return ``Delete 3 events``."""
        return f"Delete {_events(self.event_ids)}"

    def apply(self, timeline: Timeline) -> Timeline:
        """Return the timeline without the events."""
        return timeline.without_events(self.event_ids) if self.event_ids else timeline


@dataclass(frozen=True, slots=True)
class MergeEvents:
    """Put one event in the place of several.

    Parameters
    ----------
    kept_id : str
        The event whose place and id the merged one takes.
    other_ids : tuple of str
        Those that go.
    merged : Event
        Its id is `kept_id`.
    """

    kept_id: str
    other_ids: tuple[str, ...]
    merged: Event

    @property
    def label(self) -> str:
        """Return ``Merge 3 events into “…”``."""
        return f"Merge {len(self.other_ids) + 1:,} events into “{self.merged.flag_text}”"

    def apply(self, timeline: Timeline) -> Timeline:
        """Return the timeline with the merged event alone."""
        if self.merged.id != self.kept_id:
            message = f"the merged event is {self.merged.id!r}; {self.kept_id!r} was expected"
            raise UnknownIdError(message)
        others = [name for name in self.other_ids if name != self.kept_id]
        return replaced(timeline, [self.merged]).without_events(others)


@dataclass(frozen=True, slots=True)
class ChangeEvents:
    """Change fields of several events; what is not named stays as it is.

    Parameters
    ----------
    event_ids : tuple of str
    category : str or None
        Id of the category that they get.
    added_tags, removed_tags : tuple of str
    importance : int or None
        1 to 5.
    shift_days : int
        Days by which they move; a date known to the month moves by what comes nearest.
    """

    event_ids: tuple[str, ...]
    category: str | None = None
    added_tags: tuple[str, ...] = ()
    removed_tags: tuple[str, ...] = ()
    importance: int | None = None
    shift_days: int = 0

    @property
    def label(self) -> str:
        """Return what is done, such as ``Tag 3 events “apple”``."""
        what = _events(self.event_ids)
        names = (
            (self.category is not None, f"Change category of {what}"),
            (self.importance is not None, f"Change importance of {what}"),
            (bool(self.added_tags), f"Tag {what} {_quoted(self.added_tags)}"),
            (bool(self.removed_tags), f"Untag {what} {_quoted(self.removed_tags)}"),
            (bool(self.shift_days), f"Shift {what}"),
        )
        chosen = [text for is_done, text in names if is_done]
        return chosen[0] if len(chosen) == 1 else f"Change {what}"

    def apply(self, timeline: Timeline) -> Timeline:
        """Return the timeline with the events changed."""
        return replaced(timeline, [self._changed(timeline.event(row)) for row in self.event_ids])

    def _changed(self, event: Event) -> Event:
        if self.shift_days:
            when = shifted(event.when, self.shift_days, zone=event.zone)
            event = on_date(event, when)
        update: dict[str, object] = {"tags": self._tags(event)}
        if self.category is not None:
            update["category"] = self.category
        if self.importance is not None:
            update["importance"] = self.importance
        return revised(event, update)

    def _tags(self, event: Event) -> tuple[str, ...]:
        gone = {tag.casefold() for tag in self.removed_tags}
        tags = [tag for tag in event.tags if tag.casefold() not in gone]
        had = {tag.casefold() for tag in tags}
        return (*tags, *(tag for tag in self.added_tags if tag.casefold() not in had))


def _events(rows: Sequence[object]) -> str:
    return "1 event" if len(rows) == 1 else f"{len(rows):,} events"


def _quoted(tags: Sequence[str]) -> str:
    quote: Callable[[str], str] = "“{}”".format
    return ", ".join(map(quote, tags))
