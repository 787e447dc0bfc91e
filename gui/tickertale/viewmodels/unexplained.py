"""The largest moves that no event covers, as rows."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tickertale.analysis.unexplained import UnexplainedMove
from tickertale.viewmodels.wording import day_text, percent, sign_of

MOST_ROWS = 5
"""Rows at most; the list is a hint where to look, not a table."""


@dataclass(frozen=True, slots=True)
class UnexplainedRow:
    """One session that moved without an event.

    Parameters
    ----------
    index : int
        Index of its bar.
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
    moves: Iterable[UnexplainedMove], dates: NDArray[np.datetime64], *, most: int = MOST_ROWS
) -> tuple[UnexplainedRow, ...]:
    """Return the rows of the most unusual moves, by date.

    Parameters
    ----------
    moves : iterable of UnexplainedMove
        In any order.
    dates : (n,) datetime64[D]
        Session of each bar.
    most : int
        Rows at most; the largest scores stay.
    """
    chosen = sorted(moves, key=lambda move: abs(move.score), reverse=True)[:most]
    chosen.sort(key=lambda move: move.index)
    return tuple(_row(move, _day(dates, move.index)) for move in chosen)


def _row(move: UnexplainedMove, day: dt.date) -> UnexplainedRow:
    return UnexplainedRow(
        index=move.index,
        date_text=day_text(day),
        move_text=percent(move.move),
        sign=sign_of(move.move),
    )


def _day(dates: NDArray[np.datetime64], index: int) -> dt.date:
    return dt.date.fromisoformat(str(dates[index].astype("datetime64[D]")))
