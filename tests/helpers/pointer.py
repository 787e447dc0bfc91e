"""A pointer for tests: moves, drags and turns its wheel as a user would."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

_LEFT = Qt.MouseButton.LeftButton
_NO_KEY = Qt.KeyboardModifier.NoModifier


def move(widget: QWidget, x: float, y: float) -> None:
    """Move the pointer to a point of a widget."""
    # Qt drops a move to where the pointer is already, if only since an earlier test.
    QTest.mouseMove(widget, QPoint(round(x) + 1, round(y)))
    QTest.mouseMove(widget, QPoint(round(x), round(y)))
    # What is entered and left on the way is told by the window system, a little later.
    QApplication.processEvents()


def click(widget: QWidget, x: float, y: float, *, button: Qt.MouseButton = _LEFT) -> None:
    """Click on a point of a widget."""
    QTest.mouseClick(widget, button, _NO_KEY, QPoint(round(x), round(y)))


def double_click(widget: QWidget, x: float, y: float) -> None:
    """Double-click on a point of a widget."""
    QTest.mouseClick(widget, _LEFT, _NO_KEY, QPoint(round(x), round(y)))
    QTest.mouseDClick(widget, _LEFT, _NO_KEY, QPoint(round(x), round(y)))


def press(widget: QWidget, x: float, y: float, *, button: Qt.MouseButton = _LEFT) -> None:
    """Hold a button down."""
    QTest.mousePress(widget, button, _NO_KEY, QPoint(round(x), round(y)))


def release(widget: QWidget, x: float, y: float, *, button: Qt.MouseButton = _LEFT) -> None:
    """Let a button go."""
    QTest.mouseRelease(widget, button, _NO_KEY, QPoint(round(x), round(y)))


def drag(
    widget: QWidget,
    start: tuple[float, float],
    end: tuple[float, float],
    *,
    button: Qt.MouseButton = _LEFT,
    steps: int = 4,
) -> None:
    """Drag from one point of a widget to another."""
    press(widget, *start, button=button)
    for step in range(1, steps + 1):
        x, y = (a + (b - a) * step / steps for a, b in zip(start, end, strict=True))
        QTest.mouseMove(widget, QPoint(round(x), round(y)))
    release(widget, *end, button=button)


def turn_wheel(
    widget: QWidget,
    at: tuple[float, float],
    *,
    notches: float = 0.0,
    sideways: float = 0.0,
    keys: Qt.KeyboardModifier = _NO_KEY,
) -> None:
    """Turn the wheel over a point of a widget; up is positive."""
    window = widget.window().windowHandle()
    place = widget.mapTo(widget.window(), QPoint(round(at[0]), round(at[1])))
    angle = QPoint(round(sideways * 120), round(notches * 120))
    QTest.wheelEvent(window, place, angle, QPoint(), keys)
