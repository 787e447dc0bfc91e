"""Figures: words that are filled in, ranges, and what cannot be drawn."""

import datetime as dt
from dataclasses import replace

import pytest

from helpers.figure import WINTER, example, example_figure
from tickertale.domain.errors import ExportError
from tickertale.viewmodels.figure import REACTION_RULE, FigureRequest, figure_instrument


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
