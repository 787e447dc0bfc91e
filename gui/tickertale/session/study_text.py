"""The events of a study as text: tables with notes, CSV, JSON and Markdown, byte for byte."""

from collections.abc import Callable
from itertools import groupby

from tickertale.analysis.confounding import Confounding
from tickertale.analysis.multiple_testing import Adjustment
from tickertale.analysis.normal_return import NormalModel
from tickertale.session.listing import aligned, comma_separated, json_text, markdown
from tickertale.session.study import Study
from tickertale.session.study_cell import (
    NONE,
    number_cell,
    p_cell,
    percent_cell,
    signed_number_cell,
    size_cell,
    span_cell,
)
from tickertale.session.study_record import (
    FIELDS,
    MORE_FIELDS,
    benchmark_name,
    cell_value,
    json_value,
    row_record,
)
from tickertale.session.study_report import StudyReport
from tickertale.session.study_row import REASON_TEXTS, ExDate, Measured, StudyRow
from tickertale.session.study_volume import OWN_MEAN, volume_against

_HEAD = ("event", "day 0", "window", "n", "AR", "CAR", "SE", "t", "df", "p", "adj. p", "note")
_WIDE_HEAD = ("event", "BHAR", "empirical p", "rank", "abnormal volume")
ALIGNMENT = """\
A session that only one of two series has is left out of both, so that the next return of each
spans the same time; the missing bar is listed and nothing is filled in. The returns of factors are
for one session each, so a return that spans a session without a price is left out beside them.
"""
"""How series with different holidays are brought together."""
READING = f"""\
Written by `tickertale study`. Day 0 is the first session that could react to the event. AR is the
return of day 0 less the one that the model gives it; CAR is the sum of these over the window, SE
its standard error with the error of the estimated coefficients in it, t their quotient and p its
two-sided chance under Student's t with df degrees of freedom; n is the number of sessions that
were estimated from. A low p says that the move was unusual, not that the event was its cause.

{ALIGNMENT}
MacKinlay, A. C. (1997): Event studies in economics and finance. Journal of Economic Literature
35(1), 13-39.
"""
"""How to read the numbers."""
_MODELS = {
    NormalModel.CONSTANT_MEAN: "constant mean",
    NormalModel.MARKET_ADJUSTED: "market-adjusted return",
    NormalModel.MARKET: "market model",
    NormalModel.SCHOLES_WILLIAMS: "market model with the betas of Scholes and Williams",
    NormalModel.FACTOR: "factor model",
}
_OTHERS = {
    Confounding.KEEP: "other events are kept",
    Confounding.EXCLUDE: "other events' windows are excluded from the estimation",
    Confounding.SHORTEN: "a session of two windows goes to the event whose day 0 is nearer",
    Confounding.MERGE: "events whose windows share a session are measured as one",
    Confounding.JOINT: "events whose windows share sessions are estimated in one regression, "
    "a shared session's abnormal return in equal shares",
}
_ADJUSTMENTS = {
    Adjustment.NONE: "p not adjusted",
    Adjustment.HOLM: "p adjusted by Holm",
    Adjustment.BENJAMINI_HOCHBERG: "p adjusted by Benjamini and Hochberg",
}


def events_text(report: StudyReport, kind: str, *, is_wide: bool = False) -> str:
    """Return the events of the studies.

    Parameters
    ----------
    report : StudyReport
    kind : str
        ``table``, ``csv``, ``json`` or ``md``.
    is_wide : bool
        With a second table for what the first has no room for; CSV and JSON have it anyway.
    """
    if kind == "json":
        return json_text([json_row(study, row, report=report) for study, row in _rows(report)])
    if kind == "csv":
        rows = (row_values(study, row, report=report) for study, row in _rows(report))
        names = (*FIELDS, *MORE_FIELDS)
        return comma_separated(
            [names, *([cell_value(row[name]) for name in names] for row in rows)]
        )
    if kind == "table":
        return "\n".join(_aligned_events(study, is_wide=is_wide) for study in report.studies)
    parts = "\n".join(_marked_events(study, is_wide=is_wide) for study in report.studies)
    return f"# Event study: {' '.join(report.title.split())}\n\n{READING}\n{parts}"


