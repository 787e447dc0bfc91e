"""The timeline, read against the prices of the instrument on the chart."""

import datetime as dt
from collections.abc import Iterator
from contextlib import closing

import pytest

from helpers.open_story import FIRST_DAY, LISTING, SHARE, open_story, priced_story
from tickertale.session.opening import new_session
from tickertale.session.session import Session
from tickertale.viewmodels.timeline.reading import (
    exchange_name,
    instrument_reactions,
    resolve_reading,
)


@pytest.fixture
def session() -> Iterator[Session]:
    with closing(open_story()) as opened:
        yield opened


def test_the_reading_is_of_the_primary_instrument(session: Session) -> None:
    reading = resolve_reading(session)
    assert reading.instrument == SHARE
    assert reading.exchange_name == "HKEX"
    assert len(reading.bars) == len(reading.scale) == 150
    assert reading.scale.date_at(0) == FIRST_DAY


def test_every_event_has_a_row_an_anchor_and_a_reaction(session: Session) -> None:
    reading = resolve_reading(session)
    ids = {event.id for event in reading.timeline.events}
    assert {row.id for row in reading.rows} == ids
    assert {row.event_id for row in reading.anchors} == ids
    assert set(reading.reactions) == ids


def test_only_events_with_a_session_have_a_move(session: Session) -> None:
    reading = resolve_reading(session)
    assert set(reading.sessions) == set(reading.moves) == {"first", "second", "third"}
    index = reading.sessions["third"]
    assert reading.scale.date_at(index) == dt.date(2025, 3, 6)
    assert reading.moves["third"] == pytest.approx(0.5 / reading.bars.close[index - 1])


def test_rows_and_anchors_carry_the_move_and_the_session(session: Session) -> None:
    reading = resolve_reading(session)
    assert {row.id: row.move for row in reading.rows if row.move is not None} == reading.moves
    places = {row.event_id: row.position for row in reading.anchors if row.position is not None}
    assert places == reading.sessions


def test_without_a_primary_instrument_the_first_is_read() -> None:
    assert priced_story(primary=None).shown_instrument == LISTING


def test_a_timeline_without_instruments_is_read_without_prices() -> None:
    with closing(new_session(priced_story(instruments=(), primary=None))) as session:
        reading = resolve_reading(session)
    assert reading.instrument is None
    assert (len(reading.bars), len(reading.reactions), len(reading.moves)) == (0, 0, 0)
    assert len(reading.rows) == 4
    assert instrument_reactions(session, reading, event_id="first") == ()


def test_an_instrument_without_prices_is_read_without_bars() -> None:
    with closing(new_session(priced_story())) as session:
        reading = resolve_reading(session)
        rows = instrument_reactions(session, reading, event_id="first")
    assert reading.instrument == SHARE
    assert len(reading.bars) == 0
    assert [row.impact for row in rows] == [None, None]


def test_the_instrument_on_the_chart_comes_first(session: Session) -> None:
    rows = instrument_reactions(session, resolve_reading(session), event_id="third")
    assert [row.instrument.id for row in rows] == ["9988.HK", "BABA"]
    assert [row.exchange_name for row in rows] == ["HKEX", "NYSE"]
    assert all(row.impact is not None for row in rows)


def test_an_event_without_a_session_has_no_impact(session: Session) -> None:
    rows = instrument_reactions(session, resolve_reading(session), event_id="vague")
    assert [row.impact for row in rows] == [None, None]
    assert rows[0].reaction.reason is not None


def test_an_unknown_exchange_is_called_by_its_code() -> None:
    assert (exchange_name("XNYS"), exchange_name("XXXX")) == ("NYSE", "XXXX")
