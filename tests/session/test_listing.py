"""Rows of cells as text."""

import pytest

from tickertale.session.listing import latex, markdown, once, tab_separated


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("R&D up 5 %", r"R\&D up 5 \%"),
        ("a_b #1 {x} $2", r"a\_b \#1 \{x\} \$2"),
        ("[Rumor] *new*", "{[}Rumor{]} {*}new{*}"),
        ("−1 < 2", "$-$1 $<$ 2"),
        ("two\nlines\\", r"two lines\textbackslash{}"),
    ],
)
def test_no_sign_of_a_cell_is_a_command_of_latex(text: str, cell: str) -> None:
    assert latex(text) == cell


def test_a_repeated_start_of_a_line_is_left_out() -> None:
    lines = [("a", "1", "x"), ("a", "1", "y"), ("a", "2", "z"), ("b", "2", "z")]
    assert once(lines, columns=2) == [
        ("a", "1", "x"),
        ("", "", "y"),
        ("a", "2", "z"),
        ("b", "2", "z"),
    ]
    assert once([], columns=1) == []


def test_columns_of_markdown_stand_left_where_asked() -> None:
    rule = markdown([("event", "n", "note"), ("a|b", "1", "x")], left=(0, 2)).splitlines()
    assert rule == ["| event | n | note |", "| --- | --: | --- |", "| a\\|b | 1 | x |"]


@pytest.mark.parametrize("number", ["-0.8%", "+3.5", "-12", "7"])
def test_a_plain_number_is_written_as_it_stands(number: str) -> None:
    assert tab_separated([[number]]) == f"{number}\n"


@pytest.mark.parametrize("cell", ["-1+1", "+cmd", "-2.", "--1", "+\u0665", "=1", "@x"])
def test_what_only_begins_like_a_number_is_kept_from_being_a_formula(cell: str) -> None:
    assert tab_separated([[cell]]) == f"'{cell}\n"
