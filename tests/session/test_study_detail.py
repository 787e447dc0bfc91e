"""One event of a study in full: its course, its sessions, and the price the model expects."""

import numpy as np
import pytest

from helpers.study import exactly
from helpers.study_document import open_study
from tickertale.analysis.confounding import Confounding
from tickertale.analysis.normal_return import NormalModel
from tickertale.analysis.price_return import ReturnKind
from tickertale.analysis.study_window import StudyWindow
from tickertale.domain.errors import UnknownIdError
from tickertale.session.study import study_timeline
from tickertale.session.study_detail import CONTEXT_SESSIONS, EventEffect, detail_study
from tickertale.session.study_option import StudyOptions

WIDE = StudyWindow(-8, 7, -100, -9, 30)


def effect_of(event_id: str = "c", **options: object) -> EventEffect:
    """Return the effect of an event under options."""
    session = open_study()
    chosen = StudyOptions(**options)  # type: ignore[arg-type] # as the tests below give them
    try:
        effect = detail_study(study_timeline(session, "BABA", options=chosen), event_id).effect
    finally:
        session.close()
    assert effect is not None
    return effect


def test_the_course_is_zero_before_the_window_and_the_car_at_its_end() -> None:
    effect = effect_of()
    course = {point.offset: point for point in effect.course}
    assert sorted(course) == list(range(-CONTEXT_SESSIONS, CONTEXT_SESSIONS + 1))
    assert course[-2].car == 0.0
    assert course[1].car == exactly(effect.measured.car)
    assert course[1].half_width == exactly(effect.half_width)
    steps = [course[at].car - course[at - 1].car for at in range(-4, 6)]
    rows = {int(offset): row for row, offset in enumerate(effect.sessions.offset)}
    assert steps[:6] == exactly([effect.sessions.abnormal[rows[at]] for at in range(-4, 2)])
    is_banded = [np.isfinite(point.half_width) for point in effect.course]
    assert is_banded == [point.offset >= -1 for point in effect.course]


def test_a_wide_window_has_a_course_of_its_own_width() -> None:
    effect = effect_of(window=WIDE)
    assert [point.offset for point in effect.course] == list(range(-9, 8))
    assert effect.course[0].car == 0.0


def test_the_interval_is_the_band_of_student_around_the_car() -> None:
    effect = effect_of()
    # 97.5 % quantile of t with 118 degrees of freedom, from a table.
    assert effect.half_width / effect.measured.se == pytest.approx(1.98027, abs=1e-5)


def test_the_abnormal_return_of_the_day_has_a_p_of_its_own() -> None:
    effect = effect_of()
    alone = effect_of(window=StudyWindow(0, 0))
    assert effect.ar_p == exactly(alone.measured.p)
    assert effect.ar_p != effect.measured.p


def test_the_sessions_begin_with_the_close_before_and_say_what_each_was_for() -> None:
    sessions = effect_of().sessions
    assert (sessions.offset[0], sessions.offset[-1]) == (-131, 1)
    assert sessions.offset[sessions.is_estimated].tolist() == list(range(-130, -10))
    assert sessions.offset[sessions.is_event].tolist() == [-1, 0, 1]
    assert not sessions.is_excluded.any()
    assert sessions.own[1:] == exactly(sessions.price[1:] / sessions.price[:-1] - 1)
    assert sessions.factors[0, 1:] == exactly(sessions.market[1:] / sessions.market[:-1] - 1)
    assert sessions.own - sessions.expected == exactly(sessions.abnormal)


def test_sessions_that_other_events_cover_are_marked_as_left_out() -> None:
    sessions = effect_of(confounding=Confounding.EXCLUDE).sessions
    # Events "a" and "b" stand 40 and 39 sessions before.
    assert sessions.offset[sessions.is_excluded].tolist() == [-41, -40, -39, -38]
    assert not (sessions.is_excluded & sessions.is_estimated).any()


@pytest.mark.parametrize("kind", list(ReturnKind))
@pytest.mark.parametrize("model", [NormalModel.MARKET, NormalModel.CONSTANT_MEAN])
def test_the_expected_price_grows_by_the_expected_returns(
    kind: ReturnKind, model: NormalModel
) -> None:
    effect = effect_of(model=model, returns=kind)
    sessions, path = effect.sessions, effect.event_path
    rows = np.flatnonzero(sessions.is_event)
    growth = np.exp if kind is ReturnKind.LOG else np.positive
    ones = 0.0 if kind is ReturnKind.LOG else 1.0
    steps = growth(sessions.expected[rows] + ones)
    assert path.price[0] == sessions.price[rows[0] - 1]
    assert path.price[1:] / path.price[:-1] == exactly(steps)
    assert path.time_ns.tolist() == sessions.time_ns[rows[0] - 1 : rows[-1] + 1].tolist()
    assert len(effect.estimation_path.price) == 121


def test_log_residuals_add_up_so_the_expected_price_ends_on_the_actual_one() -> None:
    effect = effect_of(returns=ReturnKind.LOG)
    ends = effect.sessions.price[effect.sessions.offset == -11]
    assert effect.estimation_path.price[-1:] == exactly(ends)


def test_events_that_share_a_regression_have_its_coefficients_and_no_course() -> None:
    effect = effect_of("a", confounding=Confounding.JOINT)
    assert effect.rivals == (1,)
    assert (effect.course, effect.ar_p) == ((), None)
    alone = effect_of("a")
    # None of the sessions that they share is estimated from.
    assert (effect.alpha, *effect.beta, effect.sigma) == exactly(
        (alone.alpha, *alone.beta, alone.sigma)
    )
    assert effect.count == 120
    assert effect.sessions.share[-4:].tolist() == [0.0, 1.0, 0.5, 0.5]
    assert effect.sessions.offset[-1] == 1


def test_an_event_with_a_regression_of_its_own_is_measured_alone() -> None:
    joint, alone = effect_of(confounding=Confounding.JOINT), effect_of()
    assert joint.rivals == ()
    assert [row.car for row in joint.course] == [row.car for row in alone.course]
    assert joint.measured.p == exactly(alone.measured.p)


def test_an_event_at_the_end_of_the_data_ends_with_it() -> None:
    effect = effect_of("last")
    assert effect.measured.window == (-1, 0)
    assert effect.course[-1].offset == 0
    assert effect.sessions.offset[-1] == 0


def test_a_refused_event_has_no_effect_and_an_unknown_one_is_an_error() -> None:
    session = open_study()
    study = study_timeline(session, "BABA", event_ids=["coarse", "a"])
    session.close()
    detail = detail_study(study, "coarse")
    assert detail.effect is None
    assert detail.row.reason is not None
    with pytest.raises(UnknownIdError, match="'c'"):
        detail_study(study, "c")
