"""The lock that makes one process the writer of a document; it dies with its process."""

import contextlib
import os
import sys
from pathlib import Path
from typing import Self

if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class WriterLock:
    """An advisory lock on a small file beside the document.

    The operating system drops it when the process ends, however it ends. It is not laid on the
    document itself, because closing any descriptor of that would drop the locks of SQLite.

    Parameters
    ----------
    descriptor : int
        The open lock file.
    path : Path
        Its name, until `release`.
    """

    def __init__(self, descriptor: int, path: Path) -> None:
        self._descriptor = descriptor
        self._path = path

    @classmethod
    def acquire(cls, document: Path) -> Self | None:
        """Return the lock of a document, or None while another holds it.

        Raises
        ------
        OSError
            The folder cannot be written.
        """
        path = lock_path(document)
        while True:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
            try:
                _lock(descriptor)
            except OSError:
                os.close(descriptor)
                return None
            if _is_still(path, descriptor):
                return cls(descriptor, path)
            # The last holder removed the name between our opening and our locking.
            os.close(descriptor)

    def release(self) -> None:
        """Let the next one in, and leave nothing behind; a second call does nothing."""
        if self._descriptor < 0:
            return
        if sys.platform == "win32":  # pragma: no cover
            os.close(self._descriptor)
            _remove(self._path)
        else:
            _remove(self._path)
            os.close(self._descriptor)
        self._descriptor = -1


def _remove(path: Path) -> None:
    # A name that is left, as its folder has become read-only, locks nobody out.
    with contextlib.suppress(OSError):
        path.unlink()


def lock_path(document: Path) -> Path:
    """Return the name of the lock file of a document."""
    return document.with_name(f".{document.name}.lock")


def _is_still(path: Path, descriptor: int) -> bool:
    try:
        named = path.stat()
    except FileNotFoundError:
        return False
    return os.path.samestat(named, os.fstat(descriptor))
