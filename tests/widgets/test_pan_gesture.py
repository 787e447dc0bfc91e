"""One drag of the chart's background."""

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF

from tickertale.widgets.pan_gesture import PanGesture

PLACES = st.floats(-500, 500)


def test_a_short_way_moves_nothing() -> None:
    pan = PanGesture(QPointF(100, 100), threshold_px=10)
    assert pan.moved(QPointF(104, 105)) == 0.0
    assert not pan.is_active


def test_beyond_the_drag_distance_the_content_follows_the_pointer() -> None:
    pan = PanGesture(QPointF(100, 100), threshold_px=10)
    assert [pan.moved(QPointF(x, 100)) for x in (105, 112, 111, 90)] == [0, 12, -1, -21]
    assert pan.is_active


def test_a_drag_stays_one_when_it_comes_back() -> None:
    pan = PanGesture(QPointF(100, 100), threshold_px=10)
    pan.moved(QPointF(120, 100))
    assert pan.moved(QPointF(100, 100)) == -20
    assert pan.is_active


@given(st.lists(st.tuples(PLACES, PLACES), min_size=1))
def test_the_steps_of_a_drag_add_up_to_its_way(places: list[tuple[float, float]]) -> None:
    pan = PanGesture(QPointF(0, 0), threshold_px=10)
    way = sum(pan.moved(QPointF(x, y)) for x, y in places)
    assert abs(way - (places[-1][0] if pan.is_active else 0.0)) < 1e-6
