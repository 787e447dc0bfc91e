"""Modules are imported by a job."""

import subprocess
import sys

import pytest

from tickertale.domain.errors import CancelledError
from tickertale.session.job import Ticket
from tickertale.viewmodels.job.module_load import module_load

_PROGRAM = """
import sys
from tickertale.session.job import Ticket
from tickertale.viewmodels.job.module_load import module_load
assert "colorsys" not in sys.modules
module_load(["colorsys"])(Ticket())
assert "colorsys" in sys.modules
"""


def test_the_modules_are_there_when_the_work_is_done() -> None:
    subprocess.run([sys.executable, "-c", _PROGRAM], check=True)


def test_work_that_was_called_off_imports_nothing() -> None:
    ticket = Ticket()
    ticket.cancel()
    with pytest.raises(CancelledError):
        module_load(["a_module_that_is_not_there"])(ticket)
