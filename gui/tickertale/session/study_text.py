"""A study as text: a table with notes, CSV, JSON, Markdown and LaTeX, the same byte for byte."""

import json
from collections.abc import Callable, Sequence

from tickertale.analysis.confounding import Confounding
from tickertale.analysis.multiple_testing import Adjustment
from tickertale.analysis.normal_return import NormalModel
from tickertale.session.listing import aligned, comma_separated, latex, markdown
from tickertale.session.sample_note import group_notes, sharing_note
from tickertale.session.study import Study
from tickertale.session.study_row import REASON_TEXTS, ExDate, Measured, StudyRow
from tickertale.session.study_sample import SampleSummary

_NONE = "–"
_DIGITS = 6
FIELDS = (
    *("id", "symbol", "benchmark", "model", "returns", "day0", "window", "estimation", "n"),
    *("ar", "car", "se", "t", "df", "p", "p_adjusted", "overlaps"),
)
"""Names of the values of a row, as JSON and CSV have them."""
_HEAD = ("event", "day 0", "window", "n", "AR", "CAR", "SE", "t", "df", "p", "adj. p", "note")
READING = """\
Written by `tickertale study`. Day 0 is the first session that could react to the event. AR is the
return of day 0 less the one that the model gives it; CAR is the sum of these over the window, SE
its standard error with the error of the estimated coefficients in it, t their quotient and p its
two-sided chance under Student's t with df degrees of freedom; n is the number of sessions that
were estimated from. A low p says that the move was unusual, not that the event was its cause.

MacKinlay, A. C. (1997): Event studies in economics and finance. Journal of Economic Literature
35(1), 13-39.
"""
"""How to read the numbers."""
_TEST_COLUMNS = ("symbol", "group", "events", "caar", "test", "statistic", "df", "p")
TEST_HEAD = (*_TEST_COLUMNS, "sharing", "note")
"""Names of the values of a test; `sharing` is how many events share sessions with another."""
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


def study_text(studies: Sequence[Study], kind: str, *, title: str) -> str:
    """Return the events of the studies.

    Parameters
    ----------
    studies : sequence of Study
    kind : str
        ``table``, ``csv``, ``json``, ``md`` or ``latex``.
    title : str
        That of the timeline, for the formats that have a head.
    """
    text = _EVENT_WRITERS[kind](studies)
    return (
        f"# Event study: {' '.join(title.split())}\n\n{READING}\n{text}" if kind == "md" else text
    )


def sample_text(
    studies: Sequence[Study], groups: Sequence[dict[str, SampleSummary]], *, kind: str
) -> str:
    """Return the tests of each study's groups of events, in the same formats."""
    if kind == "json":
        lines = test_lines(studies, groups)
        return _json([dict(zip(TEST_HEAD, line, strict=True)) for line in lines])
    if kind == "csv":
        return comma_separated([TEST_HEAD, *test_lines(studies, groups)])
    write = {"table": aligned, "md": markdown, "latex": latex}[kind]
    parts = []
    for study, found in zip(studies, groups, strict=True):
        words = (described(study), *group_notes(found, study.options.confounding))
        form = "% {}\n" if kind == "latex" else "{}\n\n"
        lead = "".join(map(form.format, words))
        parts.append(f"{lead}{write([_TEST_COLUMNS[1:], *_test_cells(found)])}")
    return "\n".join(parts)


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
            group.shared.count,
            sharing_note(group.shared),
        )
        for study, found in zip(studies, groups, strict=True)
        for name, group in found.items()
        for test in group.tests
    ]


def _test_cells(groups: dict[str, SampleSummary]) -> list[tuple[str, ...]]:
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
    benchmark = _benchmark(study)
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


def _benchmark(study: Study) -> str | None:
    return "+".join(study.source.returns.names) or None


def row_values(study: Study, row: StudyRow) -> dict[str, object]:
    """Return the values of a row by their names in JSON; numbers have six digits."""
    window, measured = study.options.window, row.measured
    values: dict[str, object] = dict.fromkeys(FIELDS)
    values |= {
        "id": row.event_id,
        "symbol": study.source.instrument.symbol,
        "benchmark": _benchmark(study),
        "model": study.options.model.value,
        "returns": study.options.returns.value,
        "day0": row.day_zero.isoformat() if row.day_zero else None,
        "estimation": [window.estimation_first, window.estimation_last] if measured else None,
        "overlaps": list(row.overlaps),
    }
    if measured is None:
        return values | {"reason": REASON_TEXTS[row.reason] if row.reason else ""}
    numbers = ("ar", "car", "se", "t", "p", "p_adjusted")
    return values | {
        "window": list(measured.window),
        "n": measured.n,
        "df": measured.df,
        **{name: rounded(getattr(measured, name)) for name in numbers},
    }


