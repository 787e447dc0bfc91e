"""An event as texts of a form, and back."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.story import event_of
from tickertale.domain.event import Event, MarketTiming, SessionOverride, SessionPhase
from tickertale.domain.event_date import EventDate
from tickertale.viewmodels.editor.event_draft import (
    DraftPlace,
    EditorField,
    EventDraft,
    FieldReading,
    draft_of,
    read_field,
)
from tickertale.viewmodels.text.name_list import names_text, read_names

SESSIONS = (dt.date(2025, 3, 5), dt.date(2025, 3, 6), dt.date(2025, 3, 7))
PLACE = DraftPlace("XHKG", "HKEX", SESSIONS, today=dt.date(2025, 6, 1))
FULL = event_of(
    "full",
    short_title="Short",
    summary="**Why**\n\n- one",
    when=EventDate("2025-03-06T03:48+08:00"),
    timing=MarketTiming(mic="XNYS", phase=SessionPhase.AFTER_CLOSE),
    importance=5,
    tags=("apple", "ai"),
    people=("Joe Tsai",),
    organisations=("Alphabet, Inc.", "阿里巴巴"),
    figures=(
        {"name": "Market value", "value": "317.70", "unit": "USD bn", "as_reported": True},
        {"name": "Parameters", "value": "32e9", "qualifier": "about"},
    ),
    sources=({"title": "News", "url": "https://example.org/a", "published": "2025-03-06"},),
    session_override=(
        SessionOverride(mic="XHKG", session=SESSIONS[2], reason="came late"),
        SessionOverride(mic="XNYS", session=SESSIONS[0], reason="known before"),
    ),
)


def read(name: EditorField, text: str, base: Event | None = None) -> FieldReading:
    draft = draft_of(base, mic="XHKG") if base else EventDraft()
    return read_field(name, draft.with_text(name, text), place=PLACE, base=base)


@pytest.mark.parametrize("event", [FULL, event_of("plain"), event_of(when=EventDate("2025-01~"))])
def test_an_event_survives_the_form(event: Event) -> None:
    draft = draft_of(event, mic="XHKG")
    update: dict[str, object] = {}
    for name in EditorField:
        reading = read_field(name, draft, place=PLACE, base=event)
        assert reading.is_valid, reading
        update.update(reading.update)
    assert Event.model_validate({**update, "id": event.id}) == event


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        (EditorField.TITLE, " ", "no title"),
        (EditorField.TITLE, "x" * 301, "301 characters"),
        (EditorField.SHORT_TITLE, "x" * 81, "at most 80"),
        (EditorField.DATE, "soon", "was expected"),
        (EditorField.ZONE, "Mars", "'Mars' is not a time zone"),
        (EditorField.CATEGORY, "", "one was expected"),
        (EditorField.SUMMARY, "x" * 100_001, "100,001 characters"),
        (EditorField.TAGS, "x" * 301, "301 characters"),
        (EditorField.SESSION, "soon", "was expected"),
        (EditorField.SESSION, "8 Mar 2025", "no session of HKEX"),
        (EditorField.SESSION, "Mar 2025", "no session of HKEX"),
        (EditorField.SESSION, "7 Mar 2025", "Say in a few words why"),
    ],
)
def test_a_field_says_in_words_what_is_wrong(name: EditorField, text: str, expected: str) -> None:
    reading = read(name, text)
    assert not reading.is_valid
    assert not reading.update
    assert expected in reading.problem


@pytest.mark.parametrize("text", ["asia/hong kong", "Asia/Hong_Kong", " ASIA/HONG_KONG "])
def test_a_zone_may_be_typed_as_it_is_read(text: str) -> None:
    assert read(EditorField.ZONE, text).update == {"zone": "Asia/Hong_Kong"}


def test_a_title_is_one_line() -> None:
    assert read(EditorField.TITLE, " Third \n quarter ").update == {"title": "Third quarter"}


def test_the_sessions_chosen_for_other_exchanges_stay() -> None:
    reading = read(EditorField.SESSION, "", base=FULL)
    assert reading.update == {"session_override": FULL.session_override[1:]}


def test_names_may_be_parted_as_one_writes_in_chinese() -> None:
    assert read_names('a,"Alphabet, Inc."，b、 c  d；;a') == ("a", "Alphabet, Inc.", "b", "c d")


@given(st.lists(st.text("ab ,，;", min_size=1).map(" ".join), max_size=4))
def test_names_survive_their_text(names: list[str]) -> None:
    tidy = tuple(dict.fromkeys(" ".join(name.split()) for name in names if name.split()))
    assert read_names(names_text(tidy)) == tidy
