"""A study as text: tables with notes, CSV, JSON and Markdown, the same byte for byte."""

import json
from collections.abc import Callable, Sequence
from itertools import groupby

from tickertale.analysis.confounding import Confounding
from tickertale.analysis.multiple_testing import Adjustment
from tickertale.analysis.normal_return import NormalModel
from tickertale.session.listing import aligned, comma_separated, markdown, once
from tickertale.session.study import Study
from tickertale.session.study_average import AVERAGE_FIELDS, SessionAverage, session_averages
from tickertale.session.study_record import (
    FIELDS,
    MORE_FIELDS,
    benchmark_name,
    cell_value,
    json_value,
    rounded,
    row_record,
)
from tickertale.session.study_report import StudyReport
from tickertale.session.study_row import REASON_TEXTS, ExDate, Measured, StudyRow
from tickertale.session.study_sample import SampleSummary
from tickertale.session.study_volume import OWN_MEAN, volume_against

_NONE = "–"
_HEAD = ("event", "day 0", "window", "n", "AR", "CAR", "SE", "t", "df", "p", "adj. p", "note")
_WIDE_HEAD = ("event", "BHAR", "empirical p", "rank", "abnormal volume")
_SESSION_HEAD = ("group", "session", "n", "AAR", "SE", "t", "p", "CAAR", "SE", "95% interval")
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
TEST_HEAD = ("symbol", "group", "events", "caar", "test", "statistic", "df", "p")
"""Names of the values of a test."""
SESSION_FIELDS = ("symbol", "benchmark", "group", *AVERAGE_FIELDS)
"""Names of the values of a session."""
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
    Confounding.SHORTEN: "windows are shortened between events",
    Confounding.MERGE: "events in each other's windows are measured as one",
    Confounding.JOINT: "effects of overlapping events are estimated jointly",
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
        return _json([json_row(study, row, report=report) for study, row in _rows(report)])
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


def tests_text(report: StudyReport, kind: str) -> str:
    """Return the tests of each study's groups of events, in the same formats."""
    if kind == "json":
        lines = test_lines(report.studies, report.groups)
        return _json([dict(zip(TEST_HEAD, line, strict=True)) for line in lines])
    if kind == "csv":
        return comma_separated([TEST_HEAD, *test_lines(report.studies, report.groups)])
    return _group_tables(report, kind, head=TEST_HEAD[1:], cells=test_cells, repeated=3)


def sessions_text(report: StudyReport, kind: str) -> str:
    """Return AAR and CAAR of each study's groups, session by session, in the same formats."""
    if kind == "json":
        return _json(_session_objects(report))
    if kind == "csv":
        lines = ([json_value(value) for value in line] for line in session_lines(report))
        return comma_separated([SESSION_FIELDS, *lines])
    return _group_tables(report, kind, head=_SESSION_HEAD, cells=session_cells, repeated=1)


def _group_tables(
    report: StudyReport,
    kind: str,
    *,
    head: tuple[str, ...],
    cells: Callable[[dict[str, SampleSummary]], list[tuple[str, ...]]],
    repeated: int,
) -> str:
    """Return a table for each study; what a group has in common stands in its first line."""
    write = {"table": aligned, "md": markdown}[kind]
    return "\n".join(
        f"{described(study)}\n\n{write([head, *once(cells(found), columns=repeated)])}"
        for study, found in zip(report.studies, report.groups, strict=True)
    )


def session_lines(report: StudyReport) -> list[tuple[object, ...]]:
    """Return the averages of each session of each group, in the order of `SESSION_FIELDS`."""
    return [
        (study.source.instrument.symbol, benchmark_name(study), name, *_values(row))
        for study, found in zip(report.studies, report.groups, strict=True)
        for name, group in found.items()
        for row in session_averages(group.averages)
    ]


def _values(row: SessionAverage) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in AVERAGE_FIELDS)


def _session_objects(report: StudyReport) -> list[dict[str, object]]:
    """Return an object for each group, which says what was measured, with its sessions."""
    found: list[dict[str, object]] = []
    for study, groups in zip(report.studies, report.groups, strict=True):
        options, window = study.options, study.options.window
        what: dict[str, object] = {
            "symbol": study.source.instrument.symbol,
            "benchmark": benchmark_name(study),
            "model": options.model.value,
            "returns": options.returns.value,
            "window": [window.event_first, window.event_last],
            "estimation": [window.estimation_first, window.estimation_last],
            "overlap_treatment": options.confounding.value,
        }
        for name, group in groups.items():
            sessions = [
                {key: json_value(getattr(row, key)) for key in AVERAGE_FIELDS}
                for row in session_averages(group.averages)
            ]
            of_group = {"group": name, "events": list(group.event_ids), "sessions": sessions}
            found.append(what | of_group)
    return found


