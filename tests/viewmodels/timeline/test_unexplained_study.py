"""Unexplained moves are abnormal returns: searched as events are studied, and only when needed."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from helpers.late_runner import LateRunner
from helpers.study_document import (
    MARKET,
    SHARE,
    dated_event,
    day_at,
    study_bars,
    study_instruments,
)
from helpers.timeline import timeline_of
from tickertale.analysis.confounding import Confounding
from tickertale.analysis.normal_return import NormalModel
from tickertale.analysis.study_input import ClosingPrices, align_prices
from tickertale.analysis.unexplained_return import unexplained_returns
from tickertale.session.commands import AddEvent, DeleteEvent
from tickertale.session.opening import new_session
from tickertale.session.session import Session
from tickertale.viewmodels.text.wording import day_text, percent
from tickertale.viewmodels.timeline.timeline import TimelineViewModel
from tickertale.viewmodels.timeline.unexplained_study import UnexplainedViewModel

MOVED = 200


def moved_session(**fields: object) -> Session:
    """Return a document whose share moves with its index but for one session of its own."""
    market, share = MARKET.copy(), SHARE.copy()
    # The index and the share fall together: that is large, and the model explains it.
    market[150], share[150] = -0.15, -0.18
    share[MOVED] += 0.15
    timeline = timeline_of(
        dated_event("a", 190),
        instruments=study_instruments(),
        **({"benchmark": "IDX", "primary": "BABA"} | fields),
    )
    return new_session(timeline, {"BABA-1d": study_bars(share), "IDX-1d": study_bars(market)})


@pytest.fixture
def session() -> Iterator[Session]:
    with closing(moved_session()) as opened:
        yield opened


@pytest.fixture
def runner() -> LateRunner:
    return LateRunner()


@pytest.fixture
def model(session: Session, runner: LateRunner) -> TimelineViewModel:
    return TimelineViewModel(session, jobs=runner)


def days(unexplained: UnexplainedViewModel) -> list[str]:
    return [row.date_text for row in unexplained.rows]


def test_what_the_benchmark_explains_is_not_listed(session: Session) -> None:
    unexplained = TimelineViewModel(session).unexplained
    assert day_text(day_at(MOVED)) in days(unexplained)
    assert day_text(day_at(150)) not in days(unexplained)


def test_without_a_benchmark_moves_are_measured_against_their_own_mean() -> None:
    with closing(moved_session(benchmark=None)) as session:
        unexplained = TimelineViewModel(session).unexplained
        assert day_text(day_at(150)) in days(unexplained)
        assert all("against" not in row.meaning for row in unexplained.rows)


def test_the_row_has_the_abnormal_return_of_the_model(session: Session) -> None:
    unexplained = TimelineViewModel(session).unexplained
    own = session.session_bars("BABA")
    market = session.session_bars("IDX")
    returns = align_prices(
        ClosingPrices(own.time_ns, own.close), ClosingPrices(market.time_ns, market.close)
    )
    wanted = {move.index: move for move in unexplained_returns(returns, {190})}
    row = next(row for row in unexplained.rows if row.index == MOVED)
    assert row.move_text == percent(wanted[MOVED].abnormal)
    assert f"t = {wanted[MOVED].score:.2f}" in row.meaning


def test_other_options_are_searched_with(session: Session) -> None:
    model = TimelineViewModel(session)
    unexplained = model.unexplained
    model.study_options.choose_model(NormalModel.CONSTANT_MEAN)
    assert day_text(day_at(150)) in days(unexplained)


def test_only_what_changes_the_answer_is_searched_again(
    session: Session, model: TimelineViewModel, runner: LateRunner
) -> None:
    assert model.unexplained.rows == ()
    assert len(runner.waiting) == 1
    model.study_options.choose_confounding(Confounding.EXCLUDE)
    session.do(AddEvent(dated_event("twin", 190)))
    assert len(runner.waiting) == 1
    session.do(AddEvent(dated_event("news", MOVED)))
    assert len(runner.waiting) == 2
    session.do(DeleteEvent("twin"))
    assert len(runner.waiting) == 2


def test_a_late_answer_is_dropped(
    session: Session, model: TimelineViewModel, runner: LateRunner
) -> None:
    unexplained = model.unexplained
    session.do(AddEvent(dated_event("news", MOVED)))
    early, late = runner.waiting
    late()
    assert day_text(day_at(MOVED)) not in days(unexplained)
    early()
    assert day_text(day_at(MOVED)) not in days(unexplained)


def test_a_timeline_without_prices_has_none() -> None:
    with closing(new_session(timeline_of(dated_event("a", 190)))) as session:
        assert TimelineViewModel(session).unexplained.rows == ()


def test_a_benchmark_without_prices_is_as_none() -> None:
    timeline = timeline_of(
        dated_event("a", 190), instruments=study_instruments(), primary="BABA", benchmark="IDX"
    )
    with closing(new_session(timeline, {"BABA-1d": study_bars(SHARE)})) as session:
        rows = TimelineViewModel(session).unexplained.rows
        assert all("against" not in row.meaning for row in rows)
