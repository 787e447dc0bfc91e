"""A new document holds the prices of the files that were chosen, or is not made at all."""

from contextlib import closing
from pathlib import Path

import pytest

from tickertale.domain.errors import DocumentError, InvalidTimelineError, PriceDataError
from tickertale.domain.instrument import InstrumentKind, Interval
from tickertale.prices.price_file import PriceFile
from tickertale.session.new_document import make_document, new_timeline
from tickertale.session.opening import open_session

ROWS = "date,open,high,low,close\n2025-03-06,1,2,1,2\n2025-03-07,2,3,2,3\n"


def price_file(folder: Path, symbol: str = "9988.HK", *, rows: str = ROWS) -> PriceFile:
    path = folder / f"{symbol}.csv"
    path.write_text(rows)
    return PriceFile(path, symbol, "XHKG", currency="HKD")


def test_the_first_file_is_on_the_chart_and_the_first_index_is_the_benchmark(
    tmp_path: Path,
) -> None:
    index = PriceFile(tmp_path / "hsi.csv", "^HSI", "XHKG", kind=InstrumentKind.INDEX)
    timeline = new_timeline("阿里巴巴", [price_file(tmp_path), index])
    assert [row.id for row in timeline.instruments] == ["9988.HK", "HSI"]
    assert (timeline.primary, timeline.benchmark) == ("9988.HK", "HSI")
    assert (timeline.id, timeline.title, timeline.events) == ("timeline", "阿里巴巴", ())
    assert timeline.categories


def test_the_document_holds_the_prices(tmp_path: Path) -> None:
    make_document(tmp_path / "new.tale", "Story", files=[price_file(tmp_path)]).close()
    with closing(open_session(tmp_path / "new.tale")) as session:
        assert session.bars("9988.HK").close.tolist() == [2.0, 3.0]
        assert not session.is_read_only


def test_a_document_without_prices_can_be_made(tmp_path: Path) -> None:
    with closing(make_document(tmp_path / "new.tale", "Story")) as session:
        assert session.timeline.instruments == ()
        assert session.timeline.primary is None


def test_a_price_file_that_cannot_be_read_leaves_nothing_behind(tmp_path: Path) -> None:
    files = [price_file(tmp_path), price_file(tmp_path, "BABA", rows="date,open\n")]
    with pytest.raises(PriceDataError, match=r"BABA\.csv"):
        make_document(tmp_path / "new.tale", "Story", files=files)
    assert not (tmp_path / "new.tale").exists()


def test_a_name_that_is_taken_is_refused(tmp_path: Path) -> None:
    taken = tmp_path / "new.tale"
    taken.write_text("mine")
    with pytest.raises(DocumentError):
        make_document(taken, "Story")
    assert taken.read_text() == "mine"


def test_a_description_that_makes_no_timeline_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidTimelineError, match="title"):
        new_timeline(" ")
    with pytest.raises(InvalidTimelineError, match="mic"):
        new_timeline("Story", [PriceFile(tmp_path / "a.csv", "A", "Hong Kong")])


def test_intraday_prices_are_read_on_the_clock_of_their_exchange(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("date,open,high,low,close\n2025-03-06 09:30,1,1,1,1\n")
    file = PriceFile(path, "A", "XHKG", interval=Interval.MINUTE)
    with closing(make_document(tmp_path / "new.tale", "Story", files=[file])) as session:
        assert session.bars("A").time_ns.tolist() == [1_741_224_600_000_000_000]


def test_two_files_of_one_symbol_become_two_instruments(tmp_path: Path) -> None:
    files = [PriceFile(tmp_path / "a", "^HSI", "XHKG"), PriceFile(tmp_path / "b", "HSI", "XHKG")]
    ids = [row.id for row in new_timeline("Story", files).instruments]
    assert ids == ["HSI", "HSI-2"]


def test_a_symbol_of_no_latin_letter_gets_an_id_all_the_same(tmp_path: Path) -> None:
    (row,) = new_timeline("Story", [PriceFile(tmp_path / "a", "阿里", "XHKG")]).instruments
    assert (row.id, row.symbol) == ("instrument", "阿里")
