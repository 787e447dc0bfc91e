"""How a number was computed: formula, inputs and script."""

import re
from typing import Any

import numpy as np
import pytest

from helpers.study_document import MARKET, TIMES, open_study
from tickertale.analysis.confounding import Confounding
from tickertale.analysis.multiple_testing import Adjustment
from tickertale.analysis.normal_return import NormalModel
from tickertale.analysis.price_return import ReturnKind
from tickertale.analysis.study_input import FactorReturns
from tickertale.analysis.study_window import StudyWindow
from tickertale.session.study import study_timeline
from tickertale.session.study_detail import StudyDetail, detail_study
from tickertale.session.study_option import StudyOptions
from tickertale.viewmodels.study.computation import ComputationState, resolve_computation
from tickertale.viewmodels.study.computation_step import FormulaStep


def computed(
    event_id: str = "c", *, without: tuple[int, ...] = (), **options: Any
) -> tuple[ComputationState, StudyDetail]:
    """Return how an event was computed, and from what."""
    session = open_study(without=without)
    try:
        study = study_timeline(session, "BABA", options=StudyOptions(**options))
        detail = detail_study(study, event_id)
        return resolve_computation(detail, session.timeline), detail
    finally:
        session.close()


def step_named(state: ComputationState, name: str) -> FormulaStep:
    """Return a step of the computation."""
    found = [step for step in state.steps if step.name == name]
    return next(iter(found), None) or next(
        step for step in state.steps if step.name.startswith(name)
    )


def evaluated(numbers: str) -> tuple[float, float]:
    """Return what an expression with its numbers put in comes to, and what it says it does."""
    text = numbers.lstrip("= ").replace("−", "-").replace("×", "*").replace("²", "**2")
    text = re.sub(r"√(\(.*\)|\d+(\.\d+)?)", r"(\1)**0.5", text)
    left, _, right = text.rpartition("=")
    assert re.fullmatch(r"[-+*/(). \d]+", left)
    return float(eval(left)), float(right)  # noqa: S307 (digits and signs alone)


THIN, MEAN = NormalModel.SCHOLES_WILLIAMS, NormalModel.CONSTANT_MEAN
MODELS = [NormalModel.MARKET, MEAN, NormalModel.MARKET_ADJUSTED, THIN]


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize(
    "name", ["σ", "Abnormal", "CAR", "SE", "t", "SE, day 0", "t, day 0", "Buy and hold"]
)
def test_the_numbers_put_into_a_formula_give_just_what_it_says(
    model: NormalModel, name: str
) -> None:
    state, _ = computed(model=model)
    numbers = step_named(state, name).numbers.split(" with ")[0]
    digits = len(numbers.rpartition(".")[2])
    computed_value, told = evaluated(numbers)
    assert round(computed_value, digits) == told


def test_factors_are_put_in_one_by_one() -> None:
    times = TIMES.astype("datetime64[ns]").astype(np.int64)
    other = np.random.default_rng(3).normal(0.0, 0.01, len(MARKET))
    factors = FactorReturns(times, ("Mkt", "SMB"), np.array((MARKET, other)))
    state, _ = computed(model=NormalModel.FACTOR, factors=factors)
    for name in ("σ", "Expected, day 0", "Abnormal, day 0", "SE", "SE, day 0"):
        computed_value, told = evaluated(step_named(state, name).numbers)
        assert computed_value == pytest.approx(told, abs=6e-5)
    assert step_named(state, "SE").formula == "σ · √(L + L²/n + x′S⁻¹x)"
    assert state.header[2:4] == ("BABA", "R(BABA)")
    assert "(n − 3)" in step_named(state, "σ").formula


@pytest.mark.parametrize("model", [NormalModel.MARKET, THIN])
def test_the_expected_return_of_day_0_can_be_checked(model: NormalModel) -> None:
    state, _ = computed(model=model)
    computed_value, told = evaluated(step_named(state, "Expected, day 0").numbers)
    assert round(computed_value, 4) == told


def test_the_beta_of_thin_trading_is_put_together_from_those_of_three_days() -> None:
    state, detail = computed(model=THIN)
    assert detail.effect is not None
    computed_value, told = evaluated(step_named(state, "β").numbers)
    assert round(computed_value, 4) == told
    assert told == round(detail.effect.beta[0], 4)


@pytest.mark.parametrize(
    ("adjustment", "words"),
    [(Adjustment.HOLM, "Holm"), (Adjustment.BENJAMINI_HOCHBERG, "Benjamini–Hochberg")],
)
def test_the_adjusted_p_has_its_method_and_the_number_of_events(
    adjustment: Adjustment, words: str
) -> None:
    state, _ = computed(adjustment=adjustment)
    step = step_named(state, "Adjusted p")
    assert words in step.formula
    assert step.numbers.endswith("with N = 4 events looked at")
    alone, _ = computed(adjustment=Adjustment.NONE)
    assert "Adjusted p" not in [step.name for step in alone.steps]


