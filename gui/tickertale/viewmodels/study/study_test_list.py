"""The tests of a sample as a small table: name, statistic, degrees of freedom, p."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from tickertale.analysis.sample_test import SampleTest, Statistic
from tickertale.analysis.value_ticks import plain_text
from tickertale.viewmodels.chart.plot import PlotPicture, PlotText, Tone, rule, wrapped
from tickertale.viewmodels.study.study_grid import p_text

_NAMES = {
    Statistic.CROSS_SECTIONAL: "Cross-sectional t",
    Statistic.PATELL: "Patell Z",
    Statistic.BMP: "BMP t",
    Statistic.KOLARI_PYNNONEN: "Kolari–Pynnönen t",
    Statistic.CORRADO: "Corrado rank Z",
    Statistic.CORRADO_ZIVNEY: "Corrado–Zivney Z",
    Statistic.SIGN: "Sign, share > 0",
    Statistic.GENERALIZED_SIGN: "Generalized sign Z",
    Statistic.BOOTSTRAP: "Bootstrap t",
}
_HEAD_PX = 40.0
_ROW_PX = 21.0
_P_PX, _DF_PX, _STATISTIC_PX = 8.0, 54.0, 78.0
_MOST_WIDTH_PX = 300.0
_NONE = "–"
_CLEAR = 0.05
_DENSE_ROW_PX, _WARNING_ROW_PX, _WARNING_GAP_PX = 19.0, 15.0, 6.0
_LETTER_PX = 6.0
"""Width of a letter, on the wide side."""

TEST_LIST_HEIGHT_PX = _HEAD_PX + _ROW_PX * len(Statistic) + 8.0
"""Height that all tests need, in logical pixels."""


@dataclass(frozen=True, slots=True)
class SampleWarning:
    """What the reader must know of the tests of a sample.

    Parameters
    ----------
    short : str
        In two lines of the list.
    full : str
        In sentences, with names.
    """

    short: str
    full: str


def resolve_test_list(
    tests: Sequence[SampleTest],
    *,
    problem: str,
    warning: SampleWarning | None = None,
    width: float,
) -> PlotPicture:
    """Return the tests as lines of text, below what warns of them; p below 0.05 stands in bold.

    With a warning the tests that it is about step back, and none of them is bold.

    Parameters
    ----------
    tests : sequence of SampleTest
        Those answered so far.
    problem : str
        Why there are none.
    warning : SampleWarning or None
        Stands above them; its full words are for those who hear the list.
    width : float
        In logical pixels.
    """
    right = min(width, _MOST_WIDTH_PX)
    head = _line(("Test", "statistic", "df", "p"), 10.0, right=right, is_head=True)
    if problem:
        return PlotPicture(texts=(*head, *_wrapped(problem, width=right)), description=problem)
    above = _wrapped(warning.short, width=right) if warning else []
    texts, words = [*head, *above], [warning.full.rstrip(".")] if warning else []
    top = _HEAD_PX + len(above) * _WARNING_ROW_PX + (_WARNING_GAP_PX if above else 0.0)
    for row, test in enumerate(tests):
        middle = top + row * (_DENSE_ROW_PX if above else _ROW_PX)
        cells = (_NAMES[test.name], _statistic(test), _df(test), p_text(test.p))
        is_meant = warning is not None and test.name is not Statistic.KOLARI_PYNNONEN
        is_clear = math.isfinite(test.p) and test.p < _CLEAR and not is_meant
        texts += _line(cells, middle, right=right, is_back=is_meant, is_clear=is_clear)
        freedom = "" if test.df is None else f", df {cells[2]}"
        words.append(f"{cells[0]} {cells[1]}{freedom}, p {cells[3]}")
    line = rule((0.0, 24.0), (right - _P_PX, 24.0), tone=Tone.GRID)
    return PlotPicture(lines=(line,), texts=tuple(texts), description=". ".join(words))


def _wrapped(text: str, *, width: float) -> list[PlotText]:
    """Return a text in as many lines as it needs, from the first row on."""
    lines = wrapped(text, room_px=width - _P_PX, letter_px=_LETTER_PX)
    return [
        PlotText(
            line,
            0.0,
            _HEAD_PX - 2.0 + row * _WARNING_ROW_PX,
            tone=Tone.MUTED,
            room_px=max(width - _P_PX, 1.0),
        )
        for row, line in enumerate(lines)
    ]


def _statistic(test: SampleTest) -> str:
    if test.name is Statistic.SIGN and math.isfinite(test.statistic):
        return f"{test.statistic:.0%}"
    return plain_text(test.statistic, 2)


def _df(test: SampleTest) -> str:
    return _NONE if test.df is None else f"{test.df:.0f}"


def _line(
    cells: tuple[str, str, str, str],
    middle: float,
    *,
    right: float,
    is_head: bool = False,
    is_back: bool = False,
    is_clear: bool = False,
) -> list[PlotText]:
    tone = Tone.MUTED if is_head or is_back else Tone.TEXT
    name_weight = 600 if is_head else 400
    name, statistic, df, p = cells
    room = max(right - _STATISTIC_PX - 34.0, 1.0)
    weight = 600 if is_clear else 400
    return [
        PlotText(name, 0.0, middle, tone=tone, weight=name_weight, room_px=room),
        PlotText(statistic, right - _STATISTIC_PX, middle, align=1, tone=tone),
        PlotText(df, right - _DF_PX, middle, align=1, tone=tone),
        PlotText(p, right - _P_PX, middle, align=1, tone=tone, weight=weight),
    ]
