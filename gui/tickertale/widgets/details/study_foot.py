"""What stands on the impact card beside its texts: the course, and two buttons."""

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, QSize, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QMenu, QWidget
from typing_extensions import override

from tickertale.viewmodels.study.course_picture import Course
from tickertale.viewmodels.study.impact_study import TREATMENT_WORDS, ImpactStudyState
from tickertale.widgets.control.text_button import FlatButton, MenuTextButton
from tickertale.widgets.details.course_chart import CourseChart
from tickertale.widgets.look.brush import paint_box, paint_text, text_width
from tickertale.widgets.look.font import font
from tickertale.widgets.look.theme import Theme

_BUTTON_PX = 22
_GAP_PX = 8
_EXPLAIN = "How is this computed?"
_SWITCH_WORD = "On chart"
_SWITCH_NAME = "Show the estimation window and the expected price on the chart"
_SWITCH_PX, _BOX_PX = 22, 11


class LinkButton(FlatButton):
    """A sentence in the color of links."""

    def __init__(self, text: str, *, parent: QWidget | None = None) -> None:
        super().__init__(text, parent=parent)
        self._words = text

    @override
    def sizeHint(self) -> QSize:
        return QSize(round(text_width(self._words, font(12))) + 4, _BUTTON_PX)

    @override
    def paint_face(self, painter: QPainter, rect: QRectF) -> None:
        paint_box(painter, rect, radius=5, fill=self.hover_fill(), border=None)
        words = rect.adjusted(2, 0, 0, 0)
        color = self.theme.accent if self.isEnabled() else self.theme.text_muted
        paint_text(painter, words, text=self._words, font=font(12), color=color)


class ChartSwitch(FlatButton):
    """A small box to check: whether the windows and the expected price are on the chart."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(_SWITCH_NAME, parent=parent)
        self.setCheckable(True)
        self.setToolTip(f"{_SWITCH_NAME} (dashed)")

    @override
    def sizeHint(self) -> QSize:
        return QSize(round(text_width(_SWITCH_WORD, font(11))) + _BOX_PX + 9, _SWITCH_PX)

    @override
    def paint_face(self, painter: QPainter, rect: QRectF) -> None:
        theme = self.theme
        paint_box(painter, rect, radius=5, fill=self.hover_fill(), border=None)
        box = QRectF(rect.left() + 3, round(rect.center().y() - _BOX_PX / 2), _BOX_PX, _BOX_PX)
        paint_box(painter, box, radius=2.5, fill=None, border=theme.text_muted)
        if self.isChecked():
            painter.setPen(QPen(QColor(theme.text_muted), 1.4))
            x, y = box.left(), box.top()
            painter.drawPolyline(
                [QPointF(x + 2.5, y + 5.2), QPointF(x + 4.5, y + 7.2), QPointF(x + 8.2, y + 2.8)]
            )
        words = rect.adjusted(_BOX_PX + 7, 0, 0, 0)
        paint_text(painter, words, text=_SWITCH_WORD, font=font(11), color=theme.text_muted)


class StudyFoot(QObject):
    """Lays out the course and the buttons of a study on the card that holds them.

    Parameters
    ----------
    card : QWidget
        The impact card.
    menu : QMenu
        What can be done about other events, and how events are studied.

    Signals
    -------
    explain_requested
        The user asked how the number is computed.
    chart_switched : bool
        The windows and the expected price shall be on the chart, or not.
    """

    explain_requested = Signal()
    chart_switched = Signal(bool)

    def __init__(self, card: QWidget, *, menu: QMenu) -> None:
        super().__init__(card)
        self.course = CourseChart(card)
        self.explain = LinkButton(_EXPLAIN, parent=card)
        self.treatment = MenuTextButton("How other events are treated", parent=card)
        self.treatment.setMenu(menu)
        self.switch = ChartSwitch(parent=card)
        self.explain.clicked.connect(self.explain_requested)
        self.switch.clicked.connect(self.chart_switched)
        self._theme_widgets = self.course, self.explain, self.treatment, self.switch

    def set_theme(self, theme: Theme) -> None:
        """Show other colors."""
        for widget in self._theme_widgets:
            widget.set_theme(theme)

    def set_on_chart(self, is_on: bool) -> None:
        """Show whether the windows are on the chart; nothing is emitted."""
        self.switch.setChecked(is_on)

    def buttons_height(self, width: float) -> float:
        """Return the height of the buttons at a width: one row, or two."""
        return _BUTTON_PX if self._is_one_row(width) else 2 * _BUTTON_PX

    def place(
        self, course: QRect, *, buttons_top: int, is_shown: bool, study: ImpactStudyState | None
    ) -> None:
        """Show a study's course and buttons, at their places.

        Parameters
        ----------
        course : QRect
            Where the course stands; without height there is none.
        buttons_top : int
        is_shown : bool
        study : ImpactStudyState or None
        """
        if study is not None:
            self.treatment.set_word(TREATMENT_WORDS[study.treatment])
            self.course.set_course(Course(study.course, study.window or (0, 0)))
        self.course.setGeometry(course)
        self.course.setVisible(is_shown and study is not None and bool(study.course))
        self.switch.setVisible(not self.course.isHidden())
        switch = self.switch.sizeHint()
        switch_left = course.right() + 4 - switch.width()
        self.switch.setGeometry(switch_left, course.top() + 1, switch.width(), switch.height())
        self.explain.setEnabled(study is not None and study.has_result)
        left, width = course.left(), course.width()
        self.explain.setGeometry(left - 2, buttons_top, self.explain.sizeHint().width(), _BUTTON_PX)
        word_px = min(self.treatment.sizeHint().width(), width)
        top = buttons_top + (0 if self._is_one_row(width) else _BUTTON_PX)
        # The triangle ends where the texts of the card do; on a row of its own the word begins
        # where they do.
        right = left + width - word_px + 6 if self._is_one_row(width) else left - 6
        self.treatment.setGeometry(right, top, word_px, _BUTTON_PX)
        for button in (self.explain, self.treatment):
            button.setVisible(is_shown)

    def _is_one_row(self, width: float) -> bool:
        needed = self.explain.sizeHint().width() + self.treatment.sizeHint().width()
        return needed + _GAP_PX <= width
