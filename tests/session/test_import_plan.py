"""What an import would do, and the one edit that does it."""

import pytest

from helpers.interchange import read
from helpers.timeline import event_of, timeline_of
from tickertale.domain.category import Category
from tickertale.domain.errors import UnknownIdError
from tickertale.domain.timeline import Timeline
from tickertale.session.import_events import ImportEvents
from tickertale.session.import_plan import (
    COLORS,
    ImportChoice,
    ImportCount,
    OnDuplicate,
    RowStatus,
    count_rows,
    examine,
    plan_import,
)
from tickertale.session.opening import new_session
from tickertale.store.interchange import EventFormat

TIMELINE = timeline_of(
    event_of("r1", "DeepSeek-R1 released", when="2025-01", tags=["ai"], importance=2),
    event_of("talks", "Xi meets tech leaders", when="2025-02-17"),
)


def imported(
    text: str, timeline: Timeline = TIMELINE, **choice: object
) -> tuple[Timeline, ImportEvents, ImportCount]:
    """Return the timeline after the import of a table, the edit, and its count."""
    file = read(text, EventFormat.CSV)
    rows = examine(file, timeline)
    chosen = ImportChoice(**choice)  # type: ignore[arg-type]
    command = plan_import(rows, choice=chosen, timeline=timeline, file=file, source_name="a.csv")
    return command.apply(timeline), command, count_rows(rows, chosen)


def statuses(text: str) -> list[str]:
    """Return what each row is."""
    return [row.status.value for row in examine(read(text, EventFormat.CSV), TIMELINE)]


NEW = "title,date,category\nBaba soars,2025-03-06,Policy\n"
MIXED = (
    "title,date,tags,importance\n"
    "Xi meets the tech leaders,2025-02-18,meeting,5\n"
    "Something new,2025-03-06,,\n"
    "Something  New!,2025-03-07,again,\n"
)


def test_rows_are_new_duplicates_or_problems() -> None:
    assert statuses(MIXED + "Broken,never,,\n") == ["duplicate", "new", "duplicate", "problem"]


def test_new_events_come_last_in_the_category_that_they_name() -> None:
    after, command, count = imported(NEW)
    assert [event.id for event in after.events] == ["r1", "talks", "baba-soars"]
    assert after.event("baba-soars").category == "policy"
    assert after.categories is TIMELINE.categories
    assert command.label == "Import 1 event from a.csv"
    assert count == ImportCount(added=1, merged=0, skipped=0, problems=0)


def test_duplicates_are_skipped_unless_it_is_said_otherwise() -> None:
    after, _, count = imported(MIXED)
    assert [event.title for event in after.events[2:]] == ["Something new"]
    assert count == ImportCount(added=1, merged=0, skipped=2, problems=0)


def test_duplicates_can_be_added_anyway() -> None:
    after, _, count = imported(MIXED, on_duplicate=OnDuplicate.ADD)
    assert len(after.events) == 5
    assert len({event.id for event in after.events}) == 5
    assert count.added == 3


def test_duplicates_can_be_merged_with_what_is_there() -> None:
    after, command, count = imported(MIXED, on_duplicate=OnDuplicate.MERGE)
    talks = after.event("talks")
    assert (talks.title, talks.when.edtf) == ("Xi meets tech leaders", "2025-02-17")
    assert (talks.tags, talks.importance) == (("meeting",), 5)
    assert after.events[2].tags == ("again",)
    assert count == ImportCount(added=1, merged=2, skipped=0, problems=0)
    assert command.label == "Import 2 events from a.csv"


def test_a_merge_makes_a_date_finer() -> None:
    after, _, _ = imported(
        "title,date\nDeepSeek-R1 released,2025-01-02\n", on_duplicate=OnDuplicate.MERGE
    )
    assert after.event("r1").when.edtf == "2025-01-02"


def test_a_row_that_repeats_what_is_left_out_is_new() -> None:
    after, _, count = imported(MIXED, excluded=frozenset({3}))
    assert [event.title for event in after.events[2:]] == ["Something  New!"]
    assert count.added == 1


