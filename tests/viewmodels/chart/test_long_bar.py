"""Weeks and months fill their room on either time axis."""

from contextlib import closing

import pytest
from PySide6.QtWidgets import QApplication

from helpers.chart import picture_of
from helpers.open_story import open_story
from tickertale.domain.series_choice import series_choices
from tickertale.viewmodels.chart.chart import ChartKind, TimeAxis
from tickertale.viewmodels.timeline.timeline import TimelineViewModel


@pytest.mark.parametrize("axis", list(TimeAxis))
@pytest.mark.parametrize("number", [1, 2], ids=["weeks", "months"])
def test_candles_and_volume_fill_most_of_the_way_to_the_next_one(
    qapp: QApplication, axis: TimeAxis, number: int
) -> None:
    with closing(open_story()) as session:
        model = TimelineViewModel(session)
        assert model.reading.instrument is not None
        model.display.show_series(series_choices(model.reading.instrument)[number])
        model.display.count_time_as(axis)
        model.display.draw_as(ChartKind.CANDLES)
        model.show_all()
        picture = picture_of(model.chart_state())
        model.close()
    candles, volume = picture.price.candles, picture.volume
    assert candles is not None
    assert volume is not None
    apart = (candles.x[-1] - candles.x[0]) / (len(candles.x) - 1)
    assert 0.5 < 2 * candles.half_width / apart < 0.9
    assert 0.5 < (volume.right - volume.left)[1] / apart < 0.9
