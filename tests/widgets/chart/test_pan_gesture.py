"""One drag of the chart's background."""

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF

from tickertale.widgets.chart.pan_gesture import PanGesture

PLACES = st.floats(-500, 500)


def dragged(*places: tuple[float, float], origin: tuple[float, float] = (100, 100)) -> list[float]:
    """Return the way to the right of each step of a drag along places."""
    steps: list[float] = []
    gesture = PanGesture(QPointF(*origin), threshold_px=10, pan=lambda step: steps.append(step.x()))
    for place in places:
        if gesture.is_active or gesture.begins(QPointF(*place)):
            gesture.drag(QPointF(*place))
    return steps


def test_a_short_way_moves_nothing() -> None:
    assert dragged((104, 105)) == []


def test_beyond_the_drag_distance_the_content_follows_the_pointer() -> None:
    assert dragged((105, 100), (112, 100), (111, 100), (90, 100)) == [12, -1, -21]


def test_a_drag_stays_one_when_it_comes_back() -> None:
    assert dragged((120, 100), (100, 100)) == [20, -20]


def test_a_pointer_that_rests_moves_nothing() -> None:
    assert dragged((120, 100), (120, 100)) == [20]


@given(st.lists(st.tuples(PLACES, PLACES), min_size=1))
def test_the_steps_of_a_drag_add_up_to_its_way(places: list[tuple[float, float]]) -> None:
    steps = dragged(*places, origin=(0, 0))
    assert abs(sum(steps) - (places[-1][0] if steps else 0.0)) < 1e-6
