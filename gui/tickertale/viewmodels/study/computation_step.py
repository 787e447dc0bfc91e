"""The steps from prices to an event's number: each formula with its numbers put in."""

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tickertale.analysis.confounding import Confounding
from tickertale.analysis.multiple_testing import Adjustment
from tickertale.analysis.normal_return import NormalModel
from tickertale.analysis.price_return import ReturnKind
from tickertale.domain.timeline import Timeline
from tickertale.session.study_detail import EventEffect, StudyDetail
from tickertale.viewmodels.study.impact_study import adjusted_text, p_text, span_text
from tickertale.viewmodels.text.wording import MINUS, day_text, one_line, percent

_INPUT_DIGITS, _RESULT_DIGITS = 6, 4
"""What is put in has more digits than what comes out, so that it can be checked by hand."""
_STUDENT = "2 · P(T > |t|), Student’s t"
_ADJUSTED = {
    Adjustment.HOLM: "Holm: max of (N − i + 1) · p(i) so far",
    Adjustment.BENJAMINI_HOCHBERG: "Benjamini–Hochberg: min of N · p(i) / i",
}
_SYMBOLS = {
    NormalModel.MARKET: ("m, m̄, Smm", "m: R of the benchmark; m̄: its mean; Smm = Σ(m − m̄)²"),
    NormalModel.SCHOLES_WILLIAMS: (
        "m, r₁, z, Szz, Szm",
        (
            "m: R of the benchmark; r₁: its first autocorrelation; z: m of the session before, the "
            "same and the next, added up; S: sums of products, away from the means"
        ),
    ),
    NormalModel.FACTOR: (
        "x, S",
        "x: R of the factors less their means, summed over the window; S: sums of products",
    ),
}


@dataclass(frozen=True, slots=True)
class FormulaStep:
    """One step of the computation.

    Parameters
    ----------
    name : str
        What it gives.
    formula : str
        In symbols.
    numbers : str
        The same with the numbers put in.
    """

    name: str
    formula: str
    numbers: str


def computation_steps(
    detail: StudyDetail, effect: EventEffect, *, timeline: Timeline
) -> tuple[FormulaStep, ...]:
    """Return the steps of a studied event, in the order in which they are taken.

    Parameters
    ----------
    detail : StudyDetail
    effect : EventEffect
        The detail's.
    timeline : Timeline
        Names the events that were left out.
    """
    return (
        *_model_steps(detail, effect),
        *_effect_steps(detail, effect),
        *_day_steps(detail, effect),
        *_beside_steps(detail, effect),
        *_symbol_steps(detail, effect),
        *_data_steps(detail, timeline=timeline),
    )


def _model_steps(detail: StudyDetail, effect: EventEffect) -> list[FormulaStep]:
    steps = [_expected_step(detail, effect), _sigma_step(effect)]
    if detail.study.options.model is NormalModel.SCHOLES_WILLIAMS:
        steps.insert(0, _thin_beta_step(effect))
    return steps


def _effect_steps(detail: StudyDetail, effect: EventEffect) -> list[FormulaStep]:
    measured = effect.measured
    length = int(np.isfinite(effect.sessions.abnormal[effect.sessions.is_event]).sum())
    return [
        *_abnormal_steps(detail, effect),
        _sum_step(effect),
        _error_step(detail, effect, length=length),
        _t_step("t", "CAR / SE", value=measured.car, se=measured.se, df=measured.df),
        FormulaStep("p", _STUDENT, f"= {p_text(measured.p)[4:]}"),
        *_adjusted_steps(detail, effect),
        FormulaStep(
            "95% interval",
            "CAR ± t(0.975, df) · SE",
            f"= {percent(measured.car)} ± {percent(effect.half_width).lstrip('+')}",
        ),
    ]


