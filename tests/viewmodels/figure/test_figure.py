"""Figures: words that are filled in, ranges, and what cannot be drawn."""

import datetime as dt
from contextlib import closing
from dataclasses import replace

import pytest

from helpers.figure import EXAMPLE, WINTER, example, example_figure
from helpers.intraday import minute_bars, open_intraday
from tickertale.domain.errors import ExportError
from tickertale.domain.instrument import Interval
from tickertale.prices.session_bar import session_bars
from tickertale.prices.time_scale import CalendarTimeScale
from tickertale.session.opening import open_session
from tickertale.viewmodels.chart.anchor import AnchorTable
from tickertale.viewmodels.chart.chart import ViewRange
from tickertale.viewmodels.chart.lane_choice import LaneChoice
from tickertale.viewmodels.figure.figure import (
    REACTION_RULE,
    FigureRequest,
    FigureState,
    figure_instrument,
    resolve_figure,
)
from tickertale.viewmodels.text.wording import percent
from tickertale.viewmodels.timeline.chart_reading import read_chart


def test_what_the_user_leaves_open_is_filled_in_from_the_timeline() -> None:
    figure = example_figure()
    assert figure.title == example()[0].title
    assert figure.subtitle == (
        "Alibaba Group Holding (9988.HK), HKD, daily close, 2 Dec 2024 – 14 Mar 2025"
    )
    assert figure.footer[0].startswith("Source: ")
    assert figure.footer[1] == REACTION_RULE


def test_the_words_of_the_user_go_before_ours() -> None:
    request = replace(WINTER, title="T", subtitle="S", source="From us", notes="N", alt_text="A")
    figure = example_figure(request)
    assert (figure.title, figure.subtitle, figure.alt_text) == ("T", "S", "A")
    assert figure.footer == ("From us", REACTION_RULE, "N")


def test_empty_words_leave_their_line_out_but_never_the_rule() -> None:
    figure = example_figure(replace(WINTER, title="", subtitle=" ", source=""))
    assert (figure.title, figure.subtitle) == ("", "")
    assert figure.footer == (REACTION_RULE,)


def test_the_alternative_text_tells_instrument_range_course_and_events() -> None:
    text = example_figure().alt_text
    for part in (
        "Line chart of Alibaba Group Holding (9988.HK), HKD, daily close",
        "the high of 140.80 on 6 Mar 2025",
        "QwQ-32B open-sourced, 6 Mar 2025 (+8.4%)",
        "events:",
    ):
        assert part in text


def test_the_range_takes_whole_sessions() -> None:
    chart = example_figure().chart
    first, last = int(chart.view.start + 0.5), int(chart.view.end - 0.5)
    assert chart.bars.dates[first].item() == dt.date(2024, 12, 2)
    assert chart.bars.dates[last].item() == dt.date(2025, 3, 14)


def test_without_a_range_the_whole_history_is_shown() -> None:
    chart = example_figure(FigureRequest()).chart
    assert (chart.view.start, chart.view.end) == (-0.5, len(chart.bars) - 0.5)


def test_events_below_the_least_importance_are_left_out() -> None:
    chart = example_figure(replace(WINTER, least_importance=5)).chart
    assert {anchor.importance for anchor in chart.anchors} == {5}
    assert {lane.category for lane in chart.lanes} == {anchor.category for anchor in chart.anchors}


def test_a_figure_of_weeks_tells_neither_moves_of_weeks_nor_another_rule_than_it_follows() -> None:
    with closing(open_session(EXAMPLE)) as session:
        chart = read_chart(session, interval=Interval.WEEK)
        figure = resolve_figure(WINTER, timeline=session.timeline, chart=chart)
    assert figure.chart.bars.interval is Interval.WEEK
    assert "HKD, weekly close" in figure.subtitle
    assert figure.footer[0] == example_figure().footer[0]
    assert figure.footer[1].startswith("Events stand at the week of the first session that could")
    assert "QwQ-32B open-sourced, 6 Mar 2025" in figure.alt_text
    assert "(+8.4%)" not in figure.alt_text


def test_sessions_of_minutes_tell_their_moves() -> None:
    with closing(open_intraday(minute_bars())) as session:
        chart = read_chart(session, interval=Interval.DAY)
        figure = resolve_figure(FigureRequest(), timeline=session.timeline, chart=chart)
    assert "12 Nov 2025 (" in figure.alt_text


def test_what_there_is_instead_of_the_bars_asked_for_is_told() -> None:
    with (
        closing(open_session(EXAMPLE)) as session,
        pytest.raises(ExportError, match=r"no hourly prices; .*: daily, weekly, monthly"),
    ):
        read_chart(session, interval=Interval.HOUR)


