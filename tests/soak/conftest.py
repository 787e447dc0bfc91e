"""The counts of the tests that try a thing many times."""

from collections.abc import Callable

import pytest

from soak.count import Count


@pytest.fixture
def count(record_property: Callable[[str, object], None]) -> Count:
    """How often this test tries; printed with its name at the end."""
    return Count(record_property)