def _expected_step(detail: StudyDetail, effect: EventEffect) -> FormulaStep:
    model, names = detail.study.options.model, detail.study.source.returns.names
    alpha, n = _input(effect.alpha), effect.count
    if model is NormalModel.CONSTANT_MEAN:
        return FormulaStep("Expected", "E[R] = mean of R", f"= {alpha} from n = {n} sessions")
    if model is NormalModel.MARKET_ADJUSTED:
        return FormulaStep("Expected", "E[R] = R of the benchmark", f"= R({names[0]})")
    betas = [_input(value) for value in effect.beta]
    terms = " + ".join(f"{value} · R({name})" for value, name in zip(betas, names, strict=False))
    formula = "E[R] = α + β · R of the benchmark"
    if model is NormalModel.FACTOR:
        formula = "E[R] = α + Σ β · R of the factors"
    if effect.rivals:
        formula += ", a dummy for each session of the events’ windows"
    return FormulaStep("Expected", formula, f"= {alpha} + {terms} from n = {n} sessions")


def _thin_beta_step(effect: EventEffect) -> FormulaStep:
    """Return the beta of Scholes and Williams from those of three days."""
    sessions = effect.sessions
    used = np.flatnonzero(sessions.is_estimated)
    own, market = sessions.own[used], sessions.factors[0]
    lag, same, lead = (market[used + shift] for shift in (-1, 0, 1))
    slopes = [_products(own, row) / _products(row, row) for row in (lag, same, lead)]
    rho = _products(same, lag) / math.sqrt(_products(same, same) * _products(lag, lag))
    total = " + ".join(_bracketed(slope) for slope in slopes)
    return FormulaStep(
        "β",
        "(β₋₁ + β₀ + β₊₁) / (1 + 2 · r₁)",
        f"= ({total}) / (1 + 2 × {_bracketed(rho)}) = {_result(effect.beta[0])}",
    )


def _sigma_step(effect: EventEffect) -> FormulaStep:
    """Return the residual deviation, whose degrees of freedom are those of t."""
    df, n = effect.measured.df, effect.count
    squares = f"{effect.sigma**2 * df:.8f}"
    formula = f"√(Σ AR² / (n − {n - df}))" if n > df else "√(Σ AR² / n)"
    return FormulaStep("σ", formula, f"= √({squares} / {df}) = {_result(effect.sigma, 5)}")


def _abnormal_steps(detail: StudyDetail, effect: EventEffect) -> list[FormulaStep]:
    sessions = effect.sessions
    (row,) = np.flatnonzero(sessions.offset == 0)
    own, expected = float(sessions.own[row]), float(sessions.expected[row])
    steps = []
    if detail.study.options.model not in {NormalModel.CONSTANT_MEAN, NormalModel.MARKET_ADJUSTED}:
        factors = sessions.factors[:, row].tolist()
        pairs = zip(effect.beta, factors, strict=True)
        terms = " + ".join(f"{_bracketed(beta)} × {_bracketed(value)}" for beta, value in pairs)
        numbers = f"= {_input(effect.alpha)} + {terms} = {_result(expected)}"
        steps.append(FormulaStep("Expected, day 0", "E[R] of that session", numbers))
    formula, difference = "AR = R − E[R]", f"{_input(own)} − {_bracketed(expected)}"
    share = float(sessions.share[row])
    if share < 1.0:
        formula = "AR = (R − E[R]) / k, for the k events that share the session"
        difference = f"({difference}) / {round(1 / share)}"
    numbers = f"= {difference} = {_result((own - expected) * share)}"
    return [*steps, FormulaStep("Abnormal, day 0", formula, numbers)]


def _sum_step(effect: EventEffect) -> FormulaStep:
    sessions = effect.sessions
    abnormal = (sessions.abnormal * sessions.share)[sessions.is_event]
    known = abnormal[np.isfinite(abnormal)].tolist()
    shown = known if len(known) <= 7 else [*known[:3], math.nan, *known[-3:]]
    terms = " + ".join("…" if math.isnan(value) else f"({_input(value)})" for value in shown)
    total = _result(effect.measured.car)
    window = span_text(effect.measured.window)
    formula = "sum of AR over the window"
    if effect.measured.shared_sessions:
        formula = "sum of AR / k over the window, for the k events that share a session"
    return FormulaStep(f"CAR {window}", formula, f"= {terms} = {total}")


