"""Ticks of a value axis at round numbers, and the short form of large ones."""

import math
from dataclasses import dataclass

_ROUND_STEPS = (1.0, 2.0, 5.0, 10.0)
_MOST_TICKS = 1000
_LEAST_SPAN = 1e-290
_MOST_DECIMALS = 8
_COMPACT_FROM = 1e7
_UNITS = ((1e12, "tn"), (1e9, "bn"), (1e6, "m"), (1e3, "k"))
MINUS = "\N{MINUS SIGN}"
MISSING = "\N{EN DASH}"


@dataclass(frozen=True, slots=True)
class ValueTick:
    """One tick of a value axis.

    Parameters
    ----------
    value : float
        In the axis's unit.
    text : str
        The label, with the decimals that the step needs.
    """

    value: float
    text: str


def value_ticks(
    low: float, high: float, *, height_px: float, min_gap_px: float = 60.0
) -> tuple[ValueTick, ...]:
    """Return ticks at multiples of 1, 2 or 5 times a power of ten, at least `min_gap_px` apart.

    The multiples count from zero, so panning moves ticks but never chooses others. A flat range
    has one tick, at its value; a range that is not finite, upside down or of no height has none.

    Parameters
    ----------
    low, high : float
        Ends of the axis, inclusive.
    height_px, min_gap_px : float
        Length of the axis, and the least distance of two ticks on it.
    """
    span = high - low
    if not math.isfinite(span) or span < 0 or height_px <= 0:
        return ()
    step = _round_step(max(span, _LEAST_SPAN) * max(min_gap_px, 1.0) / height_px)
    if span < _LEAST_SPAN or step <= 4 * math.ulp(max(abs(low), abs(high))):
        return (ValueTick(low, plain_text(low)),)
    return _multiples(low, high, step=step) or _roundest(low, high, step=step)


def log_ticks(
    low: float, high: float, *, height_px: float, min_gap_px: float = 60.0
) -> tuple[ValueTick, ...]:
    """Return ticks of a logarithmic axis at round values, at least `min_gap_px` apart.

    Where a decade has room, the ticks are 1, 2 and 5 times powers of ten, or those of one of every
    few decades; where less is in view, they are multiples of one step, which has room at the upper
    end. Which values have a tick depends on pixels a decade alone as long as decades are in view.

    Parameters
    ----------
    low, high : float
        Ends of the axis, inclusive; an axis that reaches zero or less has no ticks.
    height_px, min_gap_px : float
        Length of the axis, and the least distance of two ticks on it.
    """
    if not (0.0 < low <= high < math.inf) or height_px <= 0:
        return ()
    decades = math.log10(high) - math.log10(low)
    if decades < 1e-9:
        return (ValueTick(low, plain_text(low)),)
    decade_px = height_px / decades
    values = _decade_values(low, high, decade_px=decade_px, min_gap_px=max(min_gap_px, 1.0))
    if decades >= 1.0:
        values = values or [float(f"1e{math.ceil(math.log10(low))}")]
    if len(values) > 2 or decades >= 1.0:
        return tuple(ValueTick(value, _round_text(value)) for value in values)
    step = _round_step(high * math.log(10.0) * max(min_gap_px, 1.0) / decade_px)
    return _multiples(low, high, step=step) or _roundest(low, high, step=step)


def percent_ticks(
    low: float, high: float, *, height_px: float, min_gap_px: float = 60.0
) -> tuple[ValueTick, ...]:
    """Return ticks of an axis of changes at round per cents, signed: ``+5%``, ``0%``, ``−2.5%``.

    Parameters
    ----------
    low, high : float
        Ends of the axis, inclusive; 0.05 is five per cent, and so are the values of the ticks.
    height_px, min_gap_px : float
        Length of the axis, and the least distance of two ticks on it.
    """
    ticks = value_ticks(low * 100, high * 100, height_px=height_px, min_gap_px=min_gap_px)
    return tuple(ValueTick(tick.value / 100, _percent_text(tick)) for tick in ticks)


