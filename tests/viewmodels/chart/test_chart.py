"""Events are placed on the bars of the instrument on the chart."""

import datetime as dt
from contextlib import closing

import pytest

from helpers.bars import bars_of
from helpers.intraday import long_bars, minute_bars, story_of
from helpers.story import event_of, story
from tickertale.domain.category import Category
from tickertale.domain.event import Event, SessionOverride
from tickertale.domain.event_date import EventDate
from tickertale.domain.instrument import Interval
from tickertale.domain.reaction import Reaction
from tickertale.domain.timeline import Timeline
from tickertale.prices.time_scale import TimeScale, TradingTimeScale
from tickertale.session.opening import new_session
from tickertale.viewmodels.chart.anchor import EventAnchor
from tickertale.viewmodels.chart.chart import TimeAxis, resolve_anchors, resolve_lanes
from tickertale.viewmodels.timeline.reading import resolve_reading

MONDAY = dt.date(2025, 3, 3)
SCALE = TradingTimeScale(bars_of([1.0] * 10, first=MONDAY).time_ns)


def anchor_of(event: Event, reaction: Reaction | None = None) -> EventAnchor:
    timeline = story().model_copy(update={"events": (event,)})
    reactions = {} if reaction is None else {event.id: reaction}
    (anchor,) = resolve_anchors(timeline, scale=SCALE, reactions=reactions)
    return anchor


def test_lanes_stand_in_the_order_of_their_categories() -> None:
    assert [lane.category for lane in resolve_lanes(story())] == ["models", "policy"]


def test_a_category_without_events_has_no_lane() -> None:
    timeline: Timeline = story().model_copy(update={"events": (event_of(),)})
    assert [lane.category for lane in resolve_lanes(timeline)] == ["models"]


def test_a_lane_bears_the_short_name() -> None:
    row = Category(id="models", name="Artificial intelligence", short_name="AI", color="#0072B2")
    timeline = story().model_copy(update={"categories": (row,), "events": (event_of(),)})
    assert [lane.name for lane in resolve_lanes(timeline)] == ["AI"]


def test_anchors_ascend_by_their_first_day() -> None:
    anchors = resolve_anchors(story(), scale=SCALE, reactions={})
    assert [row.event_id for row in anchors] == ["first", "vague", "second", "third"]


def test_an_event_stands_on_the_bar_of_its_reaction_session() -> None:
    reaction = Reaction(session=MONDAY + dt.timedelta(days=4))
    anchor = anchor_of(event_of(), reaction)
    assert (anchor.position, anchor.first, anchor.last) == (4.0, 3.0, 3.0)
    assert not anchor.is_coarse


@pytest.mark.parametrize(
    "reaction",
    [
        pytest.param(None, id="no-reaction"),
        pytest.param(Reaction(), id="no-session"),
        pytest.param(Reaction(session=dt.date(2025, 6, 2)), id="not-in-the-series"),
    ],
)
def test_an_event_without_a_bar_stands_in_its_lane_only(reaction: Reaction | None) -> None:
    anchor = anchor_of(event_of(), reaction)
    assert anchor.position is None
    assert anchor.first == 3.0


def test_a_coarse_date_covers_its_days_and_names_the_digits_known() -> None:
    anchor = anchor_of(event_of(when=EventDate("2025-03")))
    assert anchor.is_coarse
    assert anchor.first < 0
    assert anchor.last > 9
    assert anchor.digits == "Mar 2025"


def test_a_period_of_days_is_not_coarse() -> None:
    anchor = anchor_of(event_of(when=EventDate("2025-03-04/2025-03-06")))
    assert (anchor.first, anchor.last, anchor.is_coarse) == (1.0, 3.0, False)
    assert not anchor.digits


def test_news_with_a_time_stands_on_the_exchanges_day() -> None:
    eastern = dt.timezone(dt.timedelta(hours=-5))
    event = event_of(when=EventDate("2025-03-06T03:48+08:00"))
    reaction = Reaction(
        session=dt.date(2025, 3, 5), local_time=dt.datetime(2025, 3, 5, 14, 48, tzinfo=eastern)
    )
    assert anchor_of(event, reaction).first == 2.0


# Bars of minutes, weeks and months


def minute_anchors(when: str, *, calendar: bool = False) -> tuple[TimeScale, EventAnchor]:
    """Return the axis of the story's minutes, and where an event of New York stands on it."""
    event = story_event(when)
    bars = minute_bars()
    with closing(new_session(minute_story(event), {"BABA": bars})) as session:
        axis = TimeAxis.CALENDAR if calendar else TimeAxis.TRADING
        reading = resolve_reading(session, time_axis=axis)
    (anchor,) = reading.anchors
    return reading.scale, anchor


def story_event(when: str) -> Event:
    return event_of(when=EventDate(when), zone="America/New_York", category="news")


def minute_story(event: Event) -> Timeline:
    changed: Timeline = story_of(Interval.MINUTE).model_copy(update={"events": (event,)})
    return changed


