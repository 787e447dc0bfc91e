"""Settings: sparse, atomic, and never in the way of a start."""

import json
import logging
from pathlib import Path

import pytest

from helpers.document import names_in
from tickertale.domain.base import DomainModel
from tickertale.domain.errors import TickertaleError
from tickertale.store.settings import (
    AppearanceSettings,
    MoveColors,
    Settings,
    Theme,
    read_settings,
    write_settings,
)

DARK = Settings(appearance=AppearanceSettings(theme=Theme.DARK))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.json"


def test_without_a_file_the_defaults_hold(path: Path) -> None:
    assert read_settings(path) == Settings()
    assert not path.exists()


def test_settings_come_back(path: Path) -> None:
    settings = Settings(
        appearance=AppearanceSettings(theme=Theme.LIGHT, move_colors=MoveColors.RED_UP)
    )
    write_settings(settings, path)
    assert read_settings(path) == settings


def test_only_what_differs_is_stored(path: Path) -> None:
    write_settings(DARK, path)
    assert json.loads(path.read_text()) == {"schema_version": 1, "appearance": {"theme": "dark"}}
    assert names_in(path.parent) == [path.name]


@pytest.mark.parametrize(
    "content",
    ["", "{", '{"schema_version": 2}', '{"schema_version": 1, "appearance": {"theme": "pink"}}'],
    ids=["empty", "cut", "newer", "unknown value"],
)
def test_a_file_that_is_not_valid_is_kept_aside(
    path: Path, content: str, caplog: pytest.LogCaptureFixture
) -> None:
    path.parent.mkdir()
    for number in (1, 2):
        path.write_text(content)
        assert read_settings(path) == Settings()
        assert path.with_name(f"settings.unreadable-{number}.json").read_text() == content
    assert "defaults are used" in caplog.text
    assert not path.exists()
    caplog.clear()


def test_a_file_that_cannot_be_kept_aside_stops_nothing(
    path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    path.parent.mkdir()
    path.write_text("{")
    monkeypatch.setattr(Path, "rename", refuse)
    assert read_settings(path) == Settings()
    assert "could not be kept" in caplog.text
    caplog.clear()


def test_a_file_that_cannot_be_read_stops_nothing(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path.mkdir(parents=True)
    assert read_settings(path) == Settings()
    assert caplog.record_tuples[0][1] == logging.WARNING
    caplog.clear()


def test_a_file_that_cannot_be_written_is_named(path: Path) -> None:
    path.parent.write_text("a file, not a folder")
    with pytest.raises(TickertaleError, match="the settings cannot be written"):
        write_settings(DARK, path)


def test_every_setting_has_a_title_and_a_description() -> None:
    for page in Settings.model_fields.values():
        assert page.title
        model = page.annotation
        assert isinstance(model, type)
        assert issubclass(model, DomainModel)
        assert all(field.title and field.description for field in model.model_fields.values())
