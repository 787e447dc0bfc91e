"""A filter that the user keeps under a name."""

from typing import Annotated

from pydantic import StringConstraints

from tickertale.domain.base import DomainModel


class SavedFilter(DomainModel):
    """What was typed into the search field, kept under a name.

    Parameters
    ----------
    name : str
        Unique in the timeline.
    text : str
        Words and conditions, such as ``tag:apple after:2025-02``.
    """

    name: Annotated[str, StringConstraints(min_length=1, max_length=100, strip_whitespace=True)]
    text: Annotated[str, StringConstraints(min_length=1, max_length=1_000)]
