"""What a study found, in the words of the impact card."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from helpers.study_document import dated_event, open_study, study_instruments
from tickertale.analysis.confounding import Confounding
from tickertale.analysis.multiple_testing import Adjustment
from tickertale.analysis.normal_return import NormalModel
from tickertale.domain.instrument import ActionKind, CorporateAction, Series
from tickertale.domain.timeline import Timeline
from tickertale.session.study import study_timeline
from tickertale.session.study_detail import StudyDetail, detail_study
from tickertale.session.study_option import StudyOptions
from tickertale.viewmodels.study.impact_study import (
    TREATMENT_MEANINGS,
    TREATMENT_WORDS,
    ImpactStudyState,
    offset_text,
    p_text,
    pending_study,
    rank_text,
    resolve_impact_study,
    span_text,
)


def studied(
    event_id: str = "c", *, without: tuple[int, ...] = (), **options: Any
) -> tuple[StudyDetail, Timeline]:
    """Return an event of a document, studied with options."""
    session = open_study(without=without)
    try:
        study = study_timeline(session, "BABA", options=StudyOptions(**options))
        return detail_study(study, event_id), session.timeline
    finally:
        session.close()


def state_of(event_id: str = "c", **changes: Any) -> ImpactStudyState:
    """Return the card of an event."""
    detail, timeline = studied(event_id, **changes)
    return resolve_impact_study(detail, timeline)


def worded(abnormal: float, moved: float, p: float, **options: Any) -> str:
    """Return the verdict on a day with these numbers."""
    detail, timeline = studied(**options)
    effect = detail.effect
    assert effect is not None
    own = np.where(effect.sessions.offset == 0, moved, effect.sessions.own)
    changed = replace(
        effect,
        measured=replace(effect.measured, ar=abnormal),
        ar_p=p,
        sessions=replace(effect.sessions, own=own),
    )
    return resolve_impact_study(replace(detail, effect=changed), timeline).verdict


def test_the_card_names_model_benchmark_and_sessions_and_has_its_numbers() -> None:
    detail, timeline = studied()
    state = resolve_impact_study(detail, timeline)
    assert detail.effect is not None
    assert state.head == "market model · ^IDX · n = 120"
    assert [number.label for number in state.numbers] == ["Abnormal", "CAR −1…+1"]
    assert state.window == (-1, 1)
    assert state.course == detail.effect.course
    assert (state.has_result, state.is_pending, state.reason) == (True, False, "")


def test_a_day_that_rose_is_told_in_one_sentence() -> None:
    assert worded(0.06, 0.084, 0.0061) == (
        "Rose 6.0% more than the Index would explain on day 0; a move this size comes by chance "
        "about once in 160 sessions, p = 0.006."
    )


@pytest.mark.parametrize(
    ("abnormal", "moved", "words"),
    [
        (0.02, 0.03, "Rose 2.0% more than"),
        (-0.02, 0.03, "Rose 2.0% less than"),
        (-0.02, -0.03, "Fell 2.0% more than"),
        (0.02, -0.03, "Fell 2.0% less than"),
        (-0.02, 0.0, "Fell 2.0% more than"),
        (0.02, 0.0, "Rose 2.0% more than"),
    ],
)
def test_the_sentence_says_which_way_the_price_went_and_whether_by_more(
    abnormal: float, moved: float, words: str
) -> None:
    assert worded(abnormal, moved, 0.01).startswith(words)


@pytest.mark.parametrize(
    ("p", "words"),
    [
        (0.00002, "less than once in 10,000 sessions, p < 0.0001"),
        (0.0004, "about once in 2,500 sessions, p = 0.0004"),
        (0.049, "about once in 20 sessions, p = 0.049"),
        (0.05, "nothing unusual: by chance about 5 in 100 sessions move as much, p = 0.050"),
        (0.9, "nothing unusual: by chance about 90 in 100 sessions move as much, p = 0.900"),
    ],
)
def test_the_chance_is_a_frequency_that_can_be_imagined(p: float, words: str) -> None:
    assert words in worded(0.02, 0.03, p)


@pytest.mark.parametrize(
    ("model", "words"),
    [
        (NormalModel.CONSTANT_MEAN, "than its own mean would explain"),
        (NormalModel.MARKET_ADJUSTED, "than the Index did"),
        (NormalModel.SCHOLES_WILLIAMS, "than the Index would explain"),
    ],
)
def test_the_sentence_names_what_it_is_measured_against(model: NormalModel, words: str) -> None:
    assert words in state_of(model=model).verdict


def test_events_in_the_window_are_named_and_so_are_those_before() -> None:
    state = state_of("a")
    assert state.warning is not None
    assert state.warning.title == "Shares sessions with 1 other event"
    assert state.warning.lines[0] == "Event b, 10 Sep 2024"
    late = state_of("c").warning
    assert late is not None
    assert late.title == "Read this number with care"
    assert "In the estimation window: Event a, Event b." in late.lines


def test_a_benchmark_that_holds_the_share_is_told() -> None:
    warning = state_of().warning
    assert warning is not None
    assert any("is in the ^IDX" in line for line in warning.lines)
    mean = state_of(model=NormalModel.CONSTANT_MEAN).warning
    assert mean is not None
    assert not any("^IDX" in line for line in mean.lines)


def test_the_card_says_which_way_with_other_events_is_in_force() -> None:
    for treatment in Confounding:
        assert state_of("a", confounding=treatment).treatment is treatment
    assert set(TREATMENT_WORDS) == set(TREATMENT_MEANINGS) == set(Confounding)
    excluded = state_of(confounding=Confounding.EXCLUDE).warning
    assert excluded is not None
    assert "Left out of the estimation: Event a, Event b." in excluded.lines


def test_a_compound_is_told_over_its_window_with_its_day_0() -> None:
    state = state_of("b", confounding=Confounding.MERGE)
    assert state.verdict.startswith("Over −1…+2 it ")
    assert "windows of this length" in state.verdict
    assert state.warning is not None
    assert "Measured as one event: Event a, Event b, day 0 is 9 Sep 2024." in state.warning.lines


def test_events_in_one_regression_are_told_over_the_window() -> None:
    state = state_of("a", confounding=Confounding.JOINT)
    assert state.verdict.startswith("Of the move over −1…+1 −1.6% falls to this event; ")
    assert state.course == ()
    assert state.warning is not None
    assert "Estimated jointly with Event b." in state.warning.lines


@pytest.mark.parametrize(
    ("event_id", "words"),
    [
        ("coarse", "the date is not known to the day"),
        ("early", "there are too few sessions in the estimation window"),
        ("after", "the prices end before the event"),
        ("before", "the prices begin after the event"),
    ],
)
def test_a_refusal_is_told_in_words(event_id: str, words: str) -> None:
    state = state_of(event_id)
    assert state.reason == f"No abnormal return: {words}."
    assert [number.value for number in state.numbers] == ["–", "–"]
    assert not state.has_result


def test_a_window_that_runs_over_the_end_says_what_was_measured() -> None:
    state = state_of("last")
    assert state.numbers[1].label == "CAR −1…0"
    assert state.warning is not None
    assert "The prices end early: measured over −1…0." in state.warning.lines


def test_missing_prices_are_counted() -> None:
    warning = state_of("c", without=(150, 160)).warning
    assert warning is not None
    assert "2 sessions without a price of ^IDX." in warning.lines


@pytest.mark.parametrize("kind", list(ActionKind))
def test_an_ex_date_in_the_window_is_named(kind: ActionKind) -> None:
    event = dated_event("c", 220)
    action = CorporateAction(ex_date=event.when.first_day, kind=kind)
    instruments = study_instruments(series=(Series(id="BABA-1d", actions=(action,)),))
    session = open_study(event, instruments=instruments)
    study = study_timeline(session, "BABA")
    state = resolve_impact_study(detail_study(study, "c"), session.timeline)
    session.close()
    assert state.warning is not None
    (line,) = (line for line in state.warning.lines if line.startswith("BABA "))
    assert line == f"BABA {kind.value} 4 Nov 2024, inside the event window."


def judged(p: float, p_adjusted: float, **options: Any) -> str:
    """Return what is said of a CAR with these p."""
    detail, timeline = studied(**options)
    effect = detail.effect
    assert effect is not None
    measured = replace(effect.measured, t=2.0, p=p, p_adjusted=p_adjusted)
    changed = replace(detail, effect=replace(effect, measured=measured))
    return resolve_impact_study(changed, timeline).detail


@pytest.mark.parametrize(
    ("p", "p_adjusted", "words"),
    [
        (0.001, 0.004, "The CAR is unusual: t = 2.00 with 118 df, p = 0.001; p = 0.004 by Holm"),
        (0.015, 0.06, "The CAR is unusual by itself, but not as one of 4: t = 2.00 "),
        (0.402, 1.0, "The CAR is nothing unusual: t = 2.00 with 118 df, p = 0.402; p = 1.000"),
    ],
)
def test_the_car_is_judged_beside_day_0(p: float, p_adjusted: float, words: str) -> None:
    assert judged(p, p_adjusted).startswith(words)


def test_p_is_adjusted_for_the_events_that_were_looked_at_by_a_method_with_a_name() -> None:
    assert state_of().detail.endswith(" by Holm for 4 events.")
    other = state_of(adjustment=Adjustment.BENJAMINI_HOCHBERG)
    assert other.detail.endswith(" by Benjamini–Hochberg for 4 events.")
    alone = judged(0.015, 0.06, adjustment=Adjustment.NONE)
    assert alone == "The CAR is unusual: t = 2.00 with 118 df, p = 0.015."


@pytest.mark.parametrize(
    ("rank", "words"),
    [
        ((1, 250), "Largest move of the last 250 sessions"),
        ((3, 250), "3rd largest move of the last 250 sessions"),
        ((12, 90), "12th largest move of the last 90 sessions"),
        ((22, 250), "22nd largest move of the last 250 sessions"),
        ((101, 250), "101st largest move of the last 250 sessions"),
        (None, ""),
    ],
)
def test_the_move_has_its_place_among_those_of_a_year(
    rank: tuple[int, int] | None, words: str
) -> None:
    assert rank_text(rank) == words


def test_the_card_says_how_rare_the_move_is() -> None:
    detail, timeline = studied()
    assert detail.effect is not None
    assert resolve_impact_study(detail, timeline).rarity == rank_text(detail.effect.measured.rank)


def test_while_it_is_computed_the_card_keeps_room_for_the_numbers() -> None:
    state = pending_study("c", StudyOptions())
    assert [number.label for number in state.numbers] == ["Abnormal", "CAR −1…+1"]
    assert (state.is_pending, state.has_result) == (True, False)


def test_numbers_of_sessions_and_p_are_written_with_care() -> None:
    assert [offset_text(offset) for offset in (-2, 0, 3)] == ["−2", "0", "+3"]
    assert span_text((-130, -11)) == "−130…−11"
    assert [p_text(p) for p in (0.5, 0.0123, 0.00099, 1e-9)] == [
        "p = 0.500",
        "p = 0.012",
        "p = 0.0010",
        "p < 0.0001",
    ]
