"""TimelineJS documents of others, and ours for it."""

import json

import pytest

from helpers.interchange import CATEGORIES, events_in, problems_in, read, written
from helpers.timeline import event_of
from tickertale.domain.event import Event
from tickertale.store.event_timelinejs import write_timelinejs
from tickertale.store.interchange import EventFormat

TIMELINEJS = EventFormat.TIMELINEJS


def only(**slide: object) -> Event:
    """Return the event of a document with one slide."""
    standard: dict[str, object] = {
        "start_date": {"year": "2025", "month": "3", "day": "6"},
        "text": {"headline": "Talks", "text": ""},
    }
    draft = read(json.dumps({"events": [standard | slide]}), TIMELINEJS).drafts[0]
    assert draft.problems == ()
    assert draft.event is not None
    return draft.event


@pytest.mark.parametrize(
    ("parts", "when"),
    [
        ({"year": 2025}, "2025"),
        ({"year": "44", "month": ""}, "0044"),
        ({"year": 2025, "month": 3}, "2025-03"),
        ({"year": "2025", "month": "03", "day": 6.0}, "2025-03-06"),
        ({"year": 2025, "month": 3, "day": 6, "hour": 9}, "2025-03-06T09:00"),
        ({"year": 2025, "month": 3, "day": 6, "hour": 9, "minute": "30"}, "2025-03-06T09:30"),
    ],
)
def test_a_date_is_as_precise_as_its_parts(parts: dict[str, object], when: str) -> None:
    assert only(start_date=parts).when.edtf == when


def test_an_end_makes_a_period() -> None:
    assert only(end_date={"year": 2025, "month": 3, "day": 8}).when.edtf == "2025-03-06/2025-03-08"


@pytest.mark.parametrize(
    ("start", "sentence"),
    [
        (None, "there is no start_date"),
        ({"month": 3}, "no year from 1 to 9999"),
        ({"year": -44}, "no year from 1 to 9999"),
        ({"year": "20th"}, "the year '20th' is no whole number"),
        ({"year": 1e308}, "is no whole number"),
        ({"year": 2025, "month": 13}, "month 13"),
        ({"year": 2025, "month": 2, "day": 30}, "which no calendar has"),
        ({"year": 2025, "month": 3, "day": 6, "hour": 25}, "has the time 25:00"),
    ],
)
def test_a_date_that_is_none_is_told(start: object, sentence: str) -> None:
    slide = {"start_date": start, "text": {"headline": "x"}}
    (problem,) = problems_in(read(json.dumps({"events": [slide]}), TIMELINEJS))
    assert problem.startswith("row 1, when: ")
    assert sentence in problem


def test_html_becomes_markdown_without_scripts() -> None:
    event = only(
        text={
            "headline": "<b>Talks</b> &amp; more",
            "text": '<p>One <a href="https://a.org">link</a>, <a href="javascript:x()">no</a></p>'
            "<script>alert(1)</script><ul><li>two</li></ul>",
        }
    )
    assert event.title == "Talks & more"
    assert event.summary == "One [link](https://a.org), no\n\n- two"


def test_a_medium_is_a_source_when_it_lies_on_the_web() -> None:
    (source,) = only(media={"url": "https://a.org/x", "caption": "A", "credit": "B"}).sources
    assert (source.title, source.publisher, str(source.url)) == ("A", "B", "https://a.org/x")


@pytest.mark.parametrize("url", ["file:///etc/passwd", "javascript:x()", "images/a.png", "//["])
def test_other_media_are_left_out_and_told(url: str) -> None:
    slide = {"start_date": {"year": 2025}, "text": {"headline": "x"}, "media": {"url": url}}
    (draft,) = read(json.dumps({"events": [slide]}), TIMELINEJS).drafts
    assert draft.event is not None
    assert draft.event.sources == ()
    assert draft.notes == (
        f"The medium {url!r} was left out; an http or https address was expected.",
    )


def test_what_is_written_says_what_timelinejs_can_show() -> None:
    event = event_of(
        "a",
        "R&D <now>",
        when="2025-03-06T03:48+08:00",
        summary="**Bold** [x](https://x.org)\n\n<i>",
        sources=[{"title": "S", "url": "https://s.org/"}],
    )
    document = json.loads(write_timelinejs([event], CATEGORIES, title="<T>"))
    assert document["title"]["text"]["headline"] == "&lt;T&gt;"
    (slide,) = document["events"]
    assert slide["start_date"] == {"year": 2025, "month": 3, "day": 6, "hour": 3, "minute": 48}
    assert slide["text"] == {
        "headline": "R&amp;D &lt;now&gt;",
        "text": '<p><b>Bold</b> <a href="https://x.org">x</a></p><p>&lt;i&gt;</p>',
    }
    assert slide["group"] == "Policy & law"
    assert slide["media"]["url"] == "https://s.org/"


@pytest.mark.parametrize(
    ("when", "start", "end", "words"),
    [
        ("201X", {"year": 2010}, {"year": 2019}, "2010s"),
        ("2025-XX", {"year": 2025}, None, "2025"),
        (
            "2025-24",
            {"year": 2025, "month": 12, "day": 1},
            {"year": 2026, "month": 2, "day": 28},
            "winter 2025",
        ),
        ("2025-01~", {"year": 2025, "month": 1}, None, "about 2025-01"),
        ("../2025", {"year": 2025}, None, "until 2025"),
        ("2025/..", {"year": 2025}, None, "since 2025"),
        ("2025?/2026", {"year": 2025}, {"year": 2026}, "perhaps 2025 – 2026"),
    ],
)
def test_an_imprecise_date_is_shown_by_what_it_covers(
    when: str, start: dict[str, int], end: dict[str, int] | None, words: str
) -> None:
    (slide,) = json.loads(written(TIMELINEJS, event_of("a", when=when)))["events"]
    assert (slide["start_date"], slide.get("end_date")) == (start, end)
    assert slide["display_date"] == words


def test_a_change_made_elsewhere_is_taken() -> None:
    event = event_of("a", "Talks", when="2025-01~", people=["Xi"], category="results")
    document = json.loads(written(TIMELINEJS, event))
    document["events"][0]["text"]["headline"] = "More talks"
    document["events"][0]["group"] = "Policy & law"
    (back,) = events_in(read(json.dumps(document), TIMELINEJS))
    assert (back.title, back.when.edtf, back.people) == ("More talks", "2025-01~", ("Xi",))
    assert back.category == "policy"
    del document["events"][0]["group"], document["events"][0]["start_date"]
    assert read(json.dumps(document), TIMELINEJS).drafts[0].event is None
