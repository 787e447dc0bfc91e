"""Opening documents: .tale, folders, JSON, and the working copy of the example."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from helpers.document import names_in
from helpers.timeline import event_of, timeline_of
from tickertale.domain.errors import (
    CorruptDocumentError,
    DocumentError,
    DocumentNotFoundError,
    InvalidTimelineError,
    PriceDataError,
    ReadOnlyDocumentError,
)
from tickertale.domain.instrument import Instrument, Series
from tickertale.domain.timeline import Timeline
from tickertale.session.commands import DeleteEvent
from tickertale.session.opening import (
    create_document,
    open_example,
    open_session,
)
from tickertale.session.session import Session
from tickertale.store.timeline_json import write_timeline

CSV = "date,open,high,low,close,volume\n2025-03-05,1,2,0.5,1.5,10\n2025-03-06,1.5,3,1,2,20\n"


def story(file: str | None = "prices/BABA.csv") -> Timeline:
    series = (Series(id="BABA-1d", file=file),)
    instrument = Instrument(id="BABA", symbol="BABA", name="Alibaba", mic="XNYS", series=series)
    return timeline_of(event_of("one"), event_of("two"), instruments=(instrument,))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "story"
    (folder / "prices").mkdir(parents=True)
    (folder / "prices" / "BABA.csv").write_text(CSV)
    write_timeline(story(), folder)
    return folder


@pytest.fixture
def opened() -> Iterator[ExitStack]:
    """Closes what is entered, the last first."""
    with ExitStack() as stack:
        yield stack


def content_of(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", ["", "timeline.json"], ids=["folder", "file"])
def test_json_is_read_with_its_prices_and_never_written(folder: Path, name: str) -> None:
    before = content_of(folder)
    with closing(open_session(folder / name)) as session:
        assert session.timeline == story(file=None)
        assert session.bars("BABA").close.tolist() == [1.5, 2.0]
        assert session.path == folder / name
        with pytest.raises(ReadOnlyDocumentError, match="Save a copy"):
            session.do(DeleteEvent("one"))
    assert content_of(folder) == before


def test_a_document_keeps_its_bars(folder: Path, tmp_path: Path) -> None:
    with closing(open_session(folder)) as source:
        bars = {"BABA-1d": source.bars("BABA")}
        create_document(tmp_path / "copy.tale", source.timeline, bars=bars).close()
    with closing(open_session(tmp_path / "copy.tale")) as session:
        assert session.bars("BABA").volume.tolist() == [10.0, 20.0]
        assert not session.is_read_only
    with closing(open_session(tmp_path / "copy.tale", read_only=True)) as session:
        assert session.is_read_only


@pytest.mark.parametrize(
    ("name", "error"),
    [("none.tale", DocumentNotFoundError), ("none.json", DocumentNotFoundError)],
)
def test_what_is_not_there_is_an_error(
    tmp_path: Path, name: str, error: type[DocumentError]
) -> None:
    with pytest.raises(error, match=name):
        open_session(tmp_path / name)


def test_a_folder_without_a_timeline_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DocumentNotFoundError, match=r"timeline\.json does not exist"):
        open_session(tmp_path)


def test_a_timeline_that_breaks_its_rules_is_an_error(folder: Path) -> None:
    (folder / "timeline.json").write_text("{}")
    with pytest.raises(InvalidTimelineError, match="a value is missing"):
        open_session(folder)


def test_a_price_file_that_is_missing_is_named(folder: Path) -> None:
    (folder / "prices" / "BABA.csv").unlink()
    with pytest.raises(PriceDataError, match=r"BABA\.csv"):
        open_session(folder)


def test_a_series_without_a_file_is_named(folder: Path) -> None:
    write_timeline(story(file=None), folder)
    with pytest.raises(PriceDataError, match=r"BABA has no price file; .*'BABA-1d'"):
        open_session(folder)


def test_a_document_whose_tables_are_gone_is_closed_again(tmp_path: Path) -> None:
    path = tmp_path / "story.tale"
    create_document(path, story()).close()
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + bytes(len(whole) - 4096))
    with pytest.raises(CorruptDocumentError):
        open_session(path)
    assert names_in(tmp_path) == ["story.tale"]


# The example


def example(folder: Path, *, reset: bool = False) -> Session:
    return open_example(folder, folder.parent / "home" / "data", reset=reset)


def test_the_first_start_makes_a_working_copy(folder: Path) -> None:
    before = content_of(folder)
    with closing(example(folder)) as session:
        assert session.path == folder.parent / "home" / "data" / "story.tale"
        assert session.bars("BABA").close.tolist() == [1.5, 2.0]
        session.do(DeleteEvent("one"))
    with closing(example(folder)) as session:
        assert not session.timeline.has_event("one")
        assert session.can_undo
    assert content_of(folder) == before


def test_reset_gives_the_example_back_and_keeps_the_old_copy(folder: Path) -> None:
    with closing(example(folder)) as session:
        session.do(DeleteEvent("one"))
        data = folder.parent / "home" / "data"
    with closing(example(folder, reset=True)) as session:
        assert session.timeline.has_event("one")
    assert names_in(data) == ["story.before-reset-1.tale", "story.tale"]


def test_reset_makes_the_first_copy_too(folder: Path) -> None:
    with closing(example(folder, reset=True)) as session:
        assert session.timeline.has_event("one")


def test_the_example_is_not_reset_under_another_window(folder: Path, opened: ExitStack) -> None:
    session = opened.enter_context(closing(example(folder)))
    with pytest.raises(ReadOnlyDocumentError, match=r"was not reset: .* another window"):
        example(folder, reset=True)
    session.do(DeleteEvent("one"))


@pytest.mark.parametrize("reset", [False, True], ids=["open", "reset"])
def test_a_damaged_copy_is_kept_and_made_anew(
    folder: Path, caplog: pytest.LogCaptureFixture, reset: bool
) -> None:
    example(folder).close()
    path = folder.parent / "home" / "data" / "story.tale"
    path.write_bytes(b"not a document")
    with closing(example(folder, reset=reset)) as session:
        assert session.timeline.has_event("one")
    kept = "story.before-reset-1.tale" if reset else "story.damaged-1.tale"
    assert path.with_name(kept).read_bytes() == b"not a document"
    assert ("damaged" in caplog.text) is not reset
    caplog.clear()


def test_a_data_folder_that_cannot_be_made_is_named(folder: Path) -> None:
    (folder.parent / "home").write_text("a file")
    with pytest.raises(DocumentError, match="cannot be made"):
        example(folder)


def test_opening_a_document_loads_neither_qt_nor_duckdb(tmp_path: Path) -> None:
    create_document(tmp_path / "story.tale", story()).close()
    program = (
        "import sys; from pathlib import Path\n"
        "from tickertale.session.opening import open_session\n"
        "open_session(Path(sys.argv[1])).close()\n"
        "print({'PySide6', 'pyqtgraph', 'duckdb', 'scipy', 'pandas'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "story.tale")],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "set()\n"
