"""What the window showed of each document, kept so that it comes back at the next start."""

import json
import logging
from pathlib import Path
from typing import Literal

from pydantic import Field, JsonValue, ValidationError

from tickertale.domain.base import DomainModel
from tickertale.domain.errors import TickertaleError
from tickertale.store.atomic_file import write_atomically

SCHEMA_VERSION = 1
"""The version that this program writes."""

MOST_DOCUMENTS = 50
"""Documents that are remembered; the ones opened longest ago are forgotten first."""

_logger = logging.getLogger(__name__)


class WindowState(DomainModel):
    """What the window showed of one document; every part of it may be missing.

    Parameters
    ----------
    start_ns, end_ns : int or None
        Ends of the view, nanoseconds since 1970, UTC.
    selected : tuple of str
        Ids of the selected events, the current one last.
    search_text : str
        As typed.
    hidden_categories : tuple of str
        Ids of the categories that are filtered out.
    order : str
        By what the list is sorted.
    kind, scale_kind, time_axis : str
        How the chart is drawn.
    compared : tuple of str
        Ids of the other instruments on the chart.
    series, interval : str
        Which bars of the instrument are shown: id of a series, and their span.
    lane_order, hidden_lanes : tuple of str
        Ids of categories.
    has_folded_lanes : bool
        All events share one lane.
    collapsed_lanes : tuple of str
        Ids of categories whose lanes are thin rows.
    parts : dict of str to JSON
        What further parts of the window keep, each under its own name.
    """

    start_ns: int | None = None
    end_ns: int | None = None
    selected: tuple[str, ...] | None = None
    search_text: str = ""
    hidden_categories: tuple[str, ...] = ()
    order: str = ""
    kind: str = ""
    scale_kind: str = ""
    time_axis: str = ""
    compared: tuple[str, ...] = ()
    series: str = ""
    interval: str = ""
    lane_order: tuple[str, ...] = ()
    hidden_lanes: tuple[str, ...] = ()
    has_folded_lanes: bool = False
    collapsed_lanes: tuple[str, ...] = ()
    parts: dict[str, JsonValue] = Field(default_factory=dict)


class _StoredStates(DomainModel):
    """The file: states by the path of the document, the one opened last at the end."""

    schema_version: Literal[1] = 1
    documents: dict[str, WindowState] = Field(default_factory=dict)


def read_window_state(path: Path, document: str) -> WindowState:
    """Return what the window showed of a document; an empty state where that is not known.

    Parameters
    ----------
    path : Path
        The file that keeps the states.
    document : str
        Absolute path of the document.
    """
    return _read(path).documents.get(document, WindowState())


def write_window_state(path: Path, document: str, *, state: WindowState) -> None:
    """Keep what the window showed of a document.

    Raises
    ------
    TickertaleError
        The file cannot be written.
    """
    documents = _read(path).documents
    documents.pop(document, None)
    kept = dict([*documents.items(), (document, state)][-MOST_DOCUMENTS:])
    stored = _StoredStates(documents=kept).model_dump(mode="json", exclude_defaults=True)
    content = {"schema_version": SCHEMA_VERSION, **stored}
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, f"{json.dumps(content, indent=1)}\n".encode())
    except OSError as error:
        message = f"what the window shows cannot be kept in {path}: {error.strerror}"
        raise TickertaleError(message) from error


def _read(path: Path) -> _StoredStates:
    try:
        return _StoredStates.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return _StoredStates()
    except (OSError, ValidationError) as error:
        # It costs the user a click or two; the next state that is kept makes the file whole again.
        _logger.warning("what the window showed before is not known: %s", error)
        return _StoredStates()
