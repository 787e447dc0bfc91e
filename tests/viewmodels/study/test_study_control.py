"""The controls of the study view: what they offer, and the windows that numbers make."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.study_document import open_study
from tickertale.analysis.normal_return import NormalModel
from tickertale.analysis.study_input import FactorReturns
from tickertale.analysis.study_window import StudyWindow
from tickertale.domain.timeline import Timeline
from tickertale.session.study_option import StudyOptions
from tickertale.viewmodels.study.study_control import (
    ALL,
    FACTOR_FILE,
    FEWEST_SESSIONS,
    LISTED,
    SELECTED,
    Choice,
    ControlName,
    Grouping,
    WindowNumbers,
    grouped_events,
    picked_events,
    resolve_controls,
    window_numbers,
)


@pytest.fixture
def timeline() -> Timeline:
    """Eight events in two categories, two of them with tags."""
    session = open_study()
    session.close()
    return session.timeline


def choices(timeline: Timeline, options: StudyOptions) -> dict[ControlName, Choice]:
    state = resolve_controls(
        options,
        timeline=timeline,
        instrument_id="BABA",
        pick=ALL,
        grouping=Grouping.NONE,
    )
    return {choice.name: choice for choice in state.choices}


def test_each_choice_is_offered_with_the_one_in_force(timeline: Timeline) -> None:
    found = choices(timeline, StudyOptions())
    assert list(found) == list(ControlName)
    for choice in found.values():
        assert choice.current in dict(choice.items)
    assert found[ControlName.MODEL].current == "market"
    assert found[ControlName.BENCHMARK].items == (("IDX", "^IDX"),)


def test_a_model_without_a_market_needs_no_benchmark(timeline: Timeline) -> None:
    assert choices(timeline, StudyOptions())[ControlName.BENCHMARK].is_enabled
    options = StudyOptions(model=NormalModel.CONSTANT_MEAN)
    assert not choices(timeline, options)[ControlName.BENCHMARK].is_enabled


def test_the_factor_model_is_offered_where_there_are_factors(timeline: Timeline) -> None:
    without = choices(timeline, StudyOptions())[ControlName.MODEL]
    factors = FactorReturns(np.arange(3), ("Mkt-RF",), np.zeros((1, 3)))
    options = StudyOptions(model=NormalModel.FACTOR, factors=factors)
    assert "factor" not in dict(without.items)
    assert "factor" in dict(choices(timeline, options)[ControlName.MODEL].items)
    assert without.items[-1][0] == FACTOR_FILE


def test_events_can_be_picked_by_category_tag_list_and_selection(timeline: Timeline) -> None:
    def pick(key: str) -> tuple[str, ...]:
        return picked_events(key, timeline=timeline, listed=["b", "a"], selected=["c"])

    everything = tuple(event.id for event in timeline.events)
    assert pick(ALL) == everything
    assert pick(LISTED) == ("a", "b")
    assert pick(SELECTED) == ("c",)
    assert pick("category:results") == ("c",)
    assert pick("tag:x") == ("a", "c")
    assert pick("tag:gone") == everything
    offered = dict(choices(timeline, StudyOptions())[ControlName.EVENTS].items)
    assert offered["tag:x"] == "#x (2)"
    assert offered["category:results"] == "Results (1)"


def test_groups_are_named_as_the_user_named_them(timeline: Timeline) -> None:
    assert grouped_events(timeline, Grouping.NONE) == {}
    assert list(grouped_events(timeline, Grouping.CATEGORY)) == ["Policy", "Results"]
    assert grouped_events(timeline, Grouping.TAG) == {"x": ("a", "c"), "y": ("c",)}


@given(
    st.integers(-60, 0),
    st.integers(0, 60),
    st.integers(0, 250),
    st.integers(FEWEST_SESSIONS, 2000),
    st.integers(FEWEST_SESSIONS, 2000),
)
def test_any_numbers_make_windows(first: int, last: int, gap: int, length: int, least: int) -> None:
    numbers = WindowNumbers(first, last, gap, length, least)
    window = numbers.window()
    assert window_numbers(window) == replace(numbers, least=min(least, length))


def test_the_usual_windows_are_numbers_too() -> None:
    assert window_numbers(StudyWindow()) == WindowNumbers(-1, 1, 9, 120, 60)
    assert WindowNumbers(-1, 1, 9, 120, 60).window() == StudyWindow()
