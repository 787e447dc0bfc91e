"""What merging comes to, and which events may tell of the same thing."""

from dataclasses import replace

import pytest

from helpers.story import event_of, story
from tickertale.domain.errors import CancelledError
from tickertale.domain.event_date import EventDate
from tickertale.domain.timeline import Timeline
from tickertale.viewmodels.editor.duplicates import find_duplicates
from tickertale.viewmodels.editor.merge import first_choice, resolve_merge

COARSE = event_of("coarse", title="Apple deal", when="2025-02", importance=5, tags=("apple",))
EXACT = event_of("exact", title="Deal", when="2025-02-13T09:30", category="policy", tags=("deal",))


def timeline_of(*events: object) -> Timeline:
    return story().model_copy(update={"events": events})


def test_the_first_choice_is_the_weightiest_title_and_the_best_known_date() -> None:
    choice = first_choice(timeline_of(COARSE, EXACT), ("exact", "coarse"))
    assert (choice.title_of, choice.date_of, choice.category) == ("coarse", "exact", "models")


def test_the_merged_event_is_shown_before_anything_is_merged() -> None:
    timeline = timeline_of(COARSE, EXACT)
    choice = first_choice(timeline, ("exact", "coarse"))
    state = resolve_merge(timeline, choice)
    assert state.heading == "2 events become one"
    assert (state.event.id, state.event.title) == ("exact", "Apple deal")
    assert state.details.title == "Apple deal"
    assert state.details.tags == ("deal", "apple")
    assert [row.text for row in state.titles] == ["Deal", "Apple deal"]
    assert [row.text for row in state.dates] == ["13 Feb 2025", "Feb 2025"]
    other = resolve_merge(timeline, replace(choice, title_of="exact", date_of="coarse"))
    assert (other.event.title, other.event.when) == ("Deal", EventDate("2025-02"))
    assert timeline.events == (COARSE, EXACT)


def test_likely_duplicates_are_told_in_groups() -> None:
    events = (
        event_of("a", title="Apple picks Alibaba", when="2025-02-11"),
        event_of("b", title="Results", when="2025-02-20"),
        event_of("c", title="Apple picks Alibaba!", when="2025-02-12"),
        event_of("d", title="APPLE PICKS ALIBABA", when="2025-02-13"),
    )
    state = find_duplicates(timeline_of(*events))
    assert state.heading == "1 group of likely duplicates"
    assert [group.event_ids for group in state.groups] == [("a", "c", "d")]
    assert state.groups[0].lines[0] == "11 Feb 2025  Apple picks Alibaba"


def test_without_duplicates_that_is_said() -> None:
    state = find_duplicates(story())
    assert (state.heading, state.groups) == ("No events tell of the same thing", ())


def test_a_search_for_duplicates_can_be_called_off() -> None:
    def call_off(done: int, of: int) -> None:
        assert (done, of) == (0, 4)
        raise CancelledError

    with pytest.raises(CancelledError):
        find_duplicates(story(), report=call_off)