def _percent_text(tick: ValueTick) -> str:
    if not tick.text.strip("0.,"):
        return "0%"
    return f"+{tick.text}%" if tick.value > 0 else f"{tick.text}%"


def _decade_values(low: float, high: float, *, decade_px: float, min_gap_px: float) -> list[float]:
    """Return 1-2-5 values, or powers of ten, whichever are the most that keep the gap."""
    factors: tuple[float, ...] = (1.0, 2.0, 5.0)
    every = 1
    # The narrowest gap of the three is that from 1 to 2, and from 5 to 10.
    if decade_px * math.log10(2.0) < min_gap_px:
        factors, every = (1.0,), _round_count(min_gap_px / decade_px)
    first = math.floor(math.log10(low)) // every * every
    powers = range(first, math.floor(math.log10(high)) + 1, every)
    values = (float(f"{factor}e{power}") for power in powers for factor in factors)
    return [value for value in values if low <= value <= high]


def _round_count(least: float) -> int:
    """Return the smallest of 1, 2, 5, 10, 20 … that is not below `least`."""
    return max(1, round(_round_step(max(least, 1.0))))


def _roundest(low: float, high: float, *, step: float) -> tuple[ValueTick, ...]:
    """Return the one roundest value, where there is no room for a second tick."""
    ticks: tuple[ValueTick, ...] = ()
    while not ticks:
        step = _round_step(step * 0.3)
        ticks = _multiples(low, high, step=step)[:1]
    return ticks


def _round_text(value: float) -> str:
    if value >= _COMPACT_FROM:
        return compact_text(value)
    return plain_text(value) if value >= 10.0**-_MOST_DECIMALS else f"{value:.3g}"


def _multiples(low: float, high: float, *, step: float) -> tuple[ValueTick, ...]:
    first = math.ceil(low / step - 1e-9)
    last = min(math.floor(high / step + 1e-9), first + _MOST_TICKS)
    values = [index * step for index in range(first, last + 1)]
    return tuple(ValueTick(value, _step_text(value, step)) for value in values)


def plain_text(value: float, decimals: int | None = None) -> str:
    """Return a number with thousands separators and a true minus sign.

    Parameters
    ----------
    value : float
        NaN gives a dash.
    decimals : int or None
        Digits after the point; by default as many as needed, at most eight.
    """
    if math.isnan(value):
        return MISSING
    if decimals is None:
        text = f"{value:,.{_MOST_DECIMALS}f}".rstrip("0").rstrip(".")
    else:
        text = f"{value:,.{decimals}f}"
    return _signed(text)


def compact_text(value: float) -> str:
    """Return a number in four digits or so: ``950``, ``28.6k``, ``198.9m``, ``337m``, ``1.2bn``.

    Parameters
    ----------
    value : float
        NaN gives a dash.
    """
    if math.isnan(value):
        return MISSING
    size = abs(value)
    for factor, unit in _UNITS:
        # 999,960 would round to 1000.0k: the next unit takes over where rounding does.
        if size >= factor * 0.99995:
            return _signed(_one_decimal(value / factor) + unit)
    return _signed(_one_decimal(value) if size >= 100 else f"{value:.4g}")


def _round_step(least: float) -> float:
    """Return the smallest 1-2-5 step that is not below `least`, which is positive."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(step * power for step in _ROUND_STEPS if step * power >= least * (1 - 1e-9))


def _step_text(value: float, step: float) -> str:
    decimals = max(0, -math.floor(math.log10(step) + 1e-9))
    if decimals > _MOST_DECIMALS:
        return _signed(f"{value:.3g}") if value else "0"
    if step >= 1e5 and abs(value) >= _COMPACT_FROM:
        return compact_text(value)
    return _signed(f"{value:,.{decimals}f}")


def _one_decimal(value: float) -> str:
    return f"{value:,.1f}".removesuffix(".0")


def _signed(text: str) -> str:
    """Return the text with a true minus sign, and without one before a rounded zero."""
    if text.startswith("-"):
        digits = text[1:]
        return MINUS + digits if digits.strip("0.,") else digits
    return text
