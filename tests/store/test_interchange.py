"""Every format: exports come back, formats are told apart, and hostile text does no harm."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.interchange import DATES, events_in, problems_in, read, whole_events, written
from helpers.timeline import event_of
from tickertale.domain.errors import CancelledError, EventFileError
from tickertale.domain.event import Event
from tickertale.store.draft import ReadOptions
from tickertale.store.interchange import (
    LARGEST_FILE,
    EventFormat,
    find_format,
    format_of_suffix,
    read_events,
)

ALL = list(EventFormat)
EVERY = pytest.mark.parametrize("kind", ALL)


@EVERY
@settings(max_examples=60)
@given(event=whole_events())
def test_what_is_exported_comes_back_as_it_was(kind: EventFormat, event: Event) -> None:
    assert events_in(read(written(kind, event), kind)) == [event]


@EVERY
@pytest.mark.parametrize("when", DATES)
def test_every_date_comes_back(kind: EventFormat, when: str) -> None:
    event = event_of("a", when=when, zone="America/New_York")
    assert events_in(read(written(kind, event), kind))[0].when == event.when


@EVERY
def test_a_file_is_written_alike_each_time(kind: EventFormat) -> None:
    events = [event_of("a", tags=["x"]), event_of("b", category="results")]
    assert written(kind, *events) == written(kind, *events)


@EVERY
def test_a_format_is_known_by_its_content(kind: EventFormat) -> None:
    content = written(kind, event_of("a"))
    name = "events.json" if content[:1] in {b"{", b"["} else ""
    assert find_format(content.decode("utf-8-sig"), name=name) is kind
    assert read_events(content, name=name).kind == kind


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("[]", "a.json", EventFormat.JSON),
        ('[{"id": 1, "content": "x", "start": "2025-01-01"}]', "", EventFormat.VIS),
        ('{"events": [{"text": {}}, {"start_date": {"year": 1}}]}', "", EventFormat.TIMELINEJS),
        ('[{"title": "x", "when": "2025"}]', "", EventFormat.JSON),
        ("[1] is no JSON", "a.csv", EventFormat.CSV),
        ("date\ttitle\n", "", EventFormat.CSV),
        ("\ufeffbegin:vcalendar\n", "a.txt", EventFormat.ICS),
        ("", "a.ICS", EventFormat.ICS),
    ],
)
def test_odd_files_are_told_apart(text: str, name: str, kind: EventFormat) -> None:
    assert find_format(text, name=name) is kind


def test_a_suffix_names_the_first_format_that_has_it() -> None:
    assert format_of_suffix("a.TSV") is EventFormat.CSV
    assert format_of_suffix("a.json") is EventFormat.JSON
    assert format_of_suffix("a.pdf") is None


# Hostile text

HOSTILE = {
    "a megabyte": "x" * 1_000_000,
    "NUL": "be\0fore",
    "a lone surrogate": "be\ud800fore",
    "bidi overrides": "be\u202efore\u2066",
    "a script": "<script>alert(1)</script>before",
    "a formula": '=HYPERLINK("http://example.org","before")',
    "SQL": "before'); DROP TABLE event; --",
    "full-text syntax": 'before" OR title:* NEAR(',
    "a path": "../../../../etc/passwd",
}


@EVERY
@pytest.mark.parametrize("title", HOSTILE.values(), ids=HOSTILE)
def test_hostile_titles_are_told_or_do_no_harm(kind: EventFormat, title: str) -> None:
    file = read(_file_with(kind, title), kind)
    (draft,) = file.drafts
    if draft.event is None:
        assert all(len(str(problem)) < 400 for problem in draft.problems)
        assert "300 characters" in problems_in(file)[0]
    else:
        assert draft.event.title.isprintable()
        draft.event.model_dump_json().encode()
        assert "<script" not in draft.event.title or kind in {"csv", "ics", "json"}


def _file_with(kind: EventFormat, title: str) -> str:
    quoted = json.dumps(title, ensure_ascii="\ud800" in title)
    if kind is EventFormat.CSV:
        doubled = title.replace('"', '""')
        return f'date,title\n2025-03-06,"{doubled}"\n'
    if kind is EventFormat.ICS:
        escaped = title.replace(";", "\\;")
        return (
            "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20250306\r\n"
            f"SUMMARY:{escaped}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        )
    rows = {
        EventFormat.JSON: '{"events": [{"when": "2025-03-06", "title": %s}]}',
        EventFormat.TIMELINEJS: (
            '{"events": [{"start_date": {"year": 2025}, "text": {"headline": %s}}]}'
        ),
        EventFormat.VIS: '[{"start": "2025-03-06", "content": %s}]',
    }
    return rows[kind] % quoted


@pytest.mark.parametrize("kind", [EventFormat.JSON, EventFormat.TIMELINEJS, EventFormat.VIS])
@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[" * 100_000, "nested 100000 deep"),
        ('{"events": ' + "9" * 10_000 + "}", "thousands of digits"),
        ('{"events": NaN}', "NaN is not a number"),
        ('{"events": [], "events": []}', "stands twice"),
        ('{"events": [', "ends in the middle"),
        ('{"events": 1e999}', "there is no list"),
        ('"events"', "there is no list"),
        ("", "ends in the middle"),
    ],
)
def test_broken_json_is_refused_in_one_sentence(
    kind: EventFormat, text: str, sentence: str
) -> None:
    with pytest.raises(EventFileError, match=sentence):
        read(text, kind)


@pytest.mark.parametrize("kind", [EventFormat.JSON, EventFormat.TIMELINEJS, EventFormat.VIS])
def test_rows_that_are_no_objects_are_problems_of_their_rows(kind: EventFormat) -> None:
    key = "items" if kind is EventFormat.VIS else "events"
    file = read(json.dumps({key: [None, 1, "x", []]}), kind)
    assert [draft.row for draft in file.drafts] == [1, 2, 3, 4]
    assert problems_in(file)[1] == "row 2: '1' is no object; an event was expected"


@EVERY
@given(text=st.text(max_size=60))
def test_any_text_is_read_or_refused(kind: EventFormat, text: str) -> None:
    refusal = "refused"
    try:
        read(text, kind)
    except EventFileError as error:
        refusal = str(error)
    assert refusal


@EVERY
@given(content=st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(kind: EventFormat, content: bytes) -> None:
    refusal = "refused"
    try:
        read(content, kind)
    except EventFileError as error:
        refusal = str(error)
    assert refusal


def test_a_file_that_is_too_large_is_refused() -> None:
    with pytest.raises(EventFileError, match="64,000,001 bytes; at most 64,000,000"):
        read_events(b" " * (LARGEST_FILE + 1))


def test_the_encoding_is_told_when_it_is_not_utf8() -> None:
    file = read_events("日期,标题\n2025-03-06,阿里巴巴发布财报\n".encode("gb18030"), name="a.csv")
    assert file.drafts[0].title == "阿里巴巴发布财报"
    assert file.notes == ("The text was taken for GB18030.",)


@EVERY
def test_progress_is_reported_and_can_end_the_reading(kind: EventFormat) -> None:
    content = written(kind, *(event_of(f"e{number}") for number in range(600)))
    heard: list[tuple[int, int]] = []
    read(content, kind, progressed=lambda done, of: heard.append((done, of)))
    assert heard == [(0, 600), (256, 600), (512, 600)]

    def cancel(done: int, _of: int) -> None:
        if done:
            raise CancelledError

    with pytest.raises(CancelledError):
        read_events(content, kind=kind, options=ReadOptions(progressed=cancel))