def session_cells(groups: dict[str, SampleSummary]) -> list[tuple[str, ...]]:
    """Return the averages of each session of each group as they are read, its name first."""
    return [
        (
            name,
            _signed(row.session),
            str(row.n),
            _percent(row.aar),
            _size(row.aar_se),
            _number(row.aar_t),
            _p(row.aar_p),
            _percent(row.caar),
            _size(row.caar_se),
            _interval(row.caar_low, row.caar_high),
        )
        for name, group in groups.items()
        for row in session_averages(group.averages)
    ]


def test_lines(
    studies: Sequence[Study], groups: Sequence[dict[str, SampleSummary]]
) -> list[tuple[object, ...]]:
    """Return the answer of each test of each group, in the order of `TEST_HEAD`."""
    return [
        (
            study.source.instrument.symbol,
            name,
            len(group.event_ids),
            rounded(float(group.averages.caar[-1])),
            test.name.value,
            rounded(test.statistic),
            test.df,
            rounded(test.p),
        )
        for study, found in zip(studies, groups, strict=True)
        for name, group in found.items()
        for test in group.tests
    ]


def test_cells(groups: dict[str, SampleSummary]) -> list[tuple[str, ...]]:
    """Return the answer of each test of each group as it is read, without the symbol."""
    return [
        (
            name,
            str(len(group.event_ids)),
            _percent(float(group.averages.caar[-1])),
            test.name.value,
            _number(test.statistic),
            _NONE if test.df is None else f"{test.df:.0f}",
            _p(test.p),
        )
        for name, group in groups.items()
        for test in group.tests
    ]


def described(study: Study) -> str:
    """Return what a study is, in one paragraph."""
    options, window = study.options, study.options.window
    count = study.rows.measured_count
    benchmark = benchmark_name(study)
    against = f" against {benchmark}" if benchmark else ""
    estimation = _span(window.estimation_first, window.estimation_last)
    parts = [
        f"{study.source.instrument.symbol}{against}: {_MODELS[options.model]}",
        f"{options.returns.value} returns",
        f"event window {_span(window.event_first, window.event_last)}",
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
        found.append("the window runs over the end of the prices")
    found += [_ex_date_note(ex_date) for ex_date in row.ex_dates]
    if row.missing:
        count = len(row.missing)
        found.append("1 bar is missing" if count == 1 else f"{count} bars are missing")
    return tuple(found)


def _overlap_notes(row: StudyRow, name_of: Callable[[str], str]) -> tuple[str, ...]:
    others = tuple(event_id for event_id in row.merged if event_id != row.event_id)
    return tuple(
        f"{words} {', '.join(map(name_of, event_ids))}"
        for words, event_ids in (
            ("one with", others),
            ("jointly with", row.joint_with),
            ("in the window:", row.overlaps),
        )
        if event_ids
    )


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
    day, measured = row.day_zero.isoformat() if row.day_zero else _NONE, row.measured
    if measured is None:
        return (day, *(_NONE,) * 9)
    return (
        day,
        _span(*measured.window),
        str(measured.n),
        _percent(measured.ar),
        _percent(measured.car),
        _size(measured.se),
        _number(measured.t),
        str(measured.df),
        _p(measured.p),
        _p(measured.p_adjusted),
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
        _NONE if measured.bhar is None else _percent(measured.bhar),
        _NONE if empirical is None else _p(empirical),
        _NONE if measured.rank is None else f"{measured.rank[0]} of {measured.rank[1]}",
        _NONE if volume is None else _signed_number(volume),
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


def _json(values: Sequence[dict[str, object]]) -> str:
    return json.dumps(values, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _span(first: int, last: int) -> str:
    return f"[{_signed(first)}, {_signed(last)}]"


def _signed(number: int) -> str:
    return f"{number:+d}".replace("-", "−") if number else "0"


def _percent(value: float) -> str:
    if value != value:  # noqa: PLR0124 (NaN)
        return _NONE
    text = f"{100.0 * value:+.2f}"
    return f"{text.replace('-', '−')}%" if float(text) else "0.00%"


def _size(value: float) -> str:
    return _percent(value).removeprefix("+")


def _interval(low: float, high: float) -> str:
    return f"[{_percent(low)}, {_percent(high)}]" if low == low else _NONE  # noqa: PLR0124 (NaN)


def _signed_number(value: float) -> str:
    return f"{value:+.2f}".replace("-", "−")


def _number(value: float) -> str:
    return f"{value:.2f}".replace("-", "−") if value == value else _NONE  # noqa: PLR0124 (NaN)


def _p(value: float) -> str:
    if value != value:  # noqa: PLR0124 (NaN)
        return _NONE
    return "<0.0001" if value < 0.0001 else f"{value:.4f}"
