"""The study view: controls, table and plots side by side."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from tickertale.viewmodels.study.study_file import TABLES
from tickertale.widgets.control.section import Hairline, SectionHeading, set_text_color
from tickertale.widgets.look.font import font
from tickertale.widgets.look.theme import LIGHT, Theme, mixed, qt_palette
from tickertale.widgets.study.study_control import StudyControls
from tickertale.widgets.study.study_page import StudyPages
from tickertale.widgets.study.study_table import StudyTableView

_SIZES_PX = (264, 660, 516)
"""Widths of controls, table and plots at first."""


class StudyPanel(QWidget):
    """Holds the parts; what they show is told to each of them.

    Attributes
    ----------
    controls : StudyControls
    table : StudyTableView
    pages : StudyPages

    Signals
    -------
    cancel_requested
    table_export_requested : str
        The user asked for a file of a table, one of the keys of `TABLES`.
    plot_export_requested
        The user asked for one of the plot shown.
    closed
        The user asked to put the view away.
    """

    cancel_requested = Signal()
    table_export_requested = Signal(str)
    plot_export_requested = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.controls = StudyControls()
        self.table = StudyTableView()
        self.pages = StudyPages()
        self._heading = SectionHeading("Event study")
        self._summary = QLabel()
        self._progress = QLabel()
        self._cancel = QPushButton("Cancel")
        self._export = self._build_export()
        self._close = QToolButton()
        self._rule = Hairline()
        self._set_up()
        self._lay_out()
        self.set_theme(LIGHT)
        self.show_progress("")

    @property
    def export_button(self) -> QToolButton:
        """Return the button that opens the menu of files."""
        return self._export

    @property
    def cancel_button(self) -> QPushButton:
        """Return the button that calls off what is being computed."""
        return self._cancel

    @property
    def summary(self) -> str:
        """Return the sentence that says what was measured."""
        return self._summary.text()

    @property
    def progress(self) -> str:
        """Return what is being computed; empty where nothing is."""
        return self._progress.text()

    def show_summary(self, text: str, *, is_problem: bool) -> None:
        """Say what was measured, or why nothing was."""
        self._summary.setText(text)
        self._summary.setToolTip(text)
        self.table.setDisabled(is_problem)

    def show_progress(self, text: str) -> None:
        """Say what is being computed; nothing for an empty text."""
        self._progress.setText(text)
        self._progress.setVisible(bool(text))
        self._cancel.setVisible(bool(text))

    def set_theme(self, theme: Theme) -> None:
        """Show other colors."""
        # A style sheet gives the widgets in it the palettes back that they had, so it comes first.
        self._splitter.setStyleSheet(
            f"QSplitter::handle {{ background: {theme.hairline}; width: 1px; }}"
        )
        self.setPalette(qt_palette(theme))
        for part in (self.controls, self.table, self.pages, self._heading, self._rule):
            part.set_theme(theme)
        set_text_color(self._summary, theme.text_muted)
        set_text_color(self._progress, theme.text_muted)
        hover = mixed(theme.window, theme.text, share=0.06)
        style = (
            f"QToolButton {{ color: {theme.text}; border: 1px solid transparent;"
            " border-radius: 5px; padding: 3px 8px; }"
            f"QToolButton:hover {{ background: {hover}; }}"
            f"QToolButton:focus {{ border-color: {theme.accent}; }}"
        )
        menu = (
            " QToolButton { padding-right: 20px; } QToolButton::menu-indicator"
            " { subcontrol-position: right center; subcontrol-origin: padding; right: 5px; }"
        )
        self._export.setStyleSheet(style + menu)
        self._close.setStyleSheet(style)

    def _build_export(self) -> QToolButton:
        button = QToolButton()
        button.setText("Export")
        button.setFont(font(12))
        button.setAccessibleName("Export the study")
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        for key, name in TABLES.items():
            menu.addAction(f"&{name}…", partial(self.table_export_requested.emit, key))
        menu.addAction("&Plot shown…", self.plot_export_requested.emit)
        menu.addSeparator()
        menu.addAction("&Copy table", self.table.copy)
        button.setMenu(menu)
        return button

    def _set_up(self) -> None:
        self._summary.setFont(font(12))
        self._summary.setTextFormat(Qt.TextFormat.PlainText)
        self._summary.setMinimumWidth(40)
        self._progress.setFont(font(12))
        self._cancel.setFont(font(12))
        self._cancel.setAutoDefault(False)
        self._cancel.clicked.connect(self.cancel_requested)
        self._close.setText("×")
        self._close.setFont(font(14))
        self._close.setAccessibleName("Close the event study")
        self._close.setToolTip("Close")
        self._close.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._export.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._close.clicked.connect(self.closed)
        self.setAutoFillBackground(True)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(12, 0, 8, 2)
        head.setSpacing(12)
        head.addWidget(self._heading)
        head.addWidget(self._summary, 1)
        for widget in (self._progress, self._cancel, self._export, self._close):
            head.addWidget(widget)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        for part in (self.controls, self.table, self.pages):
            self._splitter.addWidget(part)
        self._splitter.setStretchFactor(1, 5)
        self._splitter.setStretchFactor(2, 4)
        self._splitter.setSizes(list(_SIZES_PX))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._rule)
        layout.addWidget(self._splitter, 1)
