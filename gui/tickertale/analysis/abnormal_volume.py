"""Abnormal volume: how far an event's trading was from what volumes before it imply."""

import numpy as np
from numpy.typing import NDArray

from tickertale.analysis.event_study import EventStudies, study_events
from tickertale.analysis.normal_return import NormalModel
from tickertale.analysis.study_input import AlignedReturns
from tickertale.analysis.study_window import StudyWindow


def abnormal_volumes(
    volume: NDArray[np.float64],
    market_volume: NDArray[np.float64] | None,
    *,
    time_ns: NDArray[np.int64],
    day_zero: NDArray[np.int64],
    window: StudyWindow | None = None,
) -> EventStudies:
    """Return the abnormal logarithmic volumes of events, as a study of `ln volume`.

    The market model is that of returns with log volumes in their place; without a market's
    volume it is the constant mean. An abnormal value of 0.69 is twice the usual volume. A session
    without volume is left out. Cumulated values are sums of logarithms; to compound
    them has no meaning, so `bhar` is NaN.

    Parameters
    ----------
    volume : (n,) float64
        Units traded.
    market_volume : (n,) float64 or None
    time_ns : (n,) int64
        Sessions.
    day_zero : (N,) int64
        As in `study_events`.
    window : StudyWindow or None

    References
    ----------
    Ajinkya, B. B., Jain, P. C. (1989): The behavior of daily stock market trading volume. Journal
    of Accounting and Economics 11(4), 331-359 (the logarithm).

    Campbell, C. J., Wasley, C. E. (1996): Measuring abnormal daily trading volume for samples of
    NYSE/ASE and NASDAQ securities. Review of Quantitative Finance and Accounting 6(3), 309-326.
    """
    nothing = np.empty(0, np.int64)
    markets = [] if market_volume is None else [_logarithms(market_volume)]
    series = AlignedReturns(
        time_ns=time_ns,
        asset=_logarithms(volume),
        factors=np.array(markets).reshape(len(markets), len(volume)),
        names=("market volume",) * len(markets),
        kind=None,
        missing_asset=nothing,
        missing_market=nothing,
    )
    model = NormalModel.MARKET if markets else NormalModel.CONSTANT_MEAN
    return study_events(series, day_zero, model=model, window=window)


def _logarithms(volume: NDArray[np.float64]) -> NDArray[np.float64]:
    logarithms: NDArray[np.float64] = np.log(np.where(volume > 0.0, volume, np.nan))
    return logarithms
