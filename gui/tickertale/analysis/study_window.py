"""The two windows of an event study, in sessions from day 0."""

from dataclasses import dataclass

from tickertale.domain.errors import StudyError

_FEWEST = 5


@dataclass(frozen=True, slots=True)
class StudyWindow:
    """The event window and the estimation window before it; all ends are inclusive.

    Parameters
    ----------
    event_first, event_last : int
        The event window, which holds day 0.
    estimation_first, estimation_last : int
        The window on which the normal return is estimated. It ends before the event window
        begins; the sessions between are the gap.
    least_sessions : int
        Sessions with returns that the estimation window must have.

    Raises
    ------
    StudyError
        The windows do not lie so, or the least number cannot be reached.

    References
    ----------
    MacKinlay, A. C. (1997): Event studies in economics and finance. Journal of Economic
    Literature 35(1), 13-39, section 4.
    """

    event_first: int = -1
    event_last: int = 1
    estimation_first: int = -130
    estimation_last: int = -11
    least_sessions: int = 60

    def __post_init__(self) -> None:
        if not self.event_first <= 0 <= self.event_last:
            message = f"the event window is {_span(self.event_first, self.event_last)}"
            raise StudyError(f"{message}; one that holds day 0, such as [-1, 1], was expected")
        ends = _span(self.estimation_first, self.estimation_last)
        if self.estimation_first > self.estimation_last:
            message = f"the estimation window is {ends}"
            raise StudyError(f"{message}; its first session was expected before its last")
        if self.estimation_last >= self.event_first:
            message = f"the estimation window {ends} runs into the event window"
            raise StudyError(f"{message}; its end was expected before {self.event_first}")
        if not _FEWEST <= self.least_sessions <= self.estimation_length:
            message = f"the least number of estimation sessions is {self.least_sessions}"
            raise StudyError(
                f"{message}; one from {_FEWEST} to {self.estimation_length}, the length of the"
                " estimation window, was expected"
            )

    @property
    def event_length(self) -> int:
        """Return the sessions of the event window."""
        return self.event_last - self.event_first + 1

    @property
    def estimation_length(self) -> int:
        """Return the sessions of the estimation window."""
        return self.estimation_last - self.estimation_first + 1


def _span(first: int, last: int) -> str:
    return f"[{first}, {last}]"
