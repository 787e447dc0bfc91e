"""The user's settings: frozen, nested by page, stored sparsely in one small file."""

import json
import logging
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError

from tickertale.domain.base import DomainModel
from tickertale.domain.errors import TickertaleError
from tickertale.store.atomic_file import free_path, write_atomically

SCHEMA_VERSION = 1
"""The version that this program writes."""

_logger = logging.getLogger(__name__)


class Theme(StrEnum):
    """Light or dark."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class MoveColors(StrEnum):
    """The colors of rising and falling prices."""

    GREEN_UP = "green_up"
    RED_UP = "red_up"
    BLUE_ORANGE = "blue_orange"


class AppearanceSettings(DomainModel):
    """The page "Appearance"."""

    theme: Theme = Field(
        default=Theme.SYSTEM,
        title="Theme",
        description="Light, dark, or as the system has it.",
    )
    move_colors: MoveColors = Field(
        default=MoveColors.GREEN_UP,
        title="Up and down",
        description="Colors of rising and falling prices; blue and orange suit every eye.",
    )


class DocumentSettings(DomainModel):
    """The page "Documents"."""

    last: str | None = Field(
        default=None,
        title="Last document",
        description="Opened at the next start; without one, the example is.",
    )
    recent: tuple[str, ...] = Field(
        default=(),
        title="Recent documents",
        description="Offered in the file menu, the latest first.",
    )


class Settings(DomainModel):
    """All pages.

    Parameters
    ----------
    appearance : AppearanceSettings
    documents : DocumentSettings
    """

    appearance: AppearanceSettings = Field(
        default=AppearanceSettings(),
        title="Appearance",
        description="What the window looks like.",
    )
    documents: DocumentSettings = Field(
        default=DocumentSettings(),
        title="Documents",
        description="What is opened.",
    )


class _StoredSettings(Settings):
    """The settings as the file has them."""

    schema_version: Literal[1]


def read_settings(path: Path) -> Settings:
    """Return the settings of a file; the defaults when there is none.

    A file that cannot be understood is kept under another name, and the log says so.

    Parameters
    ----------
    path : Path
        ``settings.json`` in the user's configuration folder.
    """
    try:
        stored = _StoredSettings.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        _logger.warning("the settings cannot be read, defaults are used: %s", error)
        return Settings()
    except ValidationError as error:
        _logger.warning("the settings are not valid, defaults are used: %s", _first(error))
        _keep_aside(path)
        return Settings()
    return Settings(appearance=stored.appearance, documents=stored.documents)


def write_settings(settings: Settings, path: Path) -> None:
    """Write the settings that differ from the defaults, whole or not at all.

    Raises
    ------
    TickertaleError
        The file cannot be written.
    """
    sparse: dict[str, Any] = settings.model_dump(mode="json", exclude_defaults=True)
    content = {"schema_version": SCHEMA_VERSION, **sparse}
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, f"{json.dumps(content, indent=2)}\n".encode())
    except OSError as error:
        message = f"the settings cannot be written to {path}: {error.strerror}"
        raise TickertaleError(message) from error


def _keep_aside(path: Path) -> None:
    kept = free_path(path, word="unreadable")
    try:
        path.rename(kept)
    except OSError as error:
        _logger.warning("the old settings could not be kept: %s", error)
    else:
        _logger.warning("the old settings are kept as %s", kept)


def _first(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
