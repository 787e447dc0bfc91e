"""A disk that is full, broken or slow: SQLite's own system calls, with a fault put in between."""

import _sqlite3
import ctypes
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

_SIGNATURES = {
    "write": (ctypes.c_ssize_t, ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t),
    "pwrite": (ctypes.c_ssize_t, ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int64),
    "pwrite64": (ctypes.c_ssize_t, ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int64),
    "ftruncate": (ctypes.c_int, ctypes.c_int, ctypes.c_int64),
    "unlink": (ctypes.c_int, ctypes.c_char_p),
}
"""The calls that change a file or a folder: what they return, and what they take."""

_SetCall = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p)
_GetCall = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_char_p)


class _FileSystem(ctypes.Structure):
    """``sqlite3_vfs``, version 3; what is not needed here are bare pointers."""

    _fields_ = (
        ("iVersion", ctypes.c_int),
        ("szOsFile", ctypes.c_int),
        ("mxPathname", ctypes.c_int),
        ("pNext", ctypes.c_void_p),
        ("zName", ctypes.c_char_p),
        ("pAppData", ctypes.c_void_p),
        ("methods", ctypes.c_void_p * 13),
        ("xSetSystemCall", _SetCall),
        ("xGetSystemCall", _GetCall),
    )


@dataclass
class Disk:
    """What happens to the writes of this process.

    Parameters
    ----------
    error : int
        ``errno`` of the calls that fail; 0 for none.
    first, last : int
        The calls that fail, counted from 0.
    delay_s : float
        How long each takes in addition.
    calls : int
        How many there were.
    """

    error: int = 0
    first: int = 0
    last: int = 10**9
    delay_s: float = 0.0
    calls: int = 0

    def fault(self) -> int:
        """Count a call, and return the ``errno`` with which it fails."""
        number = self.calls
        self.calls += 1
        if self.delay_s:
            time.sleep(self.delay_s)
        return self.error if self.first <= number <= self.last else 0


@contextmanager
def writing_to(disk: Disk) -> Iterator[Disk]:
    """Let the writes of SQLite in this process go to a disk that fails or is slow."""
    # The library that Python's own module was linked with, whichever that is.
    library = ctypes.CDLL(_sqlite3.__file__)
    library.sqlite3_vfs_find.restype = ctypes.c_void_p
    address = library.sqlite3_vfs_find(None)
    system = _FileSystem.from_address(address)
    kept: list[object] = []
    for name, signature in _SIGNATURES.items():
        original = system.xGetSystemCall(address, name.encode())
        if original:
            prototype = ctypes.CFUNCTYPE(*signature, use_errno=True)
            replacement = prototype(_faulty(prototype(original), disk))
            kept.append(replacement)
            pointer = ctypes.cast(replacement, ctypes.c_void_p)
            system.xSetSystemCall(address, name.encode(), pointer)
    try:
        yield disk
    finally:
        for name in _SIGNATURES:
            system.xSetSystemCall(address, name.encode(), None)


def _faulty(original: Callable[..., int], disk: Disk) -> Callable[..., int]:
    def call(*arguments: object) -> int:
        error = disk.fault()
        if not error:
            return original(*arguments)
        ctypes.set_errno(error)
        return -1

    return call
