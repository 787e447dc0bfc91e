"""The table of the study view: cells, order, and what is copied."""

from collections.abc import Iterator

import pytest

from helpers.study_document import open_study
from tickertale.session.session import Session
from tickertale.session.study import study_timeline
from tickertale.viewmodels.study.study_table import (
    COLUMN_MEANINGS,
    COLUMNS,
    EventMark,
    StudyColumn,
    StudyTable,
    resolve_study_table,
)


@pytest.fixture
def session() -> Iterator[Session]:
    """A share, its index and eight events."""
    opened = open_study()
    yield opened
    opened.close()


@pytest.fixture
def table(session: Session) -> StudyTable:
    """The table of all events by day 0."""
    marks = {row.id: EventMark(row.title, "#0072B2") for row in session.timeline.events}
    return resolve_study_table(study_timeline(session, "BABA"), marks)


def ids(table: StudyTable) -> list[str]:
    return [table.event_id(place) for place in range(len(table))]


def test_every_column_has_a_meaning() -> None:
    assert set(COLUMN_MEANINGS) == set(COLUMNS)


def test_cells_say_what_the_rows_say(table: StudyTable) -> None:
    place = table.place_of("c")
    measured = table.study.rows[place].measured
    assert measured is not None
    assert table.cell(place, StudyColumn.EVENT) == "Event c"
    assert table.cell(place, StudyColumn.DAY_ZERO) == "4 Nov 2024"
    car = table.cell(place, StudyColumn.CAR).replace("−", "-").rstrip("%")
    assert float(car) == pytest.approx(100 * measured.car, abs=0.005)
    assert table.sign(place, StudyColumn.CAR) == (1 if measured.car > 0 else -1)
    assert table.sign(place, StudyColumn.P) == 0
    assert table.cell(place, StudyColumn.P) == f"{measured.p:.3f}"
    assert table.cell(place, StudyColumn.N) == "120"
    assert table.cell(table.place_of("a"), StudyColumn.OVERLAPS) == "1"
    assert not table.cell(place, StudyColumn.OVERLAPS)
    assert not table.reason(place)


def test_an_event_that_was_not_measured_has_a_reason_and_dashes(table: StudyTable) -> None:
    place = table.place_of("coarse")
    assert table.reason(place) == "Not measured: the date is not known to the day"
    for column in (StudyColumn.DAY_ZERO, StudyColumn.CAR, StudyColumn.P, StudyColumn.N):
        assert table.cell(place, column) == "–"


def test_the_detail_names_other_events_by_their_titles(table: StudyTable) -> None:
    assert "shares sessions with Event b" in table.detail(table.place_of("a"))


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("is_descending", [False, True])
def test_what_has_no_value_stands_last_in_either_order(
    table: StudyTable, column: StudyColumn, *, is_descending: bool
) -> None:
    found = table.sorted_by(column, is_descending=is_descending)
    assert sorted(ids(found)) == sorted(ids(table))
    if column not in {StudyColumn.EVENT, StudyColumn.OVERLAPS}:
        values = [found.cell(place, column) for place in range(len(found))]
        first_gap = values.index("–")
        assert set(values[first_gap:]) == {"–"}
    assert (found.column, found.is_descending) == (column, is_descending)


def test_rows_are_sorted_by_their_numbers(table: StudyTable) -> None:
    found = table.sorted_by(StudyColumn.CAR, is_descending=True)
    cars = [table.study.rows.columns.car[row] for row in found.order.tolist()]
    known = [car for car in cars if car == car]  # noqa: PLR0124 (NaN)
    assert known == sorted(known, reverse=True)
    assert len(known) == 4
    titles = table.sorted_by(StudyColumn.EVENT, is_descending=False)
    assert ids(titles) == sorted(ids(table), key=lambda name: f"event {name}")


def test_an_event_without_a_row_has_no_place(table: StudyTable) -> None:
    assert table.place_of(None) == -1
    assert table.place_of("nobody") == -1


def test_what_is_copied_has_numbers_that_a_spreadsheet_reads(table: StudyTable) -> None:
    head, *lines = (line.split("\t") for line in table.tsv().splitlines())
    assert head == [*COLUMNS, "note"]
    assert len(lines) == len(table)
    row = dict(zip(head, lines[table.place_of("c")], strict=True))
    measured = table.study.rows[table.place_of("c")].measured
    assert measured is not None
    assert float(row["CAR"]) == pytest.approx(measured.car, rel=1e-5)
    assert row["Day 0"] == "2024-11-04"
    refused = dict(zip(head, lines[table.place_of("coarse")], strict=True))
    assert (refused["CAR"], refused["note"]) == ("", "the date is not known to the day")


def test_a_title_that_looks_like_a_formula_is_copied_as_text() -> None:
    session = open_study()
    study = study_timeline(session, "BABA")
    session.close()
    marks = {name: EventMark("=1+1\tx", "#000000") for name in study.rows.event_ids}
    text = resolve_study_table(study, marks).tsv([0]).splitlines()[1]
    assert text.startswith("\"'=1+1")
