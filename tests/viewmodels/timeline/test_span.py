"""A selected span of bars, in words and as a selection."""

import math
from collections.abc import Iterator
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from helpers.bars import bars_of
from helpers.intraday import minute_bars
from helpers.open_story import open_story, priced_story
from tickertale.prices.time_scale import CalendarTimeScale, TimeScale, TradingTimeScale
from tickertale.session.opening import new_session
from tickertale.viewmodels.chart.chart import ViewRange
from tickertale.viewmodels.timeline.reading import Reading, resolve_reading
from tickertale.viewmodels.timeline.span import Span, SpanState, SpanViewModel, resolve_span


@pytest.fixture
def reading() -> Iterator[Reading]:
    with closing(open_story()) as session:
        yield resolve_reading(session)


def state_of(*close: float, span: Span) -> SpanState:
    bars = bars_of(close)
    return resolve_span(bars, TradingTimeScale(bars.time_ns), span=span)


def test_a_span_is_told_from_close_to_close() -> None:
    # Bars are weekdays from Monday, 1 January 2024; the sixth is the next Monday.
    state = state_of(100, 101, 102, 103, 104, 112.5, span=Span(0, 5))
    assert state.dates == "1 Jan 2024 – 8 Jan 2024"
    assert state.change == "+12.50 (+12.5%)"
    assert state.length == "5 bars, 7 days"
    assert state.is_up is True
    assert state.view == ViewRange(-0.5, 5.5)
    # Five moves: that of the first bar came before its close.
    assert state.closes == ViewRange(0.0, 5.0)


def test_a_span_drawn_backward_is_told_forward() -> None:
    close = (100.0, 90.0, 80.0)
    assert state_of(*close, span=Span(2, 0)) == state_of(*close, span=Span(0, 2))
    assert state_of(*close, span=Span(2, 0)).change == "−20.00 (−20.0%)"
    assert state_of(*close, span=Span(2, 0)).is_up is False


def test_one_bar_is_a_span_without_length() -> None:
    state = state_of(100, 90, span=Span(1, 1))
    assert (state.change, state.length) == ("0.00 (0.0%)", "0 bars, 0 days")


@pytest.mark.parametrize(
    ("first", "last", "change"),
    [
        pytest.param(math.nan, 90.0, "–", id="no-first-close"),
        pytest.param(90.0, math.nan, "–", id="no-last-close"),
        pytest.param(0.0, 5.0, "+5.00", id="from-nothing"),
        pytest.param(-5.0, 5.0, "+10.00", id="from-below-zero"),
    ],
)
def test_what_cannot_be_told_is_left_out(first: float, last: float, change: str) -> None:
    assert state_of(first, last, span=Span(0, 1)).change == change


def test_in_calendar_time_a_span_takes_the_room_of_its_days() -> None:
    bars = bars_of([100.0] * 6)
    scale: TimeScale = CalendarTimeScale(bars.time_ns)
    state = resolve_span(bars, scale, span=Span(0, 5))
    assert state.view == ViewRange(-0.5, 7.5)
    assert state.length == "5 bars, 7 days"


def test_a_drag_selects_the_bars_nearest_to_its_ends(reading: Reading, qtbot: QtBot) -> None:
    model = SpanViewModel(lambda: reading)
    with qtbot.waitSignal(model.changed):
        model.select(10.3, 4.6)
    assert model.span == Span(10, 5)
    state = model.state()
    assert state is not None
    assert state.view == ViewRange(4.5, 10.5)


def test_a_drag_beyond_the_bars_ends_at_the_last(reading: Reading) -> None:
    model = SpanViewModel(lambda: reading)
    model.select(140.0, 900.0)
    assert model.span == Span(140, 149)


def test_keys_move_the_head_and_keep_the_anchor(reading: Reading) -> None:
    model = SpanViewModel(lambda: reading)
    model.extend(start=7, to=8)
    assert model.span == Span(7, 8)
    model.extend(start=99, to=3)
    assert model.span == Span(7, 3)
    model.extend(start=99, to=-5)
    assert model.span == Span(7, 0)


def test_clearing_says_whether_there_was_a_span(reading: Reading) -> None:
    model = SpanViewModel(lambda: reading)
    assert not model.clear()
    model.select(1.0, 2.0)
    assert model.clear()
    assert model.span is None
    assert model.state() is None


def test_the_same_span_is_told_once(reading: Reading) -> None:
    model = SpanViewModel(lambda: reading)
    told: list[None] = []
    model.changed.connect(lambda: told.append(None))
    model.select(1.0, 5.0)
    model.select(1.2, 5.2)
    assert len(told) == 1


def test_other_bars_have_no_span(reading: Reading) -> None:
    with closing(open_story()) as session:
        readings = [reading]
        model = SpanViewModel(lambda: readings[-1])
        model.select(1.0, 5.0)
        readings.append(resolve_reading(session))
        assert model.span is None
        assert not model.clear()


def test_without_bars_nothing_can_be_selected() -> None:
    with closing(new_session(priced_story(instruments=(), primary=None))) as session:
        bare = resolve_reading(session)
        model = SpanViewModel(lambda: bare)
        model.select(1.0, 5.0)
        model.extend(start=0, to=1)
        assert model.span is None


@given(
    st.lists(st.floats(0.01, 1e6) | st.just(math.nan), min_size=1, max_size=20),
    st.integers(0, 19),
    st.integers(0, 19),
)
def test_every_span_of_any_prices_can_be_told(close: list[float], one: int, other: int) -> None:
    count = len(close)
    state = state_of(*close, span=Span(one % count, other % count))
    assert state.change
    assert state.length
    assert state.view.span >= 1.0


@pytest.mark.parametrize(
    ("span", "dates", "length"),
    [
        pytest.param(Span(0, 90), "27 Oct 2025, 09:30–11:00", "90 bars, 1 h 30 min", id="hours"),
        pytest.param(Span(5, 5), "27 Oct 2025, 09:35–09:35", "0 bars, 0 s", id="one-bar"),
        pytest.param(
            Span(0, 5 * 390),
            "27 Oct 2025, 09:30 – 3 Nov 2025, 09:30",
            "1,950 bars, 7 days",
            id="over-the-change-of-the-clocks",
        ),
    ],
)
def test_a_span_of_minutes_is_told_with_hours(span: Span, dates: str, length: str) -> None:
    bars = minute_bars()
    scale = TradingTimeScale(bars.time_ns, bars.interval, zone="America/New_York")
    state = resolve_span(bars, scale, span=span)
    assert (state.dates, state.length) == (dates, length)
