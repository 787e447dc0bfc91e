"""The small chart of the cumulated abnormal return; the pointer reads its values."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from tickertale.viewmodels.study.course_picture import (
    Course,
    course_text,
    nearest_point,
    resolve_course,
)
from tickertale.widgets.chart.plot_painting import paint_plot
from tickertale.widgets.look.brush import paint_box
from tickertale.widgets.look.theme import LIGHT, Theme

COURSE_PX = 112
"""Height of the chart."""


class CourseChart(QWidget):
    """Shows a course; pointer and arrow keys read one session after another."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._course = Course((), (0, 0))
        self._hovered: int | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Cumulated abnormal return")

    @property
    def hovered(self) -> int | None:
        """Return the place of the session that is read."""
        return self._hovered

    def set_course(self, course: Course) -> None:
        """Show another course."""
        if course != self._course:
            self._course, self._hovered = course, None
            self.setAccessibleDescription(course_text(course))
            self.update()

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colors from now on."""
        self._theme = theme
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(240, COURSE_PX)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(nearest_point(self._course, event.position().x(), width=float(self.width())))

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._hover(None)
        super().leaveEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        count = len(self._course.points)
        if step is None or not count:
            super().keyPressEvent(event)
            return
        place = self._hovered
        if place is None:
            place = nearest_point(self._course, self.width() / 2, width=float(self.width())) or 0
        self._hover(min(max(place + step, 0), count - 1))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            picture = resolve_course(
                self._course,
                width=float(self.width()),
                height=float(self.height()),
                hovered=self._hovered,
            )
            paint_plot(painter, picture, theme=self._theme)
            if self.hasFocus():
                ring = self.rect().toRectF()
                paint_box(painter, ring, radius=5, fill=None, border=self._theme.accent)
        finally:
            painter.end()

    def _hover(self, place: int | None) -> None:
        if place != self._hovered:
            self._hovered = place
            self.update()
