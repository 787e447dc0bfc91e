"""Timelines as JSON: every problem is told with its path, each in one sentence."""

import json
from pathlib import Path
from typing import Any

import pytest

from helpers.timeline import event_of, timeline_of
from tickertale.domain.errors import (
    DocumentError,
    DocumentNotFoundError,
    InvalidTimelineError,
    PriceDataError,
)
from tickertale.domain.instrument import Instrument, Series
from tickertale.store.json_text import DEEPEST_NESTING
from tickertale.store.timeline_json import (
    find_problems,
    price_path,
    read_timeline,
    write_timeline,
)

STORY = timeline_of(event_of("one"), event_of("two", "阿里巴巴"))


def story(**changes: object) -> dict[str, Any]:
    document: dict[str, Any] = STORY.model_dump(mode="json")
    return document | changes


def problems(folder: Path, content: str | bytes | dict[str, Any]) -> list[str]:
    if isinstance(content, dict):
        content = json.dumps(content)
    file = folder / "timeline.json"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return [str(problem) for problem in find_problems(folder)]


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    write_timeline(STORY, tmp_path)
    assert read_timeline(tmp_path) == STORY
    assert read_timeline(tmp_path / "timeline.json") == STORY
    assert "阿里巴巴" in (tmp_path / "timeline.json").read_text(encoding="utf-8")


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"story\.json cannot be written"):
        write_timeline(STORY, tmp_path / "missing" / "story.json")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(DocumentNotFoundError, match=r"story\.json does not exist"):
        read_timeline(tmp_path / "story.json")


def test_a_name_that_cannot_be_a_file_is_an_error_of_ours(tmp_path: Path) -> None:
    (tmp_path / "timeline.json").mkdir()
    with pytest.raises(DocumentError, match="cannot be read"):
        read_timeline(tmp_path)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "line 1, column 1: the file ends in the middle of the JSON"),
        ('{"id": "a", ', "line 1, column 13: the file ends in the middle of the JSON"),
        ("{]", "line 1, column 2: this is not JSON (expecting property name enclosed in double q"),
        ("{} x", "line 1, column 4: there is text after the end of the JSON; nothing was expected"),
        (b"\xef\xbb\xbf{}", "the file begins with a byte order mark; UTF-8 without one was expect"),
        (b'{"id":\n"\xe9"}', "line 2 is not UTF-8 (byte 0xe9)"),
        ("[" * 100_000, "brackets are nested 100000 deep; at most 64 was expected"),
        ('{"id": NaN}', "NaN is not a number that JSON allows; a finite one was expected"),
        ('{"id": -Infinity}', "-Infinity is not a number that JSON allows; a finite one was expec"),
        ('{"id": ' + "1" * 5000 + "}", "a number has thousands of digits; a number of usual siz"),
        ("null", "None: input should be an object"),
        ('"text"', "'text': input should be an object"),
    ],
    ids=lambda value: repr(value)[:20],
)
def test_text_that_is_no_timeline_has_one_problem(
    tmp_path: Path, content: str | bytes, sentence: str
) -> None:
    (problem,) = problems(tmp_path, content)
    assert problem.startswith(sentence)
    assert "\n" not in problem


def test_an_abbreviation_keeps_its_capitals_in_a_problem(tmp_path: Path) -> None:
    source = {"title": "A page", "url": "ftp://example.com"}
    events = [{"id": "a", "title": "A", "when": "2025", "category": "c", "sources": [source]}]
    found = problems(tmp_path, json.dumps(story(events=events)))
    assert any("'ftp://example.com': URL scheme should be" in line for line in found), found


def test_brackets_in_strings_are_not_nesting(tmp_path: Path) -> None:
    title = '\\"' + "[" * (DEEPEST_NESTING + 1)
    assert problems(tmp_path, json.dumps(story(title=title, instruments=[], primary=None))) == []


def test_keys_that_come_twice_are_told_with_their_path(tmp_path: Path) -> None:
    text = '{"id": "a", "events": [{"id": "x", "id": "y"}, {"id": "z", "id": "z"}], "id": "b"}'
    assert [line.split(":")[0] for line in problems(tmp_path, text)] == [
        "id",
        "events[0].id",
        "events[1].id",
    ]


def test_every_problem_is_told_with_its_path(tmp_path: Path) -> None:
    document = story(subtitle=7, extra=1)
    document["events"][1] |= {"when": "2025-13", "zone": "Mars/Base", "importance": 9}
    del document["events"][0]["title"]
    told = problems(tmp_path, document)
    assert "subtitle: 7: input should be a valid string" in told
    assert "extra: this field is not known" in told
    assert "events[0].title: a value is missing" in told
    assert any(line.startswith("events[1].when: ") for line in told)
    assert any(line.startswith("events[1].zone: 'Mars/Base' is not a time zone") for line in told)
    assert any(line.startswith("events[1].importance: 9: ") for line in told)


def test_long_values_are_cut_in_the_problem(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, story(title="x" * 5000))
    assert len(problem) < 200


def test_references_that_do_not_resolve_are_all_told(tmp_path: Path) -> None:
    document = story(primary="NONE", benchmark="HSI")
    document["events"][0]["category"] = "gone"
    document["events"][1]["id"] = "one"
    document["instruments"].append(document["instruments"][0] | {"id": "TWIN"})
    assert problems(tmp_path, document) == [
        "events[1].id: 'one' is the id of events[0] already",
        "instruments[1].series[0].id: 'BABA-1d' is the id of instruments[0].series[0] already",
        "events[0].category: 'gone' is not among the timeline's categories",
        "primary: 'NONE' is not among the timeline's instruments",
        "benchmark: 'HSI' is not among the timeline's instruments",
    ]


def test_reading_raises_with_every_problem(tmp_path: Path) -> None:
    problems(tmp_path, story(subtitle=7, title=8))
    with pytest.raises(InvalidTimelineError, match=r"timeline\.json: .*and 1 more") as caught:
        read_timeline(tmp_path)
    assert len(caught.value.problems) == 2


def test_price_files_that_are_missing_are_told(tmp_path: Path) -> None:
    series = (Series(id="a"), Series(id="b", file="b.csv"), Series(id="c", file="prices/c.csv"))
    instrument = Instrument(id="BABA", symbol="BABA", name="Alibaba", mic="XNYS", series=series)
    write_timeline(timeline_of(instruments=(instrument,)), tmp_path)
    (tmp_path / "prices").mkdir()
    (tmp_path / "prices" / "c.csv").write_text("date\n")
    assert [str(problem) for problem in find_problems(tmp_path)] == [
        "instruments[0].series[0].file: BABA has no price file; one was expected",
        "instruments[0].series[1].file: 'b.csv' does not exist beside timeline.json",
    ]
    assert price_path(tmp_path / "timeline.json", "prices/c.csv").is_file()


@pytest.mark.parametrize(
    "file", ["../other/BABA.csv", "/etc/passwd", "..\\BABA.csv", "C:/BABA.csv", "a\0b"]
)
def test_a_price_file_outside_the_folder_is_refused(tmp_path: Path, file: str) -> None:
    series = (Series(id="a", file=file),)
    instrument = Instrument(id="BABA", symbol="BABA", name="Alibaba", mic="XNYS", series=series)
    write_timeline(timeline_of(instruments=(instrument,)), tmp_path)
    (problem,) = find_problems(tmp_path)
    assert problem.path == "instruments[0].series[0].file"
    assert "does not lie in the folder of timeline.json" in problem.message
    with pytest.raises(PriceDataError, match="does not lie"):
        price_path(tmp_path, file)
