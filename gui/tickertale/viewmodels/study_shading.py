"""The windows of a study on the chart, and the price that the model expected."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from tickertale.prices.time_scale import TimeScale

if TYPE_CHECKING:
    # The chart is there before the first study, and its start must not wait for what that needs.
    from tickertale.session.study_detail import EventEffect, ExpectedPath


@dataclass(frozen=True, slots=True, eq=False)
class ExpectedLine:
    """The price as a model expects it.

    Parameters
    ----------
    position : (n,) float64
        On the chart's time axis, ascending.
    price : (n,) float64
    """

    position: NDArray[np.float64]
    price: NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class StudyShading:
    """Where the windows of the selected event lie on the chart's time axis.

    Parameters
    ----------
    event_id : str
    event, estimation : (float, float)
        Positions of the first and of the last session.
    lines : tuple of ExpectedLine
        One for each window.
    """

    event_id: str
    event: tuple[float, float]
    estimation: tuple[float, float]
    lines: tuple[ExpectedLine, ...]


def resolve_shading(effect: "EventEffect", *, event_id: str, scale: TimeScale) -> StudyShading:
    """Return an effect's windows and expected prices on a time axis.

    Parameters
    ----------
    effect : EventEffect
    event_id : str
    scale : TimeScale
        The chart's.
    """
    paths = effect.estimation_path, effect.event_path
    lines = tuple(_line(path, scale) for path in paths)
    estimation, event = (_ends(line) for line in lines)
    return StudyShading(event_id, event, estimation, lines)


def _line(path: "ExpectedPath", scale: TimeScale) -> ExpectedLine:
    return ExpectedLine(scale.positions_of(path.time_ns), path.price)


def _ends(line: ExpectedLine) -> tuple[float, float]:
    # The first one is the close before the window.
    first = line.position[min(1, len(line.position) - 1)]
    return float(first), float(line.position[-1])
