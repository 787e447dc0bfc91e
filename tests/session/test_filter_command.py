"""Filters are kept with the document, and undo takes them back."""

from contextlib import closing
from pathlib import Path

import pytest

from helpers.open_story import priced_story
from tickertale.domain.errors import UnknownIdError
from tickertale.domain.saved_filter import SavedFilter
from tickertale.session.filter_command import RemoveFilter, SaveFilter
from tickertale.session.opening import create_document, open_session

STORY = priced_story()
APPLE = SavedFilter(name="Apple", text="tag:apple")
BIG = SavedFilter(name="Big", text="move>5%")


def test_a_filter_is_added_last_and_replaced_in_its_place() -> None:
    both = SaveFilter(BIG).apply(SaveFilter(APPLE).apply(STORY))
    assert both.filters == (APPLE, BIG)
    assert SaveFilter(APPLE).apply(both) is both
    other = SavedFilter(name="Apple", text="tag:pear")
    assert SaveFilter(other).apply(both).filters == (other, BIG)
    assert both.events is STORY.events


def test_a_filter_is_removed_by_its_name() -> None:
    one = SaveFilter(APPLE).apply(STORY)
    assert RemoveFilter("Apple").apply(one).filters == ()
    with pytest.raises(UnknownIdError, match="'Big'"):
        RemoveFilter("Big").apply(one)


def test_filters_come_back_with_the_document_and_undo_takes_them_back(tmp_path: Path) -> None:
    path = tmp_path / "story.tale"
    with closing(create_document(path, STORY)) as session:
        session.do(SaveFilter(APPLE))
    with closing(open_session(path)) as session:
        assert session.timeline.filters == (APPLE,)
        assert session.undo_label == "Save filter “Apple”"
        session.undo()
        assert session.timeline == STORY
