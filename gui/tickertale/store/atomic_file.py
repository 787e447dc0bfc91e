"""Writing whole files: a reader sees the old one or the new one, never a part."""

import contextlib
import os
import secrets
from pathlib import Path


def write_atomically(path: Path, content: bytes) -> None:
    """Put the content in the place of a file; whatever fails, the old file stays."""
    temporary = temporary_path(path)
    try:
        with temporary.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    sync_folder(path.parent)


def place_new(temporary: Path, path: Path) -> None:
    """Give a finished file its name, in one step.

    Raises
    ------
    FileExistsError
        The name is taken; neither file was touched.
    """
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:
        # No hard links here (FAT, some network drives): take the name first, then fill it.
        with path.open("xb"):
            pass
        temporary.replace(path)
    else:
        temporary.unlink()
    sync_folder(path.parent)


def temporary_path(path: Path) -> Path:
    """Return a free name beside a file."""
    return path.with_name(f".{path.name}.{secrets.token_hex(6)}.part")


def is_folder(path: Path) -> bool:
    """Return whether a folder has that name; a name that no file can have is none."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def free_path(path: Path, *, word: str) -> Path:
    """Return the first of ``stem.word-1.suffix``, ``stem.word-2.suffix``, … that is not taken."""
    number = 1
    while (kept := path.with_name(f"{path.stem}.{word}-{number}{path.suffix}")).exists():
        number += 1
    return kept


def sync_folder(folder: Path) -> None:
    """Make the names in a folder survive a power cut, where the system can."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
