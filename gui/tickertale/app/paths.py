"""Where the user's documents and settings live."""

from pathlib import Path

from platformdirs import user_config_path, user_data_path

_NAME = "tickertale"


def data_folder() -> Path:
    """Return the folder of working copies; it need not exist yet."""
    return user_data_path(_NAME, appauthor=False)


def unfinished_folder() -> Path:
    """Return the folder of what was typed and is in no document yet; it need not exist yet."""
    return data_folder() / "unfinished"


def settings_file() -> Path:
    """Return the file of the settings; it need not exist yet."""
    return user_config_path(_NAME, appauthor=False) / "settings.json"


def geometry_file() -> Path:
    """Return the file that keeps the window's size and the places of its panels."""
    return user_config_path(_NAME, appauthor=False) / "window.ini"


def window_state_file() -> Path:
    """Return the file that keeps what the window showed of each document."""
    return user_config_path(_NAME, appauthor=False) / "documents.json"
