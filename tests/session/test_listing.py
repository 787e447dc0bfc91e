"""Rows of cells as text."""

import pytest

from tickertale.session.listing import tab_separated


@pytest.mark.parametrize("number", ["-0.8%", "+3.5", "-12", "7"])
def test_a_plain_number_is_written_as_it_stands(number: str) -> None:
    assert tab_separated([[number]]) == f"{number}\n"


@pytest.mark.parametrize("cell", ["-1+1", "+cmd", "-2.", "--1", "+\u0665", "=1", "@x"])
def test_what_only_begins_like_a_number_is_kept_from_being_a_formula(cell: str) -> None:
    assert tab_separated([[cell]]) == f"'{cell}\n"
