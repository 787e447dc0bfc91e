"""The pointer's rest on an event."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from tickertale.widgets.chart.rest_watch import DELAY_MS, RestWatch

PATIENCE_MS = 20 * DELAY_MS


@pytest.fixture
def watch(qapp: QObject) -> Iterator[RestWatch]:
    owner = QObject()
    yield RestWatch(owner)
    owner.deleteLater()


def test_a_rest_is_told_with_its_event(watch: RestWatch, qtbot: QtBot) -> None:
    with qtbot.waitSignal(watch.rested, timeout=PATIENCE_MS) as rest:
        watch.point("one")
    assert rest.args == ["one"]


def test_moving_on_to_another_event_tells_only_of_that(watch: RestWatch, qtbot: QtBot) -> None:
    told: list[str] = []
    watch.rested.connect(told.append)
    watch.point("one")
    with qtbot.waitSignal(watch.left):
        watch.point("two")
    with qtbot.waitSignal(watch.rested, timeout=PATIENCE_MS):
        pass
    assert told == ["two"]


def test_leaving_is_told_once(watch: RestWatch) -> None:
    left: list[None] = []
    watch.left.connect(lambda: left.append(None))
    watch.leave()
    assert not left
    watch.point("one")
    watch.point("one")
    watch.leave()
    watch.leave()
    assert len(left) == 1


def test_nothing_is_no_event_to_rest_on(watch: RestWatch, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(watch.rested, wait=DELAY_MS + 200):
        watch.point("one")
        watch.point(None)
