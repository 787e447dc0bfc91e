"""What was typed of events and is not in their document, kept beside it until it is finished."""

import hashlib
import json
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from tickertale.domain.base import DomainModel
from tickertale.domain.errors import TickertaleError
from tickertale.store.atomic_file import free_path, write_atomically

SCHEMA_VERSION = 1
"""The version that this program writes."""

NEW_EVENT = ""
"""The id under which an event is kept that has not been added yet."""

_logger = logging.getLogger(__name__)


class UnfinishedEvent(DomainModel):
    """What stands in the fields of a form and is not written.

    Parameters
    ----------
    texts : dict of str to str
        By the name of the field.
    rows : dict of str to tuple of tuple of str
        Tables, by the name of the field.
    """

    texts: dict[str, str] = Field(default_factory=dict)
    rows: dict[str, tuple[tuple[str, ...], ...]] = Field(default_factory=dict)


class _Stored(DomainModel):
    """The file; the document is named for who looks into it."""

    schema_version: Literal[1] = 1
    document: str
    events: dict[str, UnfinishedEvent]


class UnfinishedFile:
    """The unfinished events of one document, in a file of their own.

    A document has one writer, and so has the file: two windows on two documents never wait for
    each other, and never write over what the other one keeps.

    Parameters
    ----------
    folder : Path
        Where such files lie; it is made when it is needed.
    document : Path
    """

    def __init__(self, folder: Path, document: Path) -> None:
        self._document = str(document.resolve())
        name = hashlib.sha256(self._document.encode("utf-8", "surrogateescape")).hexdigest()
        self._path = folder / f"{name[:32]}.json"

    def read(self) -> dict[str, UnfinishedEvent]:
        """Return what is unfinished, by the id of its event."""
        try:
            return _Stored.model_validate_json(self._path.read_bytes()).events
        except FileNotFoundError:
            return {}
        except OSError as error:
            _logger.warning("what was left unfinished cannot be read: %s", error)
            return {}
        except ValidationError as error:
            _logger.warning("what was left unfinished is not understood, and kept: %s", error)
            self._put_aside()
            return {}

    def write(self, events: Mapping[str, UnfinishedEvent]) -> None:
        """Keep what is unfinished, in place of what was kept before.

        Raises
        ------
        TickertaleError
            The file cannot be written.
        """
        try:
            if events:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                write_atomically(self._path, self._content(events))
            else:
                self._path.unlink(missing_ok=True)
        except OSError as error:
            message = f"what is unfinished cannot be kept in {self._path}: {error.strerror}"
            raise TickertaleError(message) from error

    def _content(self, events: Mapping[str, UnfinishedEvent]) -> bytes:
        content = {
            "schema_version": SCHEMA_VERSION,
            "document": self._document,
            "events": {
                name: {"texts": event.texts, "rows": event.rows} for name, event in events.items()
            },
        }
        # Half of a pair of UTF-16 can be pasted, but is no text that could be read back.
        text = json.dumps(content, indent=1, ensure_ascii=False)
        return f"{text}\n".encode("utf-8", "replace")

    def _put_aside(self) -> None:
        try:
            self._path.rename(free_path(self._path, word="damaged"))
        except OSError as error:
            _logger.warning("it could not be put aside: %s", error)
