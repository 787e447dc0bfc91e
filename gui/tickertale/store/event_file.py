"""Files of events on disk."""

from pathlib import Path

from tickertale.domain.errors import EventFileError
from tickertale.store.atomic_file import write_atomically
from tickertale.store.interchange import LARGEST_FILE


def read_event_bytes(path: Path) -> bytes:
    """Return the content of a file that may hold events.

    Raises
    ------
    EventFileError
        It is not there, cannot be read, or is larger than `LARGEST_FILE`.
    """
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            message = f"{path.name} has {size:,} bytes; at most {LARGEST_FILE:,} were expected"
            raise EventFileError(message)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise EventFileError(f"{path} does not exist; a file of events was expected") from error
    except (OSError, ValueError) as error:
        raise EventFileError(f"{path} cannot be read ({error})") from error


def write_event_bytes(path: Path, content: bytes) -> None:
    """Write a file whole or not at all.

    Raises
    ------
    EventFileError
        It cannot be written; what was there before is still there.
    """
    try:
        write_atomically(path, content)
    except (OSError, ValueError) as error:
        raise EventFileError(f"{path} cannot be written ({error})") from error
