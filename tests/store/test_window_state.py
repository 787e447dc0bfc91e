"""What the window showed is kept for each document, and a damaged file costs only that."""

from pathlib import Path

import pytest

from tickertale.domain.errors import TickertaleError
from tickertale.store.window_state import (
    MOST_DOCUMENTS,
    WindowState,
    read_window_state,
    write_window_state,
)

STATE = WindowState(
    start_ns=1, end_ns=2, selected=("a", "b"), search_text="AI", parts={"study": {"model": "x"}}
)


def test_a_state_comes_back_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "documents.json"
    write_window_state(path, "/one.tale", state=STATE)
    write_window_state(path, "/two.tale", state=WindowState(kind="candles"))
    assert read_window_state(path, "/one.tale") == STATE
    assert read_window_state(path, "/two.tale").kind == "candles"


def test_nothing_is_known_of_another_document(tmp_path: Path) -> None:
    assert read_window_state(tmp_path / "none.json", "/one.tale") == WindowState()


def test_the_documents_opened_longest_ago_are_forgotten(tmp_path: Path) -> None:
    path = tmp_path / "documents.json"
    for number in range(MOST_DOCUMENTS + 1):
        write_window_state(path, f"/{number}.tale", state=STATE)
        write_window_state(path, "/0.tale", state=STATE)
    assert read_window_state(path, "/0.tale") == STATE
    assert read_window_state(path, "/1.tale") == WindowState()
    assert read_window_state(path, f"/{MOST_DOCUMENTS}.tale") == STATE


@pytest.mark.parametrize(
    "content", ["", "[]", '{"schema_version": 2}', '{"documents": {"/one.tale": {"kind": 3}}}']
)
def test_a_file_that_is_not_understood_is_no_state(
    tmp_path: Path, content: str, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "documents.json"
    path.write_text(content)
    assert read_window_state(path, "/one.tale") == WindowState()
    assert len(caplog.records) == 1
    caplog.clear()


def test_a_file_that_cannot_be_written_is_said(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(TickertaleError, match="cannot be kept"):
        write_window_state(tmp_path / "file" / "documents.json", "/one.tale", state=STATE)
    assert "is not known" in caplog.text
    caplog.clear()
