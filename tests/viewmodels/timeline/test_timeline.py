"""The window's state: selection, search, chips, view and crosshair."""

from collections.abc import Iterator
from contextlib import closing

import pytest
from PySide6.QtCore import SignalInstance
from pytestqt.qtbot import QtBot

from helpers.bars import bars_of
from helpers.open_story import open_story, priced_story
from tickertale.domain.event_date import EventDate
from tickertale.prices.bars import NS_PER_DAY
from tickertale.session.commands import DeleteEvent
from tickertale.session.opening import new_session
from tickertale.session.session import Session
from tickertale.viewmodels.chart.chart import TimeAxis, ViewRange
from tickertale.viewmodels.chart.readout import Readout
from tickertale.viewmodels.chart.viewport import RangePreset, whole
from tickertale.viewmodels.event.details import DetailsState, TimelineState
from tickertale.viewmodels.event.event_list import EventOrder
from tickertale.viewmodels.timeline.timeline import TimelineViewModel


@pytest.fixture
def session() -> Iterator[Session]:
    with closing(open_story()) as opened:
        yield opened


@pytest.fixture
def model(session: Session) -> TimelineViewModel:
    return TimelineViewModel(session)


@pytest.fixture
def bare_model() -> Iterator[TimelineViewModel]:
    """A view model of a timeline without instruments."""
    with closing(new_session(priced_story(instruments=(), primary=None))) as session:
        yield TimelineViewModel(session)


def told_by(signal: SignalInstance) -> list[object]:
    """Return a list that grows with each emission."""
    told: list[object] = []
    signal.connect(lambda: told.append(None))
    return told


def shown_ids(model: TimelineViewModel) -> list[str]:
    return [row.id for row in model.list_state().rows]


def is_in_view(model: TimelineViewModel, event_id: str) -> bool:
    return model.view.start <= model.reading.sessions[event_id] <= model.view.end


def test_it_opens_on_the_headline_and_the_story(model: TimelineViewModel) -> None:
    assert model.selected == "first"
    assert is_in_view(model, "first")
    assert model.chart_state().selected == "first"
    assert model.list_state().selected == "first"


