"""The values of a study's rows by name, as JSON, CSV and workbooks have them."""

import datetime as dt
from collections.abc import Callable

from tickertale.session.study import Study
from tickertale.session.study_row import REASON_TEXTS, Measured, StudyRow
from tickertale.session.study_volume import volume_against

_DIGITS = 6
FIELDS = (
    *("id", "symbol", "benchmark", "model", "returns", "day0", "window", "estimation", "n"),
    *("ar", "car", "se", "t", "df", "p", "p_adjusted", "overlaps"),
)
"""Names of the values that every program may rely on, in their order."""
MORE_FIELDS = (
    *("bhar", "p_empirical", "rank", "rank_of", "abnormal_volume", "abnormal_volume_against"),
    *("overlap_treatment", "merged", "joint_with", "estimation_overlaps"),
    *("p_adjustment", "looked_at", "missing", "title", "note"),
)
"""Names of those that follow them."""
FIELD_MEANINGS = {
    "id": "id of the event",
    "symbol": "symbol of the instrument",
    "benchmark": "symbol of the benchmark, or names of the factors",
    "model": "model of the normal return",
    "returns": "simple or log",
    "day0": "the first session that could react to the event",
    "window": "first and last session of the event window, as measured, from day 0",
    "estimation": "the same of the estimation window",
    "n": "sessions that were estimated from",
    "ar": "abnormal return of day 0, a fraction",
    "car": "abnormal return cumulated over the event window, a fraction",
    "se": "standard error of car, with that of the estimated coefficients in it",
    "t": "car over se",
    "df": "degrees of freedom of t",
    "p": "two-sided chance of such a t without an effect",
    "p_adjusted": "p, adjusted for the number of events looked at",
    "overlaps": "ids of other events whose event windows share sessions with this one's",
    "reason": "why the event was not studied; only in JSON, elsewhere in note",
    "bhar": "buy-and-hold abnormal return, a fraction; none where effects were estimated jointly",
    "p_empirical": "share of runs of sessions before the event that were as large, the event among "
    "them; it describes and does not test where the window has more than one session",
    "rank": "place of the return of day 0 by size, 1 for the largest",
    "rank_of": "among how many sessions, day 0 and up to 249 before it",
    "abnormal_volume": "logarithm of the volume of day 0 over the one that the estimation window "
    "implies; 0.69 is twice as much",
    "abnormal_volume_against": "what implies it: the volume of the benchmark, or, where that is an "
    "index or has none, the own mean",
    "overlap_treatment": "what was done about other events: keep, exclude, shorten, merge or joint",
    "merged": "ids of the events that were measured as one, this one among them",
    "joint_with": "ids of the events whose effects were estimated in the same regression; where "
    "their windows share a session, its abnormal return is split in equal shares",
    "estimation_overlaps": "ids of other events with a day 0 in the estimation window",
    "p_adjustment": "how p was adjusted: none, holm or bh",
    "looked_at": "number of effects that it was adjusted for",
    "missing": "symbol and date of each bar that is missing from the windows",
    "title": "title of the event",
    "note": "what the reader must know of the numbers",
}
"""What each value is, in one line."""
_NUMBERS = ("n", "ar", "car", "se", "t", "df", "p", "p_adjusted", "bhar", "p_empirical", "window")


def benchmark_name(study: Study) -> str | None:
    """Return what the model explains returns by; none for one without a market."""
    return "+".join(study.source.returns.names) or None


def row_record(
    study: Study, row: StudyRow, *, note: str, title_of: Callable[[str], str]
) -> dict[str, object]:
    """Return the values of a row by name: those of `FIELDS`, a reason if any, `MORE_FIELDS`.

    Numbers have all their digits. What was not measured is None; `reason` is there only where
    nothing was.

    Parameters
    ----------
    study : Study
    row : StudyRow
    note : str
        What the reader must know of the numbers.
    title_of : callable
        What an event is called, by id.
    """
    options, window, measured = study.options, study.options.window, row.measured
    values: dict[str, object] = dict.fromkeys(FIELDS)
    if measured is None:
        values["reason"] = REASON_TEXTS[row.reason] if row.reason else ""
    values |= dict.fromkeys(MORE_FIELDS)
    estimation = (window.estimation_first, window.estimation_last)
    return (
        values
        | {
            "id": row.event_id,
            "symbol": study.source.instrument.symbol,
            "benchmark": benchmark_name(study),
            "model": options.model.value,
            "returns": options.returns.value,
            "day0": row.day_zero,
            "estimation": estimation if measured else None,
            "overlaps": row.overlaps,
            "overlap_treatment": options.confounding.value,
            "merged": row.merged,
            "joint_with": row.joint_with,
            "estimation_overlaps": row.estimation_overlaps,
            "p_adjustment": options.adjustment.value,
            "looked_at": study.rows.measured_count,
            "missing": row.missing,
            "title": title_of(row.event_id),
            "note": note,
        }
        | ({} if measured is None else _measured_values(study, measured))
    )


def _measured_values(study: Study, measured: Measured) -> dict[str, object]:
    rank, rank_of = measured.rank or (None, None)
    volume = measured.abnormal_volume
    return {name: getattr(measured, name) for name in _NUMBERS} | {
        "rank": rank,
        "rank_of": rank_of,
        "abnormal_volume": volume,
        "abnormal_volume_against": None if volume is None else volume_against(study.source),
    }


def rounded(value: float) -> float | None:
    """Return six significant digits: fewer than arithmetic leaves alike on every machine."""
    if value != value:  # noqa: PLR0124 (NaN)
        return None
    return float(f"{value:.{_DIGITS}g}") + 0.0


def json_value(value: object) -> object:
    """Return a value of a row as JSON has it: rounded, dates as text, bars by their names."""
    match value:
        case float():
            return rounded(value)
        case dt.date():
            return value.isoformat()
        case (str(symbol), dt.date() as day):
            return {"symbol": symbol, "date": day.isoformat()}
        case tuple():
            return [json_value(part) for part in value]
    return value


def cell_value(value: object) -> object:
    """Return a value of a row as one cell: rounded, lists as text, all else as it is."""
    match value:
        case float():
            return rounded(value)
        case (int(), int()):
            return str(list(value))
        case (str(symbol), dt.date() as day):
            return f"{symbol} {day.isoformat()}"
        case tuple():
            return "; ".join(str(cell_value(part)) for part in value)
    return value
