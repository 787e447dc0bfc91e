"""Calendars of other programs, and ours in theirs."""

import pytest

from helpers.interchange import events_in, problems_in, read, written
from helpers.timeline import event_of
from tickertale.domain.errors import EventFileError
from tickertale.domain.event import Event
from tickertale.store.interchange import EventFormat

ICS = EventFormat.ICS


def calendar(*lines: str) -> str:
    """Return a calendar with one event of these lines."""
    inner = "\r\n".join(lines)
    head = (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1@x\r\nSUMMARY:Talks\r\n"
    )
    return f"{head}{inner}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"


def only(*lines: str) -> Event:
    """Return the event of a calendar of one."""
    draft = read(calendar(*lines), ICS, zone="Asia/Hong_Kong").drafts[0]
    assert draft.problems == ()
    assert draft.event is not None
    return draft.event


@pytest.mark.parametrize(
    ("lines", "when", "zone"),
    [
        (["DTSTART;VALUE=DATE:20250306"], "2025-03-06", "Asia/Hong_Kong"),
        (["DTSTART:20250306", "DTEND:20250307"], "2025-03-06", "Asia/Hong_Kong"),
        (["DTSTART:20250306", "DTEND:20250306"], "2025-03-06", "Asia/Hong_Kong"),
        (["DTSTART:20250211", "DTEND:20250214"], "2025-02-11/2025-02-13", "Asia/Hong_Kong"),
        (["DTSTART:20250306T034800Z"], "2025-03-06T03:48Z", "Asia/Hong_Kong"),
        (["DTSTART:20250306T034800"], "2025-03-06T03:48", "Asia/Hong_Kong"),
        (
            ["DTSTART;TZID=America/New_York:20250306T093000"],
            "2025-03-06T09:30",
            "America/New_York",
        ),
        (
            ["DTSTART;TZID=China Standard Time:20250306T093010"],
            "2025-03-06T09:30:10",
            "Asia/Shanghai",
        ),
        (
            ["DTSTART:20250306T090000Z", "DURATION:PT90M"],
            "2025-03-06T09:00Z/2025-03-06T10:30Z",
            "Asia/Hong_Kong",
        ),
    ],
)
def test_days_and_moments_are_read(lines: list[str], when: str, zone: str) -> None:
    event = only(*lines)
    assert (event.when.edtf, event.zone) == (when, zone)


def test_text_link_priority_and_categories_are_read() -> None:
    event = only(
        "DTSTART:20250306",
        "DESCRIPTION:<p>One<br>two</p>",
        "URL:https://example.org/x",
        "PRIORITY:1",
        "CATEGORIES:Policy,ai",
        "CATEGORIES:chips",
    )
    assert event.summary == "One\ntwo"
    assert str(event.sources[0].url) == "https://example.org/x"
    assert event.importance == 5
    assert event.tags == ("ai", "chips")


def test_alarms_and_unsafe_links_are_left_out() -> None:
    event = only(
        "DTSTART:20250306", "URL:javascript:x()", "BEGIN:VALARM", "SUMMARY:Ring", "END:VALARM"
    )
    assert event.title == "Talks"
    assert event.sources == ()


@pytest.mark.parametrize(
    ("line", "note"),
    [
        ("RRULE:FREQ=DAILY", "This repeats; only the first time is taken."),
        ("STATUS:CANCELLED", "The calendar says that this was cancelled."),
        (
            "URL:javascript:x()",
            "The address 'javascript:x()' was left out; an http or https address was expected.",
        ),
        (
            'DESCRIPTION:<a href="file:///x">x</a>',
            "The address 'file:///x' was left out; an http or https address was expected.",
        ),
    ],
)
def test_what_is_not_taken_over_is_told(line: str, note: str) -> None:
    assert read(calendar("DTSTART:20250306", line), ICS).drafts[0].notes == (note,)


def test_a_zone_that_nobody_knows_is_told() -> None:
    draft = read(calendar("DTSTART;TZID=My Zone:20250306T093000"), ICS, zone="Asia/Tokyo").drafts[0]
    assert draft.event is not None
    assert (draft.event.when.edtf, draft.event.zone) == ("2025-03-06T09:30", "Asia/Tokyo")
    assert "'My Zone' is not known" in draft.notes[0]


@pytest.mark.parametrize("line", ["DTSTART:2025-03-06", "DTSTART:20250230", "X-NONE:1"])
def test_a_date_that_is_none_is_a_problem_of_its_event(line: str) -> None:
    (problem,) = problems_in(read(calendar(line), ICS))
    assert problem.startswith("row 1, when: ")
    assert "one such as 20250306 or 20250306T034800Z was expected" in problem


def test_one_broken_event_does_not_hide_the_others() -> None:
    text = calendar("DTSTART:20250306") + calendar("no colon here") + calendar("DTSTART:20250307")
    drafts = read(text, ICS).drafts
    assert [bool(draft.event) for draft in drafts] == [True, False, True]
    assert problems_in(read(text, ICS))[0].startswith("row 2")


def test_an_event_that_never_ends_ends_with_the_file() -> None:
    assert (
        len(read("BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:a\nDTSTART:20250306\n", ICS).drafts) == 1
    )


def test_no_calendar_is_refused() -> None:
    with pytest.raises(EventFileError, match="no BEGIN:VCALENDAR"):
        read("date,title\n", ICS)


def test_an_imprecise_date_fills_the_days_that_it_covers() -> None:
    text = written(ICS, event_of("a", when="2025-01~")).decode()
    assert "DTSTART;VALUE=DATE:20250101\r\nDTEND;VALUE=DATE:20250201\r\n" in text


def test_a_moment_is_in_the_zone_of_its_event_which_is_described() -> None:
    text = written(ICS, event_of("a", when="2025-03-06T03:48+08:00", zone="America/New_York"))
    assert b"DTSTART;TZID=America/New_York:20250305T144800\r\n" in text
    assert b"BEGIN:VTIMEZONE\r\nTZID:America/New_York\r\n" in text


def test_lines_are_as_long_as_the_standard_allows() -> None:
    text = written(ICS, event_of("a", "阿里巴巴" * 60, summary="Line\n" * 50))
    assert max(map(len, text.split(b"\r\n"))) <= 75


def test_a_change_made_in_a_calendar_program_is_taken() -> None:
    event = event_of("a", "Talks", when="2025-01~", importance=5, people=["Xi"])
    text = written(ICS, event).decode().replace("SUMMARY:Talks", "SUMMARY:More talks")
    (back,) = events_in(read(text, ICS))
    assert (back.title, back.when.edtf, back.people) == ("More talks", "2025-01~", ("Xi",))
    moved = text.replace("20250101", "20250105").replace("20250201", "20250106")
    assert events_in(read(moved, ICS))[0].when.edtf == "2025-01-05"
