"""The part of the window's state that has to do with time: what is in view, and the crosshair."""

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from tickertale.prices.time_scale import TimeScale, converted_range
from tickertale.viewmodels.chart.chart import ViewRange
from tickertale.viewmodels.chart.view_history import ViewHistory
from tickertale.viewmodels.chart.viewport import (
    RangePreset,
    bounded,
    panned,
    preset,
    revealing,
    story,
    whole,
    zoomed,
)
from tickertale.viewmodels.timeline.reading import Reading
from tickertale.viewmodels.timeline.span import SpanViewModel


class TimeAxisViewModel(QObject):
    """Holds the visible part of the time axis and the bar under the crosshair.

    Attributes
    ----------
    span : SpanViewModel
        The selected span of bars.
    views : ViewHistory
        The views before and after this one.

    Signals
    -------
    view_changed
        Another part of the time axis is in view.
    cursor_changed
        The crosshair stands on another bar, or on none.
    """

    view_changed = Signal()
    cursor_changed = Signal()

    def __init__(self, reading: Reading, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reading = reading
        self._presets: (
            tuple[tuple[TimeScale, dt.date | None], dict[ViewRange, RangePreset]] | None
        ) = None
        self._cursor: int | None = None
        self._twins: dict[ViewRange, ViewRange] = {}
        self._twins_of: tuple[object, bool] | None = None
        self._turned_at: int | None = None
        self._view = story(reading.anchors, scale=reading.scale)
        self.span = SpanViewModel(lambda: self._reading, self)
        self.views = ViewHistory(self._view, show=self.set_view)

    @property
    def reading(self) -> Reading:
        """Return the timeline as read against the instrument on the chart."""
        return self._reading

    @property
    def view(self) -> ViewRange:
        """Return the visible part of the time axis."""
        return self._view

    @property
    def cursor(self) -> int | None:
        """Return the index of the bar under the crosshair."""
        return self._cursor

    def position_of(self, index: int) -> float:
        """Return where a bar stands on the time axis."""
        return float(self._reading.scale.bar_positions(index, index + 1)[0])

    def bar_told(self, event_id: str | None) -> int | None:
        """Return the bar under the crosshair, else that of an event, else the last, in view."""
        if self._cursor is not None:
            return self._cursor
        anchor = self._reading.anchors.by_id.get(event_id or "")
        place = None if anchor is None else anchor.position
        if place is None or not self._view.start <= place <= self._view.end:
            place = self._view.end - 0.5
        return self._reading.scale.nearest_index(place)

    def days_in_view(self) -> tuple[dt.date | None, dt.date | None]:
        """Return the first and the last session in view; None without any bars."""
        return self._day_at(self._view.start + 0.5), self._day_at(self._view.end - 0.5)

    def shows(self, first: float, last: float) -> bool:
        """Return whether any of the positions from one to another is in view."""
        return self._view.start <= last and first <= self._view.end

    def active_preset(self) -> RangePreset | None:
        """Return the preset that shows just what is in view."""
        if not len(self._reading.bars) or self._is_between_bars():
            return None
        key = self._reading.scale, self._day_at(self._view.end - 0.5)
        if self._presets is None or self._presets[0] != key:
            # The views that presets ask for change with the last day, not with each frame.
            views = {self._preset(row): row for row in reversed(RangePreset)}
            # Of a short series the month is all there is.
            self._presets = key, views | {whole(self._extent): RangePreset.ALL}
        return self._presets[1].get(self._view)

    def _is_between_bars(self) -> bool:
        """Return whether the view begins and ends within bars, as no preset does."""
        view = self._view
        ends = (view.start + 0.5).is_integer() or (view.end + 0.5).is_integer()
        return not ends and view != whole(self._extent)

    def set_view(self, view: ViewRange) -> None:
        """Show a part of the time axis, kept near the bars."""
        kept = bounded(view, self._extent)
        if kept != self._view:
            self._view = kept
            self.views.note(kept)
            if self._cursor is not None:
                # The read-out would name a bar that nobody sees.
                is_seen = kept.start <= self.position_of(self._cursor) <= kept.end
                self._cursor = self._cursor if is_seen else None
            self.view_changed.emit()

    def go_to(self, view: ViewRange, *, position: float | None = None) -> None:
        """Show a part of the time axis, with the crosshair on a position if there is one."""
        self.set_view(view)
        if position is not None:
            self.point_at(position)

    def zoom(self, *, about: float, factor: float) -> None:
        """Zoom about a position; a factor below 1 zooms in."""
        self.set_view(zoomed(self._view, about=about, factor=factor, extent=self._extent))

    def pan(self, slots: float) -> None:
        """Move the view by a number of positions."""
        self.set_view(panned(self._view, slots=slots, extent=self._extent))

    def show_all(self) -> None:
        """Show every bar."""
        self.set_view(whole(self._extent))

    def show_preset(self, choice: RangePreset) -> None:
        """Show a range that ends where the view ends."""
        self.set_view(self._preset(choice))

    def show_bar(self, index: int) -> None:
        """Bring a bar into view."""
        if 0 <= index < len(self._reading.bars):
            self.show_position(self.position_of(index))

    def show_position(self, position: float) -> None:
        """Bring a position into view."""
        self.set_view(revealing(self._view, position=position, extent=self._extent))

    def show_events(self, event_ids: Sequence[str]) -> None:
        """Show the members of a cluster, as near as it takes to tell them apart."""
        wanted = set(event_ids)
        places = [row.first for row in self._reading.anchors if row.event_id in wanted]
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
        self.point_at(self.position_of(index))

    def _take(self, reading: Reading) -> None:
        """Go on with another reading.

        On another time axis the bar under the crosshair keeps its place, else the middle of the
        view its time. Of other bars the crosshair stands on the one that holds its day.
        """
        before = self._reading
        is_same_series = before.choice == reading.choice
        if is_same_series and before.scale.is_ordinal == reading.scale.is_ordinal:
            if before.bars is not reading.bars:
                self._twins = {}
            self._reading = reading
            return
        # What is asked for by its name stays that, unless the pointer says what shall stay.
        chosen = None if is_same_series and self._cursor is not None else self._shown_preset()
        self._reading = reading
        if not (len(before.bars) and len(reading.bars)):
            self.views.restart(self._view)
            return
        is_way_back = self._twins_of == _axis_of(reading)
        twins = self._twins if is_way_back else {}
        self._twins, self._twins_of = {}, _axis_of(before)

        def translated(view: ViewRange, *, bar: int | None = None) -> ViewRange:
            # A view that came from there is as it was: no rounding adds up.
            known = twins.get(view) if bar in {None, self._turned_at} else None
            if not is_same_series and view == whole(before.scale.last_position + 1.0):
                known = whole(self._extent)
            result = known or self._translated(view, before=before, bar=bar)
            self._twins[result] = view
            return result

        old, self._view = self._view, translated(self._view, bar=self._cursor)
        if not is_same_series:
            self._cursor = self._bar_like(self._cursor, before)
        if chosen is not None and old not in twins:
            self._view = self._preset(chosen)
        self._turned_at = self._cursor
        self.views.translate(self._view, each=translated)
        self._twins[self._view] = old

    def _translated(self, view: ViewRange, *, before: Reading, bar: int | None) -> ViewRange:
        """Return a view of another reading on this one's time axis.

        A bar keeps its place, else the middle of the view its time.
        """
        fixed = (view.start + view.end) / 2
        if bar is not None:
            fixed = float(before.scale.bar_positions(bar, bar + 1)[0])
        start, end = converted_range(
            before.scale, self._reading.scale, start=view.start, end=view.end, cursor=fixed
        )
        return bounded(ViewRange(start, end), self._extent)

    def _shown_preset(self) -> RangePreset | None:
        # Of a short series all may be just what another preset shows.
        is_all = self._view == whole(self._extent)
        return RangePreset.ALL if is_all else self.active_preset()

    def _bar_like(self, index: int | None, before: Reading) -> int | None:
        """Return the bar that holds the day of a bar of another reading, or is next to it."""
        if index is None:
            return None
        position = float(before.scale.bar_positions(index, index + 1)[0])
        scale = self._reading.scale
        found = scale.index_of(before.scale.date_at(position))
        at = scale.position_of(before.scale.time_at(position))
        return scale.nearest_index(at) if found is None else found

    @property
    def _extent(self) -> float:
        return self._reading.scale.last_position + 1.0 if len(self._reading.bars) else 0.0

    def _preset(self, choice: RangePreset) -> ViewRange:
        anchor = self._day_at(self._view.end - 0.5)
        return preset(choice, scale=self._reading.scale, anchor=anchor)

    def _day_at(self, position: float) -> dt.date | None:
        index = self._reading.scale.nearest_index(position)
        return None if index is None else self._reading.scale.date_at(self.position_of(index))


def _axis_of(reading: Reading) -> tuple[object, bool]:
    """Return what positions of a reading count: which bars, and on which time axis."""
    return reading.choice, reading.scale.is_ordinal
