"""Tables with any delimiter, and cells that must not become formulas."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickertale.store.table_text import (
    LARGEST_CELL,
    TableError,
    guess_delimiter,
    plain_cell,
    read_cells,
    safe_cell,
    write_cells,
)

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_what_gives_rows_of_one_length(delimiter: str) -> None:
    rows = (("date", "title"), ("2025-03-06", "One, two; three | four"), ("2025-03-07", "Five"))
    text = "".join(f'"{a}"{delimiter}"{b}"\n' for a, b in rows)
    assert guess_delimiter(text) == delimiter
    assert read_cells(text) == [list(row) for row in rows]


def test_a_text_of_several_lines_does_not_vote_for_another_delimiter() -> None:
    rows = [["title", "summary"], ["One", "a\n<b>&amp;\n&lt;\n&gt;\nb"]]
    assert read_cells(write_cells(rows)) == rows


def test_the_first_line_may_name_the_delimiter() -> None:
    assert read_cells("sep=;\r\na,b;c,d\r\n") == [["a,b", "c,d"]]


def test_a_row_without_text_is_empty() -> None:
    assert read_cells("a,b\n,\n\n1,2\n") == [["a", "b"], [], [], ["1", "2"]]


def test_line_ends_within_quotes_belong_to_the_cell() -> None:
    assert read_cells('a,"b\r\nc"\r\n') == [["a", "b\r\nc"]]


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_no_cell_that_is_written_begins_like_a_formula(start: str) -> None:
    cell = f'{start}HYPERLINK("http://example.org",1)'
    assert safe_cell(cell).startswith("'")
    assert not read_cells(write_cells([[cell, "x"]]))[0][0].startswith("'")


@given(st.text(alphabet="='+-@\t\rab\n"))
def test_what_was_kept_from_being_a_formula_comes_back_as_it_was(cell: str) -> None:
    assert plain_cell(safe_cell(cell)) == cell
    assert not safe_cell(cell).startswith(FORMULA_STARTS)


@given(st.lists(st.lists(st.text(st.characters(codec="utf-8")), min_size=2, max_size=2)))
def test_any_cells_are_read_as_they_were_written(rows: list[list[str]]) -> None:
    written = write_cells([["head", "line"], *rows])
    expected = [row if any(cell.strip() for cell in row) else [] for row in rows]
    named = f"sep=,\r\n{written}"
    assert read_cells(named) == [["head", "line"], *expected]


def test_a_cell_of_a_megabyte_is_read() -> None:
    assert len(read_cells(f"a,b\n1,{'x' * 1_000_000}\n")[1][1]) == 1_000_000


def test_a_missing_quotation_mark_is_told() -> None:
    with pytest.raises(TableError, match="line 2 has a cell of more than 4,000,000 characters"):
        read_cells('a,b\n1,"' + "x" * (LARGEST_CELL + 1))


@pytest.mark.parametrize("text", ["", "\n", "\0", "one", '"', '"a', "a\rb\rc"])
def test_odd_texts_are_tables_too(text: str) -> None:
    read_cells(text)
