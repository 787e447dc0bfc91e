"""What a listener is told: the timeline before and after, and who asked for it."""

from dataclasses import dataclass

from tickertale.domain.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Change:
    """One change of the timeline.

    What did not change is the very same object before and after, so
    ``before.events is not after.events`` says whether the events did.

    Parameters
    ----------
    before, after : Timeline
    initiator : object or None
        What `Session.do` was given, so that a listener can tell its own changes.
    """

    before: Timeline
    after: Timeline
    initiator: object | None = None
