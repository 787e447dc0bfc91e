"""The script that is copied reproduces the number on the card, with numpy alone."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from helpers.study import exactly
from helpers.study_document import COUNT, MARKET, TIMES, open_study
from tickertale.analysis.confounding import Confounding
from tickertale.analysis.normal_return import NormalModel
from tickertale.analysis.price_return import ReturnKind
from tickertale.analysis.study_input import FactorReturns
from tickertale.analysis.study_window import StudyWindow
from tickertale.session.study import study_timeline
from tickertale.session.study_detail import StudyDetail, detail_study
from tickertale.session.study_option import StudyOptions
from tickertale.session.study_script import study_script

_ONLY_NUMPY = """
import importlib.abc, sys

class Refuse(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name.partition(".")[0] in {"scipy", "tickertale", "pandas", "statsmodels"}:
            raise ImportError(name)

sys.meta_path.insert(0, Refuse())
"""


def detail_of(
    options: StudyOptions, *, event_id: str = "a", without: tuple[int, ...] = ()
) -> StudyDetail:
    """Return an event of a document, studied with options."""
    session = open_study(without=without)
    try:
        return detail_study(study_timeline(session, "BABA", options=options), event_id)
    finally:
        session.close()


def run(script: str, folder: Path) -> dict[str, float]:
    """Return what a script prints, run where only numpy can be imported."""
    path = folder / "script.py"
    path.write_text(_ONLY_NUMPY + script, encoding="utf-8")
    command = [sys.executable, "-W", "error", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    pairs = (line.split(" = ") for line in done.stdout.splitlines())
    return {name: float(value) for name, value in pairs}


def factors_of(count: int = COUNT) -> FactorReturns:
    """Return two factors with a hole, and a risk-free return."""
    other = np.random.default_rng(3).normal(0.0, 0.01, count)
    values = np.vstack([np.nan_to_num(MARKET), other])
    values[1, 120] = np.nan
    risk_free = np.full(count, 0.0001)
    return FactorReturns(TIMES, ("Mkt-RF", "SMB"), values, risk_free)


CASES = {
    "market": StudyOptions(),
    "log": StudyOptions(returns=ReturnKind.LOG),
    "mean": StudyOptions(model=NormalModel.CONSTANT_MEAN),
    "adjusted": StudyOptions(model=NormalModel.MARKET_ADJUSTED),
    "thin": StudyOptions(model=NormalModel.SCHOLES_WILLIAMS),
    "factor": StudyOptions(model=NormalModel.FACTOR, factors=factors_of()),
    "factor log": StudyOptions(
        model=NormalModel.FACTOR, factors=factors_of(), returns=ReturnKind.LOG
    ),
    "excluded": StudyOptions(confounding=Confounding.EXCLUDE),
    "excluded thin": StudyOptions(
        confounding=Confounding.EXCLUDE, model=NormalModel.SCHOLES_WILLIAMS
    ),
    "shortened": StudyOptions(confounding=Confounding.SHORTEN),
    "merged": StudyOptions(confounding=Confounding.MERGE),
    "joint": StudyOptions(confounding=Confounding.JOINT),
    "joint adjusted": StudyOptions(
        confounding=Confounding.JOINT, model=NormalModel.MARKET_ADJUSTED
    ),
    "joint mean": StudyOptions(
        confounding=Confounding.JOINT, model=NormalModel.CONSTANT_MEAN, returns=ReturnKind.LOG
    ),
    "wide": StudyOptions(window=StudyWindow(-5, 10, -100, -6, 30)),
    "no gap": StudyOptions(window=StudyWindow(0, 0, -60, -1, 30)),
}


@pytest.mark.parametrize("options", CASES.values(), ids=CASES.keys())
@pytest.mark.parametrize("event_id", ["a", "c", "last"])
def test_the_script_prints_the_number_of_the_card(
    options: StudyOptions, event_id: str, tmp_path: Path
) -> None:
    detail = detail_of(options, event_id=event_id, without=(150, 175))
    assert detail.effect is not None
    measured = detail.effect.measured
    told = run(study_script(detail, title='A "title" with \\ and\nlines """'), tmp_path)
    names = ("ar", "car", "se", "t", "df", "p")
    assert [told[name] for name in names] == exactly([getattr(measured, name) for name in names])
    alone = detail.effect.ar_se, detail.effect.ar_p
    if alone[0] is None:
        assert np.isnan([told["ar_se"], told["ar_p"]]).all()
    else:
        assert [told["ar_se"], told["ar_p"]] == exactly(list(alone))


def test_an_event_that_was_refused_has_no_script() -> None:
    assert study_script(detail_of(StudyOptions(), event_id="coarse"), title="Coarse") == ""
    assert study_script(detail_of(StudyOptions(), event_id="early"), title="Early") == ""


def test_a_title_cannot_run_as_code(tmp_path: Path) -> None:
    title = '"""\nraise SystemExit("ran")\n"""'
    assert run(study_script(detail_of(StudyOptions()), title=title), tmp_path)["df"] == 118
