"""The robustness grid: the same sample under other models and over other windows."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from helpers.study_document import open_study, study_instruments
from tickertale.analysis.confounding import Confounding
from tickertale.analysis.normal_return import NormalModel
from tickertale.analysis.study_window import StudyWindow
from tickertale.domain.errors import CancelledError
from tickertale.session.job import Ticket
from tickertale.session.robustness import (
    GRID_MODELS,
    GRID_TEST,
    GRID_WINDOWS,
    SHARING_TEST,
    GridCell,
    compute_grid,
    gather_grid,
)
from tickertale.session.session import Session
from tickertale.session.study import study_timeline
from tickertale.session.study_option import StudyOptions
from tickertale.session.study_sample import study_sample, summarized


@pytest.fixture
def session() -> Iterator[Session]:
    """A share, its index and eight events."""
    opened = open_study()
    yield opened
    opened.close()


def grid(session: Session, options: StudyOptions | None = None) -> tuple[GridCell, ...]:
    return compute_grid(gather_grid(session, "BABA", options=options or StudyOptions()))


def test_each_cell_is_the_study_made_alone(session: Session) -> None:
    cells = grid(session)
    assert len(cells) == (len(GRID_MODELS) - 1) * len(GRID_WINDOWS)
    # Events "a" and "b" are neighbors: in most cells their windows share sessions.
    assert {cell.test for cell in cells} == {SHARING_TEST}
    for cell in cells:
        options = StudyOptions(model=cell.model, window=cell.window)
        study = study_timeline(session, "BABA", options=options)
        summary = summarized(study_sample(study))
        (test,) = (row for row in summary.tests if row.name is SHARING_TEST)
        assert cell.caar == summary.averages.caar[-1]
        assert cell.p == test.p
        assert cell.count == len(summary.event_ids) == 4
        measured = {row.event_id: row.measured for row in study.rows}["c"]
        assert measured is not None
        assert cell.event("c") == (measured.car, measured.p)


def test_the_usual_test_is_that_of_events_which_share_nothing(session: Session) -> None:
    inputs = gather_grid(session, "BABA", options=StudyOptions(), event_ids=["a", "c", "last"])
    cells = compute_grid(inputs)
    assert {cell.test for cell in cells} == {GRID_TEST}
    assert all(np.isfinite(cell.p) for cell in cells)


def test_an_event_that_was_not_measured_has_no_number(session: Session) -> None:
    cell = grid(session)[0]
    assert np.isnan(cell.event("coarse")).all()
    assert np.isnan(cell.event("nobody")).all()


def test_the_window_in_force_is_among_the_columns(session: Session) -> None:
    window = replace(StudyWindow(), event_first=-3, event_last=4)
    cells = grid(session, StudyOptions(window=window))
    assert window in {cell.window for cell in cells}
    lengths = [cell.window.event_length for cell in cells if cell.model is cells[0].model]
    assert lengths == sorted(lengths)


def test_a_window_that_would_run_into_the_estimation_is_left_out(session: Session) -> None:
    window = replace(StudyWindow(), estimation_first=-123, estimation_last=-4)
    cells = grid(session, StudyOptions(window=window))
    assert (-5, 5) not in {(cell.window.event_first, cell.window.event_last) for cell in cells}


def test_a_model_that_cannot_be_estimated_says_why() -> None:
    session = open_study(instruments=study_instruments()[:1], benchmark=None)
    cells = {cell.model: cell for cell in grid(session)}
    session.close()
    assert "needs a benchmark" in cells[NormalModel.MARKET].reason
    assert np.isnan(cells[NormalModel.MARKET].caar)
    assert not cells[NormalModel.CONSTANT_MEAN].reason


def test_effects_estimated_jointly_are_no_sample_but_have_numbers(session: Session) -> None:
    cells = grid(session, StudyOptions(confounding=Confounding.JOINT))
    cell = next(cell for cell in cells if cell.model is NormalModel.MARKET)
    assert "no sample" in cell.reason
    assert np.isnan(cell.caar)
    assert np.isfinite(cell.event("c")).all()


def test_progress_is_told_cell_by_cell_and_a_cancelled_grid_ends(session: Session) -> None:
    told: list[tuple[int, int]] = []
    inputs = gather_grid(session, "BABA", options=StudyOptions())
    cells = compute_grid(inputs, Ticket(lambda done, of: told.append((done, of))))
    assert told == [(done, len(cells)) for done in range(len(cells) + 1)]
    ticket = Ticket()
    ticket.cancel()
    with pytest.raises(CancelledError):
        compute_grid(inputs, ticket)
