"""Other bars and the other time axis, one after the other, leave the view where it was."""

from contextlib import closing

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from helpers.open_story import open_story
from tickertale.domain.series_choice import series_choices
from tickertale.viewmodels.chart.chart import TimeAxis, ViewRange
from tickertale.viewmodels.chart.viewport import RangePreset
from tickertale.viewmodels.timeline.timeline import TimelineViewModel

SWITCHES = st.lists(st.sampled_from([0, 1, 2, *TimeAxis]), min_size=2, max_size=9)


def switch(model: TimelineViewModel, to: int | TimeAxis) -> None:
    if isinstance(to, TimeAxis):
        model.display.count_time_as(to)
    else:
        assert model.reading.instrument is not None
        model.display.show_series(series_choices(model.reading.instrument)[to])


def middle_day(model: TimelineViewModel) -> int:
    view = model.view
    return model.reading.scale.date_at((view.start + view.end) / 2).toordinal()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(switches=SWITCHES)
def test_no_sequence_of_switches_moves_the_view_away(
    qapp: QApplication, switches: list[int | TimeAxis]
) -> None:
    with closing(open_story()) as session:
        model = TimelineViewModel(session)
        model.select(None)
        model.set_view(ViewRange(60.25, 110.75))
        day = middle_day(model)
        for number, to in enumerate(switches, start=1):
            switch(model, to)
            # A week or a month stands at its first day, and each switch may round to one.
            assert abs(middle_day(model) - day) <= 31 * number
            first, last = model.days_in_view()
            assert first is not None
            assert last is not None
            assert first < last
        model.close()


def test_there_and_back_is_exact(qapp: QApplication) -> None:
    with closing(open_story()) as session:
        model = TimelineViewModel(session)
        model.select(None)
        model.set_view(ViewRange(60.25, 110.75))
        for there, back in ((TimeAxis.CALENDAR, TimeAxis.TRADING), (1, 0)):
            switch(model, there)
            assert model.view != ViewRange(60.25, 110.75)
            switch(model, back)
            assert model.view == ViewRange(60.25, 110.75)
        model.close()


@pytest.mark.parametrize("to", [TimeAxis.CALENDAR, 1, 2], ids=["calendar", "weeks", "months"])
def test_a_range_that_has_a_name_stays_that(qapp: QApplication, to: int | TimeAxis) -> None:
    with closing(open_story()) as session:
        model = TimelineViewModel(session)
        preset = RangePreset.QUARTER
        model.show_preset(preset)
        switch(model, to)
        assert model.active_preset() is preset
        assert model.days_in_view()[1] is not None
        model.close()
