"""The right panel, driven as a user would."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QAbstractButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from helpers.story import story
from tickertale.viewmodels.event.details import (
    DetailsState,
    FigureRow,
    OverlapState,
    SourceRow,
    resolve_timeline_state,
)
from tickertale.viewmodels.event.impact import ImpactNumber, ImpactRow, ImpactState
from tickertale.widgets.control.text_block import TextBlock
from tickertale.widgets.details.details import DetailsPanel
from tickertale.widgets.look.markdown import QuietDocument, markdown_document, text_fragments
from tickertale.widgets.look.theme import DARK, LIGHT, Theme

LEFT = Qt.MouseButton.LeftButton

NUMBERS = tuple(
    ImpactNumber(label=label, value=value, note=note, sign=sign, meaning=f"About {label}.")
    for label, value, note, sign in (
        ("Day move", "+2.0%", "close to close", 1),
        ("Open to close", "−8.4%", "same session", -1),
        ("Volume", "1.0×", "20-session mean", 0),
    )
)
IMPACT = ImpactState(
    subject="9988.HK · 6 Mar 2025",
    numbers=NUMBERS,
    rows=(ImpactRow(symbol="BABA", session_text="5 Mar", move_text="+8.6%", sign=1),),
)
URL = "https://example.com/a"
STATE = DetailsState(
    event_id="first",
    category_name="AI models",
    color="#0072B2",
    title="QwQ-32B <i>open-sourced</i>",
    date_line="Thu 6 March 2025, 03:48 HKT",
    reaction_lines=("before the open → first session 6 Mar (HKEX)",),
    summary="A **bold** claim with a [link](https://example.com/b) in it.",
    position_text="2 of 3",
    has_previous=True,
    has_next=True,
    impact=IMPACT,
    overlap=OverlapState(title="Overlaps 1 other event in its window", lines=("NPC, 5 Mar",)),
    figures=(
        FigureRow(name="Parameters", value="32 bn", detail=""),
        FigureRow(name="Hong Kong shares", value="up to 7.5%", detail="as reported · A note."),
    ),
    people=("Jack Ma", "Pony Ma"),
    organizations=("HSBC",),
    tags=("apple",),
    sources=(
        SourceRow(text="A paper, 6 Mar 2025", detail="example.com/a", url=URL, meaning="T"),
        SourceRow(text="Print", detail="Title", url="", meaning="Title"),
    ),
)


@pytest.fixture
def panel(qtbot: QtBot) -> Iterator[DetailsPanel]:
    panel = DetailsPanel()
    qtbot.addWidget(panel)
    panel.resize(330, 1400)
    panel.set_state(STATE)
    panel.show()
    qtbot.waitExposed(panel)
    qtbot.waitUntil(lambda: panel.sources.height() > 40)
    yield panel


def text_of(block: TextBlock) -> str:
    return block.toPlainText()


def all_text(panel: DetailsPanel) -> str:
    blocks = [block for block in panel.findChildren(TextBlock) if block.isVisible()]
    return "\n".join(text_of(block) for block in blocks)


def is_whole(block: TextBlock) -> bool:
    document = block.document()
    return (
        document.idealWidth() <= block.width() + 1
        and document.size().height() <= block.height() + 1
    )


def click_link(qtbot: QtBot, block: TextBlock, word: str) -> None:
    cursor = block.document().find(word)
    cursor.setPosition(cursor.selectionStart() + 1)
    qtbot.mouseClick(block.viewport(), LEFT, pos=block.cursorRect(cursor).center())


def test_the_panel_shows_the_event(panel: DetailsPanel) -> None:
    text = all_text(panel)
    assert "before the open → first session 6 Mar (HKEX)" in text
    assert "A bold claim with a link in it." in text
    assert "Parameters\t32 bn" in text
    assert "as reported · A note." in text
    assert (
        "Jack\N{NO-BREAK SPACE}Ma · Pony"
        in panel.findChildren(TextBlock)[-3].document().toRawText()
    )


def test_a_title_is_text_even_if_it_looks_like_html(panel: DetailsPanel) -> None:
    assert text_of(panel.title) == STATE.title


def test_text_can_be_selected_and_copied(qtbot: QtBot, panel: DetailsPanel) -> None:
    qtbot.mouseDClick(panel.title.viewport(), LEFT, pos=QPoint(10, 10))
    assert panel.title.textCursor().selectedText() == "QwQ"


def test_back_and_forth_are_asked_for(qtbot: QtBot, panel: DetailsPanel) -> None:
    with qtbot.waitSignal(panel.previous_clicked):
        qtbot.mouseClick(panel.head.previous, LEFT)
    with qtbot.waitSignal(panel.next_clicked):
        qtbot.keyClick(panel.head.next, Qt.Key.Key_Space)


def test_at_the_end_of_the_list_there_is_no_next(qtbot: QtBot, panel: DetailsPanel) -> None:
    last = DetailsState(
        event_id="x",
        category_name="",
        color="#000000",
        title="X",
        date_line="2025",
        position_text="3 of 3",
        has_previous=True,
    )
    panel.set_state(last)
    assert not panel.head.next.isEnabled()
    with qtbot.assertNotEmitted(panel.next_clicked):
        qtbot.mouseClick(panel.head.next, LEFT)


def test_a_source_is_a_link(qtbot: QtBot, panel: DetailsPanel) -> None:
    with qtbot.waitSignal(panel.link_clicked) as caught:
        qtbot.mouseClick(panel.sources.buttons[0], LEFT)
    assert caught.args == [URL]


def test_a_source_without_an_address_is_no_link(qtbot: QtBot, panel: DetailsPanel) -> None:
    with qtbot.assertNotEmitted(panel.link_clicked):
        qtbot.mouseClick(panel.sources.buttons[1], LEFT)


def test_a_link_in_the_summary_is_reported_and_not_followed(
    qtbot: QtBot, panel: DetailsPanel
) -> None:
    with qtbot.waitSignal(panel.link_clicked) as caught:
        click_link(qtbot, panel.summary, "link")
    assert caught.args == ["https://example.com/b"]
    assert "bold claim" in text_of(panel.summary)


def test_a_hostile_link_that_slipped_through_is_not_reported(
    qtbot: QtBot, panel: DetailsPanel
) -> None:
    for address in ("javascript:alert(1)", "file:///etc/passwd", "https://a@evil.example/"):
        with qtbot.assertNotEmitted(panel.link_clicked):
            panel.summary.anchorClicked.emit(QUrl(address))


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "https://bank.example@evil.example/",
        "//evil.example/",
        "relative.md",
    ],
)
def test_markdown_keeps_no_hostile_link(qapp: object, address: str) -> None:
    document = markdown_document(f"See [this]({address}).", LIGHT)
    assert "this" in document.toPlainText()
    assert "href" not in document.toHtml()


def test_markdown_shows_html_as_text(qapp: object) -> None:
    text = "<script>alert(1)</script> <b>x</b> <a href='file:///x'>y</a>"
    document = markdown_document(text, LIGHT)
    assert "<script>alert(1)</script>" in document.toPlainText()
    assert "href=" not in document.toHtml().replace("&quot;", "").replace("href='", "")


def test_markdown_replaces_images_by_their_words(qapp: object) -> None:
    text = "A ![cat](http://evil.example/x.png) and ![](file:///etc/passwd) end"
    document = markdown_document(text, LIGHT)
    assert document.toPlainText() == "A [cat] and  end"
    assert "<img" not in document.toHtml()


def test_nothing_is_ever_loaded(qtbot: QtBot, panel: DetailsPanel) -> None:
    url = QUrl.fromLocalFile(__file__)
    for kind in QTextDocument.ResourceType:
        assert panel.summary.loadResource(kind.value, url) is None
        assert panel.summary.document().loadResource(kind.value, url) is None


def test_sections_without_content_are_hidden(panel: DetailsPanel) -> None:
    bare = DetailsState(
        event_id="x", category_name="Policy", color="#D55E00", title="X", date_line="2025"
    )
    panel.set_state(bare)
    assert not panel.impact.isVisible()
    assert not panel.overlap.isVisible()
    assert not panel.figures.isVisible()
    assert not panel.sources.isVisible()
    assert not panel.summary.isVisible()
    panel.set_state(STATE)
    assert panel.impact.isVisible()
    assert panel.figures.isVisible()


def test_without_a_selection_the_timeline_is_shown(panel: DetailsPanel) -> None:
    panel.set_state(resolve_timeline_state(story().model_copy(update={"notes": "Some *notes*."})))
    text = all_text(panel)
    assert text.startswith("A story")
    assert "4 events" in text
    assert "Click an event" in text
    assert "Some notes." in text
    assert not panel.head.isVisible()


def test_another_event_is_shown_from_its_top(qtbot: QtBot, panel: DetailsPanel) -> None:
    panel.resize(330, 300)
    (area,) = panel.findChildren(QScrollArea)
    bar = area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 100)
    bar.setValue(100)
    panel.set_theme(DARK)
    assert bar.value() == 100
    panel.set_state(
        DetailsState(
            event_id="other", category_name="", color="#000000", title="Other", date_line="2025"
        )
    )
    assert bar.value() == 0


@pytest.mark.parametrize("width", [220, 330, 500])
def test_nothing_is_wider_than_the_panel(qtbot: QtBot, panel: DetailsPanel, width: int) -> None:
    long = "Donaudampfschifffahrtsgesellschaft" * 4
    names = tuple(FigureRow(name=f"{long} {n}", value=long, detail=long) for n in range(3))
    panel.set_state(
        DetailsState(
            event_id="x",
            category_name=long,
            color="#D55E00",
            title=long,
            date_line="阿里巴巴" * 30,
            summary=long,
            figures=names,
            people=(long,),
            sources=(SourceRow(text=long, detail=long, url=URL, meaning=long),),
            overlap=OverlapState(title=long, lines=(long,)),
            impact=IMPACT,
        )
    )
    panel.resize(width, 900)
    assert panel.width() == width
    for child in panel.findChildren(QWidget):
        if child.isVisible():
            assert child.mapTo(panel, QPoint(child.width(), 0)).x() <= width
    blocks = [block for block in panel.findChildren(TextBlock) if block.isVisible()]
    qtbot.waitUntil(lambda: all(map(is_whole, blocks)))


def test_three_numbers_stand_side_by_side_only_where_they_fit(panel: DetailsPanel) -> None:
    wide, narrow = panel.impact.heightForWidth(300), panel.impact.heightForWidth(180)
    assert wide != narrow
    assert panel.impact.heightForWidth(500) == wide


def test_the_card_can_be_heard(panel: DetailsPanel) -> None:
    words = panel.impact.accessibleDescription()
    assert "Open to close −8.4%" in words
    assert "BABA +8.6%" in words
    assert "NPC, 5 Mar" in panel.overlap.accessibleDescription()


def test_a_reason_takes_the_place_of_numbers(panel: DetailsPanel) -> None:
    before = panel.impact.heightForWidth(300)
    panel.impact.set_state(ImpactState(subject="9988.HK", reason="Not measured: no prices."))
    assert panel.impact.accessibleDescription() == "Not measured: no prices"
    assert panel.impact.heightForWidth(300) < before


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_every_control_has_an_accessible_name(panel: DetailsPanel, theme: Theme) -> None:
    panel.set_theme(theme)
    controls: list[QWidget] = [
        *(row for row in panel.findChildren(QAbstractButton)),
        *panel.findChildren(TextBlock),
        panel.impact,
        panel.overlap,
    ]
    assert all(control.accessibleName() for control in controls)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_the_card_is_painted_in_the_colors_of_the_theme(panel: DetailsPanel, theme: Theme) -> None:
    panel.set_theme(theme)
    image = panel.impact.grab().toImage()
    assert image.pixelColor(20, 8).name() == theme.card
    colors = {
        image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())
    }
    assert {theme.up, theme.down, theme.hairline} <= colors


def test_a_tooltip_explains_a_number(qtbot: QtBot, panel: DetailsPanel) -> None:
    card = panel.impact
    assert card.meaning_at(QPointF(20, 60)) == "About Day move."
    assert card.meaning_at(QPointF(card.width() - 20, 60)) == "About Volume."
    assert card.meaning_at(QPointF(20, 10)) == ""
    card.resize(180, card.heightForWidth(180))
    assert card.meaning_at(QPointF(20, 62)) == "About Open to close."


def test_measuring_a_text_leaves_nothing_behind(qtbot: QtBot) -> None:
    gone: list[str] = []

    class Watched(QuietDocument):
        @override
        def clone(self, parent: QObject | None = None, /) -> QTextDocument:
            twin = super().clone(parent)
            twin.destroyed.connect(lambda: gone.append("twin"))
            return twin

    block = TextBlock("Text")
    qtbot.addWidget(block)
    document = Watched()
    document.setPlainText("many words " * 50)
    block.set_document(document)
    assert len({block.heightForWidth(width) for width in (100, 200, 300)}) == 3
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert len(gone) >= 3


def marked_in(block: TextBlock) -> list[str]:
    """Return the pieces of a text that have the wash of what was found."""
    return [
        piece.text()
        for piece in text_fragments(block.document())
        if piece.charFormat().background().style() is not Qt.BrushStyle.NoBrush
    ]


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_words_that_were_searched_for_are_marked_wherever_they_stand(
    panel: DetailsPanel, theme: Theme
) -> None:
    panel.set_theme(theme)
    heights = [block.height() for block in panel.findChildren(TextBlock)]
    panel.set_state(replace(STATE, terms=("qwq", "BOLD", "link", "hong", "apple", "ma")))
    assert marked_in(panel.title) == ["QwQ"]
    assert marked_in(panel.summary) == ["bold", "link"]
    assert marked_in(panel.figures) == ["Hong"]
    assert [block.height() for block in panel.findChildren(TextBlock)] == heights
    names = [row for block in panel.findChildren(TextBlock) for row in marked_in(block)]
    assert {"apple", "Ma"} <= set(names)
    assert not marked_in(panel.date)
    panel.resize(300, 1400)
    assert marked_in(panel.figures) == ["Hong"]
    panel.set_state(STATE)
    assert not [row for block in panel.findChildren(TextBlock) for row in marked_in(block)]


def test_a_marked_link_stays_a_link(qtbot: QtBot, panel: DetailsPanel) -> None:
    panel.set_state(replace(STATE, terms=("link",)))
    with qtbot.waitSignal(panel.link_clicked) as caught:
        click_link(qtbot, panel.summary, "link")
    assert caught.args == ["https://example.com/b"]


def test_a_word_in_a_source_is_marked(panel: DetailsPanel) -> None:
    plain = panel.sources.buttons[1].grab().toImage()
    panel.set_state(replace(STATE, terms=("print",)))
    assert panel.sources.buttons[1].grab().toImage() != plain


def test_marks_behind_characters_of_two_units_stand_where_the_word_does(
    panel: DetailsPanel,
) -> None:
    panel.set_state(replace(STATE, title="🚀🚀 QwQ", terms=("qwq",)))
    assert marked_in(panel.title) == ["QwQ"]
