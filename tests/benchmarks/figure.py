"""A measured figure and the bar that it must keep."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One measurement.

    Parameters
    ----------
    name : str
        Stable name.
    value, bar : float
        What was measured, and the most that is allowed.
    note : str
        How it was measured, and its parts.
    is_floor : bool
        The bar is the least that is asked for instead.
    """

    name: str
    value: float
    bar: float
    note: str = ""
    is_floor: bool = False

    @property
    def holds(self) -> bool:
        """Tell whether the value keeps the bar."""
        return self.value >= self.bar if self.is_floor else self.value <= self.bar

    @property
    def row(self) -> dict[str, str | float | bool]:
        """Return the figure as it is written to JSON."""
        return {
            "name": self.name,
            "value": self.value,
            "bar": self.bar,
            "holds": self.holds,
            "note": self.note,
        }


class NotMeasuredError(Exception):
    """A figure is left out, for the reason given."""
