"""Events are placed on the bars of the instrument on the chart."""

import datetime as dt

import pytest

from helpers.bars import bars_of
from helpers.story import event_of, story
from tickertale.domain.category import Category
from tickertale.domain.event import Event
from tickertale.domain.event_date import EventDate
from tickertale.domain.reaction import Reaction
from tickertale.domain.timeline import Timeline
from tickertale.prices.time_scale import TradingTimeScale
from tickertale.viewmodels.anchor import EventAnchor
from tickertale.viewmodels.chart import resolve_anchors, resolve_lanes

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
