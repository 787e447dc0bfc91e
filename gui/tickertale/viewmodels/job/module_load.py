"""Importing what a feature needs in a thread, before it is first used."""

import importlib
from collections.abc import Callable, Sequence

from tickertale.session.job import Ticket


def module_load(names: Sequence[str]) -> Callable[[Ticket], None]:
    """Return work for a job runner that imports modules, so that using them later is quick.

    Parameters
    ----------
    names : sequence of str
        Full names of modules.
    """

    def load(ticket: Ticket) -> None:
        for name in names:
            ticket.check()
            importlib.import_module(name)

    return load
