"""The windows of a study on the chart, and the price that the model expected."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from tickertale.prices.time_scale import TimeScale, date_of

if TYPE_CHECKING:
    # The chart is there before the first study, and its start must not wait for what that needs.
    from tickertale.session.study_detail import ExpectedPath, StudyDetail


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
    expected : ExpectedLine
        From the last close before the event window to its end.
    note : str
        How it was studied, for what is printed.
    """

    event_id: str
    event: tuple[float, float]
    estimation: tuple[float, float]
    expected: ExpectedLine
    note: str = ""


def resolve_shading(detail: "StudyDetail", *, scale: TimeScale, note: str) -> StudyShading | None:
    """Return an event's windows and expected price on a time axis; None where it has no number.

    Parameters
    ----------
    detail : StudyDetail
    scale : TimeScale
        The chart's.
    note : str
        How it was studied.
    """
    effect = detail.effect
    if effect is None or not len(scale.time_ns):
        return None
    paths = effect.estimation_path, effect.event_path
    # Where the model was estimated, the two prices lie on each other, more or less: that says
    # nothing, and a second line over half of the chart would say it loudly.
    (estimation, _), (event, expected) = (_shown(path, scale) for path in paths)
    return StudyShading(detail.row.event_id, event, estimation, expected, note)


def _shown(path: "ExpectedPath", scale: TimeScale) -> tuple[tuple[float, float], ExpectedLine]:
    """Return where the window of a path begins and ends, and the path itself."""
    end = len(scale.time_ns) - 1
    # Prices may have been replaced since; then the next study is on its way.
    first, last = (np.clip(bars, 0, end) for bars in _bars_of(path.time_ns, scale))
    begins, closes = (scale.positions_of(scale.time_ns[bars]) for bars in (first, last))
    # The first one is the close before the window.
    window = float(begins[min(1, len(begins) - 1)]), float(closes[-1])
    # Of the sessions that one longer bar holds, the line goes through the last one's price.
    is_last = np.append(np.diff(last) > 0, True)
    return window, ExpectedLine(closes[is_last], path.price[is_last])


def _bars_of(
    sessions: NDArray[np.int64], scale: TimeScale
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the first and the last bar of each session: the same one but for intraday bars."""
    if not scale.interval.is_intraday:
        # A week or a month stands at its first session.
        bars = np.searchsorted(scale.time_ns, sessions, side="right") - 1
        return bars, bars
    days = [date_of(label) for label in sessions.tolist()]
    starts = [scale.start_of(day) for day in days]
    ends = [scale.start_of(day + dt.timedelta(days=1)) for day in days]
    return np.searchsorted(scale.time_ns, starts), np.searchsorted(scale.time_ns, ends) - 1
