"""What the reader must know of the tests of a sample, in sentences."""

from collections.abc import Callable, Mapping

from tickertale.analysis.confounding import Confounding
from tickertale.analysis.shared_session import SharedSessions
from tickertale.session.study_sample import SampleSummary

_ADVICE = (
    "tests that take events for independent reject too often; merge the events, shorten the "
    "windows, or go by Kolari and Pynnönen's test"
)


def sharing_note(shared: SharedSessions, name_of: Callable[[str], str] = str) -> str:
    """Return the warning of a sample whose events share sessions; empty where none do.

    Parameters
    ----------
    shared : SharedSessions
    name_of : callable
        What an event is called, by its key.
    """
    if not shared.count:
        return ""
    text = f"{shared.count} of {shared.of} events share sessions with another: {_ADVICE}."
    return f"{text} {_same_day_text(shared.same_day, name_of)}".rstrip()


def group_notes(
    groups: Mapping[str, SampleSummary],
    confounding: Confounding,
    *,
    name_of: Callable[[str], str] = str,
) -> tuple[str, ...]:
    """Return the notes of a study's groups, with one warning for all of them.

    Parameters
    ----------
    groups : mapping of str to SampleSummary
    confounding : Confounding
        What was done about other events.
    name_of : callable
        What an event is called, by its key.
    """
    notes = []
    if confounding is Confounding.MERGE and len(groups) > 1:
        notes.append("Events measured as one are in each group that one of them is in.")
    found = {name: group.shared for name, group in groups.items() if group.shared.count}
    if len(groups) == 1:
        return (*notes, *(sharing_note(shared, name_of) for shared in found.values()))
    if found:
        counts = ", ".join(f"{name} {row.count} of {row.of}" for name, row in found.items())
        same = dict.fromkeys(keys for row in found.values() for keys in row.same_day)
        note = f"Events share sessions with another of their group ({counts}): {_ADVICE}."
        notes.append(f"{note} {_same_day_text(tuple(same), name_of)}".rstrip())
    return tuple(notes)


def _same_day_text(same_day: tuple[tuple[str, ...], ...], name_of: Callable[[str], str]) -> str:
    if not same_day:
        return ""
    names = "; ".join(" and ".join(map(name_of, keys)) for keys in same_day)
    return f"One day 0 counts for more than one event: {names}."