def test_a_selection_shows_everywhere(model: TimelineViewModel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(model.selection_changed):
        model.select("third")
    details = model.details_state()
    assert model.chart_state().selected == model.list_state().selected == "third"
    assert isinstance(details, DetailsState)
    assert details.title == "Third"


def test_a_selected_event_comes_into_view(model: TimelineViewModel) -> None:
    model.set_view(ViewRange(-0.5, 20.5))
    model.select("third")
    assert is_in_view(model, "third")


def test_an_event_without_a_session_comes_into_view_by_its_day(model: TimelineViewModel) -> None:
    model.set_view(ViewRange(-0.5, 20.5))
    model.select("vague")
    (first,) = (row.first for row in model.reading.anchors if row.event_id == "vague")
    assert model.view.start <= first <= model.view.end


def test_selecting_what_is_selected_tells_nobody_but_brings_it_back(
    model: TimelineViewModel,
) -> None:
    model.set_view(ViewRange(-0.5, 20.5))
    told = told_by(model.selection_changed)
    model.select("first")
    assert not told
    assert is_in_view(model, "first")


def test_without_a_selection_the_details_are_those_of_the_timeline(
    model: TimelineViewModel,
) -> None:
    model.select(None)
    assert isinstance(model.details_state(), TimelineState)


def test_stepping_follows_the_list_and_stops_at_its_ends(model: TimelineViewModel) -> None:
    order = shown_ids(model)
    assert order == ["first", "vague", "second", "third"]
    seen = [model.selected]
    for by in (1, 1, 1, 1, -1, -1, -1, -1):
        model.step(by)
        seen.append(model.selected)
    assert seen == [
        "first", "vague", "second", "third", "third", "second", "vague", "first", "first",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("by", "expected"),
    [pytest.param(1, "second", id="next"), pytest.param(-1, "second", id="back")],
)
def test_without_a_selection_stepping_starts_from_what_is_in_view(
    model: TimelineViewModel, by: int, expected: str
) -> None:
    model.select(None)
    position = model.reading.sessions["second"] + (0.5 if by < 0 else -0.5)
    model.set_view(ViewRange(position - 5, position + 5))
    model.step(by)
    assert model.selected == expected


def test_stepping_leaves_out_what_the_search_does(model: TimelineViewModel) -> None:
    model.search("second")
    model.step(1)
    assert model.selected == "second"


def test_stepping_through_an_empty_list_changes_nothing(model: TimelineViewModel) -> None:
    model.search("nothing has this word")
    model.step(1)
    assert model.selected == "first"


def test_a_search_filters_the_list_and_dims_the_chart(
    model: TimelineViewModel, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(model.filter_changed):
        model.search("third")
    assert shown_ids(model) == ["third"]
    assert model.chart_state().dimmed == {"first", "second", "vague"}


@pytest.mark.parametrize("text", ["", "   "])
def test_an_empty_search_shows_all(model: TimelineViewModel, text: str) -> None:
    model.search("third")
    model.search(text)
    assert len(shown_ids(model)) == 4
    assert model.chart_state().dimmed == frozenset()


def test_a_chip_switches_a_category_off_and_on(model: TimelineViewModel) -> None:
    told = told_by(model.filter_changed)
    model.show_category("models", False)
    assert shown_ids(model) == ["second"]
    assert model.chart_state().dimmed == {"first", "third", "vague"}
    model.show_category("models", True)
    assert len(shown_ids(model)) == 4
    assert len(told) == 2


def test_the_list_is_sorted_as_asked(model: TimelineViewModel) -> None:
    model.sort(EventOrder.IMPORTANCE)
    assert shown_ids(model) == ["first", "third", "vague", "second"]


def test_clear_ends_the_selection_first_and_then_the_search(model: TimelineViewModel) -> None:
    model.search("first")
    model.clear()
    assert (model.selected, model.list_state().search_text) == (None, "first")
    model.clear()
    assert model.list_state().search_text == ""
    told = told_by(model.filter_changed)
    model.clear()
    assert not told


def test_an_edit_is_told_once(model: TimelineViewModel, session: Session) -> None:
    told = told_by(model.reading_changed)
    session.do(DeleteEvent("second", "Second"))
    assert len(told) == 1
    assert shown_ids(model) == ["first", "vague", "third"]
    assert model.selected == "first"


def test_a_deleted_event_is_no_longer_selected(model: TimelineViewModel) -> None:
    model.history.delete("first")
    assert model.selected is None
    assert isinstance(model.details_state(), TimelineState)


def test_undo_brings_a_deleted_event_back(model: TimelineViewModel) -> None:
    model.history.delete("first")
    model.history.undo()
    assert shown_ids(model) == ["first", "vague", "second", "third"]


def test_an_edit_keeps_search_and_view(model: TimelineViewModel) -> None:
    model.search("third")
    view = model.view
    model.history.delete("second")
    assert shown_ids(model) == ["third"]
    assert model.view == view


def test_a_closed_view_model_hears_no_more(model: TimelineViewModel, session: Session) -> None:
    told = told_by(model.reading_changed)
    model.close()
    session.do(DeleteEvent("second", "Second"))
    assert not told


def test_the_view_is_told_only_when_it_changes(model: TimelineViewModel) -> None:
    told = told_by(model.view_changed)
    model.set_view(model.view)
    assert not told
    model.set_view(ViewRange(10.0, 50.0))
    assert len(told) == 1
    assert model.view == ViewRange(10.0, 50.0)


def test_the_view_stays_near_the_bars(model: TimelineViewModel) -> None:
    model.pan(1e9)
    assert model.view.start < 150
    model.zoom(about=100.0, factor=1e9)
    assert model.view.span <= 225


def test_zooming_and_panning_move_the_view(model: TimelineViewModel) -> None:
    model.set_view(ViewRange(20.0, 120.0))
    model.zoom(about=70.0, factor=0.5)
    assert model.view == ViewRange(45.0, 95.0)
    model.pan(10.0)
    assert model.view == ViewRange(55.0, 105.0)
    model.show_all()
    assert model.view == whole(150)


@pytest.mark.parametrize("choice", RangePreset)
def test_a_preset_that_is_shown_is_the_active_one(
    model: TimelineViewModel, choice: RangePreset
) -> None:
    model.show_all()
    model.show_preset(choice)
    active = model.active_preset()
    assert active is not None
    view = model.view
    model.show_preset(active)
    assert model.view == view


def test_a_crosshair_that_leaves_the_view_is_taken_away(model: TimelineViewModel) -> None:
    model.set_view(ViewRange(0.0, 40.0))
    model.point_at(20.0)
    model.set_view(ViewRange(10.0, 50.0))
    assert model.cursor == 20
    model.set_view(ViewRange(60.0, 100.0))
    assert model.cursor is None


def test_a_range_of_the_users_own_is_no_preset(model: TimelineViewModel) -> None:
    model.set_view(ViewRange(10.3, 50.7))
    assert model.active_preset() is None


def test_a_cluster_is_shown_so_that_its_members_stand_apart(model: TimelineViewModel) -> None:
    model.show_all()
    model.show_events(["second", "third"])
    assert model.view.span < 60
    assert is_in_view(model, "second")
    assert is_in_view(model, "third")
    view = model.view
    model.show_events([])
    assert model.view == view


def test_the_crosshair_snaps_to_bars_and_is_told_once_a_bar(model: TimelineViewModel) -> None:
    told = told_by(model.cursor_changed)
    for position in (20.1, 20.3, 19.8):
        model.point_at(position)
    assert (model.cursor, len(told)) == (20, 1)
    model.point_at(None)
    assert (model.cursor, len(told)) == (None, 2)


def test_the_crosshair_steps_and_stays_in_view_and_in_the_series(
    model: TimelineViewModel,
) -> None:
    model.set_view(ViewRange(20.5, 60.5))
    model.step_cursor(-1)
    assert model.cursor == 59
    model.step_cursor(40)
    assert model.cursor == 99
    assert model.view.start < 99 < model.view.end
    model.step_cursor(10_000)
    assert model.cursor == 149
    model.step_cursor(-10_000)
    assert model.cursor == 0


def test_the_readout_is_that_of_crosshair_selection_or_last_bar(model: TimelineViewModel) -> None:
    assert model.readout().date == "20 Jan 2025"
    model.point_at(0.0)
    assert model.readout().date == "1 Oct 2024"
    model.point_at(None)
    model.select(None)
    model.set_view(ViewRange(-0.5, 22.5))
    assert model.readout().date == "31 Oct 2024"


def test_a_selected_event_out_of_view_gives_no_readout(model: TimelineViewModel) -> None:
    assert model.selected is not None
    model.set_view(ViewRange(-0.5, 22.5))
    assert model.readout().date == "31 Oct 2024"


def test_all_of_a_short_series_is_all_and_not_a_month() -> None:
    bars = bars_of([1.0, 2.0, 3.0])
    with closing(new_session(priced_story(), {"9988.HK-1d": bars})) as session:
        model = TimelineViewModel(session)
        model.show_all()
        assert model.active_preset() is RangePreset.ALL


def test_the_hover_card_has_the_move(model: TimelineViewModel) -> None:
    card = model.hover_state("third")
    assert card.title == "Third"
    assert card.move_text.startswith("+")


def test_the_days_in_view_are_sessions(model: TimelineViewModel) -> None:
    model.show_all()
    scale = model.reading.scale
    assert model.days_in_view() == (scale.date_at(0), scale.date_at(149))


def test_without_prices_every_ask_is_harmless(bare_model: TimelineViewModel) -> None:
    model = bare_model
    model.select("first")
    model.step(1)
    model.step_cursor(1)
    model.point_at(3.0)
    model.zoom(about=0.0, factor=0.5)
    model.pan(1.0)
    model.show_events(["first", "second"])
    for choice in RangePreset:
        model.show_preset(choice)
    assert model.cursor is None
    assert model.readout() == Readout()
    assert model.days_in_view() == (None, None)
    assert isinstance(model.details_state(), DetailsState)


def test_calendar_time_keeps_the_time_in_the_middle_of_the_view(model: TimelineViewModel) -> None:
    model.set_view(ViewRange(-0.5, 20.5))
    before = model.reading.scale.time_at(10.0)
    model.display.count_time_as(TimeAxis.CALENDAR)
    middle = (model.view.start + model.view.end) / 2
    assert abs(model.reading.scale.time_at(middle) - before) < NS_PER_DAY / 100
    assert not model.reading.scale.is_ordinal


def test_calendar_time_and_back_shows_the_same_events(model: TimelineViewModel) -> None:
    before = [(anchor.event_id, anchor.position) for anchor in model.reading.anchors]
    model.display.count_time_as(TimeAxis.CALENDAR)
    model.display.count_time_as(TimeAxis.TRADING)
    assert [(anchor.event_id, anchor.position) for anchor in model.reading.anchors] == before


def test_an_edit_keeps_calendar_time(model: TimelineViewModel) -> None:
    model.display.count_time_as(TimeAxis.CALENDAR)
    model.history.delete("first")
    assert not model.reading.scale.is_ordinal


def test_the_levels_of_detail_survive_an_edit(model: TimelineViewModel) -> None:
    pyramid = model.reading.pyramid
    model.history.delete("first")
    assert model.reading.pyramid is pyramid


def test_it_begins_with_a_preset(model: TimelineViewModel) -> None:
    assert model.active_preset() is not None


def test_a_cluster_that_cannot_be_told_apart_is_selected_one_by_one(
    model: TimelineViewModel,
) -> None:
    ids = ("first", "second")
    model.select(None)
    model.open_cluster(ids)
    assert model.selected is None
    seen: list[str | None] = []
    for _ in range(3):
        model.open_cluster(ids)
        seen.append(model.selected)
    assert seen == ["first", "second", "first"]


def test_a_view_that_ends_within_bars_is_no_preset(model: TimelineViewModel) -> None:
    model.show_preset(RangePreset.MONTH)
    assert model.active_preset() is RangePreset.MONTH
    model.pan(-0.25)
    assert model.active_preset() is None
    model.show_all()
    # All bars there are fit into a year, too.
    assert model.active_preset() is RangePreset.ALL


def test_an_event_that_gets_a_far_date_is_brought_into_view_and_back_by_undo(
    model: TimelineViewModel,
) -> None:
    model.set_view(ViewRange(100.0, 140.0))
    model.select("first")
    length = model.view.span
    model.history.move("first", EventDate("2024-10-14"))
    assert is_in_view(model, "first")
    assert model.view.span == pytest.approx(length)
    model.history.undo()
    assert is_in_view(model, "first")


def test_an_event_that_is_still_in_view_moves_without_the_view(model: TimelineViewModel) -> None:
    model.select("first")
    place = model.reading.sessions["first"]
    model.set_view(ViewRange(place - 20.0, place + 20.0))
    before = model.view
    model.history.move("first", EventDate("2025-01-28"))
    assert model.view == before


def test_another_event_that_gets_a_far_date_leaves_the_view(model: TimelineViewModel) -> None:
    model.set_view(ViewRange(100.0, 140.0))
    model.select("first")
    before = model.view
    model.history.move("second", EventDate("2024-10-14"))
    assert model.view == before
