"""A category of events: its name, its color and its place among the lanes."""

from typing import Annotated

from pydantic import Field, StringConstraints

from tickertale.domain.base import DomainModel

Identifier = Annotated[
    str, StringConstraints(min_length=1, max_length=100, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")
]
"""A stable id: ASCII letters, digits, dot, underscore and hyphen."""

HexColor = Annotated[str, StringConstraints(pattern=r"^#[0-9A-Fa-f]{6}$")]
"""A color as ``#RRGGBB``."""


class Category(DomainModel):
    """One lane under the price pane and one chip above the event list.

    Parameters
    ----------
    id : str
        Stable id, unique in the timeline.
    name : str
        Name as shown.
    short_name : str
        Name beside the lane, where space is scarce; the name itself when empty.
    color : str
        ``#RRGGBB``; the theme shifts it until it stands out on its background.
    order : int
        Lanes are shown by ascending order, then by id.
    """

    id: Identifier
    name: Annotated[str, StringConstraints(min_length=1, max_length=100)]
    short_name: Annotated[str, StringConstraints(max_length=30)] = ""
    color: HexColor
    order: int = Field(default=0, ge=0)

    @property
    def lane_name(self) -> str:
        """Return the name for the lane."""
        return self.short_name or self.name
