"""The largest moves that no event covers, as rows."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tickertale.analysis.unexplained import UnexplainedMove
from tickertale.prices.time_scale import TimeScale
from tickertale.viewmodels.wording import day_text, percent, sign_of

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
        As shown.
    sign : int
        1 for a rise, −1 for a fall.
    """

    index: int
    date_text: str
    move_text: str
    sign: int


def resolve_unexplained(
    moves: Iterable[UnexplainedMove],
    dates: NDArray[np.datetime64],
    *,
    scale: TimeScale,
    most: int = MOST_ROWS,
) -> tuple[UnexplainedRow, ...]:
    """Return the rows of the most unusual moves, by date.

    Parameters
    ----------
    moves : iterable of UnexplainedMove
        In any order.
    dates : (n,) datetime64[D]
        Each session.
    scale : TimeScale
        Where its bars stand.
    most : int
        Rows at most; the largest scores stay.
    """
    chosen = sorted(moves, key=lambda move: abs(move.score), reverse=True)[:most]
    chosen.sort(key=lambda move: move.index)
    return tuple(_row(move, _day(dates, move.index), scale=scale) for move in chosen)


def _row(move: UnexplainedMove, day: dt.date, *, scale: TimeScale) -> UnexplainedRow:
    index = scale.index_of(day)
    return UnexplainedRow(
        index=move.index if index is None else index,
        date_text=day_text(day),
        move_text=percent(move.move),
        sign=sign_of(move.move),
    )


def _day(dates: NDArray[np.datetime64], index: int) -> dt.date:
    return dt.date.fromisoformat(str(dates[index].astype("datetime64[D]")))
