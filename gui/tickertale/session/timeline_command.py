"""Edits of the timeline's own head: its title, its notes, and what stands on the chart."""

from dataclasses import dataclass

from pydantic import ValidationError

from tickertale.domain.errors import InvalidTimelineError
from tickertale.domain.timeline import Timeline
from tickertale.session.field_problem import field_problems


@dataclass(frozen=True, slots=True)
class EditProperties:
    """Give the timeline another head.

    Parameters
    ----------
    title, subtitle, notes : str
        Notes are Markdown.
    primary, benchmark : str or None
        Ids of instruments.
    """

    title: str
    subtitle: str = ""
    notes: str = ""
    primary: str | None = None
    benchmark: str | None = None

    @property
    def label(self) -> str:
        """Return ``Edit properties``."""
        return "Edit properties"

    def apply(self, timeline: Timeline) -> Timeline:
        """Return the timeline with this head.

        Raises
        ------
        InvalidTimelineError
            The title is missing, a text is too long, or there is no such instrument.
        """
        head = {
            "title": self.title,
            "subtitle": self.subtitle,
            "notes": self.notes,
            "primary": self.primary,
            "benchmark": self.benchmark,
        }
        try:
            # The events need not be validated again: only what is asked for here is new.
            checked = Timeline.model_validate(
                {**head, "id": timeline.id, "instruments": timeline.instruments}
            )
        except ValidationError as error:
            raise InvalidTimelineError("properties", field_problems(error)) from error
        edited = {name: getattr(checked, name) for name in head}
        if all(getattr(timeline, name) == value for name, value in edited.items()):
            return timeline
        return timeline.model_copy(update=edited)