def _error_step(detail: StudyDetail, effect: EventEffect, *, length: int) -> FormulaStep:
    se = effect.measured.se
    if effect.rivals:
        spread = _input((se / effect.sigma) ** 2)
        formula = "σ · √(Σ 1/k² + error of the coefficients)"
        return FormulaStep("SE", formula, f"= {_input(effect.sigma)} × √{spread} = {_result(se)}")
    model = detail.study.options.model
    formula = {
        NormalModel.CONSTANT_MEAN: "σ · √(L + L²/n)",
        NormalModel.MARKET_ADJUSTED: "σ · √L",
        NormalModel.MARKET: "σ · √(L + L²/n + (Σ(m − m̄))² / Smm)",
        NormalModel.SCHOLES_WILLIAMS: "σ · √(L + L²/n + (Σ(m − m̄))² · Szz / Szm²)",
        NormalModel.FACTOR: "σ · √(L + L²/n + x′S⁻¹x)",
    }[model]
    return FormulaStep("SE", formula, _error_numbers(model, effect, se=se, length=length))


def _error_numbers(model: NormalModel, effect: EventEffect, *, se: float, length: int) -> str:
    """Return a standard error over so many sessions with its numbers put in."""
    sigma, n, result = _input(effect.sigma), effect.count, _result(se)
    if model is NormalModel.MARKET_ADJUSTED:
        return f"= {sigma} × √{length} = {result}"
    known = f"{length} + {length}²/{n}" if length > 1 else f"1 + 1/{n}"
    if model is NormalModel.CONSTANT_MEAN:
        return f"= {sigma} × √({known}) = {result}"
    # What the error of the slopes adds; never below zero but for rounding.
    share = max((se / effect.sigma) ** 2 - length - length**2 / n, 0.0)
    return f"= {sigma} × √({known} + {_input(share)}) = {result}"


def _adjusted_steps(detail: StudyDetail, effect: EventEffect) -> list[FormulaStep]:
    study, p_adjusted = detail.study, effect.measured.p_adjusted
    if not adjusted_text(study, p_adjusted):
        return []
    looked_at = study.rows.measured_count
    numbers = f"= {p_text(p_adjusted)[4:]} with N = {looked_at:,} events looked at"
    return [FormulaStep("Adjusted p", _ADJUSTED[study.options.adjustment], numbers)]


def _day_steps(detail: StudyDetail, effect: EventEffect) -> tuple[FormulaStep, ...]:
    """Return the test of day 0 alone, which the verdict is about."""
    measured, model = effect.measured, detail.study.options.model
    if effect.ar_se is None or effect.ar_p is None:
        return ()
    formula = {
        NormalModel.CONSTANT_MEAN: "σ · √(1 + 1/n)",
        NormalModel.MARKET_ADJUSTED: "σ",
        NormalModel.MARKET: "σ · √(1 + 1/n + (m − m̄)² / Smm)",
        NormalModel.SCHOLES_WILLIAMS: "σ · √(1 + 1/n + (m − m̄)² · Szz / Szm²)",
        NormalModel.FACTOR: "σ · √(1 + 1/n + x′S⁻¹x)",
    }[model]
    numbers = _error_numbers(model, effect, se=effect.ar_se, length=1)
    return (
        FormulaStep("SE, day 0", formula, numbers),
        _t_step("t, day 0", "AR / SE, day 0", value=measured.ar, se=effect.ar_se, df=measured.df),
        FormulaStep("p, day 0", _STUDENT, f"= {p_text(effect.ar_p)[4:]}"),
    )