def test_a_figure_has_the_lanes_as_they_are_in_the_window() -> None:
    timeline, chart = example()
    names = [lane.category for lane in example_figure().chart.lanes]
    choice = LaneChoice(tuple(reversed(names)), frozenset(names[:1])).toggled(names[1])
    for shown in (choice, replace(choice, is_folded=True)):
        lanes = shown.arranged(example_figure().chart.lanes)
        window = replace(chart, lanes=lanes)
        assert resolve_figure(WINTER, timeline=timeline, chart=window).chart.lanes == lanes


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        pytest.param(replace(WINTER, width_px=0), "width of the figure is 0 px", id="no width"),
        pytest.param(replace(WINTER, height_px=10**9), "height of the figure", id="huge height"),
        pytest.param(replace(WINTER, scale=0.0), "scale of the figure is 0", id="no scale"),
        pytest.param(replace(WINTER, scale=float("nan")), "scale .* is nan", id="no number"),
        pytest.param(
            replace(WINTER, width_px=10_000, height_px=10_000, scale=2.0),
            "400 million pixels",
            id="too many pixels",
        ),
        pytest.param(
            replace(WINTER, first=dt.date(2025, 3, 1), last=dt.date(2025, 2, 1)),
            "starts on 2025-03-01 and ends on 2025-02-01",
            id="reversed",
        ),
        pytest.param(
            replace(WINTER, first=dt.date(2030, 1, 1), last=None),
            "holds 0 sessions",
            id="beyond the prices",
        ),
        pytest.param(
            replace(WINTER, first=dt.date(2025, 3, 8), last=dt.date(2025, 3, 10)),
            "holds 1 session;",
            id="one session",
        ),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_a_sentence(
    request_: FigureRequest, message: str
) -> None:
    with pytest.raises(ExportError, match=message):
        example_figure(request_)


def test_a_timeline_without_an_instrument_is_refused() -> None:
    timeline = example()[0].model_copy(update={"instruments": (), "primary": None})
    with pytest.raises(ExportError, match="has no instrument to draw"):
        figure_instrument(timeline)


def test_a_timeline_without_a_primary_shows_its_first_instrument() -> None:
    timeline = example()[0].model_copy(update={"primary": None})
    assert figure_instrument(timeline) is timeline.instruments[0]


# Bars of minutes, and calendar time


def minute_figure(request: FigureRequest, *, view: ViewRange | None = None) -> FigureState:
    bars = minute_bars()
    with closing(open_intraday(bars)) as session:
        chart = read_chart(session)
        shown = chart if view is None else replace(chart, view=view)
        return resolve_figure(request, timeline=session.timeline, chart=shown)


def test_a_figure_of_minutes_stands_on_the_exchange_s_clock() -> None:
    day = dt.date(2025, 11, 28)
    figure = minute_figure(FigureRequest(first=day, last=day))
    assert figure.chart.scale.zone == "America/New_York"
    assert figure.chart.view.span == 210
    dates = "28 Nov 2025, 09:30 – 28 Nov 2025, 12:59"
    assert figure.subtitle == f"Alibaba Group (BABA), USD, 1-minute close, {dates}"
    assert "the bar that holds it" in figure.footer[1]


def test_a_figure_of_minutes_tells_the_moves_of_sessions() -> None:
    figure = minute_figure(FigureRequest())
    bars = session_bars(minute_bars(), zone="America/New_York")
    index = bars.dates.tolist().index(dt.date(2025, 11, 12))
    move = percent(float(bars.close[index] / bars.close[index - 1] - 1))
    assert f"Day only, 12 Nov 2025 ({move})" in figure.alt_text


def test_a_part_of_a_day_in_view_is_the_figure() -> None:
    view = ViewRange(2000.5, 2100.5)
    day = dt.date(2025, 11, 3)
    assert minute_figure(FigureRequest(first=day, last=day), view=view).chart.view == view
    other = dt.date(2025, 11, 4)
    assert minute_figure(FigureRequest(first=day, last=other), view=view).chart.view != view


def test_in_calendar_time_the_same_dates_are_in_view() -> None:
    timeline, chart = example()
    scale = CalendarTimeScale(chart.bars.time_ns)
    shown = replace(chart, scale=scale, anchors=AnchorTable(), view=ViewRange(-0.5, 484.5))
    figure = resolve_figure(WINTER, timeline=timeline, chart=shown)
    trading = example_figure(replace(WINTER))
    assert figure.subtitle == trading.subtitle
    assert figure.chart.visible_bars() == trading.chart.visible_bars()
    assert "the high of 140.80 on 6 Mar 2025" in figure.alt_text
