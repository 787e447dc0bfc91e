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
    ticks = _multiples(low, high, step=step)
    while not ticks:
        # Too little room for a second tick: the roundest value inside is the only one.
        step = _round_step(step * 0.3)
        ticks = _multiples(low, high, step=step)[:1]
    return ticks


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
