"""The selected event is studied beside the window."""

from collections.abc import Iterator

import numpy as np
import pytest

from helpers.late_runner import LateRunner
from helpers.study_document import open_study
from tickertale.analysis.confounding import Confounding
from tickertale.analysis.normal_return import NormalModel
from tickertale.domain.instrument import Interval
from tickertale.prices.time_scale import CalendarTimeScale, TradingTimeScale
from tickertale.session.commands import DeleteEvent
from tickertale.session.session import Session
from tickertale.viewmodels.job.job import InlineRunner
from tickertale.viewmodels.study.event_impact import EventImpactViewModel
from tickertale.viewmodels.study.study_option import StudyOptionViewModel

SCALE = TradingTimeScale(np.arange(3), Interval.DAY)


@pytest.fixture
def session() -> Iterator[Session]:
    """A share, an index that holds it, and eight events."""
    opened = open_study()
    yield opened
    opened.close()


@pytest.fixture
def options() -> StudyOptionViewModel:
    """The options of the window."""
    return StudyOptionViewModel()


@pytest.fixture
def model(session: Session, options: StudyOptionViewModel) -> EventImpactViewModel:
    """A view model whose work is done at once."""
    return EventImpactViewModel(session, options, jobs=InlineRunner())


def told_by(model: EventImpactViewModel) -> list[bool]:
    """Return whether each state that was told was still to come."""
    told: list[bool] = []
    model.changed.connect(lambda: told.append(model.state is not None and model.state.is_pending))
    return told


def test_the_plain_card_comes_first_and_the_number_when_it_is_there(
    session: Session, options: StudyOptionViewModel
) -> None:
    runner = LateRunner()
    model = EventImpactViewModel(session, options, jobs=runner)
    told = told_by(model)
    model.study("c", instrument_id="BABA")
    assert model.state is not None
    assert (model.state.is_pending, model.state.has_result) == (True, False)
    assert [number.value for number in model.state.numbers] == ["…", "…"]
    runner.waiting[0]()
    assert model.state.has_result
    assert told == [True, False]


def test_the_chart_is_told_once_when_the_study_has_ended(
    session: Session, options: StudyOptionViewModel
) -> None:
    runner = LateRunner()
    model = EventImpactViewModel(session, options, jobs=runner)
    told: list[bool] = []
    model.shading_changed.connect(lambda: told.append(model.shading(SCALE) is not None))
    model.study("c", instrument_id="BABA")
    assert told == []
    runner.waiting[-1]()
    assert told == [True]
    model.study("a", instrument_id="BABA")
    runner.waiting[-1]()
    assert told == [True, True]


def test_a_result_that_is_late_is_dropped(session: Session, options: StudyOptionViewModel) -> None:
    runner = LateRunner()
    model = EventImpactViewModel(session, options, jobs=runner)
    model.study("c", instrument_id="BABA")
    model.study("a", instrument_id="BABA")
    runner.waiting[0]()
    assert model.detail is None
    runner.waiting[1]()
    assert model.detail is not None
    assert model.detail.row.event_id == "a"


def test_the_same_event_is_not_studied_twice(
    session: Session, options: StudyOptionViewModel
) -> None:
    runner = LateRunner()
    model = EventImpactViewModel(session, options, jobs=runner)
    for _ in range(3):
        model.study("c", instrument_id="BABA")
    assert len(runner.waiting) == 1
    runner.waiting[0]()
    model.study("c", instrument_id="BABA")
    assert len(runner.waiting) == 1


def test_another_event_is_told_from_the_study_that_is_there(model: EventImpactViewModel) -> None:
    model.study("c", instrument_id="BABA")
    assert model.detail is not None
    study = model.detail.study
    model.study("a", instrument_id="BABA")
    assert model.detail is not None
    assert model.detail.study is study
    assert model.detail.row.event_id == "a"


def test_other_options_and_other_events_are_studied_anew(
    session: Session, options: StudyOptionViewModel, model: EventImpactViewModel
) -> None:
    model.study("c", instrument_id="BABA")
    first = model.detail
    options.choose_model(NormalModel.CONSTANT_MEAN)
    second = model.detail
    assert second is not None
    assert second is not first
    assert second.study.options.model is NormalModel.CONSTANT_MEAN
    session.do(DeleteEvent("a"))
    model.study("c", instrument_id="BABA")
    assert model.detail is not None
    assert model.detail.row.estimation_overlaps == ("b",)


def test_no_event_has_no_study(model: EventImpactViewModel) -> None:
    model.study("c", instrument_id="BABA")
    model.study(None, instrument_id="BABA")
    assert (model.state, model.detail) == (None, None)
    assert model.shading(SCALE) is None


def test_what_cannot_be_studied_is_told_in_words(
    options: StudyOptionViewModel, model: EventImpactViewModel
) -> None:
    model.study("coarse", instrument_id="BABA")
    assert model.state is not None
    assert model.state.reason == "No abnormal return: the date is not known to the day."
    model.study("early", instrument_id="BABA")
    assert "too few sessions in the estimation window" in model.state.reason
    options.choose_benchmark("BABA")
    assert "BABA is its own benchmark" in model.state.reason
    options.choose_benchmark("nothing")
    assert "nothing" in model.state.reason
    options.choose_benchmark(None)
    options.choose_model(NormalModel.SCHOLES_WILLIAMS)
    options.choose_confounding(Confounding.JOINT)
    assert "Scholes and Williams" in model.state.reason
    assert model.shading(SCALE) is None


@pytest.mark.parametrize("kind", [TradingTimeScale, CalendarTimeScale])
def test_the_shading_stands_where_the_chart_has_the_sessions(
    session: Session,
    model: EventImpactViewModel,
    kind: type[TradingTimeScale] | type[CalendarTimeScale],
) -> None:
    bars = session.bars("BABA")
    scale = kind(bars.time_ns, bars.interval)
    model.study("c", instrument_id="BABA")
    shading = model.shading(scale)
    assert shading is not None
    assert model.shading(scale) is shading
    places = [float(scale.bar_positions(at, at + 1)[0]) for at in (90, 209, 219, 221)]
    assert (*shading.estimation, *shading.event) == tuple(places)
    assert shading.expected.price[0] == bars.close[218]
    assert len(shading.expected.position) == 4


def test_prices_that_were_replaced_meanwhile_do_no_harm(model: EventImpactViewModel) -> None:
    model.study("c", instrument_id="BABA")
    shading = model.shading(SCALE)
    assert shading is not None
    assert shading.event == (2.0, 2.0)
    assert model.shading(TradingTimeScale(np.empty(0, np.int64), Interval.DAY)) is None


def test_a_thousand_events_are_studied_alone_above_the_limit(
    monkeypatch: pytest.MonkeyPatch, model: EventImpactViewModel
) -> None:
    monkeypatch.setattr("tickertale.viewmodels.study.event_impact.MOST_ADJUSTED", 3)
    model.study("c", instrument_id="BABA")
    assert model.detail is not None
    assert model.detail.study.rows.event_ids == ("c",)
    model.study("a", instrument_id="BABA")
    assert model.detail is not None
    assert model.detail.study.rows.event_ids == ("a",)
