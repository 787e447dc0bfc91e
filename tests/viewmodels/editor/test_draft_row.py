"""Rows of figures and sources."""

from decimal import Decimal

import pytest

from tickertale.domain.event import Figure, Source
from tickertale.viewmodels.editor.draft_row import (
    FIGURE_COLUMNS,
    Row,
    RowProblem,
    RowsReading,
    figure_rows,
    number_text,
    read_figures,
    read_sources,
    source_rows,
)


def figure(value: str, name: str = "Value") -> Row:
    return (name, "", value, "", "", "")


def source(url: str = "", title: str = "News", published: str = "") -> Row:
    return (title, url, "", published, "")


def problem_of(reading: RowsReading[Figure] | RowsReading[Source], place: int = 0) -> RowProblem:
    problem = reading.problems[place]
    assert problem is not None
    return problem


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("317.7", "317.7"),
        ("317.70", "317.70"),
        ("1,250", "1250"),
        ("1 250", "1250"),
        ("−2.5", "-2.5"),
        ("+3", "3"),
        ("32e9", "3.2E+10"),
    ],
)
def test_a_number_is_taken_with_its_digits(text: str, expected: str) -> None:
    (value,) = read_figures((figure(text),), ()).values
    assert str(value.value) == expected


@pytest.mark.parametrize("text", ["", "abc", "1,5", "1.2.3", "NaN", "Infinity", "1e9999", "٣"])
def test_what_is_no_number_is_told_of_its_row(text: str) -> None:
    reading = read_figures((figure("1"), figure(text)), ())
    assert len(reading.values) == 1
    assert reading.problems[0] is None
    assert "number" in problem_of(reading, 1).text


def test_a_figure_needs_a_name() -> None:
    assert "no name" in problem_of(read_figures((figure("1", name=" "),), ())).text


def test_a_blank_row_is_left_out() -> None:
    assert read_figures((("",) * 6,), ()).values == ()
    assert read_figures((("",) * 6,), ()).problems == (None,)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org/a", "https://example.org/a"),
        ("example.org/a", "https://example.org/a"),
        ("", None),
    ],
)
def test_an_address_is_completed(url: str, expected: str | None) -> None:
    (value,) = read_sources((source(url),), ()).values
    assert (str(value.url) if value.url else None) == expected


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "ftp://a.b", "a b"])
def test_what_is_no_address_is_told_of_its_row(url: str) -> None:
    reading = read_sources((source(url),), ())
    assert not reading.values
    assert "no address" in problem_of(reading).text


def test_the_days_of_a_source_are_single_days() -> None:
    assert "no single day" in problem_of(read_sources((source(published="Mar 2025"),), ())).text
    (value,) = read_sources((source(published="6 Mar 2025"),), ()).values
    assert value.published is not None


def test_a_source_without_a_title_takes_its_address() -> None:
    (value,) = read_sources((source("example.org/a", title=""),), ()).values
    assert value.title == "example.org/a"


def test_a_text_that_is_too_long_is_told() -> None:
    long = ("Value", "", "1", "x" * 61, "", "")
    assert problem_of(read_figures((long,), ())).text == (
        "The unit has 61 characters; at most 60 were expected."
    )


def test_rows_stand_for_what_they_were_made_of() -> None:
    figures = (Figure(name="A", value=Decimal("1e40")), Figure(name="B ", value=Decimal(2)))
    assert read_figures(figure_rows(figures), ()).values == figures
    sources = (Source.model_validate({"title": "T", "url": "http://example.org"}),)
    assert read_sources(source_rows(sources), ()).values == sources


def test_a_number_has_no_thousand_zeros() -> None:
    assert number_text(Decimal("1e1000000")) == "1E+1000000"
    assert number_text(Decimal("0.10")) == "0.10"


def test_a_problem_names_the_cell_to_mend() -> None:
    assert problem_of(read_figures((figure("many"),), ())).column == FIGURE_COLUMNS.index("value")
    assert problem_of(read_figures((figure("1", name=""),), ())).column == 0
    assert problem_of(read_sources((source("no address"),), ())).column == 1
    assert problem_of(read_sources((source(published="soon"),), ())).column == 3
    assert problem_of(read_figures((figure("1", name="x" * 1000),), ())).column == 0
