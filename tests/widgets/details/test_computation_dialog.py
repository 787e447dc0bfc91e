"""The dialog that answers "How is this computed?"."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from helpers.study_document import open_study
from tickertale.session.study import study_timeline
from tickertale.session.study_detail import detail_study
from tickertale.viewmodels.study.computation import ComputationState, resolve_computation
from tickertale.widgets.details.computation_dialog import ComputationDialog, InputTableModel
from tickertale.widgets.look.theme import LIGHT

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def state() -> ComputationState:
    """How an event was computed."""
    session = open_study()
    detail = detail_study(study_timeline(session, "BABA"), "c")
    computed = resolve_computation(detail, session.timeline)
    session.close()
    return computed


@pytest.fixture
def dialog(qtbot: QtBot, state: ComputationState) -> Iterator[ComputationDialog]:
    """The dialog, open."""
    dialog = ComputationDialog(state, theme=LIGHT)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(dialog)
    dialog.show()
    yield dialog


def test_formula_numbers_and_references_are_shown(
    dialog: ComputationDialog, state: ComputationState
) -> None:
    texts = {label.text() for label in dialog.findChildren(QLabel)}
    assert {state.title, state.subject, "\n".join(state.references)} <= texts
    for step in state.steps:
        assert {step.name, step.formula, step.numbers} <= texts


def test_the_table_opens_on_day_0(dialog: ComputationDialog, state: ComputationState) -> None:
    table = dialog.table
    last = table.model().index(len(state.rows) - 1, 0)
    assert table.viewport().rect().contains(table.visualRect(last).center())


def test_table_and_script_are_copied(
    qtbot: QtBot, dialog: ComputationDialog, state: ComputationState
) -> None:
    qtbot.mouseClick(dialog.copy_table, LEFT)
    assert QGuiApplication.clipboard().text() == state.tsv
    qtbot.mouseClick(dialog.copy_script, LEFT)
    assert QGuiApplication.clipboard().text() == state.script


def test_the_rows_that_are_selected_are_copied_by_the_key(
    qtbot: QtBot, dialog: ComputationDialog, state: ComputationState
) -> None:
    dialog.activateWindow()
    dialog.table.setFocus()
    qtbot.waitUntil(dialog.table.hasFocus)
    dialog.table.selectRow(3)
    qtbot.keyClick(dialog.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = state.tsv.splitlines()
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() == f"{lines[0]}\n{lines[4]}\n")


def test_escape_closes_it(qtbot: QtBot, dialog: ComputationDialog) -> None:
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_the_table_is_a_sound_model(qtmodeltester: ModelTester, state: ComputationState) -> None:
    qtmodeltester.check(InputTableModel(state))