def test_what_is_measured_beside_the_car_is_told() -> None:
    state, detail = computed()
    assert detail.effect is not None
    rank = detail.effect.measured.rank
    assert rank is not None
    assert step_named(state, "Rank").numbers == f"= {rank[0]} of the last {rank[1]} sessions"
    assert step_named(state, "Empirical p").numbers.startswith("= 0.")
    assert "× what the estimation implies" in step_named(state, "Abnormal volume").numbers


def test_missing_prices_are_listed_with_the_rule() -> None:
    state, _ = computed(without=(150, 160))
    step = step_named(state, "Missing prices")
    assert step.numbers == "^IDX has none on 29 Jul 2024 and 12 Aug 2024"
    assert step.formula == "in one series only: in neither used"


def test_events_left_out_of_the_estimation_are_named() -> None:
    state, _ = computed(confounding=Confounding.EXCLUDE)
    assert step_named(state, "Events left out").numbers == "Event a, Event b"


def test_the_steps_end_in_the_number_of_the_card() -> None:
    state, detail = computed()
    assert detail.effect is not None
    measured = detail.effect.measured
    assert f"= {measured.car:.4f}".replace("-", "−") in step_named(state, "CAR").numbers
    assert f"with {measured.df} df" in step_named(state, "t").numbers
    assert f"{measured.p:.3f}" in step_named(state, "p").numbers
    assert "from n = 120 sessions" in step_named(state, "Expected").numbers


@pytest.mark.parametrize(
    ("options", "author"),
    [
        ({}, "Campbell"),
        ({"model": NormalModel.CONSTANT_MEAN}, "Brown"),
        ({"model": NormalModel.SCHOLES_WILLIAMS}, "Scholes"),
        ({"confounding": Confounding.JOINT}, "Karafiath"),
    ],
    ids=["market", "mean", "thin", "joint"],
)
def test_every_formula_has_its_reference(options: dict[str, Any], author: str) -> None:
    state, _ = computed("a", **options)
    assert state.references[0].startswith("MacKinlay")
    assert any(reference.startswith(author) for reference in state.references)
    assert all(step.formula and step.numbers for step in state.steps)


def test_events_in_one_regression_have_the_formula_of_that() -> None:
    state, _ = computed("a", confounding=Confounding.JOINT)
    assert "a dummy for each session" in step_named(state, "Expected").formula
    for name in ("Abnormal", "CAR", "SE"):
        assert "k" in step_named(state, name).formula
        computed_value, told = evaluated(step_named(state, name).numbers)
        assert computed_value == pytest.approx(told, abs=2e-4)
    # The deviation is that of the estimation window alone, so it can be told as elsewhere.
    computed_value, told = evaluated(step_named(state, "σ").numbers)
    assert computed_value == pytest.approx(told, abs=1e-5)


def test_a_long_window_is_told_by_its_ends() -> None:
    state, _ = computed(window=StudyWindow(-5, 5, -100, -11))
    numbers = step_named(state, "CAR").numbers
    assert "…" in numbers
    assert numbers.count("(") == 6


def test_the_table_has_a_row_for_each_session_and_marks_the_event() -> None:
    state, _ = computed(confounding=Confounding.EXCLUDE)
    assert state.header == (
        *("Session", "Date", "BABA", "^IDX", "R(BABA)", "R(^IDX)"),
        *("Expected", "Abnormal", "Use"),
    )
    assert len(state.rows) == 133
    assert [row.cells[0] for row in state.rows if row.is_event] == ["−1", "0", "+1"]
    uses = [row.cells[-1] for row in state.rows]
    assert uses.count("estimation") == 116
    assert uses.count("excluded") == 4
    assert uses.count("event") == 3


def test_the_copied_table_has_all_digits() -> None:
    state, detail = computed(returns=ReturnKind.LOG)
    assert detail.effect is not None
    head, *lines = state.tsv.splitlines()
    assert head.split("\t") == list(state.header)
    cells = [line.split("\t") for line in lines]
    assert all(len(row) == len(state.header) for row in cells)
    price = np.array([float(row[2]) for row in cells])
    assert price.tolist() == detail.effect.sessions.price.tolist()
    market = np.array([float(row[3]) for row in cells])
    assert market.tolist() == detail.effect.sessions.market.tolist()
    own = np.array([float(row[4]) for row in cells[1:]])
    assert own == pytest.approx(np.diff(np.log(price)), abs=1e-15)
    assert cells[-2][0] == "0"
    assert cells[-2][1] == "2024-11-04"


def test_the_script_is_the_one_that_reproduces_the_number() -> None:
    state, _ = computed()
    compile(state.script, "script", "exec")
    assert "import numpy as np" in state.script


def test_an_event_without_a_number_has_nothing_to_explain() -> None:
    state, _ = computed("coarse")
    assert (state.steps, state.rows, state.script) == ((), (), "")
