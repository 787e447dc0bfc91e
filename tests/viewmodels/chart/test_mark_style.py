"""Marks that show a study: their size, their direction, and the note that explains them."""

from collections.abc import Iterator
from math import pi

import pytest

from helpers.late_runner import LateRunner
from helpers.study_document import dated_event, open_study, study_instruments
from tickertale.session.session import Session
from tickertale.viewmodels.chart.mark_style import (
    LEAST_RADIUS_PX,
    MOST_RADIUS_PX,
    PLAIN,
    resolve_mark_style,
)
from tickertale.viewmodels.job.job import InlineRunner
from tickertale.viewmodels.study.mark_study import MarkStudyViewModel
from tickertale.viewmodels.study.study import StudyViewModel
from tickertale.viewmodels.study.study_option import StudyOptionViewModel

CARS = {"up": 0.08, "down": -0.02, "none": 0.0}


@pytest.fixture
def session() -> Iterator[Session]:
    """A share, its index and eight events."""
    opened = open_study()
    yield opened
    opened.close()


def marks_of(
    session: Session, jobs: LateRunner | None = None
) -> tuple[StudyViewModel, MarkStudyViewModel]:
    studies = StudyViewModel(session, options=StudyOptionViewModel(), jobs=jobs or InlineRunner())
    studies.marks.set_instrument("BABA")
    return studies, studies.marks


def test_the_area_of_a_mark_is_in_proportion_to_the_size_of_its_car() -> None:
    style = resolve_mark_style(CARS, is_sized=True, is_signed=False, measure="HSI")
    assert style.radius("up", usual=4.5) == MOST_RADIUS_PX
    assert style.radius("none", usual=4.5) == LEAST_RADIUS_PX
    assert style.radius("unmeasured", usual=4.5) == 4.5
    large, small = (pi * style.radius(name, usual=4.5) ** 2 for name in ("up", "down"))
    assert large == pytest.approx(4 * small)
    assert [style.sign(name) for name in CARS] == [0, 0, 0]
    assert style.note == "Marks, area: size of the CAR, at most 8.0% (HSI)"


def test_a_mark_points_where_its_car_went() -> None:
    style = resolve_mark_style(CARS, is_sized=False, is_signed=True, measure="HSI")
    assert [style.sign(name) for name in CARS] == [1, -1, 0]
    assert style.sign("unmeasured") == 0
    assert style.radius("up", usual=4.5) == 4.5
    assert "▲ rise, ▼ fall" in style.note


def test_without_a_choice_the_marks_are_plain() -> None:
    assert resolve_mark_style(CARS, is_sized=False, is_signed=False, measure="") == PLAIN
    assert not PLAIN.note


def test_events_are_measured_while_marks_show_it(session: Session) -> None:
    studies, marks = marks_of(session)
    told: list[bool] = []
    marks.changed.connect(lambda: told.append(True))
    assert marks.style == PLAIN
    marks.size_by_car(is_on=True)
    assert set(marks.style.cars) == {"a", "b", "c", "last"}
    assert "[−1, +1], Market model, ^IDX" in marks.style.note
    marks.point_by_sign(is_on=True)
    assert marks.style.is_signed
    marks.size_by_car(is_on=False)
    marks.point_by_sign(is_on=False)
    assert marks.style == PLAIN
    assert len(told) == 4
    assert studies.outcome is None


def test_a_choice_taken_back_before_its_study_was_done_leaves_plain_marks(
    session: Session,
) -> None:
    jobs = LateRunner()
    _studies, marks = marks_of(session, jobs)
    marks.size_by_car(is_on=True)
    marks.size_by_car(is_on=False)
    for run in tuple(jobs.waiting):
        run()
    assert marks.style == PLAIN


def test_marks_that_cannot_be_measured_say_why() -> None:
    session = open_study(dated_event("a", 180), instruments=study_instruments()[:1], benchmark=None)
    _studies, marks = marks_of(session)
    marks.size_by_car(is_on=True)
    session.close()
    assert "needs a benchmark" in marks.style.note
    assert marks.style.radius("a", usual=4.5) == 4.5
