"""The categories while they are edited: what they are, and whether their colors can be told."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject

from tickertale.domain.category import Category
from tickertale.domain.color import least_contrast, nearest_contrasting
from tickertale.domain.errors import TickertaleError
from tickertale.domain.identifier import free_identifier, identifier_of
from tickertale.domain.timeline import Timeline
from tickertale.session.category_commands import (
    AddCategory,
    DeleteCategory,
    EditCategory,
    MergeCategories,
    MoveCategory,
    in_lane_order,
)
from tickertale.session.revision import revised
from tickertale.session.session import Session
from tickertale.viewmodels.document.history import HistoryViewModel
from tickertale.viewmodels.text.wording import counted, one_line

LEAST_CONTRAST = 3.0
"""What WCAG 2.2 asks of marks (success criterion 1.4.11)."""

PALETTE = (
    *("#0072B2", "#009E73", "#D55E00", "#CA73A3", "#B8860B", "#7F7F7F"),
    *("#8856A7", "#C62626", "#2E8B8B", "#5B7FD1", "#6B8E23", "#A0522D"),
)
"""Colors to choose from, the first ones after Okabe and Ito; all can be told on both themes.

References
----------
Okabe and Ito, Color Universal Design, 2008.
"""

NEW_NAME = "New category"


@dataclass(frozen=True, slots=True)
class CategoryRow:
    """A category in the list.

    Parameters
    ----------
    id, name, short_name, color : str
    count : int
        Events that have it.
    """

    id: str
    name: str
    short_name: str
    color: str
    count: int

    @property
    def count_text(self) -> str:
        """Return ``5 events``."""
        return counted(self.count, "event")


@dataclass(frozen=True, slots=True)
class CategoriesState:
    """The categories from the first lane to the last, and why they cannot be changed, if so."""

    rows: tuple[CategoryRow, ...] = ()
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class ColorState:
    """Whether a color can be told from its backgrounds.

    Parameters
    ----------
    text : str
        One sentence with the figures.
    suggestion : str
        The nearest color that can; empty where this one can, or is none.
    is_color : bool
    """

    text: str
    suggestion: str = ""
    is_color: bool = True


def resolve_categories(timeline: Timeline, *, refusal: str = "") -> CategoriesState:
    """Return the categories with the numbers of their events."""
    counts = Counter(event.category for event in timeline.events)
    rows = tuple(
        CategoryRow(row.id, one_line(row.name), one_line(row.short_name), row.color, counts[row.id])
        for row in in_lane_order(timeline.categories)
    )
    return CategoriesState(rows, refusal)


def resolve_color(text: str, *, light: Sequence[str], dark: Sequence[str]) -> ColorState:
    """Return whether a color can be told from the backgrounds of both themes.

    Parameters
    ----------
    text : str
        As typed, ``#RRGGBB``.
    light, dark : sequence of str
        The backgrounds of marks.
    """
    color = plain_color(text)
    if color is None:
        return ColorState("A color is six digits and letters A to F: #0072B2.", is_color=False)
    on_light, on_dark = least_contrast(color, light), least_contrast(color, dark)
    figures = f"{on_light:.1f}:1 on light, {on_dark:.1f}:1 on dark"
    if min(on_light, on_dark) >= LEAST_CONTRAST:
        return ColorState(f"Contrast {figures}.")
    suggestion = nearest_contrasting(color, (*light, *dark), least=LEAST_CONTRAST)
    needed = f"Contrast {figures}; at least {LEAST_CONTRAST:.0f}:1 is needed"
    return ColorState(f"{needed}, so it is drawn in another shade.", suggestion or "")


def plain_color(text: str) -> str | None:
    """Return a typed color as ``#RRGGBB``, or none where it is no color."""
    digits = text.strip().removeprefix("#")
    is_color = len(digits) == 6 and all(digit in "0123456789abcdefABCDEF" for digit in digits)
    return f"#{digits.upper()}" if is_color else None


class CategoryEditViewModel(QObject):
    """Changes categories, each change one step; what stands in the way is told by the history.

    Parameters
    ----------
    session : Session
    history : HistoryViewModel
    parent : QObject or None
    """

    def __init__(
        self, session: Session, *, history: HistoryViewModel, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._history = history

    def state(self) -> CategoriesState:
        """Return the categories as they are."""
        return resolve_categories(self._timeline, refusal=self._history.read_only_reason)

    def add(self) -> str:
        """Add a category in the color that is used least; return its id."""
        timeline = self._timeline
        taken = {row.id for row in timeline.categories}
        name = free_identifier(
            identifier_of(NEW_NAME, fallback="category"), is_taken=taken.__contains__
        )
        used = Counter(row.color.upper() for row in timeline.categories)
        color = min(PALETTE, key=lambda each: (used[each.upper()], PALETTE.index(each)))
        self._history.do(AddCategory(Category(id=name, name=NEW_NAME, color=color)))
        return name

    def rename(self, category_id: str, name: str) -> None:
        """Give a category another name; an empty one changes nothing."""
        plain = one_line(name)
        if plain:
            self._edit(category_id, name=plain)

    def shorten(self, category_id: str, short_name: str) -> None:
        """Give the lane of a category another name; an empty one is the category's own."""
        self._edit(category_id, short_name=one_line(short_name))

    def recolor(self, category_id: str, color: str) -> None:
        """Give a category another color; what is none changes nothing."""
        plain = plain_color(color)
        before = self._timeline.category(category_id).color
        if plain is not None and plain != before.upper():
            self._edit(category_id, color=plain)

    def move(self, category_id: str, place: int) -> None:
        """Put the lane of a category at a place among the others, from 0 at the top."""
        name = self._timeline.category(category_id).name
        self._history.do(MoveCategory(category_id, place, name))

    def merge(self, category_id: str, into_id: str) -> None:
        """Give the events of a category to another one, and delete it."""
        name = self._timeline.category(into_id).name
        self._history.do(MergeCategories(category_id, into_id, name))

    def delete(self, category_id: str, reassign_to: str | None = None) -> None:
        """Delete a category; its events, if it has any, go to another one."""
        name = self._timeline.category(category_id).name
        self._history.do(DeleteCategory(category_id, reassign_to, name))

    @property
    def _timeline(self) -> Timeline:
        return self._session.timeline

    def _edit(self, category_id: str, **fields: str) -> None:
        try:
            category = revised(self._timeline.category(category_id), fields)
        except TickertaleError as error:
            self._history.refused.emit(str(error))
            return
        self._history.do(EditCategory(category))
