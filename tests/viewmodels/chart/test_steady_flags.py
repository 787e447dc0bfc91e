"""Panning the example by single pixels: what stays in view stays where it is."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import pytest

from helpers.chart import measure
from helpers.figure import EXAMPLE
from tickertale.analysis.flag_layout import NOTHING_KEPT
from tickertale.session.opening import open_session
from tickertale.viewmodels.chart.chart import ChartState, ViewRange
from tickertale.viewmodels.chart.flag_picture import is_continued
from tickertale.viewmodels.chart.geometry import FLAG_ROW_PX
from tickertale.viewmodels.chart.picture import ChartPicture, resolve_picture
from tickertale.viewmodels.timeline.timeline import TimelineViewModel

WIDTH, HEIGHT = 760.0, 700.0
PIXELS = 700


@pytest.fixture(scope="module")
def example() -> Iterator[ChartState]:
    with closing(open_session(EXAMPLE)) as session:
        yield TimelineViewModel(session).chart_state()


def _picture(state: ChartState, before: ChartPicture | None = None) -> ChartPicture:
    kept = NOTHING_KEPT if before is None else replace(before.kept, is_steady=True)
    return resolve_picture(state, width=WIDTH, height=HEIGHT, measure=measure, kept=kept)


@pytest.mark.parametrize("is_selected", [True, False], ids=["selected", "none"])
@pytest.mark.parametrize("span", [24.0, 60.0, 130.0, 250.0])
@pytest.mark.parametrize("by", [1, -1], ids=["later", "earlier"])
def test_a_pan_by_single_pixels_moves_no_flag_to_another_row(
    example: ChartState, span: float, by: int, is_selected: bool
) -> None:
    end = example.scale.last_position - (0.0 if by < 0 else span * 0.9)
    state = replace(
        example,
        view=ViewRange(end - span, end),
        selected=example.selected if is_selected else None,
        selected_ids=example.selected_ids if is_selected else frozenset(),
    )
    picture = _picture(state)
    for _ in range(PIXELS):
        slots = by / picture.frame.slot_px
        moved = replace(state, view=ViewRange(state.view.start + slots, state.view.end + slots))
        assert is_continued(state, moved)
        before, state = picture, moved
        picture = _picture(state, before)
        rows = {flag.event_id: flag.row for flag in picture.flags}
        pane = picture.frame.panes.price
        for flag in before.flags:
            x = flag.stem_x - by
            if pane.x + flag.box.width < x <= pane.right - flag.box.width:
                assert rows.get(flag.event_id) == flag.row
        dropped = before.frame.curve.y - picture.frame.curve.y
        assert dropped <= 0 or dropped >= 3 * FLAG_ROW_PX - 1e-6


def test_another_range_is_no_pan(example: ChartState) -> None:
    view = example.view
    beside = replace(example, view=ViewRange(view.start + view.span, view.end + view.span))
    assert not is_continued(example, beside)
    assert not is_continued(example, example)