def described(study: Study) -> str:
    """Return what a study is, in one paragraph."""
    options, window = study.options, study.options.window
    count = study.rows.measured_count
    benchmark = benchmark_name(study)
    against = f" against {benchmark}" if benchmark else ""
    estimation = span_cell(window.estimation_first, window.estimation_last)
    parts = [
        f"{study.source.instrument.symbol}{against}: {_MODELS[options.model]}",
        f"{options.returns.value} returns",
        f"event window {span_cell(window.event_first, window.event_last)}",
        f"estimation window {estimation}, {window.least_sessions} sessions of it at least",
        _OTHERS[options.confounding],
        f"{_ADJUSTMENTS[options.adjustment]} for {count} looked at",
    ]
    text = f"{'; '.join(parts)}."
    if study.benchmark_holds_instrument:
        symbol = study.source.instrument.symbol
        text += f" {benchmark} contains {symbol}: as the market it takes away part of its moves."
    return text


def notes(row: StudyRow, name_of: Callable[[str], str] = str) -> tuple[str, ...]:
    """Return what the reader must know of a row's numbers.

    Parameters
    ----------
    row : StudyRow
    name_of : callable
        What other events are called, by id.
    """
    if row.reason is not None:
        return (REASON_TEXTS[row.reason], *_overlap_notes(row, name_of))
    found = [*_overlap_notes(row, name_of)]
    if row.is_partial:
        found.append(partial_note(row))
    found += [_ex_date_note(ex_date) for ex_date in row.ex_dates]
    if row.missing:
        count = len(row.missing)
        found.append("1 bar is missing" if count == 1 else f"{count} bars are missing")
    if row.measured and row.measured.shared_sessions:
        found.append(f"{row.measured.shared_sessions} of its sessions are split with other events")
    return tuple(found)


def _overlap_notes(row: StudyRow, name_of: Callable[[str], str]) -> tuple[str, ...]:
    others = tuple(event_id for event_id in row.merged if event_id != row.event_id)
    return tuple(
        f"{words} {', '.join(map(name_of, event_ids))}"
        for words, event_ids in (
            ("one with", others),
            ("jointly with", row.joint_with),
            ("shares sessions with", row.overlaps),
        )
        if event_ids
    )


def partial_note(row: StudyRow) -> str:
    """Return why fewer sessions were measured than the event window has."""
    if row.holes:
        are = "session of the window has" if row.holes == 1 else "sessions of the window have"
        return f"{row.holes} {are} no return or no factor"
    return "the window runs over the end of the prices"


def _ex_date_note(ex_date: ExDate) -> str:
    where = "event" if ex_date.is_in_event_window else "estimation"
    kind, day = ex_date.action.kind.value, ex_date.action.ex_date.isoformat()
    return f"{ex_date.symbol} {kind} of {day} in the {where} window"


def row_values(study: Study, row: StudyRow, *, report: StudyReport) -> dict[str, object]:
    """Return the values of a row by their names, with all their digits, as `row_record`."""
    return row_record(study, row, note="; ".join(notes(row)), title_of=report.title_of)


def json_row(study: Study, row: StudyRow, *, report: StudyReport) -> dict[str, object]:
    """Return the same as JSON has it."""
    values = row_values(study, row, report=report)
    return {name: json_value(value) for name, value in values.items()}


def _rows(report: StudyReport) -> list[tuple[Study, StudyRow]]:
    return [(study, row) for study in report.studies for row in study.rows]


def _aligned_events(study: Study, *, is_wide: bool) -> str:
    lines = [(*line, "; ".join(notes(row))) for row, line in _event_lines(study)]
    parts = [f"{described(study)}\n", aligned([_HEAD, *lines])]
    missing = missing_bars(study)
    if missing:
        rule = " ".join(ALIGNMENT.split())
        parts.append("".join(f"Missing: {line}.\n" for line in missing) + f"{rule}\n")
    if is_wide:
        parts.append(f"{aligned([_WIDE_HEAD, *wide_cells(study)])}\n{wide_note(study)}\n")
    return "\n".join(parts)


