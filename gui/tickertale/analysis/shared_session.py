"""Which events of a sample rest on the same sessions, and so are no independent draws."""

from dataclasses import dataclass

import numpy as np

from tickertale.analysis.sample import Sample


@dataclass(frozen=True, slots=True)
class SharedSessions:
    """How far the event windows of a sample overlap on the same instrument.

    Tests that take the events for independent count a shared session several times over. They
    then reject too often, the more so the longer the windows.

    Parameters
    ----------
    count : int
        Events that share a session of their window with another event of the sample.
    of : int
        Events in the sample.
    same_day : tuple of tuple of str
        Keys of the events that have one day 0, each group in the order of the keys: one
        observation that is counted as often as it has events.
    """

    count: int
    of: int
    same_day: tuple[tuple[str, ...], ...]


def shared_sessions(sample: Sample) -> SharedSessions:
    """Return which events of a sample share sessions of their event windows."""
    measured = np.isfinite(sample.ar)
    _, session = np.unique(sample.event_ns, return_inverse=True)
    session = session.reshape(sample.event_ns.shape)
    cell = sample.instrument[:, np.newaxis] * (int(session.max(initial=0)) + 1) + session
    held = np.bincount(cell[measured], minlength=int(cell.max(initial=0)) + 1)
    shares = (measured & (held[cell] > 1)).any(axis=1)
    days: dict[int, list[str]] = {}
    for key, day in zip(
        sample.keys, cell[:, int(np.searchsorted(sample.offsets, 0))].tolist(), strict=True
    ):
        days.setdefault(day, []).append(key)
    same_day = tuple(tuple(keys) for keys in days.values() if len(keys) > 1)
    return SharedSessions(int(shares.sum()), len(sample), same_day)
