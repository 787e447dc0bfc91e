"""Points of the history, and what going back to one would change."""

import datetime as dt

from helpers.open_story import priced_story
from tickertale.domain.timeline import Timeline
from tickertale.store.history import HistoryStep
from tickertale.viewmodels.document.revert import MOST_NAMED, resolve_points, resolve_preview

STORY = priced_story()


def step(seq: int, label: str, *, is_undone: bool = False) -> HistoryStep:
    at = dt.datetime(2025, 3, 6, 12, seq, tzinfo=dt.UTC)
    return HistoryStep(seq, label, at, is_undone=is_undone)


def test_the_latest_edit_comes_first_and_what_was_undone_is_left_out() -> None:
    points = resolve_points([step(1, "Add “A”"), step(2, "Add “B”"), step(3, "x", is_undone=True)])
    assert [(row.seq, row.label, row.is_now) for row in points] == [
        (2, "Add “B”", True),
        (1, "Add “A”", False),
        (0, "As it began", False),
    ]
    assert points[0].at_text.endswith("02")


def test_steps_of_the_same_minute_are_told_to_the_second() -> None:
    moments = [dt.datetime(2025, 3, 6, 14, 2, second, tzinfo=dt.UTC) for second in (5, 31)]
    moments.append(dt.datetime(2025, 3, 6, 14, 3, 7, tzinfo=dt.UTC))
    steps = [HistoryStep(at.second, "Edit", at, is_undone=False) for at in moments]
    texts = [point.at_text for point in resolve_points(steps)]
    assert texts[0].endswith(":03")
    assert texts[1].endswith(":02:31")
    assert texts[2].endswith(":02:05")


def test_a_document_that_was_never_edited_is_at_its_beginning() -> None:
    assert [row.is_now for row in resolve_points([])] == [True]


def test_the_preview_names_what_comes_goes_and_changes() -> None:
    first = STORY.events[0]
    renamed = first.model_copy(update={"title": "Renamed", "short_title": ""})
    then = STORY.with_event(renamed).without_event(STORY.events[1].id)
    assert resolve_preview(STORY, then) == (
        "1 event goes:",
        f"    {STORY.events[1].title}",
        "1 event becomes as it was:",
        "    Renamed",
    )
    assert resolve_preview(then, STORY)[0] == "1 event comes back:"


def test_many_events_are_counted() -> None:
    event = STORY.events[0]
    many = tuple(event.model_copy(update={"id": f"e{number}"}) for number in range(20))
    lines = resolve_preview(STORY, STORY.model_copy(update={"events": (*STORY.events, *many)}))
    assert lines[0] == "20 events come back:"
    assert len(lines) == MOST_NAMED + 2
    assert lines[-1].strip() == f"and {20 - MOST_NAMED} more"


def test_other_changes_are_named_too() -> None:
    then: Timeline = STORY.model_copy(
        update={"title": "T", "categories": STORY.categories[:-1], "instruments": ()}
    )
    assert len(resolve_preview(STORY, then)) == 3
    assert resolve_preview(STORY, STORY) == ("Nothing would change",)
