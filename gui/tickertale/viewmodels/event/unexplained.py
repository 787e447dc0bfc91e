"""The largest abnormal returns that no event covers, as rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tickertale.prices.time_scale import TimeScale, date_of
from tickertale.viewmodels.text.wording import MINUS, day_text, percent, sign_of

if TYPE_CHECKING:
    # The list is there before the first study, and its start must not wait for what that needs.
    from tickertale.analysis.study_input import AlignedReturns
    from tickertale.analysis.unexplained_return import UnexplainedReturn

MOST_ROWS = 5
"""Rows at most; the list is a hint where to look, not a table."""


@dataclass(frozen=True, slots=True)
class UnexplainedRow:
    """One session that moved without an event.

    Parameters
    ----------
    index : int
        Index of its first bar.
    date_text, move_text : str
        As shown; the move is the abnormal return.
    sign : int
        1 for a rise, −1 for a fall.
    meaning : str
        The move with its test in one sentence, without a full stop.
    """

    index: int
    date_text: str
    move_text: str
    sign: int
    meaning: str = ""


def resolve_unexplained(
    found: Iterable["UnexplainedReturn"],
    returns: "AlignedReturns",
    *,
    scale: TimeScale,
    most: int = MOST_ROWS,
) -> tuple[UnexplainedRow, ...]:
    """Return the rows of the most unusual abnormal returns, by date.

    Parameters
    ----------
    found : iterable of UnexplainedReturn
        In any order.
    returns : AlignedReturns
        What they were found in.
    scale : TimeScale
        Where the bars of the sessions stand.
    most : int
        Rows at most; the largest scores stay.
    """
    chosen = sorted(found, key=lambda move: abs(move.score), reverse=True)[:most]
    chosen.sort(key=lambda move: move.index)
    return tuple(_row(move, returns, scale=scale) for move in chosen)


def _row(
    move: "UnexplainedReturn", returns: "AlignedReturns", *, scale: TimeScale
) -> UnexplainedRow:
    day = date_of(int(returns.time_ns[move.index]))
    index = scale.index_of(day)
    against = f" against {', '.join(returns.names)}" if returns.names else ""
    t = f"{move.score:.2f}".replace("-", MINUS)
    return UnexplainedRow(
        index=move.index if index is None else index,
        date_text=day_text(day),
        move_text=percent(move.abnormal),
        sign=sign_of(move.abnormal),
        meaning=f"abnormal return {percent(move.abnormal)}{against}, t = {t}, "
        f"rank {move.rank} of the last 250 sessions",
    )
