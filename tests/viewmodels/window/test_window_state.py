"""What the window showed comes back, as far as the document still has it."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from helpers.open_story import open_story
from tickertale.domain.instrument import Interval
from tickertale.domain.series_choice import SeriesChoice
from tickertale.session.commands import DeleteEvent
from tickertale.session.session import Session
from tickertale.store.window_state import WindowState
from tickertale.viewmodels.chart.chart import ChartKind, TimeAxis, ViewRange
from tickertale.viewmodels.chart.lane_choice import LaneChoice
from tickertale.viewmodels.chart.price_scale import ScaleKind
from tickertale.viewmodels.event.event_list import EventOrder
from tickertale.viewmodels.timeline.timeline import TimelineViewModel
from tickertale.viewmodels.window.window_state import restore, window_state


@pytest.fixture
def session() -> Iterator[Session]:
    with closing(open_story()) as opened:
        yield opened


def changed_model(session: Session) -> TimelineViewModel:
    """Return a view model in which nothing is as it was at the start."""
    model = TimelineViewModel(session)
    categories = [row.id for row in model.reading.timeline.categories]
    model.display.draw_as(ChartKind.CANDLES)
    model.display.compare("BABA", is_on=True)
    model.display.scale_as(ScaleKind.LOG)
    model.display.show_series(SeriesChoice(series="9988.HK-1d", interval=Interval.WEEK))
    model.display.count_time_as(TimeAxis.CALENDAR)
    model.display.arrange_lanes(
        LaneChoice(
            tuple(reversed(categories)),
            frozenset(categories[:1]),
            collapsed=frozenset(categories[1:2]),
        )
    )
    model.sort(EventOrder.MOVE)
    model.show_category(categories[-1], is_on=False)
    model.search("a")
    model.select("second")
    model.set_view(ViewRange(20.25, 31.5))
    return model


def test_all_that_was_shown_comes_back(session: Session) -> None:
    before = changed_model(session)
    after = TimelineViewModel(session)
    restore(after, window_state(before))
    assert window_state(after) == window_state(before)
    assert after.view.start == pytest.approx(before.view.start)
    assert after.view.end == pytest.approx(before.view.end)
    assert after.list_state() == before.list_state()
    assert not after.views.can_go_back


def test_an_empty_state_leaves_the_window_as_it_opens(session: Session) -> None:
    model = TimelineViewModel(session)
    opened = window_state(model)
    restore(model, WindowState())
    assert window_state(model) == opened


def test_that_nothing_was_selected_comes_back_too(session: Session) -> None:
    model = TimelineViewModel(session)
    restore(model, WindowState(selected=()))
    assert model.selected is None


def test_what_the_document_has_no_more_is_left_out(session: Session) -> None:
    session.do(DeleteEvent("second"))
    model = TimelineViewModel(session)
    restore(
        model,
        WindowState(
            selected=("second",),
            compared=("AAPL",),
            hidden_categories=("gone",),
            kind="pie",
            order="color",
            start_ns=5,
            end_ns=4,
        ),
    )
    assert model.selected is None
    assert model.display.compared == ()
    assert model.display.kind is ChartKind.AREA
    assert all(chip.is_on for chip in model.list_state().chips)


def test_several_selected_events_come_back_with_the_current_one(session: Session) -> None:
    before = TimelineViewModel(session)
    before.select("third")
    before.selection.toggle("first", "second")
    before.selection.toggle("first")
    assert before.selected == "second"
    after = TimelineViewModel(session)
    restore(after, window_state(before))
    assert after.selection.ids == ("third", "second")
    assert after.selected == "second"
