"""How often a test does what it does: a few times in ``make test``, often in ``make soak``."""

import os
from collections.abc import Callable

IS_FULL = os.environ.get("TICKERTALE_SOAK") == "full"
"""Whether the full counts are asked for."""


class Count:
    """The counts of one test, which are printed at the end.

    Parameters
    ----------
    record : callable
        Keeps a name and a number with the result of the test.
    """

    def __init__(self, record: Callable[[str, object], None]) -> None:
        self._record = record

    def __call__(self, **choice: tuple[int, int]) -> int:
        """Return how often, of a pair for ``make test`` and ``make soak``."""
        ((name, (few, many)),) = choice.items()
        number = many if IS_FULL else few
        self._record(name, number)
        return number

    def tell(self, **numbers: float | str) -> None:
        """Print these as well."""
        for name, number in numbers.items():
            self._record(name, number)
