"""What is unfinished of a document is kept beside it, and comes back as it was."""

import json
from pathlib import Path

import pytest

from tickertale.domain.errors import TickertaleError
from tickertale.store.unfinished import NEW_EVENT, UnfinishedEvent, UnfinishedFile

KEPT = {
    NEW_EVENT: UnfinishedEvent(
        texts={"title": "Tariffs 关税 \u202e\x00", "date": "6 Ma"},
        rows={"figures": (("Value", "", "lots", "", "", ""),)},
    ),
    "first": UnfinishedEvent(texts={"date": "31 Feb 2025"}),
}


def kept_file(tmp_path: Path, name: str = "story.tale") -> UnfinishedFile:
    return UnfinishedFile(tmp_path / "unfinished", tmp_path / name)


def test_what_is_kept_comes_back(tmp_path: Path) -> None:
    kept_file(tmp_path).write(KEPT)
    assert kept_file(tmp_path).read() == KEPT


def test_each_document_has_its_own(tmp_path: Path) -> None:
    kept_file(tmp_path).write(KEPT)
    assert kept_file(tmp_path, "other.tale").read() == {}
    kept_file(tmp_path, "other.tale").write({})
    assert kept_file(tmp_path).read() == KEPT


def test_nothing_is_left_when_all_is_finished(tmp_path: Path) -> None:
    kept_file(tmp_path).write(KEPT)
    kept_file(tmp_path).write({})
    assert not list((tmp_path / "unfinished").iterdir())


def test_half_a_character_costs_no_more_than_itself(tmp_path: Path) -> None:
    kept_file(tmp_path).write(
        {NEW_EVENT: UnfinishedEvent.model_construct(texts={"title": "a\ud83d"})}
    )
    assert kept_file(tmp_path).read()[NEW_EVENT].texts == {"title": "a?"}


@pytest.mark.parametrize("content", ["{", "[]", json.dumps({"schema_version": 2, "drafts": []})])
def test_a_file_that_is_not_understood_is_put_aside(
    tmp_path: Path, content: str, caplog: pytest.LogCaptureFixture
) -> None:
    kept_file(tmp_path).write(KEPT)
    (path,) = (tmp_path / "unfinished").iterdir()
    path.write_text(content)
    assert kept_file(tmp_path).read() == {}
    assert "is not understood" in caplog.text
    caplog.clear()
    kept_file(tmp_path).write(KEPT)
    assert content in {row.read_text() for row in (tmp_path / "unfinished").iterdir()}


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "unfinished").write_text("in the way")
    with pytest.raises(TickertaleError, match="what is unfinished cannot be kept"):
        kept_file(tmp_path).write(KEPT)
