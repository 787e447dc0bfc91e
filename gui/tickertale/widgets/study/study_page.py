"""The plots of the study view, one page each: average, distribution, events, robustness."""

from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from tickertale.widgets.chart.plot_view import PlotView
from tickertale.widgets.look.font import font
from tickertale.widgets.look.theme import LIGHT, Theme, mixed, qt_palette
from tickertale.widgets.study.multiples_view import MultiplesView


class StudyPage(StrEnum):
    """The pages, from left to right; the value is the word on the button."""

    AVERAGE = "Average"
    DISTRIBUTION = "Distribution"
    EVENTS = "Events"
    ROBUSTNESS = "Robustness"


_MEANINGS = {
    StudyPage.AVERAGE: "Average abnormal returns and the tests of the sample",
    StudyPage.DISTRIBUTION: "How the cumulated abnormal returns are spread",
    StudyPage.EVENTS: "The path of each event, aligned on day 0",
    StudyPage.ROBUSTNESS: "The same under other models and over other windows",
}
_SAMPLE, _EVENT = "sample", "event"


class StudyPages(QWidget):
    """A row of buttons above the page that is shown.

    Attributes
    ----------
    average, tests, distribution, robustness : PlotView
    multiples : MultiplesView

    Signals
    -------
    page_shown : object
        The `StudyPage` that the user turned to.
    group_chosen : str
        Name of a group; empty for all events.
    subject_chosen : bool
        Whether the robustness grid shall be that of the selected event.
    """

    page_shown = Signal(object)
    group_chosen = Signal(str)
    subject_chosen = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.average = PlotView("Average abnormal returns")
        self.tests = PlotView("Tests of the sample")
        self.distribution = PlotView("Distribution of the cumulated abnormal returns")
        self.multiples = MultiplesView()
        self.robustness = PlotView("Models and windows")
        self._buttons = QButtonGroup(self)
        self._stack = QStackedWidget()
        self._group = self._build_group()
        self._subject = self._build_subject()
        self._lay_out()
        self._buttons.idClicked.connect(self._on_buttons_clicked)
        self._show(0)
        self.set_theme(LIGHT)

    @property
    def page(self) -> StudyPage:
        """Return the page shown."""
        return tuple(StudyPage)[self._stack.currentIndex()]

    @property
    def group_box(self) -> QComboBox:
        """Return the box of the groups."""
        return self._group

    @property
    def subject_box(self) -> QComboBox:
        """Return the box that says whose robustness is shown."""
        return self._subject

    def button(self, page: StudyPage) -> QToolButton:
        """Return the button of a page."""
        button = self._buttons.button(tuple(StudyPage).index(page))
        if not isinstance(button, QToolButton):
            message = f"{page} has no button"
            raise TypeError(message)
        return button

    def set_groups(self, names: tuple[str, ...], *, current: str) -> None:
        """Offer these groups; without any there is nothing to choose."""
        items = tuple(str(self._group.itemData(at)) for at in range(self._group.count()))
        if items != ("", *names):
            self._group.clear()
            self._group.addItem("All events", "")
            for name in names:
                self._group.addItem(name, name)
        self._group.setCurrentIndex(max(self._group.findData(current), 0))
        self._show_boxes()

    def set_theme(self, theme: Theme) -> None:
        """Show other colors."""
        self.setPalette(qt_palette(theme))
        self.setStyleSheet(
            f"StudyPages {{ background: {theme.plot}; }}"
            f"QToolButton {{ color: {theme.text_muted}; border: 1px solid transparent;"
            " border-radius: 5px; padding: 3px 8px; }"
            f"QToolButton:hover {{ background: {mixed(theme.plot, theme.text, share=0.06)}; }}"
            f"QToolButton:focus {{ border-color: {theme.accent}; }}"
            f"QToolButton:checked {{ color: {theme.accent}; background: {theme.accent_soft};"
            " font-weight: 600; }"
        )
        for part in (self.average, self.tests, self.distribution, self.robustness):
            part.set_theme(theme)
        self.multiples.set_theme(theme)

    def _build_group(self) -> QComboBox:
        box = QComboBox()
        box.setFont(font(12))
        box.setAccessibleName("Group shown")
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        box.activated.connect(lambda _: self.group_chosen.emit(str(box.currentData())))
        return box

    def _build_subject(self) -> QComboBox:
        box = QComboBox()
        box.setFont(font(12))
        box.setAccessibleName("Whose robustness")
        box.addItem("All together", _SAMPLE)
        box.addItem("The selected event", _EVENT)
        box.activated.connect(lambda _: self.subject_chosen.emit(box.currentData() == _EVENT))
        return box

    def _lay_out(self) -> None:
        # A style sheet paints the background of a plain widget only if it is told to.
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        head = QHBoxLayout()
        head.setContentsMargins(10, 6, 10, 4)
        head.setSpacing(2)
        for number, page in enumerate(StudyPage):
            button = QToolButton()
            button.setText(page.value)
            button.setFont(font(12))
            button.setCheckable(True)
            button.setToolTip(_MEANINGS[page])
            button.setAccessibleName(f"{page.value}: {_MEANINGS[page]}")
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self._buttons.addButton(button, number)
            head.addWidget(button)
        head.addStretch(1)
        head.addWidget(self._group)
        head.addWidget(self._subject)
        average = QWidget()
        row = QHBoxLayout(average)
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(14)
        row.addWidget(self.average, 3)
        row.addWidget(self.tests, 2)
        self.tests.setMinimumWidth(232)
        self.tests.setMaximumWidth(300)
        for widget in (average, self.distribution, self.multiples, self.robustness):
            self._stack.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)

    def _show(self, number: int) -> None:
        self._buttons.button(number).setChecked(True)
        self._stack.setCurrentIndex(number)
        self._show_boxes()

    def _show_boxes(self) -> None:
        has_groups = self._group.count() > 1
        is_grid = self.page is StudyPage.ROBUSTNESS
        self._group.setVisible(has_groups and not is_grid)
        self._subject.setVisible(is_grid)

    def _on_buttons_clicked(self, number: int) -> None:
        self._show(number)
        self.page_shown.emit(self.page)