def _marked_events(study: Study, *, is_wide: bool) -> str:
    """Return the table with its notes below, numbered by their first row."""
    benchmark = benchmark_name(study)
    against = f" against {benchmark}" if benchmark else ""
    marks, texts = numbered_notes(study)
    lines = [
        (*line, ", ".join(f"[{number}]" for number in numbers))
        for (_, line), numbers in zip(_event_lines(study), marks, strict=True)
    ]
    below = "".join(f"{number}. {note}\n" for number, note in enumerate(texts, start=1))
    missing = "".join(f"Missing: {line}.\n\n" for line in missing_bars(study))
    parts = [
        f"## {study.source.instrument.symbol}{against}\n",
        f"{described(study)}\n",
        markdown([_HEAD, *lines], left=(0, 1, len(_HEAD) - 1)),
        below,
        missing.removesuffix("\n"),
    ]
    if is_wide:
        parts.append(f"{markdown([_WIDE_HEAD, *wide_cells(study)])}\n{wide_note(study)}\n")
    return "\n".join(part for part in parts if part)


def numbered_notes(
    study: Study, name_of: Callable[[str], str] = str
) -> tuple[list[list[int]], list[str]]:
    """Return the numbers of each row's notes, and the notes in the order of their numbers.

    Parameters
    ----------
    study : Study
    name_of : callable
        What events are called, by id.
    """
    found: dict[str, int] = {}
    marks = [
        [found.setdefault(note, len(found) + 1) for note in notes(row, name_of)]
        for row in study.rows
    ]
    return marks, list(found)


def missing_bars(study: Study) -> list[str]:
    """Return for each symbol the bars that are missing from any row's windows, by date."""
    bars = sorted({bar for row in study.rows for bar in row.missing})
    return [
        f"{symbol} {', '.join(day.isoformat() for _, day in found)}"
        for symbol, found in groupby(bars, key=lambda bar: bar[0])
    ]


def _event_lines(study: Study) -> list[tuple[StudyRow, tuple[str, ...]]]:
    return [(row, (row.event_id, *event_cells(row))) for row in study.rows]


def event_cells(row: StudyRow) -> tuple[str, ...]:
    """Return day 0 and the numbers of a row as they are read."""
    day, measured = row.day_zero.isoformat() if row.day_zero else NONE, row.measured
    if measured is None:
        return (day, *(NONE,) * 9)
    return (
        day,
        span_cell(*measured.window),
        str(measured.n),
        percent_cell(measured.ar),
        percent_cell(measured.car),
        size_cell(measured.se),
        number_cell(measured.t),
        str(measured.df),
        p_cell(measured.p),
        p_cell(measured.p_adjusted),
    )


def wide_cells(study: Study, name_of: Callable[[str], str] = str) -> list[tuple[str, ...]]:
    """Return what else was measured of each event, its name first; those refused are left out.

    Parameters
    ----------
    study : Study
    name_of : callable
        What events are called, by id.
    """
    rows = ((row.event_id, row.measured) for row in study.rows)
    return [(name_of(event_id), *_wide(measured)) for event_id, measured in rows if measured]


def _wide(measured: Measured) -> tuple[str, ...]:
    empirical, volume = measured.p_empirical, measured.abnormal_volume
    return (
        NONE if measured.bhar is None else percent_cell(measured.bhar),
        NONE if empirical is None else p_cell(empirical),
        NONE if measured.rank is None else f"{measured.rank[0]} of {measured.rank[1]}",
        NONE if volume is None else signed_number_cell(volume),
    )


def wide_note(study: Study) -> str:
    """Return how what else was measured is read."""
    against = volume_against(study.source)
    implied = "its mean in" if against == OWN_MEAN else f"what the volume of {against} implies by"
    return (
        "BHAR is the buy-and-hold abnormal return over the window; empirical p the share of runs "
        "of sessions in the estimation window with a CAR as large, the event among them; rank the "
        "place of day 0's return by size; abnormal volume the logarithm of day 0's volume over "
        f"{implied} the estimation window, 0.69 for twice as much."
    )
