"""The one look of forms and dialogs."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tickertale.widgets.look.form_style import control_style, dress_buttons
from tickertale.widgets.look.stylesheet import window_style
from tickertale.widgets.look.theme import DARK, LIGHT, Theme


@pytest.fixture(params=[LIGHT, DARK], ids=lambda theme: theme.name)
def theme(request: pytest.FixtureRequest) -> Theme:
    theme = request.param
    assert isinstance(theme, Theme)
    return theme


@pytest.fixture
def dialog(qtbot: QtBot, theme: Theme) -> Iterator[QDialog]:
    """A dialog of a window that has the style of ours."""
    window = QWidget()
    window.setStyleSheet(window_style(theme))
    qtbot.addWidget(window)
    dialog = QDialog(window)
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    box.addButton("&Do it", QDialogButtonBox.ButtonRole.AcceptRole)
    dress_buttons(box)
    rows = QVBoxLayout(dialog)
    for part in (QLineEdit(), QLineEdit(), QComboBox(), box):
        rows.addWidget(part)
    dialog.show()
    yield dialog


def edge_of(widget: QWidget) -> str:
    image = widget.grab().toImage()
    return image.pixelColor(image.width() // 2, 0).name()


def test_what_is_typed_in_has_an_outline_that_can_be_seen(dialog: QDialog, theme: Theme) -> None:
    lines = dialog.findChildren(QLineEdit)
    assert edge_of(lines[-1]) == theme.outline
    assert edge_of(dialog.findChildren(QComboBox)[0]) == theme.outline


def test_the_button_that_does_what_a_dialog_is_for_is_filled(dialog: QDialog, theme: Theme) -> None:
    (box,) = dialog.findChildren(QDialogButtonBox)
    fills = {
        button.text(): button.grab().toImage().pixelColor(8, button.height() // 2).name()
        for button in box.buttons()
    }
    assert fills == {"&Do it": theme.accent, "Cancel": theme.field}
    assert all(button.icon().isNull() for button in box.buttons())


def test_the_sheet_can_be_kept_to_what_stands_in_a_widget() -> None:
    rules = control_style(LIGHT, within="QDialog").split("}")
    assert all(rule.strip().startswith("QDialog ") for rule in rules if rule.strip())
