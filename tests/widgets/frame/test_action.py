"""The catalogue of commands: keys, menus, handlers."""

from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QMenu, QWidget
from pytestqt.qtbot import QtBot

from tickertale.widgets.frame.action import ActionSet, key_sequences
from tickertale.widgets.frame.catalogue import ACTIONS, MENUS, Scope


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QMainWindow]:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.setCentralWidget(QWidget())
    yield window


def filled(window: QMainWindow, done: list[str] | None = None) -> ActionSet:
    """Return the actions in the menu bar of a window; each notes its name when it is run."""
    runs = [] if done is None else done

    def noting(name: str) -> Callable[[], object]:
        return lambda: runs.append(name)

    handlers = {spec.name: noting(spec.name) for spec in ACTIONS}
    actions = ActionSet(window, chart=window.centralWidget(), handlers=handlers)
    actions.fill(window.menuBar())
    return actions


def menu_of(action: QAction) -> QMenu:
    menu = action.menu()
    assert isinstance(menu, QMenu)
    return menu


def paths(menu: QMenu, above: str = "") -> dict[str, str]:
    """Return the path of the menu of each command, by name."""
    path = f"{above}/{menu.title()}" if above else menu.title()
    found: dict[str, str] = {}
    for action in menu.actions():
        if isinstance(action.menu(), QMenu):
            found |= paths(menu_of(action), path)
        elif not action.isSeparator():
            found[action.objectName()] = path
    return found


def test_every_name_is_used_once() -> None:
    names = Counter(spec.name for spec in ACTIONS)
    assert not [name for name, count in names.items() if count > 1]


@pytest.mark.usefixtures("qapp")
def test_no_key_has_two_meanings() -> None:
    # The chart is inside the window, so a key of both would be ambiguous too.
    keys = Counter(key.toString() for spec in ACTIONS for key in key_sequences(spec))
    assert not [key for key, count in keys.items() if count > 1]


@pytest.mark.usefixtures("qapp")
def test_every_key_is_one() -> None:
    for spec in ACTIONS:
        sequences = key_sequences(spec)
        assert bool(sequences) is bool(spec.keys), spec.name
        assert all(not sequence.isEmpty() for sequence in sequences), spec.name


def test_keys_without_a_modifier_never_disturb_typing() -> None:
    typed = [
        spec.name
        for spec in ACTIONS
        for key in spec.keys
        if isinstance(key, str) and len(key) == 1 and spec.scope is not Scope.CHART
    ]
    assert not typed


def test_every_menu_path_begins_in_the_menu_bar() -> None:
    assert {spec.menu.partition("/")[0] for spec in ACTIONS} == set(MENUS)
    assert all(spec.menu.count("/") <= 1 for spec in ACTIONS)


def test_commands_that_exclude_each_other_can_be_checked() -> None:
    assert all(spec.is_checkable for spec in ACTIONS if spec.group)


def test_every_command_stands_in_its_menu(window: QMainWindow) -> None:
    filled(window)
    found: dict[str, str] = {}
    for action in window.menuBar().actions():
        found |= paths(menu_of(action))
    assert found == {spec.name: spec.menu for spec in ACTIONS}
    assert [action.text() for action in window.menuBar().actions()] == list(MENUS)


def test_access_keys_of_a_menu_differ(window: QMainWindow) -> None:
    filled(window)
    for menu in window.menuBar().findChildren(QMenu):
        letters = Counter(
            text[text.index("&") + 1].lower()
            for text in (action.text() for action in menu.actions())
            if "&" in text
        )
        assert not [letter for letter, count in letters.items() if count > 1], menu.title()


def test_no_menu_begins_or_ends_with_a_line(window: QMainWindow) -> None:
    filled(window)
    for menu in window.menuBar().findChildren(QMenu):
        shown = menu.actions()
        assert not shown[0].isSeparator(), menu.title()
        assert not shown[-1].isSeparator(), menu.title()


def test_a_command_runs_its_own_handler(window: QMainWindow) -> None:
    done: list[str] = []
    actions = filled(window, done)
    for spec in ACTIONS:
        actions[spec.name].trigger()
    assert done == [spec.name for spec in ACTIONS]


def test_a_command_without_a_handler_is_a_mistake(window: QMainWindow) -> None:
    with pytest.raises(KeyError):
        ActionSet(window, chart=window.centralWidget(), handlers={})


def test_of_a_group_one_is_checked(window: QMainWindow) -> None:
    actions = filled(window)
    actions["theme_light"].setChecked(True)
    actions["theme_dark"].setChecked(True)
    assert not actions["theme_light"].isChecked()


def test_keys_of_the_chart_work_in_the_chart_only(window: QMainWindow, qtbot: QtBot) -> None:
    done: list[str] = []
    filled(window, done)
    other = QWidget(window)
    for widget in (window.centralWidget(), other):
        widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    other.setFocus()
    qtbot.keyClick(other, Qt.Key.Key_Left)
    assert not done
    window.centralWidget().setFocus()
    qtbot.keyClick(window.centralWidget(), Qt.Key.Key_Left)
    assert done == ["bar_left"]


def test_an_open_menu_has_the_keys_that_the_chart_has_else(window: QMainWindow) -> None:
    actions = filled(window)
    window.show()
    action = actions["bar_right"]
    keys, text = action.shortcuts(), action.text()
    assert keys
    for name in ("&File", "&View"):
        actions.menu(name).aboutToShow.emit()
        assert action.shortcuts() == []
        assert action.text() == f"{text}\t{keys[0].toString()}"
        actions.menu(name).aboutToHide.emit()
        assert (action.shortcuts(), action.text()) == (keys, text)
    assert actions["undo"].shortcuts()
