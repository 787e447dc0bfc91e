"""What the price and the volume of one session did, and why not where it cannot be said."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

VOLUME_SESSIONS = 20
"""Sessions before the one measured whose mean volume it is compared with."""


class PriceArrays(Protocol):
    """Arrays of a series, one row a session, ascending in time; NaN where there is no value."""

    @property
    def open(self) -> NDArray[np.float64]:
        """First price, (n,) float64."""

    @property
    def close(self) -> NDArray[np.float64]:
        """Last price, (n,) float64."""

    @property
    def volume(self) -> NDArray[np.float64]:
        """Units traded, (n,) float64."""


class Measure(StrEnum):
    """What is measured of a session; the value is the name of the field of `Impact`."""

    DAY_MOVE = "day_move"
    GAP = "gap"
    MOVE_SINCE_PREVIOUS_CLOSE = "move_since_previous_close"
    VOLUME_MULTIPLE = "volume_multiple"


class MissingReason(StrEnum):
    """Why a measure has no value."""

    NO_SESSION = "no_session"
    NO_OPEN = "no_open"
    NO_CLOSE = "no_close"
    NO_PREVIOUS_CLOSE = "no_previous_close"
    PRICE_NOT_POSITIVE = "price_not_positive"
    NO_VOLUME = "no_volume"
    TOO_FEW_VOLUMES = "too_few_volumes"


@dataclass(frozen=True, slots=True)
class Impact:
    """What one session did; a field is none where `missing` names the reason.

    Parameters
    ----------
    day_move : float or None
        Close / open - 1: 0.05 is five per cent.
    gap : float or None
        Open / previous close - 1.
    move_since_previous_close : float or None
        Close / previous close - 1; the one that lists and the chart show.
    volume_multiple : float or None
        Volume / mean volume of the 20 sessions before, those without a volume left out; at
        least half of them must have one.
    missing : Mapping of Measure to MissingReason
        The reason for each field that is none.
    """

    day_move: float | None
    gap: float | None
    move_since_previous_close: float | None
    volume_multiple: float | None
    missing: Mapping[Measure, MissingReason]


def measure_impact(bars: PriceArrays, index: int | None) -> Impact:
    """Return what the session at `index` did; all missing if there is no such session.

    Parameters
    ----------
    bars : PriceArrays
        The series; `Bars` is one.
    index : int or None
        Index of the reaction session in it.
    """
    if index is None or not 0 <= index < len(bars.close):
        missing = dict.fromkeys(Measure, MissingReason.NO_SESSION)
        return Impact(None, None, None, None, missing)
    first, last = float(bars.open[index]), float(bars.close[index])
    before = float(bars.close[index - 1]) if index else np.nan
    reasons = MissingReason
    results: dict[Measure, float | MissingReason] = {
        Measure.DAY_MOVE: _move(first, last, no_base=reasons.NO_OPEN, no_value=reasons.NO_CLOSE),
        Measure.GAP: _move(
            before, first, no_base=reasons.NO_PREVIOUS_CLOSE, no_value=reasons.NO_OPEN
        ),
        Measure.MOVE_SINCE_PREVIOUS_CLOSE: _move(
            before, last, no_base=reasons.NO_PREVIOUS_CLOSE, no_value=reasons.NO_CLOSE
        ),
        Measure.VOLUME_MULTIPLE: _volume_multiple(bars.volume, index),
    }
    values = {m: None if isinstance(r, MissingReason) else r for m, r in results.items()}
    missing = {m: r for m, r in results.items() if isinstance(r, MissingReason)}
    return Impact(**{str(m): value for m, value in values.items()}, missing=missing)


def _move(
    base: float, value: float, *, no_base: MissingReason, no_value: MissingReason
) -> float | MissingReason:
    if np.isnan(value):
        return no_value
    if np.isnan(base):
        return no_base
    # A price at or below zero (it happened to oil) has no meaningful percentage.
    return value / base - 1.0 if base > 0.0 < value else MissingReason.PRICE_NOT_POSITIVE


def _volume_multiple(volume: NDArray[np.float64], index: int) -> float | MissingReason:
    own = float(volume[index])
    if np.isnan(own):
        return MissingReason.NO_VOLUME
    before = volume[max(index - VOLUME_SESSIONS, 0) : index]
    known = before[np.isfinite(before)]
    if index < VOLUME_SESSIONS or len(known) < VOLUME_SESSIONS // 2:
        return MissingReason.TOO_FEW_VOLUMES
    mean = float(known.mean())
    return own / mean if mean > 0.0 else MissingReason.TOO_FEW_VOLUMES
