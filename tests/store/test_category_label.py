"""What a file calls a category, and which category is meant."""

from tickertale.domain.category import Category
from tickertale.store.category_label import category_labels, find_category


def category(name_id: str, name: str, short_name: str = "") -> Category:
    return Category(id=name_id, name=name, short_name=short_name, color="#0072B2")


def test_a_category_is_called_by_its_name() -> None:
    assert category_labels([category("a", "Policy"), category("b", "Results")]) == {
        "a": "Policy",
        "b": "Results",
    }


def test_a_name_that_could_be_another_gives_way_to_the_id() -> None:
    rows = [
        category("a", "Policy"),
        category("b", " policy"),
        category("c", "A"),
        category("d", "D"),
    ]
    assert category_labels(rows) == {"a": "a", "b": "b", "c": "c", "d": "D"}


def test_every_label_finds_its_category() -> None:
    rows = [category("a", "b"), category("b", "a"), category("c", "C", "x"), category("x", "Y")]
    for name, label in category_labels(rows).items():
        found = find_category(label, rows)
        assert found is not None
        assert found.id == name


def test_a_category_is_found_by_name_short_name_and_id_in_any_case() -> None:
    rows = [category("capital", "Capital  spending", "Capex")]
    for label in ("capital spending", "CAPEX", "Capital", "capital"):
        assert find_category(label, rows) is rows[0]
    assert find_category("", rows) is None
    assert find_category("other", rows) is None
