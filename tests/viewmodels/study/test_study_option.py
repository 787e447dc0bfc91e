"""The choices that all studies of a window share."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from pydantic import JsonValue

from tickertale.analysis.confounding import Confounding
from tickertale.analysis.multiple_testing import Adjustment
from tickertale.analysis.normal_return import NormalModel
from tickertale.analysis.price_return import ReturnKind
from tickertale.analysis.study_input import FactorReturns
from tickertale.analysis.study_window import StudyWindow
from tickertale.domain.errors import PriceDataError, StudyError
from tickertale.session.study_option import StudyChoice, StudyOptions
from tickertale.viewmodels.study.study_option import StudyOptionViewModel

WIDE = StudyWindow(-5, 5, -250, -20, 100)
FACTORS = FactorReturns(np.arange(3), ("Mkt-RF",), np.zeros((1, 3)))
CHOICES: tuple[tuple[str, Callable[[StudyOptionViewModel], None]], ...] = (
    ("model", lambda model: model.choose_model(NormalModel.CONSTANT_MEAN)),
    ("benchmark", lambda model: model.choose_benchmark("SPY")),
    ("returns", lambda model: model.choose_returns(ReturnKind.LOG)),
    ("window", lambda model: model.choose_window(WIDE)),
    ("confounding", lambda model: model.choose_confounding(Confounding.MERGE)),
    ("adjustment", lambda model: model.choose_adjustment(Adjustment.NONE)),
    ("factors", lambda model: model.choose_factors(FACTORS)),
)


@pytest.mark.parametrize(("name", "choose"), CHOICES, ids=[name for name, _ in CHOICES])
def test_a_choice_is_told_once_and_changes_nothing_else(
    name: str, choose: Callable[[StudyOptionViewModel], None]
) -> None:
    model, told = StudyOptionViewModel(), []
    model.changed.connect(lambda: told.append(model.options))
    choose(model)
    choose(model)
    assert told == [model.options]
    usual = StudyOptions()
    for field in usual.__slots__:
        is_same = getattr(model.options, field) == getattr(usual, field)
        assert is_same is (field != name)


def test_what_was_chosen_survives_being_written_down() -> None:
    model, other = StudyOptionViewModel(), StudyOptionViewModel()
    for _, choose in CHOICES:
        choose(model)
    other.restore(StudyChoice.model_validate_json(model.stored().model_dump_json()))
    assert other.stored() == model.stored()
    assert other.options.window == WIDE
    assert other.options.factors is None


def test_what_is_restored_is_told_once_and_only_if_it_differs() -> None:
    model, told = StudyOptionViewModel(), []
    model.changed.connect(lambda: told.append(True))
    model.restore(StudyChoice())
    assert told == []
    model.restore(StudyChoice(benchmark="SPY", event_window=(0, 0)))
    assert told == [True]


def test_windows_that_cannot_be_are_not_restored() -> None:
    model = StudyOptionViewModel()
    with pytest.raises(StudyError, match="runs into the event window"):
        model.restore(StudyChoice(event_window=(-20, 1)))
    assert model.options.window == StudyWindow()


def test_factors_of_a_file_come_with_their_model_and_are_told_once(tmp_path: Path) -> None:
    path = tmp_path / "factors.csv"
    path.write_text(",Mkt-RF,RF\n20250303,1.5,0.02\n20250304,-0.5,0.02\n", encoding="utf-8")
    model, told = StudyOptionViewModel(), []
    model.changed.connect(lambda: told.append(True))
    model.read_factors(path)
    assert told == [True]
    assert model.options.model is NormalModel.FACTOR
    assert model.options.factors is not None
    assert model.options.factors.names == ("Mkt-RF",)


def test_a_file_without_factors_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "factors.csv"
    path.write_text("no factors", encoding="utf-8")
    model = StudyOptionViewModel()
    with pytest.raises(PriceDataError, match="daily factors"):
        model.read_factors(path)
    assert model.options.model is NormalModel.MARKET
    assert model.options.factors is None


def test_what_was_chosen_is_found_again() -> None:
    before, after = StudyOptionViewModel(), StudyOptionViewModel()
    before.choose_model(NormalModel.CONSTANT_MEAN)
    before.choose_benchmark("HSI")
    before.choose_returns(ReturnKind.LOG)
    after.restore_kept(before.kept(), instruments=["HSI"])
    assert after.stored() == before.stored()
    assert after.stored() != StudyChoice()


def test_what_makes_no_sense_any_more_is_left_out(caplog: pytest.LogCaptureFixture) -> None:
    model = StudyOptionViewModel()
    untouched = model.stored()
    model.restore_kept({"model": "factor", "benchmark": "gone"}, instruments=["HSI"])
    assert model.stored() == untouched
    unusable: tuple[JsonValue, ...] = ("nonsense", {"model": "pie"}, {"event_window": [3, 1]})
    for damaged in unusable:
        model.restore_kept(damaged, instruments=["HSI"])
    assert model.stored() == untouched
    assert len(caplog.records) == 3
    caplog.clear()
