"""How an event's number was computed: the formula with its numbers, the inputs, and a script."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tickertale.analysis.normal_return import NormalModel
from tickertale.analysis.price_return import ReturnKind
from tickertale.domain.timeline import Timeline
from tickertale.prices.time_scale import date_of
from tickertale.session.study_detail import EventEffect, StudyDetail
from tickertale.session.study_script import study_script
from tickertale.viewmodels.study.computation_step import FormulaStep, computation_steps
from tickertale.viewmodels.study.impact_study import (
    MODEL_WORDS,
    TREATMENT_WORDS,
    offset_text,
    span_text,
)
from tickertale.viewmodels.text.wording import day_text, one_line, percent

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


@dataclass(frozen=True, slots=True)
class InputRow:
    """One session of the table.

    Parameters
    ----------
    cells : tuple of str
        Session, date, price, that of the benchmark, return, each factor's return, expected,
        abnormal and use.
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
        Names the events.
    """
    effect = detail.effect
    title = one_line(timeline.event(detail.row.event_id).title)
    if effect is None:
        return ComputationState(title, "", (), (), (), (), "", "")
    header = _header(detail, effect)
    return ComputationState(
        title=title,
        subject=_subject(detail, effect),
        steps=computation_steps(detail, effect, timeline=timeline),
        references=_references(detail.study.options.model, effect),
        header=header,
        rows=_rows(detail, effect),
        tsv=_tsv(header, effect, prices=_prices(detail, effect)),
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


def _references(model: NormalModel, effect: EventEffect) -> tuple[str, ...]:
    if effect.rivals:
        return _MACKINLAY, _KARAFIATH
    if model is NormalModel.SCHOLES_WILLIAMS:
        return _MACKINLAY, _SCHOLES, _CAMPBELL
    if model in {NormalModel.CONSTANT_MEAN, NormalModel.MARKET_ADJUSTED}:
        return _MACKINLAY, _BROWN
    return _MACKINLAY, _CAMPBELL


def _header(detail: StudyDetail, effect: EventEffect) -> tuple[str, ...]:
    source = detail.study.source
    names = source.returns.names[: len(effect.sessions.factors)]
    symbol = source.instrument.symbol
    market = (source.benchmark.symbol,) if source.benchmark and source.market_bars else ()
    factors = tuple(f"R({name})" for name in names)
    prices = (symbol, *market)
    return ("Session", "Date", *prices, f"R({symbol})", *factors, "Expected", "Abnormal", "Use")


def _prices(detail: StudyDetail, effect: EventEffect) -> tuple[NDArray[np.float64], ...]:
    """Return the closes of the instrument, and of the benchmark where there is one."""
    sessions = effect.sessions
    has_market = bool(detail.study.source.benchmark and detail.study.source.market_bars)
    return (sessions.price, sessions.market) if has_market else (sessions.price,)


def _rows(detail: StudyDetail, effect: EventEffect) -> tuple[InputRow, ...]:
    sessions, prices = effect.sessions, _prices(detail, effect)
    returns = (sessions.own, *sessions.factors, sessions.expected, sessions.abnormal)
    return tuple(
        InputRow(
            cells=(
                offset_text(int(sessions.offset[row])),
                day_text(date_of(int(sessions.time_ns[row]))),
                *(f"{closes[row]:,.2f}" for closes in prices),
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


def _tsv(
    header: Sequence[str], effect: EventEffect, *, prices: Sequence[NDArray[np.float64]]
) -> str:
    sessions = effect.sessions
    returns = (sessions.own, *sessions.factors, sessions.expected, sessions.abnormal)
    lines = ["\t".join(header)]
    for row in range(len(sessions.offset)):
        numbers = [float(values[row]) for values in (*prices, *returns)]
        cells = (
            str(int(sessions.offset[row])),
            date_of(int(sessions.time_ns[row])).isoformat(),
            *("" if math.isnan(value) else repr(value) for value in numbers),
            _use(effect, row),
        )
        lines.append("\t".join(cells))
    return "\n".join(lines) + "\n"
