"""What a file calls each category: its name, and its id where the name would not tell."""

from collections import Counter
from collections.abc import Mapping, Sequence

from tickertale.domain.category import Category


def category_labels(categories: Sequence[Category]) -> Mapping[str, str]:
    """Return by id the name of each category; the id where the name could be another's."""
    # What stands for a category: its id and its names, however they are written.
    words = Counter(word for row in categories for word in _words(row))
    return {
        row.id: row.name.strip() if words[_folded(row.name)] == 1 else row.id for row in categories
    }


def find_category(label: str, categories: Sequence[Category]) -> Category | None:
    """Return the category that a file calls so: by its id, else by its name."""
    wanted = _folded(label)
    for row in categories:
        if row.id == label.strip():
            return row
    return next((row for row in categories if wanted and wanted in _words(row)), None)


def _words(category: Category) -> set[str]:
    return {_folded(text) for text in (category.id, category.name, category.short_name)}


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
