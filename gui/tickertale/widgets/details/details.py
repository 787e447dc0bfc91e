"""The right panel: everything about the selected event, or about the timeline."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from tickertale.viewmodels.event.bulk import BulkState
from tickertale.viewmodels.event.details import DetailsState, TimelineState
from tickertale.widgets.control.section import SectionHeading
from tickertale.widgets.control.text_block import TextBlock
from tickertale.widgets.details.details_head import DetailsHead
from tickertale.widgets.details.impact_card import ImpactCard
from tickertale.widgets.details.overlap_card import OverlapCard
from tickertale.widgets.details.source_list import SourceList
from tickertale.widgets.figure.figure_list import FigureList
from tickertale.widgets.look.font import font
from tickertale.widgets.look.markdown import markdown_document
from tickertale.widgets.look.scroll_bar import SCROLL_BAR_PX, set_slim_scroll_bar
from tickertale.widgets.look.theme import LIGHT, Theme, qt_palette

if TYPE_CHECKING:
    from tickertale.viewmodels.study.impact_study import ImpactStudyState
    from tickertale.widgets.details.bulk_form import BulkForm

_MARGIN_PX = 18
_NOTHING = TimelineState(title="", subtitle="", count_text="", hint="", notes="")


class DetailsPanel(QWidget):
    """The right panel; it shows a state and tells what the user did.

    Signals
    -------
    link_clicked : str
        Address of a safe http or https link; nothing is opened here.
    previous_clicked, next_clicked
        The user asked for the neighbor in the list.
    bulk_built : BulkForm
        Several events are selected for the first time: this form tells what to do to them.
    """

    link_clicked = Signal(str)
    previous_clicked = Signal()
    next_clicked = Signal()
    bulk_built = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._state: DetailsState | TimelineState | BulkState = _NOTHING
        self._bulk: BulkForm | None = None
        self._head = DetailsHead()
        self._title = TextBlock("Title")
        self._date = TextBlock("Date and reaction session")
        self._summary = TextBlock("Summary")
        self._impact = ImpactCard()
        self._overlap = OverlapCard()
        self._figures = FigureList()
        self._study: ImpactStudyState | None = None
        self._names = {name: TextBlock(name) for name in ("People", "Organisations", "Tags")}
        self._sources = SourceList()
        self._headings: dict[str, SectionHeading] = {}
        self._places: dict[QWidget, QWidget] = {}
        self._area = self._build_area()
        self._lay_out()
        self._connect()
        self.setAutoFillBackground(True)
        self.setFocusProxy(self._area)
        self.set_theme(LIGHT)

    @property
    def head(self) -> DetailsHead:
        """Return the row with category and steps."""
        return self._head

    @property
    def title(self) -> TextBlock:
        """Return the title."""
        return self._title

    @property
    def date(self) -> TextBlock:
        """Return the date line with the reaction lines."""
        return self._date

    @property
    def summary(self) -> TextBlock:
        """Return the summary, or the notes of the timeline."""
        return self._summary

    @property
    def impact(self) -> ImpactCard:
        """Return the impact card."""
        return self._impact

    @property
    def overlap(self) -> OverlapCard:
        """Return the overlap card."""
        return self._overlap

    @property
    def figures(self) -> FigureList:
        """Return the table of figures."""
        return self._figures

    @property
    def sources(self) -> SourceList:
        """Return the list of sources."""
        return self._sources

    def set_state(self, state: DetailsState | TimelineState | BulkState) -> None:
        """Show this; nothing is emitted. Another event is shown from its top."""
        if state == self._state:
            return
        is_other = _identity(state) != _identity(self._state)
        self._state = state
        self._show()
        if is_other:
            self._area.verticalScrollBar().setValue(0)

    def set_study(self, study: "ImpactStudyState | None") -> None:
        """Show what a study found of the event, as soon as that event is shown."""
        self._study = study
        if isinstance(self._state, DetailsState):
            self._show_impact(self._state)

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colors from now on."""
        self._theme = theme
        self.setPalette(qt_palette(theme))
        set_slim_scroll_bar(self._area, theme)
        self._head.set_theme(theme)
        self._impact.set_theme(theme)
        self._overlap.set_theme(theme)
        for heading in self._headings.values():
            heading.set_theme(theme)
        for block in self._blocks():
            block.set_selection_colors(theme.accent, theme.on_accent)
        self._show()

    @override
    def sizeHint(self) -> QSize:
        return QSize(330, 620)

    def _blocks(self) -> tuple[TextBlock, ...]:
        names = self._names.values()
        return (self._title, self._date, self._summary, self._figures, *names)

    def _show(self) -> None:
        if self._bulk is not None:
            self._bulk.set_theme(self._theme)
            self._bulk.setVisible(isinstance(self._state, BulkState))
        self._area.setVisible(not isinstance(self._state, BulkState))
        if isinstance(self._state, DetailsState):
            self._show_event(self._state)
        elif isinstance(self._state, TimelineState):
            self._show_timeline(self._state)
        else:
            self._show_several(self._state)

    def _set_marks(self, terms: tuple[str, ...]) -> None:
        for block in self._blocks():
            if block is not self._date:
                block.set_marks(terms, self._theme)

    def _show_several(self, state: BulkState) -> None:
        if self._bulk is None:
            # Most sessions never select several events.
            from tickertale.widgets.details.bulk_form import BulkForm

            self._bulk = BulkForm()
            self._column.addWidget(self._bulk, 1)
            self._bulk.set_theme(self._theme)
            self.bulk_built.emit(self._bulk)
        self._head.setVisible(False)
        self._bulk.set_state(state)

    def _show_event(self, state: DetailsState) -> None:
        theme = self._theme
        self._set_marks(state.terms)
        self._head.set_state(state)
        self._head.setVisible(True)
        self._set_title(state.title)
        first, *others = (state.date_line, *state.reaction_lines)
        lines = [(first, font(13), theme.text_muted)]
        lines += [(line, font(12), theme.text_muted) for line in others]
        self._date.set_lines(lines, line_height_px=18)
        self._set_markdown(state.summary)
        self._show_impact(state)
        self._figures.set_rows(state.figures, theme)
        self._show_section("Figures", self._figures, is_shown=bool(state.figures))
        self._set_names("People", state.people)
        self._set_names("Organisations", state.organizations)
        self._set_names("Tags", state.tags)
        self._sources.set_rows(state.sources, theme, terms=state.terms)
        self._show_section("Sources", self._sources, is_shown=bool(state.sources))

    def _show_impact(self, state: DetailsState) -> None:
        study = self._study
        if study is not None and study.event_id != state.event_id:
            study = None
        if state.impact is not None:
            self._impact.set_state(state.impact)
            self._impact.set_study(study)
        self._set_shown(self._impact, is_shown=state.impact is not None)
        overlap = state.overlap
        if study is not None and (study.has_result or study.warning is not None):
            # It names more, and the window in which it looked is the one that was measured.
            overlap = study.warning
        if overlap is not None:
            self._overlap.set_state(overlap)
        self._set_shown(self._overlap, is_shown=overlap is not None)

    def _show_timeline(self, state: TimelineState) -> None:
        theme = self._theme
        self._set_marks(())
        self._set_title(state.title)
        texts = ((state.subtitle, 13), (state.count_text, 12), (state.hint, 12))
        lines = [(text, font(size), theme.text_muted) for text, size in texts if text]
        self._date.set_lines(lines, line_height_px=18, gap_px=4)
        self._set_markdown(state.notes)
        self._head.setVisible(False)
        self._set_shown(self._impact, is_shown=False)
        self._set_shown(self._overlap, is_shown=False)
        self._show_section("Figures", self._figures, is_shown=False)
        self._show_section("Sources", self._sources, is_shown=False)
        for name in self._names:
            self._set_names(name, ())

    def _set_title(self, text: str) -> None:
        lines = [(text, font(20, 700), self._theme.text)]
        self._title.set_lines(lines, line_height_px=25)

    def _set_markdown(self, text: str) -> None:
        self._summary.set_document(markdown_document(text, self._theme))
        self._set_shown(self._summary, is_shown=bool(text.strip()))

    def _set_names(self, heading: str, names: Sequence[str]) -> None:
        block = self._names[heading]
        text = " · ".join(name.replace(" ", "\N{NO-BREAK SPACE}") for name in names)
        block.set_lines([(text, font(13), self._theme.text)], line_height_px=20)
        self._show_section(heading, block, is_shown=bool(names))

    def _show_section(self, heading: str, body: QWidget, *, is_shown: bool) -> None:
        self._set_shown(body, is_shown=is_shown)
        self._set_shown(self._headings[heading], is_shown=is_shown)

    def _set_shown(self, part: QWidget, *, is_shown: bool) -> None:
        # The place goes with its part, or its margin would stay.
        self._places[part].setVisible(is_shown)

    def _placed(self, part: QWidget, above_px: int) -> QWidget:
        place = QWidget()
        layout = QVBoxLayout(place)
        layout.setContentsMargins(0, above_px, 0, 0)
        layout.addWidget(part)
        self._places[part] = place
        return place

    def _build_area(self) -> QScrollArea:
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        area.setAccessibleName("Details of the event")
        area.viewport().setAutoFillBackground(False)
        return area

    def _lay_out(self) -> None:
        contents = QWidget()
        column = QVBoxLayout(contents)
        column.setContentsMargins(_MARGIN_PX, 2, _MARGIN_PX - SCROLL_BAR_PX, _MARGIN_PX)
        column.setSpacing(0)
        parts = ((self._title, 4), (self._date, 4), (self._summary, 9))
        for part, above in (*parts, (self._impact, 18), (self._overlap, 12)):
            column.addWidget(self._placed(part, above))
        sections = (
            ("Figures", self._figures),
            *self._names.items(),
            ("Sources", self._sources),
        )
        for heading, body in sections:
            self._headings[heading] = SectionHeading(heading)
            column.addWidget(self._placed(self._headings[heading], 18))
            column.addWidget(self._placed(body, 4))
        column.addStretch(1)
        self._area.setWidget(contents)
        # `setWidget` turns it on, and would paint over the panel with the program's own palette.
        contents.setAutoFillBackground(False)
        self._column = layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.setSpacing(0)
        self._head.setContentsMargins(_MARGIN_PX, 0, _MARGIN_PX - 6, 0)
        layout.addWidget(self._head)
        layout.addWidget(self._area, 1)

    def _connect(self) -> None:
        self._head.previous_clicked.connect(self.previous_clicked)
        self._head.next_clicked.connect(self.next_clicked)
        self._sources.link_clicked.connect(self.link_clicked)
        for block in self._blocks():
            block.link_clicked.connect(self.link_clicked)


def _identity(state: DetailsState | TimelineState | BulkState) -> str:
    return state.event_id if isinstance(state, DetailsState) else ""
