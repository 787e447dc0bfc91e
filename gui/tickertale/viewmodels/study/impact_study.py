"""What an event study found of the selected event, in the words of the impact card."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from tickertale.analysis.confounding import Confounding
from tickertale.analysis.multiple_testing import Adjustment
from tickertale.analysis.normal_return import NormalModel
from tickertale.domain.instrument import ActionKind, InstrumentKind
from tickertale.domain.timeline import Timeline
from tickertale.session.study import Study
from tickertale.session.study_detail import CoursePoint, EventEffect, StudyDetail
from tickertale.session.study_option import StudyOptions
from tickertale.session.study_row import REASON_TEXTS, ExDate, StudyRow
from tickertale.viewmodels.event.details import MOST_OVERLAPS, OverlapState
from tickertale.viewmodels.event.impact import ImpactNumber
from tickertale.viewmodels.text.wording import (
    MINUS,
    counted,
    day_text,
    one_line,
    percent,
    short_date,
    sign_of,
)

MODEL_WORDS = {
    NormalModel.CONSTANT_MEAN: "constant mean",
    NormalModel.MARKET_ADJUSTED: "market-adjusted",
    NormalModel.MARKET: "market model",
    NormalModel.SCHOLES_WILLIAMS: "Scholes–Williams",
    NormalModel.FACTOR: "factor model",
}
"""Each model as the card names it."""

TREATMENT_WORDS = {
    Confounding.KEEP: "Other events kept",
    Confounding.EXCLUDE: "Other events excluded",
    Confounding.SHORTEN: "Window shortened",
    Confounding.MERGE: "Measured as one event",
    Confounding.JOINT: "Estimated jointly",
}
"""What is done about other events, as the card says it."""

TREATMENT_MEANINGS = {
    Confounding.KEEP: "Keep other events",
    Confounding.EXCLUDE: "Exclude their sessions from the estimation",
    Confounding.SHORTEN: "Shorten windows until none share a session",
    Confounding.MERGE: "Merge events whose windows share a session",
    Confounding.JOINT: "Estimate all effects jointly",
}
"""The same as choices of a menu."""

ADJUSTMENT_WORDS = {
    Adjustment.NONE: "not adjusted",
    Adjustment.HOLM: "Holm",
    Adjustment.BENJAMINI_HOCHBERG: "Benjamini–Hochberg",
}
"""How p is adjusted, by the name of the method."""

_UNUSUAL = 0.05
_LEAST_P = 0.0001
_NOT_YET = "…"


@dataclass(frozen=True, slots=True)
class ImpactStudyState:
    """What the card shows of the study.

    Parameters
    ----------
    event_id : str
    head : str
        ``market model · HSI · n = 120``.
    numbers : tuple of ImpactNumber
        Abnormal return and CAR.
    treatment : Confounding
        What is done about other events.
    verdict : str
        One sentence; empty until there is a number.
    detail : str
        What the test of the CAR says, in one sentence.
    rarity : str
        Place of the move by size among those of the last sessions; empty where it has none.
    reason : str
        Why there is no number; empty where there is one or will be.
    course : tuple of CoursePoint
    window : (int, int) or None
        Event window as measured.
    warning : OverlapState or None
    is_pending : bool
        It is being computed.
    """

    event_id: str
    head: str
    numbers: tuple[ImpactNumber, ...]
    treatment: Confounding
    verdict: str = ""
    detail: str = ""
    rarity: str = ""
    reason: str = ""
    course: tuple[CoursePoint, ...] = ()
    window: tuple[int, int] | None = None
    warning: OverlapState | None = None
    is_pending: bool = False

    @property
    def has_result(self) -> bool:
        """Return whether there is a number to explain."""
        return bool(self.verdict)


def pending_study(event_id: str, options: StudyOptions) -> ImpactStudyState:
    """Return the card while the study is computed."""
    window = options.window.event_first, options.window.event_last
    numbers = _numbers_without(_NOT_YET, window=window, meaning="It is being computed.")
    return ImpactStudyState(event_id, "", numbers, options.confounding, is_pending=True)


def refused_study(event_id: str, options: StudyOptions, *, reason: str) -> ImpactStudyState:
    """Return the card of an event that cannot be studied.

    Parameters
    ----------
    event_id : str
    options : StudyOptions
        As it was asked for.
    reason : str
        Without a full stop.
    """
    window = options.window.event_first, options.window.event_last
    sentence = f"No abnormal return: {reason}."
    numbers = _numbers_without("–", window=window, meaning=sentence)
    return ImpactStudyState(event_id, "", numbers, options.confounding, reason=sentence)


def resolve_impact_study(detail: StudyDetail, timeline: Timeline) -> ImpactStudyState:
    """Return the card of a studied event.

    Parameters
    ----------
    detail : StudyDetail
    timeline : Timeline
        Names the other events.
    """
    study, row, effect = detail.study, detail.row, detail.effect
    options = study.options
    warning = _warning(study, row, timeline=timeline)
    if effect is None:
        reason = "it cannot be told" if row.reason is None else REASON_TEXTS[row.reason]
        return replace(refused_study(row.event_id, options, reason=reason), warning=warning)
    against = f" · {', '.join(study.source.returns.names)}" if effect.beta else ""
    return ImpactStudyState(
        event_id=row.event_id,
        head=f"{MODEL_WORDS[options.model]}{against} · n = {effect.count}",
        numbers=_numbers(detail, effect),
        treatment=options.confounding,
        verdict=_verdict(detail, effect),
        detail=_test_sentence(detail, effect),
        rarity=rank_text(effect.measured.rank),
        course=effect.course,
        window=effect.measured.window,
        warning=warning,
    )


def study_note(detail: StudyDetail) -> str:
    """Return how an event was studied in one sentence, for what is printed."""
    options, names = detail.study.options, detail.study.source.returns.names
    window, effect = options.window, detail.effect
    span = (window.event_first, window.event_last) if effect is None else effect.measured.window
    against = f" against {', '.join(names)}" if names else ""
    estimation = span_text((window.estimation_first, window.estimation_last))
    return (
        f"Event study: {MODEL_WORDS[options.model]}{against}, estimated on sessions {estimation}, "
        f"event window {span_text(span)}, {TREATMENT_WORDS[options.confounding].lower()}; "
        "the dashed line is the price that the model expects."
    )


def span_text(window: tuple[int, int]) -> str:
    """Return an event window as ``−1…+1``."""
    return "…".join(offset_text(offset) for offset in window)


def offset_text(offset: int) -> str:
    """Return a number of sessions from day 0, ``−1``, ``0`` or ``+1``."""
    return f"{offset:+d}".replace("-", MINUS) if offset else "0"


def p_text(p: float) -> str:
    """Return ``p = 0.006``, with as many digits as tell it from zero."""
    if p < _LEAST_P:
        return f"p < {_LEAST_P:.4f}"
    return f"p = {p:.4f}" if p < 0.001 else f"p = {p:.3f}"


def rank_text(rank: tuple[int, int] | None) -> str:
    """Return a place by size among sessions, ``3rd largest move of the last 250 sessions``."""
    if rank is None:
        return ""
    place, among = rank
    return f"{_place_text(place)}argest move of the last {counted(among, 'session')}"


def adjusted_text(study: Study, p_adjusted: float) -> str:
    """Return ``p = 0.090 by Holm for 9 events``; empty where nothing was adjusted."""
    looked_at, method = study.rows.measured_count, study.options.adjustment
    if looked_at < 2 or method is Adjustment.NONE:
        return ""
    return f"{p_text(p_adjusted)} by {ADJUSTMENT_WORDS[method]} for {looked_at:,} events"


def _place_text(place: int) -> str:
    """Return how ``largest`` begins after a place, ``L`` for the first and ``2nd l``."""
    if place == 1:
        return "L"
    is_teen = place % 100 in {11, 12, 13}
    ending = "th" if is_teen else {1: "st", 2: "nd", 3: "rd"}.get(place % 10, "th")
    return f"{place}{ending} l"


def benchmark_text(study: Study) -> str:
    """Return what the model compares with, as the subject of a sentence."""
    benchmark = study.source.benchmark
    if benchmark is not None:
        name = one_line(benchmark.name)
        return f"the {name}" if benchmark.kind is InstrumentKind.INDEX else benchmark.symbol
    return "the factors" if study.source.returns.names else "its own mean"


def _numbers_without(
    value: str, *, window: tuple[int, int], meaning: str
) -> tuple[ImpactNumber, ...]:
    return (
        ImpactNumber("Abnormal", value, "on day 0", 0, meaning),
        ImpactNumber(f"CAR {span_text(window)}", value, "95% interval", 0, meaning),
    )


def _numbers(detail: StudyDetail, effect: EventEffect) -> tuple[ImpactNumber, ...]:
    measured = effect.measured
    low, high = measured.car - effect.half_width, measured.car + effect.half_width
    interval = f"{percent(low)} to {percent(high)}"
    against = benchmark_text(detail.study)
    return (
        ImpactNumber(
            label="Abnormal",
            value=percent(measured.ar),
            note="on day 0",
            sign=sign_of(measured.ar),
            meaning=f"Return of day 0 less the one that {against} and the model give it.",
        ),
        ImpactNumber(
            label=f"CAR {span_text(measured.window)}",
            value=percent(measured.car),
            note=interval,
            sign=sign_of(measured.car),
            meaning="Abnormal returns of the event window, added up. "
            f"With 95% confidence {interval}.",
        ),
    )


def _verdict(detail: StudyDetail, effect: EventEffect) -> str:
    measured = effect.measured
    if effect.ar_p is not None and not detail.row.merged:
        moved = float(effect.sessions.own[effect.sessions.offset == 0][0])
        return _sentence(detail, abnormal=measured.ar, moved=moved, p=effect.ar_p, when=" on day 0")
    if measured.shared_sessions:
        share = f"Of the move over {span_text(measured.window)} {percent(measured.car)}"
        unit = "window of this length"
        return f"{share} falls to this event; {_chance(measured.p, unit)}, {p_text(measured.p)}."
    moved = float(np.nansum(effect.sessions.own[effect.sessions.is_event]))
    text = _sentence(detail, abnormal=measured.car, moved=moved, p=measured.p)
    return f"Over {span_text(measured.window)} it {text[0].lower()}{text[1:]}"


def _sentence(
    detail: StudyDetail, *, abnormal: float, moved: float, p: float, when: str = ""
) -> str:
    """Return how the price moved beside its benchmark, and how often that comes by chance.

    Without words for `when` it is about the whole window.
    """
    unit = "session" if when else "window of this length"
    size, against = percent(abs(abnormal)).lstrip("+"), benchmark_text(detail.study)
    rose = moved > 0 or (moved == 0 and abnormal > 0)
    is_more = (abnormal > 0) == rose
    would = "did" if detail.study.options.model is NormalModel.MARKET_ADJUSTED else "would explain"
    head = f"{'Rose' if rose else 'Fell'} {size} {'more' if is_more else 'less'} than"
    return f"{head} {against} {would}{when}; {_chance(p, unit)}, {p_text(p)}."


def _chance(p: float, unit: str) -> str:
    plural = unit.replace("session", "sessions").replace("window", "windows", 1)
    if p < _LEAST_P:
        return f"a move this size comes by chance less than once in 10,000 {plural}"
    if p < _UNUSUAL:
        return f"a move this size comes by chance about once in {_rounded(1 / p):,} {plural}"
    share = max(round(p * 100), 1)
    return f"that is nothing unusual: by chance about {share} in 100 {plural} move as much"


def _rounded(value: float) -> int:
    """Return a number with two digits that count."""
    step: int = 10 ** max(math.floor(math.log10(value)) - 1, 0)
    return round(value / step) * step


def _test_sentence(detail: StudyDetail, effect: EventEffect) -> str:
    """Return whether the CAR is unusual: it may be where day 0 is not, and the other way round."""
    measured, study = effect.measured, detail.study
    t = f"{measured.t:.2f}".replace("-", MINUS)
    adjusted = adjusted_text(study, measured.p_adjusted)
    is_unusual = measured.p < _UNUSUAL
    judged = "unusual" if is_unusual else "nothing unusual"
    if is_unusual and adjusted and measured.p_adjusted >= _UNUSUAL:
        judged = f"unusual by itself, but not as one of {study.rows.measured_count:,}"
    line = f"The CAR is {judged}: t = {t} with {measured.df} df, {p_text(measured.p)}"
    return f"{line}; {adjusted}." if adjusted else f"{line}."


def _warning(study: Study, row: StudyRow, *, timeline: Timeline) -> OverlapState | None:
    lines = [
        *_event_lines(row.overlaps, timeline=timeline),
        *_treatment_lines(row, timeline=timeline),
        *_estimation_lines(study, row, timeline=timeline),
        *(_benchmark_lines(study) if row.measured else ()),
        *(_ex_date_line(ex_date) for ex_date in _named_ex_dates(row)),
        *_data_lines(row),
    ]
    if not lines:
        return None
    count = len(row.overlaps)
    title = "Read this number with care"
    if count:
        title = f"Shares sessions with {counted(count, 'other event')}"
    return OverlapState(title=title, lines=tuple(lines))


def _event_lines(event_ids: Sequence[str], *, timeline: Timeline) -> list[str]:
    events = [timeline.event(event_id) for event_id in event_ids if timeline.has_event(event_id)]
    events.sort(key=lambda event: -event.importance)
    lines = [
        f"{one_line(event.flag_text)}, {short_date(event.when, event.zone)}"
        for event in events[:MOST_OVERLAPS]
    ]
    more = len(events) - MOST_OVERLAPS
    return [*lines, f"and {more} more"] if more > 0 else lines


def _treatment_lines(row: StudyRow, *, timeline: Timeline) -> list[str]:
    if row.merged:
        names = _names(row.merged, timeline=timeline)
        start = "" if row.day_zero is None else f", day 0 is {day_text(row.day_zero)}"
        return [f"Measured as one event: {names}{start}."]
    if row.joint_with:
        lines = [f"Estimated jointly with {_names(row.joint_with, timeline=timeline)}."]
        shared = row.measured.shared_sessions if row.measured else 0
        if shared:
            lines.append(f"{counted(shared, 'session')} of its window split equally between them.")
        return lines
    return []


def _estimation_lines(study: Study, row: StudyRow, *, timeline: Timeline) -> list[str]:
    if not row.estimation_overlaps:
        return []
    names = _names(row.estimation_overlaps, timeline=timeline)
    if study.options.confounding is Confounding.EXCLUDE:
        return [f"Left out of the estimation: {names}."]
    return [f"In the estimation window: {names}."]


def _names(event_ids: Sequence[str], *, timeline: Timeline) -> str:
    events = [timeline.event(event_id) for event_id in event_ids if timeline.has_event(event_id)]
    names = [one_line(event.flag_text) for event in events[-MOST_OVERLAPS:]]
    more = len(events) - len(names)
    return f"{', '.join(names)} and {more} more" if more > 0 else ", ".join(names)


def _benchmark_lines(study: Study) -> list[str]:
    benchmark, instrument = study.source.benchmark, study.source.instrument
    if benchmark is None or not study.benchmark_holds_instrument:
        return []
    name = one_line(instrument.name)
    return [f"{name} is in the {benchmark.symbol}: a part of its move counts as the market's."]


def _named_ex_dates(row: StudyRow) -> Sequence[ExDate]:
    """Return those in the event window, and of the others the last few."""
    inside = [ex_date for ex_date in row.ex_dates if ex_date.is_in_event_window]
    return inside or row.ex_dates[-MOST_OVERLAPS:]


def _ex_date_line(ex_date: ExDate) -> str:
    action = ex_date.action
    kind = "split" if action.kind is ActionKind.SPLIT else "dividend"
    window = "event" if ex_date.is_in_event_window else "estimation"
    return f"{ex_date.symbol} {kind} {day_text(action.ex_date)}, inside the {window} window."


def _data_lines(row: StudyRow) -> list[str]:
    lines = []
    if row.is_partial and row.measured is not None:
        span = span_text(row.measured.window)
        if row.holes:
            lines.append(f"{counted(row.holes, 'session')} of {span} without a return or factor.")
        else:
            lines.append(f"The prices end early: measured over {span}.")
    if row.missing:
        symbols = ", ".join(sorted({symbol for symbol, _ in row.missing}))
        lines.append(f"{counted(len(row.missing), 'session')} without a price of {symbols}.")
    return lines
