"""Which theme is in force."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from helpers.running_desk import running_appearance
from tickertale.store.settings import AppearanceSettings, MoveColors, Theme
from tickertale.widgets.look.theme import DARK, LIGHT


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        pytest.param(Theme.LIGHT, LIGHT, id="light"),
        pytest.param(Theme.DARK, DARK, id="dark"),
        pytest.param(Theme.SYSTEM, LIGHT, id="system"),
    ],
)
def test_the_users_choice_is_in_force(qapp: QApplication, choice: Theme, expected: object) -> None:
    with running_appearance(qapp, AppearanceSettings(theme=choice)) as appearance:
        assert appearance.theme == expected
        assert qapp.palette().window().color().name() == appearance.theme.window


def test_a_choice_is_told_and_colors_the_controls(qapp: QApplication, qtbot: QtBot) -> None:
    with running_appearance(qapp) as appearance:
        with qtbot.waitSignal(appearance.theme_changed) as told:
            appearance.choose_theme("dark")
        assert told.args == [DARK]
        assert appearance.settings.theme is Theme.DARK
        assert qapp.palette().window().color().name() == DARK.window


def test_colors_of_moves_are_part_of_the_theme(qapp: QApplication, qtbot: QtBot) -> None:
    with running_appearance(qapp, AppearanceSettings(theme=Theme.LIGHT)) as appearance:
        with qtbot.waitSignal(appearance.theme_changed):
            appearance.choose_move_colors("red_up")
        assert appearance.settings.move_colors is MoveColors.RED_UP
        assert (appearance.theme.up, appearance.theme.down) == (LIGHT.down, LIGHT.up)


@pytest.mark.parametrize(
    ("choice", "times"),
    [pytest.param(Theme.SYSTEM, 1, id="system"), pytest.param(Theme.LIGHT, 0, id="light")],
)
def test_the_systems_change_counts_only_where_the_user_follows_it(
    qapp: QApplication, choice: Theme, times: int
) -> None:
    told: list[object] = []
    with running_appearance(qapp, AppearanceSettings(theme=choice)) as appearance:
        appearance.theme_changed.connect(told.append)
        qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
        assert len(told) == times
