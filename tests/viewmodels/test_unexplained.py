"""The rows of unexplained moves."""

import numpy as np

from tickertale.analysis.unexplained import UnexplainedMove
from tickertale.viewmodels.unexplained import resolve_unexplained

DATES = np.array(["2025-02-10", "2025-02-11", "2025-02-28"], dtype="datetime64[D]")


def test_the_most_unusual_moves_stay_and_are_listed_by_date() -> None:
    moves = (
        UnexplainedMove(index=2, move=-0.06, score=-3.1),
        UnexplainedMove(index=1, move=0.02, score=2.6),
        UnexplainedMove(index=0, move=0.055, score=2.9),
    )
    rows = resolve_unexplained(moves, DATES, most=2)
    assert [(row.index, row.date_text, row.move_text, row.sign) for row in rows] == [
        (0, "10 Feb 2025", "+5.5%", 1),
        (2, "28 Feb 2025", "−6.0%", -1),
    ]


def test_without_moves_there_are_no_rows() -> None:
    assert resolve_unexplained((), DATES) == ()
