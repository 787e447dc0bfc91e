"""A measured figure and the bar that it must not exceed."""

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
    """

    name: str
    value: float
    bar: float
    note: str = ""

    @property
    def holds(self) -> bool:
        """Tell whether the value is within the bar."""
        return self.value <= self.bar
