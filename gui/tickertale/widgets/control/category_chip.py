"""The filter chips above the event list."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from tickertale.viewmodels.event.event_list import CategoryChip
from tickertale.viewmodels.text.wording import counted
from tickertale.widgets.control.flow_layout import FlowLayout
from tickertale.widgets.control.text_button import FlatButton
from tickertale.widgets.look.brush import (
    paint_box,
    paint_dot,
    paint_text,
    plain_tooltip,
    text_width,
)
from tickertale.widgets.look.font import font
from tickertale.widgets.look.theme import LIGHT, Theme, event_color, mixed

CHIP_HEIGHT_PX = 22
_TEXT_LEFT_PX = 19
_COUNT_GAP_PX = 5
_PADDING_PX = 9


class ChipButton(FlatButton):
    """One chip: dot, name, count; hollow and pale while it is off."""

    def __init__(self, chip: CategoryChip, *, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.chip = chip
        self.setCheckable(True)
        self.set_chip(chip)

    def set_chip(self, chip: CategoryChip) -> None:
        """Show this category; nothing is emitted but `toggled`."""
        self.chip = chip
        self.setChecked(chip.is_on)
        self.setAccessibleName(f"{chip.name}, {counted(chip.count, 'event')}")
        self.setToolTip(plain_tooltip(f"{chip.name}: {counted(chip.count, 'event')}"))
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        name, count = text_width(self.chip.name, font(12)), text_width(self._count(), font(11))
        return QSize(
            round(_TEXT_LEFT_PX + name + _COUNT_GAP_PX + count + _PADDING_PX), CHIP_HEIGHT_PX
        )

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(60, CHIP_HEIGHT_PX)

    @override
    def is_focus_shown(self) -> bool:
        return False

    @override
    def paint_face(self, painter: QPainter, rect: QRectF) -> None:
        theme, is_on = self.theme, self.isChecked()
        border = theme.accent if self.hasFocus() else theme.hairline
        if self.underMouse() and not self.hasFocus():
            border = mixed(theme.hairline, theme.text, share=0.25)
        fill = theme.field if is_on else None
        paint_box(painter, rect, radius=rect.height() / 2, fill=fill, border=border)
        center = QPointF(rect.left() + 12, rect.center().y())
        color = event_color(self.chip.color, theme)
        paint_dot(painter, center, radius=4, color=color, is_hollow=not is_on)
        count_width = text_width(self._count(), font(11)) + 1
        words = rect.adjusted(_TEXT_LEFT_PX, 0, -_PADDING_PX, 0)
        name = words.adjusted(0, 0, -count_width - _COUNT_GAP_PX + 1, 0)
        text = theme.text if is_on else theme.text_muted
        paint_text(painter, name, text=self.chip.name, font=font(12), color=text)
        words.setLeft(words.right() - count_width)
        right = Qt.AlignmentFlag.AlignRight
        muted = theme.text_muted
        paint_text(painter, words, text=self._count(), font=font(11), color=muted, align=right)

    def _count(self) -> str:
        return f"{self.chip.count:,}"


class ChipRow(QWidget):
    """The chips of all categories, wrapped to the width.

    Signals
    -------
    chip_toggled : str, bool
        The user switched the category with that id on or off.
    """

    chip_toggled = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._buttons: list[ChipButton] = []
        self._layout = FlowLayout(self, gap_px=6)
        self._layout.setContentsMargins(0, 0, 0, 0)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def buttons(self) -> tuple[ChipButton, ...]:
        """Return the chips in their order."""
        return tuple(self._buttons)

    def set_chips(self, chips: tuple[CategoryChip, ...]) -> None:
        """Show these chips; nothing is emitted."""
        for button, chip in zip(self._buttons, chips, strict=False):
            if button.chip != chip or button.isChecked() != chip.is_on:
                button.set_chip(chip)
        for chip in chips[len(self._buttons) :]:
            self._add(chip)
        while len(self._buttons) > len(chips):
            button = self._buttons.pop()
            self._layout.removeWidget(button)
            button.deleteLater()
        self.setVisible(bool(chips))

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colors from now on."""
        self._theme = theme
        for button in self._buttons:
            button.set_theme(theme)

    def _add(self, chip: CategoryChip) -> None:
        button = ChipButton(chip, parent=self)
        button.set_theme(self._theme)
        # `clicked` comes from the user only, `toggled` also from `setChecked`.
        button.clicked.connect(lambda is_on: self.chip_toggled.emit(button.chip.id, is_on))
        self._layout.addWidget(button)
        self._buttons.append(button)
        button.show()
