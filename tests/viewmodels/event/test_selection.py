"""Which events are selected, and which one of them the details tell of."""

import pytest
from pytestqt.qtbot import QtBot

from tickertale.viewmodels.event.selection import (
    NOTHING,
    Selection,
    SelectionViewModel,
    extended,
    kept,
    only,
    toggled,
)

ORDER = ("a", "b", "c", "d", "e")


def test_one_event_is_selected_alone() -> None:
    assert only("b") == Selection(("b",), "b", "b")
    assert only(None) == NOTHING


def test_events_are_added_and_taken_away() -> None:
    two = toggled(only("b"), ["d"])
    assert two == Selection(("b", "d"), "d", "d")
    assert toggled(two, ["d"]) == Selection(("b",), "b", "b")
    assert toggled(only("b"), ["b"]) == NOTHING
    assert toggled(two, []) == two


def test_a_cluster_is_added_as_a_whole_before_it_is_taken_away() -> None:
    more = toggled(only("b"), ["a", "b", "c"])
    assert more.ids == ("b", "a", "c")
    assert toggled(more, ["a", "b"]).ids == ("c",)


@pytest.mark.parametrize(
    ("start", "to", "expected"),
    [
        (only("b"), "d", Selection(("b", "c", "d"), "d", "b")),
        (only("d"), "a", Selection(("a", "b", "c", "d"), "a", "d")),
        (Selection(("b", "c", "d"), "d", "b"), "a", Selection(("a", "b"), "a", "b")),
        (NOTHING, "c", Selection(("c",), "c", "c")),
        (only("hidden"), "c", Selection(("c",), "c", "c")),
        (only("b"), "hidden", Selection(("b", "hidden"), "hidden", "hidden")),
        (only("hidden"), "hidden", only("hidden")),
    ],
)
def test_a_range_goes_from_its_anchor_in_the_order_of_the_list(
    start: Selection, to: str, expected: Selection
) -> None:
    assert extended(start, to, order=ORDER) == expected


def test_what_no_longer_exists_is_selected_no_longer() -> None:
    three = Selection(("a", "b", "c"), "b", "b")
    assert kept(three, {"a", "c"}.__contains__) == Selection(("a", "c"), "c", "c")
    assert kept(three, {"b"}.__contains__) == Selection(("b",), "b", "b")
    assert kept(three, set(ORDER).__contains__) is three
    assert kept(three, {"x"}.__contains__) is NOTHING


def test_a_change_is_told_once_and_only_if_there_is_one(qtbot: QtBot) -> None:
    model = SelectionViewModel()
    told: list[tuple[str, ...]] = []
    model.changed.connect(lambda: told.append(model.ids))
    model.select("b")
    model.select("b")
    model.toggle("d")
    model.extend_to("a", order=ORDER)
    model.select_all(ORDER)
    model.select_all([])
    model.keep({"a", "b"}.__contains__)
    model.select(None)
    assert told == [
        ("b",),
        ("b", "d"),
        ("a", "b", "c", "d"),
        ORDER,
        ("a", "b"),
        (),
    ]


def test_all_that_are_shown_keep_the_current_one_if_it_is_among_them() -> None:
    model = SelectionViewModel()
    model.select("c")
    model.select_all(ORDER)
    assert (model.current, model.is_multiple) == ("c", True)
    model.select_all(("a", "b"))
    assert model.current == "a"


def test_the_set_of_ids_is_the_very_same_until_they_change() -> None:
    model = SelectionViewModel()
    model.select_all(ORDER)
    before = model.id_set
    assert before == set(ORDER)
    model.set(Selection(ORDER, "e", "e"))
    assert model.id_set is before
    model.toggle("e")
    assert model.id_set == set(ORDER) - {"e"}
