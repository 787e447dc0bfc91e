"""Going back to the views that were left, and forth again."""

from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from tickertale.viewmodels.chart.chart import ViewRange
from tickertale.viewmodels.chart.view_history import MOST_STEPS, REST_S, ViewHistory


def at(start: float) -> ViewRange:
    return ViewRange(start, start + 10.0)


@dataclass
class Viewer:
    """A view that is moved by hand, with a clock that is too."""

    now: float = 0.0
    view: ViewRange = field(default_factory=lambda: at(0))

    def __post_init__(self) -> None:
        self.history = ViewHistory(self.view, show=self.show, clock=lambda: self.now)

    def show(self, view: ViewRange) -> None:
        self.view = view
        self.history.note(view)

    def burst(self, *starts: float, gap: float = 0.05) -> None:
        """Move to each place in turn, then rest."""
        for start in starts:
            self.now += gap
            self.show(at(start))
        self.now += REST_S


def test_a_burst_is_one_step() -> None:
    viewer = Viewer()
    viewer.burst(1, 2, 3, 4)
    viewer.burst(5, 6)
    viewer.history.go_back()
    assert viewer.view == at(4)
    viewer.history.go_back()
    assert viewer.view == at(0)
    assert not viewer.history.can_go_back


def test_forward_undoes_back() -> None:
    viewer = Viewer()
    viewer.burst(1)
    viewer.burst(2)
    for _ in range(2):
        viewer.history.go_back()
    for expected in (1, 2):
        viewer.history.go_forward()
        assert viewer.view == at(expected)
    assert not viewer.history.can_go_forward


def test_at_the_ends_nothing_happens() -> None:
    viewer = Viewer()
    viewer.history.go_back()
    viewer.history.go_forward()
    assert viewer.view == at(0)


def test_a_new_view_ends_the_way_forward() -> None:
    viewer = Viewer()
    viewer.burst(1)
    viewer.history.go_back()
    viewer.burst(7)
    assert not viewer.history.can_go_forward
    viewer.history.go_back()
    assert viewer.view == at(0)


def test_a_change_soon_after_going_back_is_a_step_of_its_own() -> None:
    viewer = Viewer()
    viewer.burst(1)
    viewer.burst(2)
    viewer.history.go_back()
    viewer.show(at(9))
    viewer.history.go_back()
    assert viewer.view == at(1)


def test_a_drag_is_one_step_however_slow() -> None:
    viewer = Viewer()
    viewer.history.hold(True)
    viewer.burst(1, 2, 3, gap=5 * REST_S)
    viewer.history.hold(False)
    viewer.history.go_back()
    assert viewer.view == at(0)
    assert not viewer.history.can_go_back


def test_drags_right_after_one_another_are_a_step_each() -> None:
    viewer = Viewer()
    for starts in ((1, 2), (3, 4)):
        viewer.history.hold(True)
        for start in starts:
            viewer.show(at(start))
        viewer.history.hold(False)
    viewer.history.go_back()
    assert viewer.view == at(2)


def test_a_drag_that_moves_nothing_is_no_step() -> None:
    viewer = Viewer()
    viewer.history.hold(True)
    viewer.history.hold(False)
    assert not viewer.history.can_go_back


def test_the_oldest_steps_are_forgotten() -> None:
    viewer = Viewer()
    for start in range(1, 3 * MOST_STEPS):
        viewer.burst(start)
    steps = 0
    while viewer.history.can_go_back:
        viewer.history.go_back()
        steps += 1
    assert steps == MOST_STEPS


def test_after_a_restart_nothing_before_it_can_be_gone_to() -> None:
    viewer = Viewer()
    viewer.burst(1)
    viewer.burst(2)
    viewer.history.go_back()
    viewer.history.restart(at(50))
    assert not viewer.history.can_go_back
    assert not viewer.history.can_go_forward
    viewer.burst(51)
    viewer.history.go_back()
    assert viewer.view == at(50)


def test_a_view_that_is_bounded_on_the_way_is_the_one_that_is_left() -> None:
    shown: list[ViewRange] = []

    def show(view: ViewRange) -> None:
        shown.append(view)
        history.note(at(100))

    history = ViewHistory(at(0), show=show, clock=lambda: 0.0)
    history.note(at(1))
    history.go_back()
    history.go_forward()
    history.go_back()
    assert shown == [at(0), at(1), at(100)]


@given(st.lists(st.sampled_from(("move", "wait", "back", "forward"))))
def test_back_then_forward_leaves_the_view_where_it_was(deeds: list[str]) -> None:
    viewer = Viewer()
    for number, deed in enumerate(deeds):
        if deed == "move":
            viewer.show(at(number + 1))
        elif deed == "wait":
            viewer.now += REST_S
        elif deed == "back":
            viewer.history.go_back()
        else:
            viewer.history.go_forward()
    before = viewer.view
    if viewer.history.can_go_back:
        viewer.history.go_back()
        viewer.history.go_forward()
    assert viewer.view == before