def _events_json(studies: Sequence[Study]) -> str:
    return _json([row_values(study, row) for study in studies for row in study.rows])


def _events_csv(studies: Sequence[Study]) -> str:
    lines: list[list[object]] = [[*FIELDS, "note"]]
    for study in studies:
        for row in study.rows:
            values = row_values(study, row)
            cells = [flat(values[name]) for name in FIELDS]
            lines.append([*cells, "; ".join(notes(row))])
    return comma_separated(lines)


def _events_table(studies: Sequence[Study]) -> str:
    parts = (f"{described(study)}\n\n{aligned(_lines(study))}" for study in studies)
    return "\n".join(parts)


def _events_markdown(studies: Sequence[Study]) -> str:
    parts = []
    for study in studies:
        benchmark = _benchmark(study)
        against = f" against {benchmark}" if benchmark else ""
        title = f"## {study.source.instrument.symbol}{against}"
        parts.append(f"{title}\n\n{described(study)}\n\n{_marked(study)}")
    return "\n".join(parts)


def _marked(study: Study) -> str:
    """Return the table with its notes below, numbered by their first row."""
    head, *body = _lines(study)
    found: dict[str, int] = {}
    lines: list[tuple[str, ...]] = [head]
    for row, line in zip(study.rows, body, strict=True):
        numbers = [found.setdefault(note, len(found) + 1) for note in notes(row)]
        lines.append((*line[:-1], ", ".join(f"[{number}]" for number in numbers)))
    below = "".join(f"{number}. {note}\n" for note, number in found.items())
    table = markdown(lines, left=2)
    return f"{table}\n{below}" if below else table


def _events_latex(studies: Sequence[Study]) -> str:
    return "\n".join(f"% {described(study)}\n{latex(_lines(study), left=2)}" for study in studies)


def _lines(study: Study) -> list[tuple[str, ...]]:
    return [_HEAD, *(_line(row) for row in study.rows)]


def _line(row: StudyRow) -> tuple[str, ...]:
    day = row.day_zero.isoformat() if row.day_zero else _NONE
    return (row.event_id, day, *_cells(row.measured), "; ".join(notes(row)))


def _cells(measured: Measured | None) -> tuple[str, ...]:
    if measured is None:
        return (_NONE,) * 9
    return (
        _span(*measured.window),
        str(measured.n),
        _percent(measured.ar),
        _percent(measured.car),
        _percent(measured.se).removeprefix("+"),
        _number(measured.t),
        str(measured.df),
        _p(measured.p),
        _p(measured.p_adjusted),
    )


def rounded(value: float) -> float | None:
    """Return six significant digits: fewer than arithmetic leaves alike on every machine."""
    if value != value:  # noqa: PLR0124 (NaN)
        return None
    return float(f"{value:.{_DIGITS}g}") + 0.0


def _json(values: Sequence[dict[str, object]]) -> str:
    return json.dumps(values, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def flat(value: object) -> object:
    """Return a value of a row as one cell: a list as text, all else as it is."""
    if isinstance(value, list):
        is_text = value and isinstance(value[0], str)
        return "; ".join(value) if is_text or not value else str(value)
    return value


def _span(first: int, last: int) -> str:
    return f"[{_signed(first)}, {_signed(last)}]"


def _signed(number: int) -> str:
    return f"{number:+d}".replace("-", "−") if number else "0"


def _percent(value: float) -> str:
    if value != value:  # noqa: PLR0124 (NaN)
        return _NONE
    text = f"{100.0 * value:+.2f}"
    return f"{text.replace('-', '−')}%" if float(text) else "0.00%"


def _number(value: float) -> str:
    return f"{value:.2f}".replace("-", "−") if value == value else _NONE  # noqa: PLR0124 (NaN)


def _p(value: float) -> str:
    if value != value:  # noqa: PLR0124 (NaN)
        return _NONE
    return "<0.0001" if value < 0.0001 else f"{value:.4f}"


_EVENT_WRITERS: dict[str, Callable[[Sequence[Study]], str]] = {
    "table": _events_table,
    "csv": _events_csv,
    "json": _events_json,
    "md": _events_markdown,
    "latex": _events_latex,
}
