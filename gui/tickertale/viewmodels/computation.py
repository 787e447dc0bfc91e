"""How an event's number was computed: the formula with its numbers, the inputs, and a script."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tickertale.analysis.normal_return import NormalModel
from tickertale.analysis.price_return import ReturnKind
from tickertale.domain.timeline import Timeline
from tickertale.prices.time_scale import date_of
from tickertale.session.study_detail import EventEffect, StudyDetail
from tickertale.session.study_script import study_script
from tickertale.viewmodels.impact_study import (
    MODEL_WORDS,
    TREATMENT_WORDS,
    offset_text,
    p_text,
    span_text,
)
from tickertale.viewmodels.wording import MINUS, day_text, one_line, percent

_MACKINLAY = (
    "MacKinlay, A. C. (1997): Event studies in economics and finance. Journal of Economic "
    "Literature 35(1), 13–39."
)
_CAMPBELL = (
    "Campbell, J. Y., Lo, A. W., MacKinlay, A. C. (1997): The Econometrics of Financial Markets, "
    "chapter 4, equation 4.4.7 (prediction error)."
)
_BROWN = (
    "Brown, S. J., Warner, J. B. (1985): Using daily stock returns: the case of event studies. "
    "Journal of Financial Economics 14(1), 3–31."
)
_SCHOLES = (
    "Scholes, M., Williams, J. (1977): Estimating betas from nonsynchronous data. Journal of "
    "Financial Economics 5(3), 309–327."
)
_KARAFIATH = (
    "Karafiath, I. (1988): Using dummy variables in the event methodology. Financial Review "
    "23(3), 351–357."
)
_DIGITS = 4


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


@dataclass(frozen=True, slots=True)
class InputRow:
    """One session of the table.

    Parameters
    ----------
    cells : tuple of str
        Session, date, price, return, each factor's return, expected, abnormal and use.
    is_event : bool
        It lies in the event window.
    """

    cells: tuple[str, ...]
    is_event: bool


@dataclass(frozen=True, slots=True)
class ComputationState:
    """Everything that the dialog shows.

    Parameters
    ----------
    title, subject : str
    steps : tuple of FormulaStep
    references : tuple of str
    header : tuple of str
    rows : tuple of InputRow
    tsv : str
        The table with full digits, tab-separated.
    script : str
        In Python.
    """

    title: str
    subject: str
    steps: tuple[FormulaStep, ...]
    references: tuple[str, ...]
    header: tuple[str, ...]
    rows: tuple[InputRow, ...]
    tsv: str
    script: str


def resolve_computation(detail: StudyDetail, timeline: Timeline) -> ComputationState:
    """Return how the number of a studied event was computed.

    Parameters
    ----------
    detail : StudyDetail
        Of an event that has a number.
    timeline : Timeline
        Names the event.
    """
    effect = detail.effect
    title = one_line(timeline.event(detail.row.event_id).title)
    if effect is None:
        return ComputationState(title, "", (), (), (), (), "", "")
    header = _header(detail, effect)
    return ComputationState(
        title=title,
        subject=_subject(detail, effect),
        steps=_steps(detail, effect),
        references=_references(detail.study.options.model, effect),
        header=header,
        rows=_rows(effect),
        tsv=_tsv(header, effect),
        script=study_script(detail, title=title),
    )


def _subject(detail: StudyDetail, effect: EventEffect) -> str:
    options, source = detail.study.options, detail.study.source
    against = f" · {', '.join(source.returns.names)}" if effect.beta else ""
    kind = "log returns" if options.returns is ReturnKind.LOG else "simple returns"
    window = options.window.estimation_first, options.window.estimation_last
    day = "" if detail.row.day_zero is None else f" · day 0 = {day_text(detail.row.day_zero)}"
    parts = (
        f"{source.instrument.symbol}{day}",
        f"{MODEL_WORDS[options.model]}{against}",
        kind,
        f"estimation {span_text(window)}",
        TREATMENT_WORDS[options.confounding].lower(),
    )
    return " · ".join(parts)


def _steps(detail: StudyDetail, effect: EventEffect) -> tuple[FormulaStep, ...]:
    measured = effect.measured
    length = int(np.isfinite(effect.sessions.abnormal[effect.sessions.is_event]).sum())
    steps = [_model_step(detail, effect), _abnormal_step(effect), _sum_step(effect)]
    t, df = _number(measured.t, 3), measured.df
    half, share = effect.half_width, measured.se
    steps += [
        _error_step(detail, effect, length=length),
        FormulaStep(
            "t", "CAR / SE", f"= {_number(measured.car)} / {_number(share)} = {t} with {df} df"
        ),
        FormulaStep("p", "2 · P(T > |t|), Student’s t", f"= {p_text(measured.p)[4:]}"),
        FormulaStep(
            "95% interval",
            "CAR ± t(0.975, df) · SE",
            f"= {percent(measured.car)} ± {percent(half).lstrip('+')}",
        ),
    ]
    return (*steps, *_day_steps(effect))


def _day_steps(effect: EventEffect) -> tuple[FormulaStep, ...]:
    """Return the test of day 0 alone, which the verdict is about."""
    measured = effect.measured
    if effect.ar_se is None or effect.ar_p is None:
        return ()
    t = _number(measured.ar / effect.ar_se, 3)
    return (
        FormulaStep(
            "t, day 0",
            "AR / SE of one session",
            f"= {_number(measured.ar)} / {_number(effect.ar_se)} = {t} with {measured.df} df",
        ),
        FormulaStep("p, day 0", "2 · P(T > |t|), Student’s t", f"= {p_text(effect.ar_p)[4:]}"),
    )


def _model_step(detail: StudyDetail, effect: EventEffect) -> FormulaStep:
    model, names = detail.study.options.model, detail.study.source.returns.names
    alpha, beta = _number(effect.alpha, 6), [_number(value) for value in effect.beta]
    n = effect.count
    if model is NormalModel.CONSTANT_MEAN:
        return FormulaStep("Expected", "E[R] = mean of R", f"= {alpha} from n = {n} sessions")
    if model is NormalModel.MARKET_ADJUSTED:
        return FormulaStep("Expected", "E[R] = R of the benchmark", f"= R({names[0]})")
    terms = " + ".join(f"{value} · R({name})" for value, name in zip(beta, names, strict=False))
    formula = "E[R] = α + β · R of the benchmark"
    if model is NormalModel.FACTOR:
        formula = "E[R] = α + Σ β · R of the factors"
    if effect.rivals:
        formula += ", a dummy for each session of the events’ windows"
    return FormulaStep("Expected", formula, f"= {alpha} + {terms} from n = {n} sessions")


def _abnormal_step(effect: EventEffect) -> FormulaStep:
    sessions = effect.sessions
    (row,) = np.flatnonzero(sessions.offset == 0)
    own, expected = float(sessions.own[row]), float(sessions.expected[row])
    share = float(sessions.share[row])
    if share < 1.0:
        return FormulaStep(
            "Abnormal, day 0",
            "AR = (R − E[R]) / k, for the k events that share the session",
            f"= ({_number(own)} − ({_number(expected)})) / {round(1 / share)}"
            f" = {_number(effect.measured.ar)}",
        )
    return FormulaStep(
        "Abnormal, day 0",
        "AR = R − E[R]",
        f"= {_number(own)} − ({_number(expected)}) = {_number(own - expected)}",
    )


def _sum_step(effect: EventEffect) -> FormulaStep:
    sessions = effect.sessions
    abnormal = (sessions.abnormal * sessions.share)[sessions.is_event]
    known = abnormal[np.isfinite(abnormal)].tolist()
    shown = known if len(known) <= 7 else [*known[:3], math.nan, *known[-3:]]
    terms = " + ".join("…" if math.isnan(value) else f"({_number(value)})" for value in shown)
    total = _number(effect.measured.car)
    window = span_text(effect.measured.window)
    formula = "sum of AR over the window"
    if effect.measured.shared_sessions:
        formula = "sum of AR / k over the window, for the k events that share a session"
    return FormulaStep(f"CAR {window}", formula, f"= {terms} = {total}")


def _error_step(detail: StudyDetail, effect: EventEffect, *, length: int) -> FormulaStep:
    model = detail.study.options.model
    sigma, se = _number(effect.sigma, 5), _number(effect.measured.se)
    if effect.rivals:
        spread = _number((effect.measured.se / effect.sigma) ** 2)
        formula = "σ · √(Σ 1/k² + error of the coefficients)"
        return FormulaStep("SE", formula, f"= {sigma} × √{spread} = {se}")
    if model is NormalModel.MARKET_ADJUSTED:
        return FormulaStep("SE", "σ · √L", f"= {sigma} × √{length} = {se}")
    n = effect.count
    if model is NormalModel.CONSTANT_MEAN:
        numbers = f"= {sigma} × √({length} + {length}²/{n}) = {se}"
        return FormulaStep("SE", "σ · √(L + L²/n)", numbers)
    if model is NormalModel.MARKET:
        share = _number(_spread_share(effect), 5)
        return FormulaStep(
            "SE",
            "σ · √(L + L²/n + (Σ(m − m̄))² / Smm)",
            f"= {sigma} × √({length} + {length}²/{n} + {share}) = {se}",
        )
    return FormulaStep(
        "SE",
        "σ · √(L + error of the coefficients)",
        f"= {sigma} × √{_number((effect.measured.se / effect.sigma) ** 2)} = {se}",
    )


def _spread_share(effect: EventEffect) -> float:
    sessions = effect.sessions
    market = sessions.factors[0]
    used = market[sessions.is_estimated]
    in_window = market[sessions.is_event & np.isfinite(sessions.abnormal)]
    away = float((in_window - used.mean()).sum())
    return away**2 / float(((used - used.mean()) ** 2).sum())


def _references(model: NormalModel, effect: EventEffect) -> tuple[str, ...]:
    if effect.rivals:
        return _MACKINLAY, _KARAFIATH
    if model is NormalModel.SCHOLES_WILLIAMS:
        return _MACKINLAY, _SCHOLES, _CAMPBELL
    if model in {NormalModel.CONSTANT_MEAN, NormalModel.MARKET_ADJUSTED}:
        return _MACKINLAY, _BROWN
    return _MACKINLAY, _CAMPBELL


def _header(detail: StudyDetail, effect: EventEffect) -> tuple[str, ...]:
    names = detail.study.source.returns.names[: len(effect.sessions.factors)]
    symbol = detail.study.source.instrument.symbol
    factors = tuple(f"R({name})" for name in names)
    return ("Session", "Date", symbol, f"R({symbol})", *factors, "Expected", "Abnormal", "Use")


def _rows(effect: EventEffect) -> tuple[InputRow, ...]:
    sessions = effect.sessions
    returns = (sessions.own, *sessions.factors, sessions.expected, sessions.abnormal)
    return tuple(
        InputRow(
            cells=(
                offset_text(int(sessions.offset[row])),
                day_text(date_of(int(sessions.time_ns[row]))),
                f"{sessions.price[row]:,.2f}",
                *(percent(float(values[row]), decimals=2) for values in returns),
                _use(effect, row),
            ),
            is_event=bool(sessions.is_event[row]),
        )
        for row in range(len(sessions.offset))
    )


def _use(effect: EventEffect, row: int) -> str:
    sessions = effect.sessions
    if sessions.is_event[row]:
        return "event"
    if sessions.is_estimated[row]:
        return "estimation"
    return "excluded" if sessions.is_excluded[row] else ""


def _tsv(header: Sequence[str], effect: EventEffect) -> str:
    sessions = effect.sessions
    returns = (sessions.own, *sessions.factors, sessions.expected, sessions.abnormal)
    lines = ["\t".join(header)]
    for row in range(len(sessions.offset)):
        numbers = (float(sessions.price[row]), *(float(values[row]) for values in returns))
        cells = (
            str(int(sessions.offset[row])),
            date_of(int(sessions.time_ns[row])).isoformat(),
            *("" if math.isnan(value) else repr(value) for value in numbers),
            _use(effect, row),
        )
        lines.append("\t".join(cells))
    return "\n".join(lines) + "\n"


def _number(value: float, digits: int = _DIGITS) -> str:
    return f"{value:.{digits}f}".replace("-", MINUS)
