"""Values of a study as they are read in the cells of its tables."""

NONE = "–"
"""What stands where there is no value."""


def span_cell(first: int, last: int) -> str:
    """Return a window, ``[−1, +1]``."""
    return f"[{signed_cell(first)}, {signed_cell(last)}]"


def signed_cell(number: int) -> str:
    """Return a whole number with its sign and a true minus, ``−1``."""
    return f"{number:+d}".replace("-", "−") if number else "0"


def percent_cell(value: float) -> str:
    """Return a fraction as a signed percentage, ``+1.23%``."""
    if value != value:  # noqa: PLR0124 (NaN)
        return NONE
    text = f"{100.0 * value:+.2f}"
    return f"{text.replace('-', '−')}%" if float(text) else "0.00%"


def size_cell(value: float) -> str:
    """Return a fraction that has no direction as a percentage, ``1.23%``."""
    return percent_cell(value).removeprefix("+")


def interval_cell(low: float, high: float) -> str:
    """Return an interval of fractions, ``[−1.23%, +4.56%]``."""
    is_known = low == low  # noqa: PLR0124 (NaN)
    return f"[{percent_cell(low)}, {percent_cell(high)}]" if is_known else NONE


def signed_number_cell(value: float) -> str:
    """Return a number with its sign and two decimals, ``+0.69``."""
    return f"{value:+.2f}".replace("-", "−")


def number_cell(value: float) -> str:
    """Return a number with two decimals, ``1.96``."""
    return f"{value:.2f}".replace("-", "−") if value == value else NONE  # noqa: PLR0124 (NaN)


def p_cell(value: float) -> str:
    """Return a probability with four decimals, ``0.0500``."""
    if value != value:  # noqa: PLR0124 (NaN)
        return NONE
    return "<0.0001" if value < 0.0001 else f"{value:.4f}"
