"""The head of a timeline is edited, or the edit is refused whole."""

import pytest

from helpers.open_story import open_story, priced_story
from tickertale.domain.errors import InvalidTimelineError
from tickertale.session.timeline_command import EditProperties

STORY = priced_story()


def test_the_head_changes_and_the_rest_stays_the_same_values() -> None:
    after = EditProperties("Another", "Sub", "**Notes**", primary="BABA").apply(STORY)
    assert (after.title, after.subtitle, after.notes) == ("Another", "Sub", "**Notes**")
    assert (after.primary, after.benchmark) == ("BABA", None)
    assert after.events is STORY.events
    assert after.categories is STORY.categories


def test_an_edit_that_changes_nothing_gives_the_same_timeline() -> None:
    same = EditProperties(
        STORY.title, STORY.subtitle, STORY.notes, primary=STORY.primary, benchmark=STORY.benchmark
    )
    assert same.apply(STORY) is STORY


@pytest.mark.parametrize(
    ("command", "where"),
    [
        pytest.param(EditProperties("  "), "title", id="no title"),
        pytest.param(EditProperties("T", "x" * 301), "subtitle", id="long subtitle"),
        pytest.param(EditProperties("T", primary="AAPL"), "AAPL", id="unknown instrument"),
    ],
)
def test_a_head_that_is_not_valid_is_refused(command: EditProperties, where: str) -> None:
    with pytest.raises(InvalidTimelineError, match=where):
        command.apply(STORY)


def test_undo_brings_the_old_head_back() -> None:
    session = open_story()
    session.do(EditProperties("Another"))
    assert session.timeline.title == "Another"
    assert session.undo_label == "Edit properties"
    session.undo()
    assert session.timeline.title == STORY.title
    session.close()
