"""vis-timeline items of others, and ours for it."""

import json

import pytest

from helpers.interchange import events_in, problems_in, read, written
from helpers.timeline import event_of
from tickertale.domain.event import Event
from tickertale.store.interchange import EventFormat

VIS = EventFormat.VIS


def only(**item: object) -> Event:
    """Return the event of a list of one item."""
    standard: dict[str, object] = {"id": 1, "content": "Talks", "start": "2025-03-06"}
    draft = read(json.dumps([standard | item]), VIS).drafts[0]
    assert draft.problems == ()
    assert draft.event is not None
    return draft.event


@pytest.mark.parametrize(
    ("item", "when"),
    [
        ({}, "2025-03-06"),
        ({"end": "2025-03-09"}, "2025-03-06/2025-03-08"),
        ({"end": "2025-03-07"}, "2025-03-06"),
        ({"end": ""}, "2025-03-06"),
        ({"start": "2025-03-06T03:48:00.000Z"}, "2025-03-06T03:48:00Z"),
        ({"start": "2025-03-06 03:48"}, "2025-03-06T03:48"),
        ({"start": 1741219200000}, "2025-03-06"),
        ({"start": 1741232880000}, "2025-03-06T03:48:00Z"),
        ({"start": "2025-03"}, "2025-03"),
    ],
)
def test_starts_and_ends_are_read(item: dict[str, object], when: str) -> None:
    assert only(**item).when.edtf == when


@pytest.mark.parametrize(
    ("item", "sentence"),
    [
        ({"start": None}, "there is no start"),
        ({"start": True}, "there is no start"),
        ({"start": 1e300}, "no time in milliseconds"),
        ({"start": 10**17}, "no time in milliseconds"),
        ({"start": "soon"}, "'soon'"),
        ({"end": "2025-03-01"}, "ends before it starts"),
    ],
)
def test_a_date_that_is_none_is_told(item: dict[str, object], sentence: str) -> None:
    row = {"content": "x", "start": "2025-03-06", **item}
    (problem,) = problems_in(read(json.dumps([row]), VIS))
    assert problem.startswith("row 1, when: ")
    assert sentence in problem


def test_a_group_is_a_category_by_its_name() -> None:
    document = {
        "groups": [{"id": 7, "content": "<b>Policy</b>"}, "odd"],
        "items": [{"content": "a", "start": "2025", "group": 7}, {"content": "b", "start": "2025"}],
    }
    assert [draft.category for draft in read(json.dumps(document), VIS).drafts] == ["Policy", ""]


def test_text_is_escaped_for_vis_timeline() -> None:
    (item,) = json.loads(written(VIS, event_of("a", "<img src=x>", summary="<b>")))["items"]
    assert item["content"] == "&lt;img src=x&gt;"
    assert item["title"] == "<p>&lt;b&gt;</p>"


@pytest.mark.parametrize(
    ("when", "start", "end"),
    [
        ("2025-03-06", "2025-03-06", None),
        ("2025-01~", "2025-01-01", "2025-02-01"),
        ("2025-02-11/2025-02-13", "2025-02-11", "2025-02-14"),
        ("2025-03-06T03:48+08:00", "2025-03-06T03:48+08:00", None),
        ("../2025-03-06", "2025-03-06", None),
        ("9999", "9999-01-01", None),
    ],
)
def test_an_item_covers_what_the_date_covers(when: str, start: str, end: str | None) -> None:
    (item,) = json.loads(written(VIS, event_of("a", when=when)))["items"]
    assert (item["start"], item.get("end")) == (start, end)


def test_categories_come_back_with_their_colors() -> None:
    file = read(written(VIS, event_of("a", category="results")), VIS)
    assert [(row.id, row.color) for row in file.categories] == [("results", "#E69F00")]


def test_an_item_that_was_moved_stays_moved() -> None:
    document = json.loads(written(VIS, event_of("a", when="2025-01~", people=["Xi"])))
    document["items"][0] |= {"start": "2025-03-06", "end": None}
    (back,) = events_in(read(json.dumps(document), VIS))
    assert (back.when.edtf, back.people) == ("2025-03-06", ("Xi",))
