"""What the window shows, as a value that can be kept, and shown again at the next start."""

from collections.abc import Sequence
from enum import StrEnum
from typing import TypeVar

from tickertale.domain.series_choice import SeriesChoice, series_choices
from tickertale.store.window_state import WindowState
from tickertale.viewmodels.chart.chart import ChartKind, TimeAxis, ViewRange
from tickertale.viewmodels.chart.lane_choice import LaneChoice
from tickertale.viewmodels.chart.price_scale import ScaleKind
from tickertale.viewmodels.event.event_list import EventOrder
from tickertale.viewmodels.event.selection import Selection
from tickertale.viewmodels.timeline.timeline import TimelineViewModel

_Choice = TypeVar("_Choice", bound=StrEnum)


def window_state(model: TimelineViewModel) -> WindowState:
    """Return what a window shows."""
    display, listed, scale = model.display, model.list_state(), model.reading.scale
    has_bars = len(model.reading.bars) > 0
    return WindowState(
        start_ns=scale.time_at(model.view.start) if has_bars else None,
        end_ns=scale.time_at(model.view.end) if has_bars else None,
        selected=_current_last(model.selection.ids, model.selected),
        search_text=listed.search_text,
        hidden_categories=tuple(chip.id for chip in listed.chips if not chip.is_on),
        order=listed.order.value,
        kind=display.kind.value,
        scale_kind=display.scale_kind.value,
        time_axis=display.time_axis.value,
        compared=display.compared,
        series=display.series.series if display.series else "",
        interval=display.series.interval.value if display.series else "",
        lane_order=display.lanes.order,
        hidden_lanes=tuple(sorted(display.lanes.hidden)),
        has_folded_lanes=display.lanes.is_folded,
        collapsed_lanes=tuple(sorted(display.lanes.collapsed)),
    )


def restore(model: TimelineViewModel, state: WindowState) -> None:
    """Let a window show what it showed before, as far as the document still has it."""
    _restore_display(model, state)
    _restore_list(model, state)
    if state.selected is not None:
        known = tuple(name for name in state.selected if model.reading.timeline.has_event(name))
        model.select(known[-1] if known else None)
        if len(known) > 1:
            model.selection.set(Selection(known, known[-1], known[-1]))
    if state.start_ns is not None and state.end_ns is not None and len(model.reading.bars):
        scale = model.reading.scale
        start, end = scale.position_of(state.start_ns), scale.position_of(state.end_ns)
        if start < end:
            model.set_view(ViewRange(start, end))
    model.views.restart(model.view)


def _current_last(ids: Sequence[str], current: str | None) -> tuple[str, ...]:
    """Return the selected events, of which the details tell of the last one."""
    others = tuple(name for name in ids if name != current)
    return others if current is None else (*others, current)


def _restore_display(model: TimelineViewModel, state: WindowState) -> None:
    display = model.display
    instruments = {row.id for row in model.reading.timeline.instruments}
    for instrument in state.compared:
        if instrument in instruments:
            display.compare(instrument, is_on=True)
    display.draw_as(_choice(ChartKind, state.kind) or display.kind)
    display.scale_as(_choice(ScaleKind, state.scale_kind) or display.scale_kind)
    display.show_series(_kept_series(model, state))
    display.count_time_as(_choice(TimeAxis, state.time_axis) or display.time_axis)
    display.arrange_lanes(
        LaneChoice(
            order=state.lane_order,
            hidden=frozenset(state.hidden_lanes),
            is_folded=state.has_folded_lanes,
            collapsed=frozenset(state.collapsed_lanes),
        )
    )


def _kept_series(model: TimelineViewModel, state: WindowState) -> SeriesChoice | None:
    instrument = model.reading.instrument
    choices = series_choices(instrument) if instrument else ()
    kept = (row for row in choices if (row.series, row.interval) == (state.series, state.interval))
    return next(kept, None)


def _restore_list(model: TimelineViewModel, state: WindowState) -> None:
    order = _choice(EventOrder, state.order)
    if order is not None and order is not model.list_state().order:
        model.sort(order)
    categories = {row.id for row in model.reading.timeline.categories}
    for category in state.hidden_categories:
        if category in categories:
            model.show_category(category, is_on=False)
    if state.search_text:
        model.search(state.search_text)


def _choice(kind: type[_Choice], value: str) -> _Choice | None:
    """Return the choice of that value; none where an older or newer version knew another."""
    return next((choice for choice in kind if choice.value == value), None)
