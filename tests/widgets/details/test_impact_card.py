"""The impact card with a study on it: its texts, its course, its buttons and its menu."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from helpers.study_document import open_study
from tickertale.analysis.confounding import Confounding
from tickertale.analysis.normal_return import NormalModel
from tickertale.analysis.study_window import StudyWindow
from tickertale.session.session import Session
from tickertale.session.study import study_timeline
from tickertale.session.study_detail import detail_study
from tickertale.session.study_option import StudyOptions
from tickertale.viewmodels.event.impact import ImpactNumber, ImpactState
from tickertale.viewmodels.study.impact_study import (
    TREATMENT_WORDS,
    ImpactStudyState,
    pending_study,
    resolve_impact_study,
)
from tickertale.viewmodels.timeline.timeline import TimelineViewModel
from tickertale.widgets.details.impact_card import ImpactCard
from tickertale.widgets.details.study_foot import StudyFoot
from tickertale.widgets.details.study_menu import StudyMenu
from tickertale.widgets.look.theme import DARK, LIGHT, Theme

LEFT = Qt.MouseButton.LeftButton
PLAIN = ImpactState(
    subject="BABA · 4 Nov 2024",
    numbers=(
        ImpactNumber("Day move", "+8.4%", "close to close", 1, "About the day."),
        ImpactNumber("Open to close", "+2.0%", "same session", 1, "About the session."),
        ImpactNumber("Volume", "1.3×", "20-session mean", 0, "About the volume."),
    ),
)


@pytest.fixture
def session() -> Iterator[Session]:
    """A share, an index that holds it, and eight events."""
    opened = open_study(primary="BABA")
    yield opened
    opened.close()


@pytest.fixture
def card(qtbot: QtBot) -> Iterator[ImpactCard]:
    """A card with the widgets of a study, and nothing to show yet."""
    card = ImpactCard()
    qtbot.addWidget(card)
    card.set_foot(StudyFoot(card, menu=QMenu(card)))
    card.expect_study()
    card.set_state(PLAIN)
    show(card, 300)
    yield card


def show(card: ImpactCard, width: int) -> None:
    """Show a card at a width and the height that it asks for."""
    card.resize(width, card.heightForWidth(width))
    card.show()


def study_of(session: Session, event_id: str = "c", **options: object) -> ImpactStudyState:
    """Return what a study found of an event."""
    chosen = StudyOptions(**options)  # type: ignore[arg-type] # as the tests give them
    study = study_timeline(session, "BABA", options=chosen)
    return resolve_impact_study(detail_study(study, event_id), session.timeline)


def foot_of(card: ImpactCard) -> StudyFoot:
    """Return the course and the buttons of a card."""
    return next(child for child in card.children() if isinstance(child, StudyFoot))


def test_room_is_kept_until_the_number_is_there(card: ImpactCard, session: Session) -> None:
    assert [number.value for number in card.numbers] == ["+8.4%", "…", "…"]
    expected = card.heightForWidth(300)
    card.set_study(pending_study("c", StudyOptions()))
    assert card.heightForWidth(300) == expected
    card.set_study(study_of(session))
    assert [number.label for number in card.numbers] == ["Day move", "Abnormal", "CAR −1…+1"]
    assert abs(card.heightForWidth(300) - expected) < 60


def test_verdict_course_and_treatment_are_shown(card: ImpactCard, session: Session) -> None:
    state = study_of(session)
    card.set_study(state)
    show(card, 300)
    foot = foot_of(card)
    assert state.verdict in [text for text, _ in card.paragraphs]
    assert foot.course.isVisible()
    assert foot.treatment.word == TREATMENT_WORDS[Confounding.KEEP]
    assert state.verdict.rstrip(".") in card.accessibleDescription()
    assert "n = 120" in card.accessibleDescription()
    facts = "Open to close +2.0% · Volume 1.3× its 20-session mean"
    assert f"{state.rarity} · {facts}" in [text for text, _ in card.paragraphs]


@pytest.mark.parametrize("width", [170, 220, 300, 480])
def test_nothing_on_the_card_covers_anything(
    card: ImpactCard, session: Session, width: int
) -> None:
    card.set_study(study_of(session))
    show(card, width)
    foot = foot_of(card)
    parts = [foot.course, foot.explain, foot.treatment]
    for at, part in enumerate(parts):
        assert card.rect().contains(part.geometry())
        assert not any(part.geometry().intersects(other.geometry()) for other in parts[at + 1 :])


def test_a_refusal_takes_the_place_of_the_verdict(card: ImpactCard, session: Session) -> None:
    card.set_study(study_of(session, "early"))
    show(card, 300)
    foot = foot_of(card)
    words = "No abnormal return: there are too few sessions in the estimation window."
    assert words in [text for text, _ in card.paragraphs]
    assert not foot.course.isVisible()
    assert not foot.explain.isEnabled()
    assert foot.treatment.isVisible()


def test_an_event_without_a_session_has_no_buttons(card: ImpactCard, session: Session) -> None:
    card.set_state(ImpactState(subject="BABA", reason="Not measured: the date is known only."))
    card.set_study(study_of(session, "coarse"))
    show(card, 300)
    foot = foot_of(card)
    assert not any(part.isVisible() for part in (foot.course, foot.explain, foot.treatment))
    assert [text for text, _ in card.paragraphs] == ["Not measured: the date is known only."]


def test_effects_of_one_regression_have_no_course(card: ImpactCard, session: Session) -> None:
    card.set_study(study_of(session, "a", confounding=Confounding.JOINT))
    show(card, 300)
    foot = foot_of(card)
    assert not foot.course.isVisible()
    assert foot.treatment.word == "Estimated jointly"


def test_a_number_of_the_study_explains_itself(card: ImpactCard, session: Session) -> None:
    card.set_study(study_of(session))
    show(card, 300)
    assert card.meaning_at(QPointF(20, 60)) == "About the day."
    assert card.meaning_at(QPointF(280, 60)).startswith("Abnormal returns of the event window")


def test_the_link_asks_for_the_computation(
    qtbot: QtBot, card: ImpactCard, session: Session
) -> None:
    card.set_study(study_of(session))
    show(card, 300)
    foot = foot_of(card)
    with qtbot.waitSignal(foot.explain_requested):
        qtbot.mouseClick(foot.explain, LEFT)
    foot.explain.setFocus()
    with qtbot.waitSignal(foot.explain_requested):
        qtbot.keyClick(foot.explain, Qt.Key.Key_Space)


def test_pointer_and_keys_read_the_course(qtbot: QtBot, card: ImpactCard, session: Session) -> None:
    card.set_study(study_of(session))
    show(card, 300)
    course = foot_of(card).course
    qtbot.mouseMove(course, QPoint(course.width() - 2, 40))
    assert course.hovered == 10
    qtbot.keyClick(course, Qt.Key.Key_Left)
    assert course.hovered == 9
    qtbot.keyClick(course, Qt.Key.Key_Right)
    qtbot.keyClick(course, Qt.Key.Key_Right)
    assert course.hovered == 10
    assert course.accessibleDescription().startswith("Cumulated abnormal return by session")


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_the_course_is_painted_in_the_colors_of_the_theme(
    card: ImpactCard, session: Session, theme: Theme
) -> None:
    card.set_theme(theme)
    card.set_study(study_of(session))
    show(card, 300)
    image = foot_of(card).course.grab().toImage()
    found = {
        image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())
    }
    assert theme.accent in found


def entries(menu: QMenu) -> dict[str, bool]:
    """Return the entries of a menu, and whether each is checked."""
    return {action.text(): action.isChecked() for action in menu.actions() if action.text()}


def opened_menu(qtbot: QtBot, session: Session) -> tuple[StudyMenu, TimelineViewModel]:
    """Return the menu of a document, as it is when it opens."""
    model = TimelineViewModel(session)
    menu = StudyMenu(model)
    qtbot.addWidget(menu)
    menu.aboutToShow.emit()
    return menu, model


def submenu(menu: StudyMenu, title: str) -> QMenu:
    """Return one of its menus."""
    return menu.menus[title]


def test_the_menu_offers_four_ways_out_and_shows_the_one_in_force(
    qtbot: QtBot, session: Session
) -> None:
    menu, model = opened_menu(qtbot, session)
    texts = entries(menu)
    assert [text for text, is_checked in texts.items() if is_checked] == ["Keep other events"]
    assert len(texts) == 5 + len(menu.menus)
    for action in menu.actions():
        if action.text() == "Estimate all effects jointly":
            action.trigger()
    assert model.study_options.options.confounding is Confounding.JOINT
    menu.aboutToShow.emit()
    assert entries(menu)["Estimate all effects jointly"]


def test_model_benchmark_window_and_returns_can_be_chosen(qtbot: QtBot, session: Session) -> None:
    menu, model = opened_menu(qtbot, session)
    assert entries(submenu(menu, "Benchmark")) == {"^IDX · Index": True}
    assert entries(submenu(menu, "Returns")) == {"Simple returns": True, "Log returns": False}
    assert entries(submenu(menu, "Model"))["Market model"]
    assert "Factor model" not in entries(submenu(menu, "Model"))
    windows = submenu(menu, "Event window")
    assert entries(windows)["Sessions −1…+1"]
    next(row for row in windows.actions() if row.text() == "Sessions −5…+5").trigger()
    assert model.study_options.options.window == StudyWindow(-5, 5)


def test_windows_that_would_overlap_are_not_offered(qtbot: QtBot, session: Session) -> None:
    menu, model = opened_menu(qtbot, session)
    model.study_options.choose_window(StudyWindow(-2, 3, -100, -4))
    menu.aboutToShow.emit()
    windows = entries(submenu(menu, "Event window"))
    assert windows["Sessions −2…+3"]
    assert "Sessions −5…+5" not in windows


def test_what_cannot_be_estimated_jointly_is_not_offered(qtbot: QtBot, session: Session) -> None:
    menu, model = opened_menu(qtbot, session)
    model.study_options.choose_model(NormalModel.SCHOLES_WILLIAMS)
    menu.aboutToShow.emit()
    joint = next(row for row in menu.actions() if row.text() == "Estimate all effects jointly")
    assert not joint.isEnabled()
