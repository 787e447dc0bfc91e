"""Edits of categories, each one step, and whether their colors can be told."""

from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from pytestqt.qtbot import QtBot

from helpers.open_story import open_story
from tickertale.domain.color import least_contrast
from tickertale.session.session import Session
from tickertale.viewmodels.event.category_edit import (
    LEAST_CONTRAST,
    PALETTE,
    CategoryEditViewModel,
    plain_color,
    resolve_color,
)
from tickertale.viewmodels.timeline.timeline import TimelineViewModel

LIGHT, DARK = ("#ffffff", "#f6f7f9"), ("#12151b", "#181c24")


@pytest.fixture
def session() -> Iterator[Session]:
    with closing(open_story()) as opened:
        yield opened


@pytest.fixture
def model(session: Session) -> TimelineViewModel:
    return TimelineViewModel(session)


@pytest.fixture
def edit(model: TimelineViewModel) -> CategoryEditViewModel:
    return model.editing.categories


def names(edit: CategoryEditViewModel) -> list[str]:
    return [row.name for row in edit.state().rows]


def test_categories_are_listed_as_their_lanes_stand(edit: CategoryEditViewModel) -> None:
    rows = edit.state().rows
    assert [(row.id, row.count_text) for row in rows] == [
        ("models", "3 events"),
        ("policy", "1 event"),
    ]
    assert edit.state().refusal == ""


def test_a_new_category_is_last_and_has_a_color_of_its_own(
    edit: CategoryEditViewModel, session: Session
) -> None:
    first, second = edit.add(), edit.add()
    assert (first, second) == ("new-category", "new-category-2")
    assert names(edit)[2:] == ["New category", "New category"]
    colors = [row.color for row in edit.state().rows]
    assert len(set(colors)) == 4
    assert session.undo_label == "Add category “New category”"


@pytest.mark.parametrize(
    ("change", "label"),
    [
        (lambda edit: edit.rename("policy", " The  party "), "Edit category “The party”"),
        (lambda edit: edit.shorten("policy", "Pol."), "Edit category “Policy”"),
        (lambda edit: edit.recolor("policy", "#009e73"), "Edit category “Policy”"),
        (lambda edit: edit.move("policy", 0), "Move category “Policy”"),
        (lambda edit: edit.merge("policy", "models"), "Merge category into “AI models”"),
        (lambda edit: edit.delete("policy", "models"), "Delete category “Policy”"),
    ],
    ids=["rename", "shorten", "recolor", "move", "merge", "delete"],
)
def test_each_change_is_one_step_that_undo_takes_back(
    edit: CategoryEditViewModel,
    session: Session,
    change: Callable[[CategoryEditViewModel], None],
    label: str,
) -> None:
    before = session.timeline
    change(edit)
    assert session.timeline != before
    assert session.undo_label == label
    assert len(session.history()) == 1
    session.undo()
    assert session.timeline == before


def test_what_means_nothing_changes_nothing(edit: CategoryEditViewModel, session: Session) -> None:
    edit.rename("policy", "   ")
    edit.recolor("policy", "red")
    edit.recolor("policy", session.timeline.category("policy").color.lower())
    edit.move("policy", 9)
    assert not session.can_undo


def test_a_category_with_events_is_not_deleted_without_a_place_for_them(
    edit: CategoryEditViewModel, model: TimelineViewModel, session: Session, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(model.history.refused) as refused:
        edit.delete("models")
    assert "has 3 events" in str(refused.args[0])
    assert not session.can_undo


def test_a_name_that_is_too_long_is_refused_with_a_sentence(
    edit: CategoryEditViewModel, model: TimelineViewModel, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(model.history.refused) as refused:
        edit.rename("models", "x" * 101)
    assert "100" in str(refused.args[0])


def test_the_chart_and_the_list_follow(
    edit: CategoryEditViewModel, model: TimelineViewModel
) -> None:
    edit.move("policy", 0)
    edit.recolor("policy", "#009E73")
    assert [lane.color for lane in model.chart_state().lanes] == ["#009E73", "#0072B2"]
    assert [chip.name for chip in model.list_state().chips] == ["Policy", "AI models"]


# Colors


def test_every_color_of_the_palette_can_be_told_on_both_themes() -> None:
    for color in PALETTE:
        state = resolve_color(color, light=LIGHT, dark=DARK)
        assert state.suggestion == "", (color, state.text)


def test_a_color_that_cannot_be_told_is_named_with_figures_and_a_near_one() -> None:
    state = resolve_color("#e69f00", light=LIGHT, dark=DARK)
    assert state.text.startswith("Contrast 2.1:1 on light, 7.6:1 on dark; at least 3:1 is needed")
    assert least_contrast(state.suggestion, (*LIGHT, *DARK)) >= LEAST_CONTRAST
    assert resolve_color(state.suggestion, light=LIGHT, dark=DARK).suggestion == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" 0072b2 ", "#0072B2"),
        ("#0072B2", "#0072B2"),
        ("#0072B", None),
        ("#0072BG", None),
        ("blue", None),
        ("", None),
    ],
)
def test_a_color_is_typed_with_or_without_its_sign(text: str, expected: str | None) -> None:
    assert plain_color(text) == expected
    assert resolve_color(text, light=LIGHT, dark=DARK).is_color is (expected is not None)
