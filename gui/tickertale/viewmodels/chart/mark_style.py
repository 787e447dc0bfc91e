"""How large the marks on the curve are and what their color says."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from tickertale.viewmodels.text.wording import percent, sign_of

LEAST_RADIUS_PX, MOST_RADIUS_PX = 2.0, 11.0
"""Radius below which a mark could not be seen, and that of the one with the largest effect."""


@dataclass(frozen=True, slots=True)
class MarkStyle:
    """The marks of a study; an event that was not measured looks as without one.

    Parameters
    ----------
    cars : mapping of str to float
        CAR of each measured event.
    is_sized : bool
        The area of a mark is in proportion to the size of its CAR.
    is_signed : bool
        The mark points up or down, in the colors of rises and falls; else it has the color of
        its category.
    note : str
        What the marks say, in one line; empty where there is nothing to say.
    largest : float
        Size of the largest CAR.
    """

    cars: Mapping[str, float] = field(default_factory=dict)
    is_sized: bool = False
    is_signed: bool = False
    note: str = ""
    largest: float = 0.0

    def radius(self, event_id: str, *, usual: float) -> float:
        """Return the radius of an event's mark in logical pixels."""
        car = self.cars.get(event_id)
        if not self.is_sized or car is None or not self.largest > 0.0:
            return usual
        return max(MOST_RADIUS_PX * math.sqrt(abs(car) / self.largest), LEAST_RADIUS_PX)

    def sign(self, event_id: str) -> int:
        """Return 1 for a mark that points up, −1 for one that points down, 0 for a dot."""
        return sign_of(self.cars.get(event_id)) if self.is_signed else 0


PLAIN = MarkStyle()
"""Dots of one size in the colors of their categories."""


def resolve_mark_style(
    cars: Mapping[str, float], *, is_sized: bool, is_signed: bool, measure: str
) -> MarkStyle:
    """Return the style of the marks.

    Parameters
    ----------
    cars : mapping of str to float
    is_sized, is_signed : bool
    measure : str
        How the CARs were measured, for the note.
    """
    if not (is_sized or is_signed):
        return PLAIN
    largest = max(map(abs, cars.values()), default=0.0)
    parts = []
    if is_sized:
        parts.append(f"area: size of the CAR, at most {percent(largest).lstrip('+')}")
    if is_signed:
        parts.append("▲ rise, ▼ fall")
    return MarkStyle(cars, is_sized, is_signed, f"Marks, {'; '.join(parts)} ({measure})", largest)
