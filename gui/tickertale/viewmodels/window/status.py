"""The status line: whether everything is saved, and how much there is."""

import datetime as dt

from tickertale.viewmodels.text.wording import bar_noun, counted, day_text
from tickertale.viewmodels.timeline.reading import Reading

KEY_HINTS = "←/→ bar   Ctrl+←/→ event   Enter details   F1 help"
"""The keys that a newcomer needs, at the right of the status line."""


def status_line(
    reading: Reading,
    *,
    saved_at: dt.datetime | None,
    read_only_reason: str = "",
    unsaved_reason: str = "",
) -> str:
    """Return ``Saved 14:02 · 9 events · 9988.HK 325 sessions, 2 Jan 2024 – 30 Apr 2025``.

    Parameters
    ----------
    reading : Reading
        What is open.
    saved_at : datetime.datetime or None
        Local time of the last edit; none before the first.
    read_only_reason : str
        Why nothing can be changed; empty when it can.
    unsaved_reason : str
        Why the last edit is not on disk, or the next could not be; empty when all is well.
    """
    parts = [_state(saved_at, read_only_reason, unsaved_reason=unsaved_reason)]
    parts.append(counted(len(reading.timeline.events), "event"))
    count = len(reading.bars)
    if reading.instrument is not None and count:
        first, last = reading.scale.date_at(0), reading.scale.date_at(reading.scale.last_position)
        bars = counted(count, bar_noun(reading.bars.interval))
        range_text = f"{day_text(first)} – {day_text(last)}"
        parts.append(f"{reading.instrument.symbol} {bars}, {range_text}")
    return " · ".join(parts)


def _state(saved_at: dt.datetime | None, read_only_reason: str, *, unsaved_reason: str) -> str:
    if read_only_reason:
        return "Read-only"
    if unsaved_reason:
        return f"Not saved: {unsaved_reason}"
    return f"Saved {saved_at:%H:%M}" if saved_at else "Saved"
