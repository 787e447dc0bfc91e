"""The table of the study view: every event with its numbers, sorted as the user asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from tickertale.analysis.value_ticks import plain_text
from tickertale.domain.timeline import Timeline
from tickertale.prices.time_scale import date_of
from tickertale.session.listing import tab_separated
from tickertale.session.study import Study
from tickertale.session.study_record import rounded
from tickertale.session.study_row import REASON_TEXTS
from tickertale.session.study_text import notes
from tickertale.viewmodels.study.study_grid import p_text
from tickertale.viewmodels.text.wording import day_text, one_line, percent, sign_of

_NONE = "–"


class StudyColumn(StrEnum):
    """The columns, from left to right; the value is the heading."""

    EVENT = "Event"
    DAY_ZERO = "Day 0"
    AR = "AR"
    CAR = "CAR"
    T = "t"
    P = "p"
    P_ADJUSTED = "adj. p"
    OVERLAPS = "overlap"
    N = "n"


COLUMNS = tuple(StudyColumn)
COLUMN_MEANINGS = {
    StudyColumn.EVENT: "What happened",
    StudyColumn.DAY_ZERO: "The first session that could react",
    StudyColumn.AR: "Abnormal return of day 0",
    StudyColumn.CAR: "Abnormal return cumulated over the event window",
    StudyColumn.T: "CAR over its standard error",
    StudyColumn.P: "Chance of a CAR as large without an effect, two-sided",
    StudyColumn.P_ADJUSTED: "p, adjusted for the number of events looked at",
    StudyColumn.OVERLAPS: "Other events whose windows share sessions with this one’s",
    StudyColumn.N: "Sessions that the model was estimated from",
}
"""What each column says, in one line."""
_ARRAYS = {
    StudyColumn.AR: "ar",
    StudyColumn.CAR: "car",
    StudyColumn.T: "t",
    StudyColumn.P: "p",
    StudyColumn.P_ADJUSTED: "p_adjusted",
}


@dataclass(frozen=True, slots=True)
class EventMark:
    """What the table shows of an event beside its numbers: title and color of its category."""

    title: str
    color: str


def event_marks(timeline: Timeline) -> dict[str, EventMark]:
    """Return the mark of each event by its id; one with a short title goes by it."""
    colors = {row.id: row.color for row in timeline.categories}
    return {
        event.id: EventMark(one_line(event.short_title or event.title), colors[event.category])
        for event in timeline.events
    }


@dataclass(frozen=True, slots=True, eq=False)
class StudyTable:
    """The table; texts are made when they are asked for.

    Parameters
    ----------
    study : Study
    marks : mapping of str to EventMark
        By event.
    order : (N,) int64
        Indices of the study's rows, from top to bottom.
    column : StudyColumn
        What it is sorted by.
    is_descending : bool
    """

    study: Study
    marks: Mapping[str, EventMark]
    order: NDArray[np.int64]
    column: StudyColumn = StudyColumn.DAY_ZERO
    is_descending: bool = False

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.order)

    def event_id(self, place: int) -> str:
        """Return the event of a row."""
        return self.study.rows.event_ids[int(self.order[place])]

    def place_of(self, event_id: str | None) -> int:
        """Return the row of an event; -1 where it has none."""
        ids = self.study.rows.event_ids
        if event_id not in ids:
            return -1
        return int(np.flatnonzero(self.order == ids.index(event_id))[0])

    def mark(self, place: int) -> EventMark:
        """Return title and color of a row's event."""
        return self.marks[self.event_id(place)]

    def cell(self, place: int, column: StudyColumn) -> str:
        """Return the text of a cell."""
        row, columns = int(self.order[place]), self.study.rows.columns
        if column is StudyColumn.EVENT:
            return self.mark(place).title
        if column is StudyColumn.DAY_ZERO:
            index = int(columns.day_zero[row])
            times = self.study.source.returns.time_ns
            return day_text(date_of(int(times[index]))) if index >= 0 else _NONE
        if column is StudyColumn.OVERLAPS:
            count = int(columns.overlaps[row])
            return str(count) if count else ""
        if not columns.is_measured[row]:
            return _NONE
        if column is StudyColumn.N:
            return str(int(columns.n[row]))
        value = float(getattr(columns, _ARRAYS[column])[row])
        if column in {StudyColumn.AR, StudyColumn.CAR}:
            return percent(value, decimals=2)
        return plain_text(value, 2) if column is StudyColumn.T else p_text(value)

    def sign(self, place: int, column: StudyColumn) -> int:
        """Return 1 for a rise, -1 for a fall, 0 for neither and for columns without a direction."""
        if column not in {StudyColumn.AR, StudyColumn.CAR}:
            return 0
        value = float(getattr(self.study.rows.columns, _ARRAYS[column])[int(self.order[place])])
        return sign_of(value)

    def reason(self, place: int) -> str:
        """Return why the event was not measured; empty where it was."""
        row = int(self.order[place])
        if self.study.rows.columns.is_measured[row]:
            return ""
        reason = self.study.rows[row].reason
        return f"Not measured: {REASON_TEXTS[reason]}" if reason else "Not measured"

    def detail(self, place: int) -> str:
        """Return what the reader must know of a row's numbers, with the titles of other events."""
        text = "\n".join(notes(self.study.rows[int(self.order[place])], self.title))
        return f"{self.mark(place).title}\n{text}" if text else self.mark(place).title

    def sorted_by(self, column: StudyColumn, *, is_descending: bool) -> "StudyTable":
        """Return the table in another order; what has no value stands last in either."""
        keys = self._keys(column)
        known = np.flatnonzero(np.isfinite(keys))
        # Stable, so that equal values keep the order of their days.
        way = -keys[known] if is_descending else keys[known]
        order = np.concatenate(
            (known[np.argsort(way, kind="stable")], np.flatnonzero(~np.isfinite(keys)))
        )
        return replace(self, order=order, column=column, is_descending=is_descending)

    def tsv(self, places: Sequence[int] | None = None) -> str:
        """Return rows as tab-separated text with numbers as spreadsheets read them.

        Parameters
        ----------
        places : sequence of int or None
            None for all.
        """
        chosen = range(len(self)) if places is None else places
        head = (*map(str, COLUMNS), "note")
        return tab_separated([head, *map(self._values, chosen)])

    def _values(self, place: int) -> tuple[object, ...]:
        at = int(self.order[place])
        row, columns = self.study.rows[at], self.study.rows.columns
        numbers = (rounded(float(getattr(columns, name)[at])) for name in _ARRAYS.values())
        return (
            self.mark(place).title,
            row.day_zero.isoformat() if row.day_zero else "",
            *numbers,
            len(row.overlaps),
            int(columns.n[at]) if row.measured else "",
            "; ".join(notes(row, self.title)),
        )

    def title(self, event_id: str) -> str:
        """Return what an event is called, its id where the timeline has it no more."""
        return self.marks[event_id].title if event_id in self.marks else event_id

    def _keys(self, column: StudyColumn) -> NDArray[np.float64]:
        columns, ids = self.study.rows.columns, self.study.rows.event_ids
        if column is StudyColumn.EVENT:
            titles = [self.marks[event_id].title.casefold() for event_id in ids]
            ranks = {title: rank for rank, title in enumerate(sorted(set(titles)))}
            return np.array([ranks[title] for title in titles], dtype=np.float64)
        if column is StudyColumn.DAY_ZERO:
            days = columns.day_zero.astype(np.float64)
            return np.where(days >= 0, days, np.nan)
        if column is StudyColumn.OVERLAPS:
            return columns.overlaps.astype(np.float64)
        if column is StudyColumn.N:
            return np.where(columns.is_measured, columns.n, np.nan)
        keys: NDArray[np.float64] = getattr(columns, _ARRAYS[column])
        return keys


def resolve_study_table(
    study: Study,
    marks: Mapping[str, EventMark],
    *,
    column: StudyColumn = StudyColumn.DAY_ZERO,
    is_descending: bool = False,
) -> StudyTable:
    """Return the table of a study.

    Parameters
    ----------
    study : Study
    marks : mapping of str to EventMark
        Of every event of the timeline.
    column : StudyColumn
    is_descending : bool
    """
    table = StudyTable(study, marks, np.arange(len(study.rows)))
    return table.sorted_by(column, is_descending=is_descending)
