"""The impact card: what the price did on the reaction session, and how unusual that was."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QHelpEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QToolTip, QWidget
from typing_extensions import override

from tickertale.viewmodels.event.impact import (
    EXPECTED_NUMBERS,
    ImpactNumber,
    ImpactRow,
    ImpactState,
)
from tickertale.widgets.control.card import CARD_PADDING_PX, Card
from tickertale.widgets.control.number_row import (
    number_at,
    numbers_height,
    paint_numbers,
    sign_color,
)
from tickertale.widgets.control.paragraph import line_height, paint_paragraph, paragraph_height
from tickertale.widgets.control.section import heading_font
from tickertale.widgets.look.brush import paint_text, plain_tooltip, text_width
from tickertale.widgets.look.font import font
from tickertale.widgets.look.theme import Theme

if TYPE_CHECKING:
    # A study comes later than the card, and so does what shows it.
    from tickertale.viewmodels.study.impact_study import ImpactStudyState
    from tickertale.widgets.details.study_foot import StudyFoot

_HEAD_PX = 17.0
_ROW_PX = 20.0
_GAP_PX = 7.0
_P_VALUE = re.compile(r"[pt] [=<] \S+")
NO_BREAK = "\N{NO-BREAK SPACE}"
"""Between the parts of what must not be torn apart at the end of a line."""
_COMING = "\n\n"
"""A paragraph that is still to come; it takes two lines."""
_COURSE_PX = 112.0
"""Room of the course until it is there."""


class ImpactCard(Card):
    """Three numbers with what a study says of them, and the moves of the other instruments."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._state = ImpactState(subject="")
        self._study: ImpactStudyState | None = None
        self._is_study_expected = False
        self._foot: StudyFoot | None = None

    def set_state(self, state: ImpactState) -> None:
        """Show this."""
        self._state = state
        self._refresh()

    def expect_study(self) -> None:
        """Keep room for the numbers of a study that is to come."""
        self._is_study_expected = True
        self._refresh()

    def set_study(self, study: "ImpactStudyState | None") -> None:
        """Show what a study found; None while nothing is asked for."""
        self._study = study
        self._refresh()

    def set_foot(self, foot: "StudyFoot") -> None:
        """Take the widgets that show the course, and what can be done about the number."""
        self._foot = foot
        foot.set_theme(self.theme)
        self._refresh()

    @override
    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        if self._foot is not None:
            self._foot.set_theme(theme)

    @property
    def numbers(self) -> tuple[ImpactNumber, ...]:
        """Return the numbers that stand side by side."""
        if not self._has_study:
            return self._state.numbers
        study = self._study.numbers if self._study is not None else EXPECTED_NUMBERS
        return (*self._state.numbers[:1], *study)

    @property
    def paragraphs(self) -> tuple[tuple[str, bool], ...]:
        """Return the sentences below the numbers, and whether each is in the quieter color."""
        if self._state.reason:
            return ((self._state.reason, True),)
        if not self._has_study:
            return ()
        study = self._study
        rarity = (study.rarity,) if study and study.rarity else ()
        facts = " · ".join((*rarity, *map(_fact, self._state.numbers[1:])))
        if study is None or study.is_pending:
            # Empty lines for what will stand there: the rest of the panel must not jump.
            return (_COMING, False), (_COMING, True), (facts, True)
        rows = ((study.verdict or study.reason, False), (study.detail, True), (facts, True))
        return tuple(row for row in rows if row[0])

    @override
    def contents_height(self, width: float) -> float:
        height = _HEAD_PX
        if self.numbers:
            height += numbers_height(self.numbers, width=width) + self._course_px()
        height += sum(part for _, part in self._laid_paragraphs(width))
        height += self._foot_px(width)
        if self._state.rows:
            height += 15 + _ROW_PX * len(self._state.rows)
        return height

    @override
    def paint_contents(self, painter: QPainter, inside: QRectF) -> None:
        self._paint_head(painter, inside)
        top = inside.top() + _HEAD_PX
        if self.numbers:
            body = QRectF(inside.left(), top, inside.width(), inside.height())
            paint_numbers(painter, body, numbers=self.numbers, theme=self.theme)
            top += numbers_height(self.numbers, width=inside.width()) + self._course_px()
        for (text, is_muted), height in self._laid_paragraphs(inside.width()):
            rect = QRectF(inside.left(), top + _GAP_PX, inside.width(), height)
            color = self.theme.text_muted if is_muted else self.theme.text
            face = _face(text, is_muted=is_muted, is_alone=bool(self._state.reason))
            paint_paragraph(painter, rect, text=text, font=face, color=color)
            top += height
        self._paint_rows(painter, inside)

    @override
    def event(self, event: QEvent, /) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            meaning = self.meaning_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), plain_tooltip(meaning), self)
            return True
        return super().event(event)

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._place_foot()

    def meaning_at(self, point: QPointF) -> str:
        """Return how the number at a point is computed, or nothing beside them."""
        found = number_at(
            self.numbers,
            x=point.x() - CARD_PADDING_PX,
            y=point.y() - self.padding_px - _HEAD_PX,
            width=self.width() - 2 * CARD_PADDING_PX,
        )
        return "" if found is None else found.meaning

    @property
    def _has_study(self) -> bool:
        has_one = self._study is not None or self._is_study_expected
        return has_one and bool(self._state.numbers)

    @property
    def _head(self) -> str:
        """Return model, benchmark and number of sessions."""
        return self._study.head if self._study is not None else ""

    def _is_head_cut(self, width: float) -> bool:
        """Return whether that has to stand below the numbers."""
        room = width - text_width("IMPACT", heading_font()) - 10
        return bool(self._head) and text_width(self._head, font(11)) > room

    def _course_px(self) -> float:
        study = self._study
        has_course = study is None or study.is_pending or bool(study.course)
        return _COURSE_PX if self._has_study and has_course else 0.0

    def _foot_px(self, width: float) -> float:
        if self._foot is None or not self._has_study:
            return 0.0
        return _GAP_PX + self._foot.buttons_height(width)

    def _laid_paragraphs(self, width: float) -> Iterator[tuple[tuple[str, bool], float]]:
        head = self._head if self._is_head_cut(width) else ""
        for words, is_muted in (*(((head, True),) if head else ()), *self.paragraphs):
            text = _P_VALUE.sub(lambda found: found[0].replace(" ", NO_BREAK), words)
            face = _face(text, is_muted=is_muted, is_alone=bool(self._state.reason))
            if not text.strip():
                yield (text, is_muted), 2 * line_height(face) + _GAP_PX
            else:
                yield (text, is_muted), paragraph_height(text, face, width=width) + _GAP_PX

    def _refresh(self) -> None:
        self.setAccessibleName(f"Impact, {self._state.subject}")
        self.setAccessibleDescription(self._spoken())
        self._place_foot()
        self.updateGeometry()
        self.update()

    def _place_foot(self) -> None:
        if self._foot is None:
            return
        width = self.width() - 2 * CARD_PADDING_PX
        numbers_px = numbers_height(self.numbers, width=width) if self.numbers else 0.0
        top = self.padding_px + _HEAD_PX + numbers_px
        text_px = sum(height for _, height in self._laid_paragraphs(width))
        self._foot.place(
            QRect(CARD_PADDING_PX, round(top), width, round(self._course_px())),
            buttons_top=round(top + self._course_px() + text_px + _GAP_PX),
            is_shown=self._has_study,
            study=self._study,
        )

    def _paint_head(self, painter: QPainter, inside: QRectF) -> None:
        theme, right = self.theme, Qt.AlignmentFlag.AlignRight
        head = QRectF(inside.left(), inside.top(), inside.width(), _HEAD_PX)
        paint_text(painter, head, text="IMPACT", font=heading_font(), color=theme.text_muted)
        head.setLeft(head.left() + text_width("IMPACT", heading_font()) + 10)
        is_below = self._is_head_cut(inside.width())
        text = self._state.subject if is_below or not self._head else self._head
        paint_text(painter, head, text=text, font=font(11), color=theme.text_muted, align=right)

    def _paint_rows(self, painter: QPainter, inside: QRectF) -> None:
        rows = self._state.rows
        if not rows:
            return
        top = inside.bottom() - _ROW_PX * len(rows)
        rule = QRectF(inside.left(), round(top - 6), inside.width(), 1)
        painter.fillRect(rule, QColor(self.theme.hairline))
        widest = max(text_width(row.symbol, font(12)) for row in rows)
        for at, row in enumerate(rows):
            line = QRectF(inside.left(), top + _ROW_PX * at, inside.width(), _ROW_PX)
            self._paint_row(painter, line, row=row, symbol_px=widest)

    def _paint_row(
        self, painter: QPainter, line: QRectF, *, row: ImpactRow, symbol_px: float
    ) -> None:
        theme, right = self.theme, Qt.AlignmentFlag.AlignRight
        move_px = text_width(row.move_text, font(12, 600))
        color = sign_color(row.sign, theme)
        paint_text(painter, line, text=row.move_text, font=font(12, 600), color=color, align=right)
        words = line.adjusted(0, 0, -move_px - 8, 0)
        paint_text(painter, words, text=row.symbol, font=font(12), color=theme.text)
        words.setLeft(words.left() + symbol_px + 10)
        if words.width() > 30:
            muted = theme.text_muted
            paint_text(painter, words, text=row.session_text, font=font(12), color=muted)

    def _spoken(self) -> str:
        parts = [text for text, _ in self.paragraphs if text.strip()]
        parts += [f"{number.label} {number.value}, {number.note}" for number in self.numbers]
        parts += [f"{row.symbol} {row.move_text}, {row.session_text}" for row in self._state.rows]
        parts += [self._head] if self._head else []
        return ". ".join(part.rstrip(".") for part in parts)


def _face(text: str, *, is_muted: bool, is_alone: bool) -> QFont:
    """Return the font of a paragraph: what is said beside the verdict is smaller."""
    return font(11 if is_muted and text and not is_alone else 12)


def _fact(number: ImpactNumber) -> str:
    """Return a number among others in a line; its note only where it is needed to read it."""
    note = "" if number.sign or not number.value.endswith("×") else f" its {number.note}"
    return f"{number.label} {number.value}{note}"
