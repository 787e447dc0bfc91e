"""Events in our own JSON, and the schema that describes it."""

import json
from pathlib import Path

import pytest

from helpers.interchange import CATEGORIES, problems_in, read, written
from helpers.timeline import event_of
from tickertale.domain.errors import EventFileError
from tickertale.domain.timeline import Timeline
from tickertale.store.event_json import timeline_schema
from tickertale.store.interchange import EventFormat
from tickertale.store.timeline_json import find_problems

JSON = EventFormat.JSON


def test_what_is_written_is_a_timeline_without_problems(tmp_path: Path) -> None:
    path = tmp_path / "events.json"
    path.write_bytes(written(JSON, event_of("a", category="results")))
    assert find_problems(path) == ()
    assert Timeline.model_validate_json(path.read_text("utf-8")).categories == (CATEGORIES[1],)


def test_a_list_of_events_will_do() -> None:
    (draft,) = read('[{"title": "Talks", "when": "2025", "category": "Policy"}]', JSON).drafts
    assert draft.event is not None
    assert (draft.event.id, draft.category) == ("talks", "Policy")


def test_each_rule_that_is_broken_is_a_problem_of_its_field() -> None:
    row = {
        "title": "",
        "when": "2025-13",
        "importance": 1e999,
        "colour": "red",
        "people": "Xi",
        "sources": [{"title": "a", "url": "file:///etc/passwd"}],
    }
    problems = problems_in(read(json.dumps([row]).replace("Infinity", "1e999"), JSON))
    assert [problem.split(": ")[0] for problem in problems] == [
        "row 1, title", "row 1, when", "row 1, importance", "row 1, people",
        "row 1, sources[0].url", "row 1, colour",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("categories", "sentence"),
    [
        ("x", "'categories' is no list"),
        ([{"id": "a", "name": "A", "color": "red"}], "category 1, color: 'red'"),
        ([3], "category 1"),
    ],
)
def test_categories_that_are_none_are_refused(categories: object, sentence: str) -> None:
    with pytest.raises(EventFileError, match=sentence):
        read(json.dumps({"events": [], "categories": categories}), JSON)


def test_the_schema_names_every_field_of_an_event() -> None:
    schema = json.loads(timeline_schema())
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    event = schema["$defs"]["Event"]
    assert set(event["properties"]) == set(event_of("a").model_dump())
    assert event["additionalProperties"] is False
    assert set(event["required"]) == {"id", "title", "when", "zone", "category"}