def _beside_steps(detail: StudyDetail, effect: EventEffect) -> list[FormulaStep]:
    """Return what is measured beside the CAR."""
    measured, steps = effect.measured, []
    if measured.bhar is not None:
        steps.append(_buy_and_hold_step(detail, effect, bhar=measured.bhar))
    if measured.p_empirical is not None:
        steps.append(
            FormulaStep(
                "Empirical p",
                "(1 + windows as large) / (1 + windows)",
                f"= {measured.p_empirical:.3f}, of the windows in the estimation, each over its SE",
            )
        )
    if measured.rank is not None:
        place, among = measured.rank
        numbers = f"= {place} of the last {among} sessions"
        steps.append(FormulaStep("Rank", "place of |R| of day 0 by size", numbers))
    if measured.abnormal_volume is not None:
        volume = measured.abnormal_volume
        numbers = f"= {_result(volume)}: {math.exp(volume):.2f} × what the estimation implies"
        steps.append(FormulaStep("Abnormal volume", "ln V − E[ln V], day 0", numbers))
    return steps


def _buy_and_hold_step(detail: StudyDetail, effect: EventEffect, *, bhar: float) -> FormulaStep:
    sessions = effect.sessions
    known = sessions.is_event & np.isfinite(sessions.abnormal)
    rows = (sessions.own[known], sessions.expected[known])
    if detail.study.options.returns is ReturnKind.LOG:
        formula, ends = "exp ΣR − exp ΣE[R]", [math.exp(float(row.sum())) for row in rows]
    else:
        formula, ends = "Π(1 + R) − Π(1 + E[R])", [float((1.0 + row).prod()) for row in rows]
    own, expected = map(_input, ends)
    return FormulaStep("Buy and hold", formula, f"= {own} − {expected} = {_result(bhar)}")


def _symbol_steps(detail: StudyDetail, effect: EventEffect) -> list[FormulaStep]:
    model = detail.study.options.model
    if effect.rivals or model is NormalModel.MARKET_ADJUSTED:
        return []
    symbols, meaning = _SYMBOLS.get(model, ("", ""))
    first = "L: sessions of the event window; n: sessions of the estimation"
    words, told = filter(None, ("L, n", symbols)), filter(None, (first, meaning))
    return [FormulaStep("Symbols", ", ".join(words), "; ".join(told))]


def _data_steps(detail: StudyDetail, *, timeline: Timeline) -> list[FormulaStep]:
    """Return what was left out: other events, and sessions that only one series has."""
    row, steps = detail.row, []
    if detail.study.options.confounding is Confounding.EXCLUDE and row.estimation_overlaps:
        names = [
            one_line(timeline.event(event_id).flag_text)
            for event_id in row.estimation_overlaps
            if timeline.has_event(event_id)
        ]
        formula = "their windows, in the estimation"
        steps.append(FormulaStep("Events left out", formula, ", ".join(names)))
    if row.missing:
        rule = "in one series only: in neither used"
        if detail.study.options.model is NormalModel.FACTOR:
            rule = "returns over such a session: not used"
        steps.append(FormulaStep("Missing prices", rule, _missing_text(row.missing)))
    return steps


def _missing_text(missing: Sequence[tuple[str, dt.date]]) -> str:
    days: dict[str, list[str]] = {}
    for symbol, day in missing:
        days.setdefault(symbol, []).append(day_text(day))
    told = (f"{symbol} has none on {_joined(texts)}" for symbol, texts in days.items())
    return "; ".join(told)


def _joined(texts: Sequence[str]) -> str:
    *most, last = texts
    return f"{', '.join(most)} and {last}" if most else last


def _t_step(name: str, formula: str, *, value: float, se: float, df: int) -> FormulaStep:
    numbers = f"= {_input(value)} / {_input(se)} = {_result(value / se, 2)} with {df} df"
    return FormulaStep(name, formula, numbers)


def _products(left: NDArray[np.float64], right: NDArray[np.float64]) -> float:
    return float(((left - left.mean()) * (right - right.mean())).sum())


def _input(value: float) -> str:
    return _number(value, _INPUT_DIGITS)


def _bracketed(value: float) -> str:
    """Return a number that stands behind an operator, in brackets where it has a sign."""
    return f"({_input(value)})" if value < 0 else _input(value)


def _result(value: float, digits: int = _RESULT_DIGITS) -> str:
    return _number(value, digits)


def _number(value: float, digits: int) -> str:
    return f"{value:.{digits}f}".replace("-", MINUS)
