"""What the dialog of the properties shows."""

import datetime as dt
from pathlib import Path

from helpers.open_story import priced_story
from tickertale.store.history import HistoryStep
from tickertale.viewmodels.document.properties import Head, resolve_properties

STORY = priced_story()


def test_the_head_is_that_of_the_timeline() -> None:
    state = resolve_properties(STORY)
    assert state.head == Head(
        STORY.title, STORY.subtitle, STORY.notes, primary=STORY.primary, benchmark=STORY.benchmark
    )
    assert [row.id for row in state.instruments] == ["BABA", "9988.HK"]


def test_the_facts_say_what_and_where_the_document_is() -> None:
    step = HistoryStep(1, "Add", dt.datetime(2025, 3, 6, tzinfo=dt.UTC), is_undone=False)
    undone = HistoryStep(2, "Add", dt.datetime(2025, 3, 7, tzinfo=dt.UTC), is_undone=True)
    path = Path("/stories/one.tale")
    facts = dict(
        resolve_properties(STORY, path=path, size_bytes=1_234_567, history=(step, undone)).facts
    )
    assert facts["File"] == str(path)
    assert facts["Size"] == "1.2 MB"
    assert facts["Edits"].startswith("1, the last ")
    assert facts["9988.HK"] == "daily"
    assert facts["Events"].startswith(f"{len(STORY.events)}, with ")


def test_a_document_in_memory_that_was_not_edited_says_so() -> None:
    facts = dict(resolve_properties(priced_story(instruments=(), primary=None)).facts)
    assert facts["File"] == "in memory, not in a file"
    assert facts["Edits"] == "none yet"
    assert "Size" not in facts
