"""Opening a document for a command that only reads."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tickertale.session.session import Session


@contextmanager
def opened(path: Path) -> "Iterator[Session]":
    """Open a folder, a ``.json`` or a ``.tale`` without locking it, and close it in the end.

    Raises
    ------
    TickertaleError
        It cannot be read.
    """
    from tickertale.session.opening import open_session

    session = open_session(path, read_only=True)
    try:
        yield session
    finally:
        session.close()
