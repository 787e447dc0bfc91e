"""A user of the main window who does anything, in any order, with real events."""

import random
from collections import Counter, deque
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from helpers.pointer import double_click, drag, move
from helpers.story import event_of
from tickertale.domain.event_date import EventDate
from tickertale.session.bulk_commands import DeleteEvents
from tickertale.widgets.frame.catalogue import ACTIONS
from tickertale.widgets.look.theme import DARK, LIGHT
from tickertale.widgets.window.main_window import MainWindow

FEWEST, MOST = 12, 40
"""Events between which the user keeps the timeline."""

TEXTS = ("", "a", "second", "tag:x", "阿里", "after:2025-02", '"', "move>5%", "zzz")
KEYS = (
    *(Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown),
    *(Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Plus, Qt.Key.Key_Minus),
)
_ASKING = {"quit", "export", "copy_figure", "full_screen", "reset_example", "about", "help"}
_ASKING |= {"explain_impact", "go_to", "event_study", "filters"}


class RandomUser:
    """Does one random thing after another.

    Parameters
    ----------
    window : MainWindow
        On a document that can be changed.
    seed : int
    """

    def __init__(self, window: MainWindow, seed: int) -> None:
        self._window = window
        self._model = window.view_model
        self._dice = random.Random(seed)
        self._number = 0
        self.done: Counter[str] = Counter()
        self.last: deque[str] = deque(maxlen=20)
        self._acts: dict[Callable[[], None], int] = {
            self.turn_wheel: 4,
            self.drag_chart: 3,
            self.select_span: 1,
            self.move_pointer: 4,
            self.click_chart: 3,
            self.double_click_chart: 1,
            self.press_key: 4,
            self.click_row: 3,
            self.search: 2,
            self.toggle_category: 2,
            self.run_command: 4,
            self.add_or_delete: 2,
            self.edit: 3,
            self.move_event: 1,
            self.undo_or_redo: 4,
            self.change_theme: 1,
            self.resize: 1,
            self.type_anything: 1,
        }
        self._commands = [
            spec.name for spec in ACTIONS if "…" not in spec.text and spec.name not in _ASKING
        ]
        # Whatever asks a question is told no; the user goes on.
        self._refusal = QTimer(window)
        self._refusal.timeout.connect(self._refuse)
        self._refusal.start(20)

    def act(self) -> None:
        """Do one thing, and let the window show it."""
        (chosen,) = self._dice.choices(list(self._acts), weights=list(self._acts.values()))
        self.done[chosen.__name__] += 1
        self.last.append(chosen.__name__)
        chosen()
        QApplication.processEvents()
        # No event loop runs here, whose turn it would be to delete what is to be deleted later.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    # Pointer

    def turn_wheel(self) -> None:
        chart, at = self._chart(), self._point()
        keys = self._dice.choice(
            (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        )
        event = QWheelEvent(
            QPointF(at),
            QPointF(chart.mapToGlobal(at)),
            QPoint(),
            QPoint(0, self._dice.choice((-240, -120, 120, 240))),
            Qt.MouseButton.NoButton,
            keys,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(chart, event)

    def drag_chart(self) -> None:
        start, end = self._point(), self._point()
        drag(self._chart(), (start.x(), start.y()), (end.x(), end.y()))

    def select_span(self) -> None:
        start, end = self._point(), self._point()
        shift = Qt.KeyboardModifier.ShiftModifier
        QTest.mousePress(self._chart(), Qt.MouseButton.LeftButton, shift, start)
        QTest.mouseMove(self._chart(), end)
        QTest.mouseRelease(self._chart(), Qt.MouseButton.LeftButton, shift, end)

    def move_pointer(self) -> None:
        at = self._point()
        move(self._chart(), at.x(), at.y())

    def click_chart(self) -> None:
        keys = self._dice.choice(
            (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier)
        )
        QTest.mouseClick(self._chart(), Qt.MouseButton.LeftButton, keys, self._point())

    def double_click_chart(self) -> None:
        at = self._point()
        double_click(self._chart(), at.x(), at.y())

    def click_row(self) -> None:
        rows = self._window.events.rows
        at = QPoint(20, self._dice.randrange(max(rows.viewport().height(), 1)))
        QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=at)

    # Keyboard and menus

    def press_key(self) -> None:
        self._window.chart.chart.setFocus()
        keys = self._dice.choice(
            (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        )
        QTest.keyClick(self._window.chart.chart, self._dice.choice(KEYS), keys)

    def type_anything(self) -> None:
        target = QApplication.focusWidget() or self._window
        for key in self._dice.choices(
            (Qt.Key.Key_A, Qt.Key.Key_2, Qt.Key.Key_Tab, Qt.Key.Key_Escape, Qt.Key.Key_Down), k=3
        ):
            QTest.keyClick(target, key)
            target = QApplication.focusWidget() or self._window

    def run_command(self) -> None:
        name = self._dice.choice(self._commands)
        self.last.append(name)
        action = self._window.actions_by_name[name]
        if action.isEnabled():
            action.trigger()

    def search(self) -> None:
        self._model.search(self._dice.choice(TEXTS))

    def toggle_category(self) -> None:
        category = self._dice.choice(self._model.reading.timeline.categories)
        self._model.show_category(category.id, self._dice.random() < 0.7)

    def change_theme(self) -> None:
        self._window.set_theme(self._dice.choice((LIGHT, DARK)))

    def resize(self) -> None:
        self._window.resize(self._dice.choice((700, 900, 1100)), self._dice.choice((500, 650)))

    # Edits

    def add_or_delete(self) -> None:
        events = self._model.reading.timeline.events
        if len(events) > MOST:
            gone = [event.id for event in self._dice.sample(events, len(events) - FEWEST)]
            self._model.history.do(DeleteEvents(tuple(gone)))
        elif len(events) > FEWEST and self._dice.random() < 0.4:
            self._model.history.delete(self._dice.choice(events).id)
        else:
            self._number += 1
            self._model.history.add(event_of(f"new-{self._number}", when=self._when()))

    def edit(self) -> None:
        events = self._model.reading.timeline.events
        if events:
            event = self._dice.choice(events)
            title = f"{self._dice.choice('abc')} 阿里 {self._dice.randrange(1000)}"
            changes = {"title": title, "importance": self._dice.randint(1, 5)}
            self._model.history.edit(event.model_copy(update=changes))

    def move_event(self) -> None:
        events = self._model.reading.timeline.events
        if events:
            self._model.history.move(self._dice.choice(events).id, self._when())

    def undo_or_redo(self) -> None:
        history = self._model.history
        (history.undo if self._dice.random() < 0.6 else history.redo)()

    def _when(self) -> EventDate:
        month, day = self._dice.choice((1, 2, 3)), self._dice.randint(1, 28)
        text = f"2025-{month:02}-{day:02}"
        return EventDate(self._dice.choice((text, text, text, text[:7], f"{text}/2025-04", "2025")))

    def _chart(self) -> QWidget:
        viewport: QWidget = self._window.chart.chart.viewport()
        return viewport

    def _point(self) -> QPoint:
        size = self._chart().size()
        return QPoint(
            self._dice.randrange(max(size.width(), 1)), self._dice.randrange(max(size.height(), 1))
        )

    def _refuse(self) -> None:
        for asking in (QApplication.activePopupWidget(), QApplication.activeModalWidget()):
            if asking is not None:
                asking.close()