@pytest.mark.parametrize("calendar", [False, True], ids=["trading", "calendar"])
@pytest.mark.parametrize(
    ("when", "bar"),
    [
        pytest.param("2025-10-31T14:00Z", "2025-10-31 10:00", id="before-the-clocks-change"),
        pytest.param("2025-11-03T15:00Z", "2025-11-03 10:00", id="after-the-clocks-changed"),
        pytest.param("2025-11-03T10:00:30", "2025-11-03 10:00", id="within-a-minute"),
        pytest.param("2025-11-03T08:00", "2025-11-03 09:30", id="before-the-open"),
        pytest.param("2025-11-03T16:00", "2025-11-04 09:30", id="at-the-close"),
        pytest.param("2025-11-28T12:59", "2025-11-28 12:59", id="last-of-a-half-day"),
        pytest.param("2025-11-28T14:00", "2025-12-01 09:30", id="after-a-half-day"),
        pytest.param("2025-11-27T11:00", "2025-11-28 09:30", id="on-a-holiday"),
        pytest.param("2025-11-12", "2025-11-12 09:30", id="no-time-of-day"),
        pytest.param("2025-11-15", "2025-11-17 09:30", id="no-time-of-day-at-a-weekend"),
    ],
)
def test_news_with_a_time_stands_on_the_bar_that_holds_it_or_the_next(
    when: str, bar: str, calendar: bool
) -> None:
    scale, anchor = minute_anchors(when, calendar=calendar)
    assert anchor.position is not None
    assert scale.local_time_at(anchor.position) == dt.datetime.fromisoformat(bar)


@pytest.mark.parametrize(
    ("when", "first", "last"),
    [
        pytest.param("2025-11-03T10:00:30", "10:00", "10:00", id="an-instant"),
        pytest.param("2025-11-03T10:00/2025-11-03T11:30", "10:00", "11:30", id="a-period"),
        pytest.param("2025-11-03", "09:30", "15:59", id="a-day"),
        pytest.param("2025-11-28", "09:30", "12:59", id="a-half-day"),
    ],
)
def test_on_minutes_a_date_covers_the_bars_of_its_time(when: str, first: str, last: str) -> None:
    scale, anchor = minute_anchors(when)
    clocks = [f"{scale.local_time_at(place):%H:%M}" for place in (anchor.first, anchor.last)]
    assert clocks == [first, last]
    assert not anchor.is_coarse


def test_news_while_the_market_is_closed_stands_before_the_bar_of_its_reaction() -> None:
    scale, anchor = minute_anchors("2025-11-04T18:30")
    assert anchor.position is not None
    assert anchor.position - 1 < anchor.first < anchor.position
    assert f"{scale.local_time_at(anchor.first + 1e-6):%m-%d %H:%M}" == "11-04 18:30"


def test_a_session_chosen_by_hand_goes_before_the_hour() -> None:
    event = story_event("2025-11-03T10:00")
    override = SessionOverride(mic="XNYS", session=dt.date(2025, 11, 5), reason="Leaked.")
    event = event.model_copy(update={"session_override": (override,)})
    with closing(new_session(minute_story(event), {"BABA": minute_bars()})) as session:
        reading = resolve_reading(session)
    position = reading.anchors[0].position
    assert position is not None
    assert f"{reading.scale.local_time_at(position)}" == "2025-11-05 09:30:00"


@pytest.mark.parametrize("year", ["0001", "1600", "9999"])
def test_dates_far_from_all_prices_have_a_place(year: str) -> None:
    scale, anchor = minute_anchors(f"{year}-12-31")
    assert anchor.position is None
    assert anchor.first < 0 or anchor.first > scale.last_position
    assert anchor_of(event_of(when=EventDate(f"{year}-12-31"))).position is None


@pytest.mark.parametrize(
    ("interval", "labels", "index"),
    [
        pytest.param(Interval.WEEK, ["2025-02-24", "2025-03-03", "2025-03-10"], 1, id="week"),
        pytest.param(Interval.MONTH, ["2025-01-01", "2025-02-01", "2025-03-01"], 2, id="month"),
    ],
)
def test_an_event_stands_on_the_week_or_month_that_holds_it(
    interval: Interval, labels: list[str], index: int
) -> None:
    bars = long_bars(interval, [dt.date.fromisoformat(label) for label in labels])
    event = story_event("2025-03-06T11:00")
    timeline = story_of(interval).model_copy(update={"events": (event,)})
    with closing(new_session(timeline, {"BABA": bars})) as session:
        reading = resolve_reading(session)
    (anchor,) = reading.anchors
    assert (anchor.position, anchor.first, anchor.last) == (index, index, index)
    assert reading.reactions[event.id].session == dt.date(2025, 3, 6)
    assert reading.moves[event.id] == pytest.approx(bars.close[index] / bars.close[index - 1] - 1)
