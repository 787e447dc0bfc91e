"""Whole files: the old one or the new one, never a part."""

import os
from pathlib import Path

import pytest

from helpers.document import names_in
from tickertale.store.atomic_file import place_new, write_atomically


def test_a_failure_keeps_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    path = tmp_path / "file"
    write_atomically(path, b"old")
    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="No space left"):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert names_in(tmp_path) == ["file"]


@pytest.mark.parametrize("has_links", [True, False], ids=["hard links", "none"])
def test_a_new_file_never_takes_a_taken_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, has_links: bool
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    if not has_links:
        monkeypatch.setattr(os, "link", refuse)
    path, temporary = tmp_path / "file", tmp_path / "part"
    temporary.write_bytes(b"one")
    place_new(temporary, path)
    temporary.write_bytes(b"two")
    with pytest.raises(FileExistsError):
        place_new(temporary, path)
    assert path.read_bytes() == b"one"