def test_the_same_id_is_the_same_event_where_date_or_title_are() -> None:
    head = "id,title,date\n"
    assert statuses(f"{head}talks,A wholly other title,2025-02-17\n") == ["duplicate"]
    assert statuses(f"{head}talks,Xi meets tech leaders,2024-01-01\n") == ["duplicate"]
    assert statuses(f"{head}talks,Something else,2024-01-01\n") == ["new"]


def test_taken_ids_are_counted_on() -> None:
    after, _, _ = imported("title,date\nTalks,2025-04-01\nTalks,2025-05-01\n")
    assert [event.id for event in after.events[2:]] == ["talks-2", "talks-3"]


def test_new_categories_are_made_in_colors_that_are_free() -> None:
    after, _, _ = imported("title,date,category\nA,2024,中国\nB,2023,Deals\nC,2022,deals\n")
    new = after.categories[2:]
    assert [(row.id, row.name, row.order) for row in new] == [
        ("category", "中国", 1),
        ("deals", "Deals", 2),
    ]
    assert [row.color for row in new] == [COLORS[1], COLORS[2]]
    assert [event.category for event in after.events[2:]] == ["category", "deals", "deals"]


def test_rows_without_a_category_get_the_one_that_is_chosen() -> None:
    text = "title,date\nA,2024\n"
    assert imported(text)[0].events[-1].category == "policy"
    assert imported(text, category="results")[0].events[-1].category == "results"
    assert imported(text, category="Deals")[0].categories[-1].name == "Deals"
    empty = timeline_of(categories=())
    assert imported(text, empty)[0].categories[0].name == "Events"


def test_a_category_that_the_file_describes_keeps_its_color() -> None:
    text = (
        '{"categories": [{"id": "policy", "name": "Deals", "color": "#123456"}],'
        ' "events": [{"title": "A", "when": "2024", "category": "Deals"}]}'
    )
    file = read(text, EventFormat.JSON)
    rows = examine(file, TIMELINE)
    command = plan_import(
        rows, choice=ImportChoice(), timeline=TIMELINE, file=file, source_name="a.json"
    )
    assert [(row.id, row.name, row.color) for row in command.categories] == [
        ("policy-2", "Deals", "#123456")
    ]
    assert command.events[0].category == "policy-2"


def test_a_category_with_an_endless_name_is_a_problem() -> None:
    file = read(f"title,date,category\nA,2024,{'x' * 101}\n", EventFormat.CSV)
    (row,) = examine(file, TIMELINE)
    assert row.status is RowStatus.PROBLEM
    assert "101 characters; at most 100" in str(row.draft.problems[0])


def test_an_import_is_one_step_of_the_history() -> None:
    session = new_session(TIMELINE)
    _, command, _ = imported(MIXED + "More,2020,,\n", on_duplicate=OnDuplicate.MERGE)
    session.do(command)
    assert session.undo_label == "Import 3 events from a.csv"
    after = session.timeline
    session.undo()
    assert session.timeline == TIMELINE
    session.redo()
    assert session.timeline == after
    session.close()


def test_an_import_into_no_category_is_refused_as_a_whole() -> None:
    command = ImportEvents(events=(event_of("a"), event_of("b", category="none")))
    with pytest.raises(UnknownIdError, match="there is no category 'none'"):
        command.apply(TIMELINE)
    with pytest.raises(UnknownIdError, match="no event 'gone'"):
        ImportEvents(events=(), merged=(event_of("gone"),)).apply(TIMELINE)


def test_a_category_that_is_there_by_now_is_left_as_it_is() -> None:
    other = Category(id="policy", name="Other", color="#000000")
    assert ImportEvents(events=(), categories=(other,)).apply(TIMELINE) is TIMELINE


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("", "Import 1 event"),
        ("a\nb.csv", "Import 1 event from a b.csv"),
        ("x" * 99, f"Import 1 event from {'x' * 60}…"),
    ],
)
def test_the_label_names_the_file(name: str, label: str) -> None:
    assert ImportEvents(events=(event_of("a"),), source_name=name).label == label


def test_examining_reports_how_far_it_is() -> None:
    heard: list[tuple[int, int]] = []
    examine(
        read("title,date\nA,2024\n", EventFormat.CSV),
        TIMELINE,
        progressed=lambda done, of: heard.append((done, of)),
    )
    assert heard == [(0, 1)]
