"""The history of a document as a list to go back in, with what each point would bring back."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tickertale.domain.timeline import Timeline
from tickertale.store.history import HistoryStep
from tickertale.viewmodels.text.wording import counted, one_line

MOST_NAMED = 12
"""Events that the preview names; the rest are counted."""

BEGINNING = 0
"""The point before the first edit that is known."""


@dataclass(frozen=True, slots=True)
class HistoryPoint:
    """A point of the history that the document can be brought back to.

    Parameters
    ----------
    seq : int
        The last edit that would remain; `BEGINNING` for none.
    label, at_text : str
        The edit, and when it was made, on this computer's clock; to the second where another
        one was made in the same minute.
    is_now : bool
        The document is as it was then.
    """

    seq: int
    label: str
    at_text: str
    is_now: bool


def resolve_points(history: Sequence[HistoryStep]) -> tuple[HistoryPoint, ...]:
    """Return the points of a history, the latest first; edits that were undone are none."""
    done = [step for step in history if not step.is_undone]
    minutes = Counter(moment_text(step.at) for step in done)
    points = [
        HistoryPoint(
            step.seq,
            step.label,
            moment_text(step.at, has_seconds=minutes[moment_text(step.at)] > 1),
            is_now=step is done[-1],
        )
        for step in reversed(done)
    ]
    return (*points, HistoryPoint(BEGINNING, "As it began", "", is_now=not done))


def resolve_preview(now: Timeline, then: Timeline) -> tuple[str, ...]:
    """Return what would change, a line each: what comes back, what goes, what differs."""
    before = {event.id: event for event in now.events}
    after = {event.id: event for event in then.events}
    back = [event.title for name, event in after.items() if name not in before]
    gone = [event.title for name, event in before.items() if name not in after]
    other = [
        event.title
        for name, event in after.items()
        if name in before and event is not before[name] and event != before[name]
    ]
    lines = [
        *_lines("comes back", "come back", titles=back),
        *_lines("goes", "go", titles=gone),
        *_lines("becomes as it was", "become as they were", titles=other),
    ]
    if now.categories != then.categories:
        lines.append("The categories become as they were")
    if now.instruments != then.instruments:
        lines.append("The instruments become as they were")
    head = ("title", "subtitle", "notes", "primary", "benchmark")
    if any(getattr(now, name) != getattr(then, name) for name in head):
        lines.append("The properties become as they were")
    return tuple(lines) or ("Nothing would change",)


def moment_text(at: dt.datetime, *, has_seconds: bool = False) -> str:
    """Return a moment on this computer's clock: ``6 Mar 2025 14:02``, or ``… 14:02:31``."""
    local = at.astimezone()
    clock = f"{local:%H:%M:%S}" if has_seconds else f"{local:%H:%M}"
    return f"{local.day} {local:%b %Y} {clock}"


def _lines(one: str, many: str, *, titles: Iterable[str]) -> list[str]:
    names = [one_line(title) for title in titles]
    if not names:
        return []
    verb = one if len(names) == 1 else many
    lines = [f"{counted(len(names), 'event')} {verb}:"]
    lines += [f"    {name}" for name in names[:MOST_NAMED]]
    if len(names) > MOST_NAMED:
        lines.append(f"    and {len(names) - MOST_NAMED:,} more")
    return lines
