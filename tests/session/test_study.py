"""The study of a timeline: from dates and bars to rows."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.study import exactly
from helpers.study_document import (
    COUNT,
    EVENTS,
    EX,
    MARKET,
    SHARE,
    TIMES,
    dated_event,
    day_at,
    open_study,
    study_bars,
    study_instruments,
)
from helpers.timeline import timeline_of
from tickertale.analysis.confounding import Confounding
from tickertale.analysis.event_study import Refusal, study_events
from tickertale.analysis.multiple_testing import Adjustment
from tickertale.analysis.normal_return import NormalModel
from tickertale.analysis.study_input import FactorReturns
from tickertale.analysis.study_window import StudyWindow
from tickertale.domain.errors import StudyError, UnknownIdError
from tickertale.domain.event import Event
from tickertale.domain.instrument import (
    Adjustment as PriceAdjustment,
)
from tickertale.domain.instrument import (
    InstrumentKind,
    Interval,
    Series,
)
from tickertale.domain.reaction import NoReactionReason
from tickertale.prices.bars import Bars
from tickertale.session.opening import new_session
from tickertale.session.session import Session
from tickertale.session.study import Study, study_timeline
from tickertale.session.study_detail import detail_study
from tickertale.session.study_file import study_content
from tickertale.session.study_option import StudyOptions
from tickertale.session.study_report import StudyReport, StudyTableKind
from tickertale.session.study_row import REASON_TEXTS, StudyReason, StudyRow
from tickertale.session.study_sample import (
    events_by_category,
    events_by_tag,
    study_sample,
    summarized,
    summarized_groups,
)
from tickertale.session.study_text import notes
from tickertale.session.study_volume import OWN_MEAN, volume_against


@pytest.fixture
def session() -> Iterator[Session]:
    """A share, an index that holds it, and eight events."""
    opened = open_study()
    yield opened
    opened.close()


def _rows(study: Study) -> dict[str, StudyRow]:
    return {row.event_id: row for row in study.rows}


def test_a_row_is_the_engines_result_on_the_reaction_session(session: Session) -> None:
    study = study_timeline(session, "BABA")
    row = _rows(study)["c"]
    alone = study_events(study.source.returns, np.array([220]))
    assert row.day_zero == day_at(220)
    assert row.measured is not None
    assert (row.measured.window, row.measured.n, row.measured.df) == ((-1, 1), 120, 118)
    assert row.measured.car == exactly(alone.abnormal.car[0])
    assert row.measured.p == exactly(alone.abnormal.p[0])
    assert row.measured.ar == exactly(alone.abnormal.ar[0, 1])
    assert row.measured.beta == exactly(tuple(alone.estimation.beta[:, 0]))
    assert [point.offset for point in row.measured.path] == [-1, 0, 1]
    assert row.measured.path[-1].car == exactly(row.measured.car)
    assert row.measured.rank is not None
    assert row.measured.rank[1] == 220
    assert row.measured.abnormal_volume is not None


def test_rows_come_by_day_zero_and_those_without_one_last(session: Session) -> None:
    study = study_timeline(session, "BABA")
    assert [row.event_id for row in study.rows][:5] == ["early", "a", "b", "c", "last"]
    assert {row.event_id: row.reason for row in study.rows if row.reason} == {
        "early": StudyReason.SHORT_ESTIMATION,
        "coarse": StudyReason.COARSE_DATE,
        "after": StudyReason.AFTER_SERIES,
        "before": StudyReason.BEFORE_SERIES,
    }
    assert all(row.measured is None for row in study.rows if row.reason)


def test_every_reason_is_known_and_has_words() -> None:
    assert set(REASON_TEXTS) == set(StudyReason)
    refusals = {row.value for row in Refusal if row is not Refusal.NO_SESSION}
    known = {row.value for row in StudyReason}
    assert refusals | {row.value for row in NoReactionReason} <= known


def test_an_event_at_the_end_says_that_its_window_is_cut(session: Session) -> None:
    rows = _rows(study_timeline(session, "BABA"))
    measured = rows["last"].measured
    assert measured is not None
    assert measured.window == (-1, 0)
    assert rows["last"].is_partial
    assert not rows["c"].is_partial


def test_overlaps_and_ex_dates_are_named(session: Session) -> None:
    rows = _rows(study_timeline(session, "BABA"))
    assert (rows["a"].overlaps, rows["b"].overlaps, rows["c"].overlaps) == (("b",), ("a",), ())
    assert rows["c"].estimation_overlaps == ("a", "b")
    # 2 September 2024 is session 175: in the estimation window of c alone.
    assert day_at(175) == EX.ex_date
    (ex_date,) = rows["c"].ex_dates
    assert (ex_date.symbol, ex_date.action, ex_date.is_in_event_window) == ("BABA", EX, False)
    assert rows["a"].ex_dates == ()


def test_an_event_that_shares_but_a_session_is_named_until_windows_are_shortened() -> None:
    session = open_study(dated_event("a", 180), dated_event("b", 182))
    assert _rows(study_timeline(session, "BABA"))["a"].overlaps == ("b",)
    for confounding in (Confounding.SHORTEN, Confounding.MERGE):
        assert _measured(session, "a", confounding).overlaps == ()
    windows = [
        row.measured.window
        for name in ("a", "b")
        if (row := _measured(session, name, Confounding.SHORTEN)).measured
    ]
    assert windows == [(-1, 1), (0, 1)]
    assert _measured(session, "b", Confounding.MERGE).merged == ("a", "b")
    session.close()


@pytest.mark.parametrize(
    ("index", "found"),
    [(173, []), (174, [True]), (176, [True]), (177, [])],
    ids=["after", "last session", "first session", "before"],
)
def test_an_ex_date_in_the_event_window_is_named(index: int, found: list[bool]) -> None:
    session = open_study(dated_event("a", index))
    (row,) = study_timeline(session, "BABA").rows
    assert [ex_date.is_in_event_window for ex_date in row.ex_dates] == found
    session.close()


def test_prices_that_were_corrected_have_no_ex_dates() -> None:
    corrected = Series(id="BABA-1d", adjustment=PriceAdjustment.SPLITS_AND_DIVIDENDS, actions=(EX,))
    session = open_study(instruments=study_instruments(series=(corrected,)))
    assert not any(row.ex_dates for row in study_timeline(session, "BABA").rows)
    session.close()


def test_a_benchmark_that_holds_the_share_is_known(session: Session) -> None:
    assert study_timeline(session, "BABA").benchmark_holds_instrument
    mean = StudyOptions(model=NormalModel.CONSTANT_MEAN)
    assert not study_timeline(session, "BABA", options=mean).benchmark_holds_instrument


def test_missing_bars_are_listed_and_an_event_on_one_is_refused() -> None:
    session = open_study(without=(150, 180))
    rows = _rows(study_timeline(session, "BABA"))
    assert rows["a"].reason is StudyReason.NOT_COMMON
    assert rows["c"].missing == (("^IDX", day_at(150)), ("^IDX", day_at(180)))
    session.close()


def test_p_is_adjusted_for_the_events_that_were_asked_for(session: Session) -> None:
    every = study_timeline(session, "BABA")
    two = study_timeline(session, "BABA", event_ids=["a", "c", "coarse"])
    assert [row.event_id for row in two.rows] == ["a", "c", "coarse"]
    for study, count in ((every, 4), (two, 2)):
        found = [row.measured for row in study.rows if row.measured]
        least = min(found, key=lambda row: row.p)
        assert least.p_adjusted == exactly(min(1.0, count * least.p))
    none = study_timeline(session, "BABA", options=StudyOptions(adjustment=Adjustment.NONE))
    assert all(row.measured.p_adjusted == row.measured.p for row in none.rows if row.measured)
    # Those that were not asked for still count as neighbors.
    assert _rows(two)["a"].overlaps == ("b",)


def _measured(session: Session, event_id: str, confounding: Confounding) -> StudyRow:
    options = StudyOptions(confounding=confounding)
    return _rows(study_timeline(session, "BABA", options=options))[event_id]


def test_excluding_takes_other_events_out_of_the_estimation(session: Session) -> None:
    row = _measured(session, "c", Confounding.EXCLUDE)
    assert row.measured is not None
    assert row.measured.n == 116


def test_shortening_ends_the_window_before_the_next_event(session: Session) -> None:
    row = _measured(session, "a", Confounding.SHORTEN)
    assert row.measured is not None
    assert row.measured.window == (-1, 0)
    assert row.overlaps == ()
    assert not row.is_partial


def test_merging_measures_both_as_one(session: Session) -> None:
    first, second = (_measured(session, name, Confounding.MERGE) for name in ("a", "b"))
    assert first.merged == second.merged == ("a", "b")
    assert first.measured == second.measured
    assert first.measured is not None
    assert first.measured.window == (-1, 2)
    assert first.overlaps == ()
    options = StudyOptions(confounding=Confounding.MERGE)
    study = study_timeline(session, "BABA", options=options)
    assert study.keys == (("early",), ("a", "b"), ("c",), ("last",))
    ps = {row.merged or row.event_id: row.measured.p for row in study.rows if row.measured}
    least = min(ps.values())
    adjusted = [row.measured.p_adjusted for row in study.rows if row.measured]
    assert min(adjusted) == exactly(min(1.0, len(ps) * least))


def test_a_joint_estimate_says_with_whom(session: Session) -> None:
    row = _measured(session, "a", Confounding.JOINT)
    assert row.joint_with == ("b",)
    assert row.measured is not None
    assert (row.measured.n, row.measured.df) == (120, 118)
    assert (row.measured.sessions, row.measured.shared_sessions) == (3, 2)
    assert row.measured.bhar is None
    alone = _measured(session, "c", Confounding.JOINT)
    assert alone.measured == _measured(session, "c", Confounding.KEEP).measured


def test_a_joint_row_has_the_numbers_of_its_regression() -> None:
    days = dict(zip("abcdefg", range(178, 191, 2), strict=True))
    session = open_study(*(dated_event(name, day) for name, day in days.items()))
    options = StudyOptions(confounding=Confounding.JOINT)
    study = study_timeline(session, "BABA", options=options)
    effect, row = detail_study(study, "g").effect, _rows(study)["g"]
    session.close()
    assert effect is not None
    assert row.measured is not None
    assert row.joint_with == tuple("abcdef")
    assert row.overlaps == ("f",)
    # The windows of the chain reach 3 sessions into the estimation window.
    assert row.measured.n == effect.count == int(study.rows.columns.n[-1]) == 117
    assert row.measured.df == 115
    assert (row.measured.alpha, row.measured.beta) == (effect.alpha, effect.beta)
    assert row.measured.sigma == effect.sigma


def test_events_on_one_day_cannot_be_told_apart() -> None:
    session = open_study(dated_event("a", 180), dated_event("b", 180))
    for row in study_timeline(
        session, "BABA", options=StudyOptions(confounding=Confounding.JOINT)
    ).rows:
        assert row.reason is StudyReason.INSEPARABLE
        assert notes(row)[1] in {"shares sessions with a", "shares sessions with b"}
    session.close()


@pytest.mark.parametrize("model", [row for row in NormalModel if row is not NormalModel.FACTOR])
def test_every_model_measures(session: Session, model: NormalModel) -> None:
    row = _rows(study_timeline(session, "BABA", options=StudyOptions(model=model)))["c"]
    assert row.measured is not None
    if model is not NormalModel.SCHOLES_WILLIAMS:
        joint = StudyOptions(model=model, confounding=Confounding.JOINT)
        assert _rows(study_timeline(session, "BABA", options=joint))["a"].measured is not None


def test_the_factor_model_takes_factors_of_the_users_own(session: Session) -> None:
    factors = FactorReturns(TIMES, ("market",), MARKET[np.newaxis])
    options = StudyOptions(model=NormalModel.FACTOR, factors=factors)
    study = study_timeline(session, "BABA", options=options)
    plain = _rows(study_timeline(session, "BABA"))["c"].measured
    found = _rows(study)["c"].measured
    assert study.source.benchmark is None
    assert found is not None
    assert plain is not None
    assert found.car == exactly(plain.car)


def _factor_study(
    *, no_factor: tuple[int, ...] = (), no_price: tuple[int, ...] = ()
) -> dict[str, StudyRow]:
    """Return rows of the factor model where the market, or the share, lacks sessions."""
    session = open_study(dated_event("c", 220))
    if no_price:
        bars = {"BABA-1d": study_bars(SHARE, without=no_price), "IDX-1d": study_bars(MARKET)}
        session = new_session(session.timeline, bars)
    kept = np.delete(np.arange(COUNT), no_factor)
    factors = FactorReturns(TIMES[kept], ("market",), MARKET[np.newaxis, kept])
    options = StudyOptions(model=NormalModel.FACTOR, factors=factors)
    rows = _rows(study_timeline(session, "BABA", options=options))
    session.close()
    return rows


def test_a_session_without_factors_is_missing_and_moves_no_other() -> None:
    whole, holed = (_factor_study(no_factor=row)["c"] for row in ((), (150, 221)))
    assert whole.measured is not None
    assert holed.measured is not None
    assert [point.offset for point in whole.measured.path] == [-1, 0, 1]
    assert [point.offset for point in holed.measured.path] == [-1, 0]
    assert (holed.measured.n, holed.measured.sessions) == (119, 2)
    assert holed.is_partial
    assert not whole.is_partial
    assert [day for _, day in holed.missing] == [day_at(150), day_at(221)]


def test_a_hole_within_the_window_is_told() -> None:
    for row in (_factor_study(no_factor=(219,))["c"], _factor_study(no_price=(221,))["c"]):
        assert row.measured is not None
        assert (row.is_partial, row.holes) == (True, 1)
    row = _rows_with_a_hole()
    assert row.measured is not None
    assert row.measured.window == (-2, 2)
    assert "1 session of the window has no return or no factor" in notes(row)


def _rows_with_a_hole() -> StudyRow:
    session = open_study(dated_event("c", 220))
    kept = np.delete(np.arange(COUNT), (219,))
    factors = FactorReturns(TIMES[kept], ("market",), MARKET[np.newaxis, kept])
    options = StudyOptions(model=NormalModel.FACTOR, factors=factors, window=StudyWindow(-2, 2))
    row = _rows(study_timeline(session, "BABA", options=options))["c"]
    session.close()
    return row


def test_a_day_zero_without_factors_is_refused() -> None:
    row = _factor_study(no_factor=(220,))["c"]
    assert row.reason is StudyReason.NO_RETURN
    assert row.day_zero == day_at(220)


def test_a_study_that_cannot_be_made_is_refused_in_one_sentence(session: Session) -> None:
    cases = (
        (StudyOptions(model=NormalModel.FACTOR), "needs factors and there are none"),
        (StudyOptions(benchmark="BABA"), "BABA is its own benchmark"),
        (
            StudyOptions(model=NormalModel.SCHOLES_WILLIAMS, confounding=Confounding.JOINT),
            "cannot be estimated jointly",
        ),
    )
    for options, message in cases:
        with pytest.raises(StudyError, match=message):
            study_timeline(session, "BABA", options=options)
    with pytest.raises(UnknownIdError, match="no event 'nothing'"):
        study_timeline(session, "BABA", event_ids=["nothing"])
    with pytest.raises(UnknownIdError, match="no instrument 'nothing'"):
        study_timeline(session, "nothing")
    bare = open_study(benchmark=None)
    with pytest.raises(StudyError, match="needs a benchmark and there is none"):
        study_timeline(bare, "BABA")
    bare.close()


def test_bars_that_are_not_daily_are_refused() -> None:
    weekly = Series(id="BABA-1d", interval=Interval("1wk"))
    session = open_study(instruments=study_instruments(series=(weekly,)))
    with pytest.raises(StudyError, match="an event study needs daily bars"):
        study_timeline(session, "BABA")
    session.close()


@pytest.mark.parametrize(
    ("kind", "volume"),
    [(InstrumentKind.FUND, np.nan), (InstrumentKind.FUND, 0.0), (InstrumentKind.INDEX, None)],
    ids=["unknown volume", "no volume", "an index, which is not traded"],
)
def test_a_benchmark_whose_volume_says_nothing_leaves_the_own_mean(
    kind: InstrumentKind, volume: float | None
) -> None:
    market = study_bars(MARKET)
    if volume is not None:
        market = replace(market, volume=np.full(COUNT, volume))
    with closing(_beside(kind, market)) as session:
        study = study_timeline(session, "BABA")
    own = np.log(study_bars(SHARE).volume)
    assert _volume_of(study, "c") == exactly(own[220] - own[90:210].mean())
    assert volume_against(study.source) == OWN_MEAN


def test_a_traded_benchmark_explains_volume() -> None:
    market = study_bars(MARKET)
    with closing(_beside(InstrumentKind.FUND, market)) as session:
        study = study_timeline(session, "BABA")
    own, other = np.log(study_bars(SHARE).volume), np.log(market.volume)
    slope, intercept = np.polyfit(other[90:210], own[90:210], 1)
    assert _volume_of(study, "c") == exactly(own[220] - intercept - slope * other[220])
    assert volume_against(study.source) == "^IDX"


def _beside(kind: InstrumentKind, market: Bars) -> Session:
    """Return the document with another kind of benchmark, and its bars."""
    share, index = study_instruments()
    instruments = (share, index.model_copy(update={"kind": kind}))
    timeline = timeline_of(*EVENTS, instruments=instruments, benchmark="IDX")
    return new_session(timeline, {"BABA-1d": study_bars(SHARE), "IDX-1d": market})


def _volume_of(study: Study, event_id: str) -> float | None:
    measured = _rows(study)[event_id].measured
    assert measured is not None
    return measured.abnormal_volume


def test_a_sample_holds_the_measured_events_that_were_asked_for(session: Session) -> None:
    study = study_timeline(session, "BABA")
    assert study_sample(study).keys == ("a", "b", "c", "last")
    some = study_timeline(session, "BABA", event_ids=["c", "a", "coarse"])
    summary = summarized(study_sample(some))
    assert summary.event_ids == ("a", "c")
    cars = [row.measured.car for row in some.rows if row.measured]
    assert summary.averages.caar[-1] == exactly(np.mean(cars))
    assert len(summary.tests) == 9


def test_a_compound_is_one_member_of_a_sample(session: Session) -> None:
    study = study_timeline(session, "BABA", options=StudyOptions(confounding=Confounding.MERGE))
    assert study_sample(study).keys == ("a", "c", "last")
    joint = study_timeline(session, "BABA", options=StudyOptions(confounding=Confounding.JOINT))
    with pytest.raises(StudyError, match="no sample"):
        study_sample(joint)


def test_a_compound_belongs_to_every_group_of_its_members() -> None:
    session = open_study(
        dated_event("b", 180, tags=("x",)),
        dated_event("a", 180, tags=("y",)),
        dated_event("c", 182, tags=("z", "x")),
        dated_event("d", 220, tags=("z",)),
    )
    options = StudyOptions(confounding=Confounding.MERGE)
    study = study_timeline(session, "BABA", options=options)
    found = summarized_groups(study, events_by_tag(session.timeline))
    session.close()
    assert {name: group.event_ids for name, group in found.items()} == {
        "x": ("a",),
        "y": ("a",),
        "z": ("a", "d"),
    }


_PERMUTED = (
    dated_event("a", 180, tags=("x",)),
    dated_event("b", 180, tags=("y",)),
    dated_event("c", 180, tags=("z",)),
    dated_event("d", 182, tags=("y",)),
    dated_event("e", 182, tags=("x", "z")),
    dated_event("f", 220, tags=("z",)),
    dated_event("g", 230, tags=("x",)),
)


@settings(max_examples=15, deadline=None)
@given(st.permutations(_PERMUTED), st.sampled_from(list(Confounding)))
def test_the_order_of_events_in_the_document_changes_nothing(
    events: list[Event], confounding: Confounding
) -> None:
    assert _told(events, confounding) == _told(_PERMUTED, confounding)


def _told(events: Sequence[Event], confounding: Confounding) -> str:
    """Return all that is written of the events and, where they are a sample, of their groups."""
    session = open_study(*events)
    try:
        study = study_timeline(session, "BABA", options=StudyOptions(confounding=confounding))
        is_sample = confounding is not Confounding.JOINT
        found = summarized_groups(study, events_by_tag(session.timeline)) if is_sample else {}
        report = StudyReport([study], "", {}, [found] if is_sample else ())
        tables = tuple(StudyTableKind) if is_sample else (StudyTableKind.EVENTS,)
        contents = [study_content(report, table, kind="json") for table in tables]
        return b"".join((*contents, study_content(report, kind="table"))).decode()
    finally:
        session.close()


def test_groups_are_categories_and_tags(session: Session) -> None:
    timeline = session.timeline
    assert events_by_category(timeline)["results"] == ("c",)
    assert events_by_tag(timeline) == {"x": ("a", "c"), "y": ("c",)}
    study = study_timeline(session, "BABA")
    found = summarized_groups(study, {**events_by_tag(timeline), "none": ("coarse",)})
    assert {name: group.event_ids for name, group in found.items()} == {
        "x": ("a", "c"),
        "y": ("c",),
    }


def test_another_window_changes_what_is_measured(session: Session) -> None:
    window = StudyWindow(0, 3, -60, -5, least_sessions=20)
    row = _rows(study_timeline(session, "BABA", options=StudyOptions(window=window)))["c"]
    assert row.measured is not None
    assert (row.measured.window, row.measured.n) == ((0, 3), 56)


@pytest.mark.parametrize("confounding", list(Confounding))
def test_the_columns_say_what_the_rows_say(session: Session, confounding: Confounding) -> None:
    rows = study_timeline(session, "BABA", options=StudyOptions(confounding=confounding)).rows
    assert rows.event_ids == tuple(row.event_id for row in rows)
    assert rows[:2] == (rows[0], rows[1])
    columns = rows.columns
    for at, row in enumerate(rows):
        assert bool(columns.is_measured[at]) is (row.measured is not None)
        assert int(columns.overlaps[at]) == len(row.overlaps)
        if row.measured is not None:
            assert int(columns.n[at]) == row.measured.n
            for name in ("ar", "car", "t", "p", "p_adjusted"):
                assert getattr(columns, name)[at] == getattr(row.measured, name)


def test_a_row_is_written_once(session: Session) -> None:
    rows = study_timeline(session, "BABA").rows
    assert rows[1] is rows[1]
    assert list(rows)[1] is rows[1]
