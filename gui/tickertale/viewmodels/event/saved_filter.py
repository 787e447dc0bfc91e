"""Filters that the document keeps, from the window's side."""

from pydantic import ValidationError

from tickertale.domain.saved_filter import SavedFilter
from tickertale.session.filter_command import RemoveFilter, SaveFilter
from tickertale.viewmodels.document.history import HistoryViewModel

LONGEST_NAME = 100


def save_filter(history: HistoryViewModel, name: str, *, text: str) -> None:
    """Keep a filter under a name, or say why that cannot be."""
    try:
        kept = SavedFilter(name=name, text=text.strip())
    except ValidationError:
        history.refused.emit(
            f"the filter was not saved: a name of 1 to {LONGEST_NAME} characters was expected, "
            "and a text in the search field"
        )
        return
    history.do(SaveFilter(kept))


def remove_filter(history: HistoryViewModel, name: str) -> None:
    """Forget the filter of that name."""
    history.do(RemoveFilter(name))
