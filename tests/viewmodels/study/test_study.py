"""The study view's state: when it measures, what it shows, and what is called off."""

import json
from collections.abc import Iterator

import pytest

from helpers.late_runner import LateRunner
from helpers.study_document import dated_event, open_study, study_instruments
from tickertale.analysis.sample_test import Statistic
from tickertale.session.commands import DeleteEvent
from tickertale.session.session import Session
from tickertale.viewmodels.job.job import InlineRunner, JobRunner
from tickertale.viewmodels.study.study import StudyViewModel
from tickertale.viewmodels.study.study_control import ControlName, Grouping, WindowNumbers
from tickertale.viewmodels.study.study_file import TABLES, write_table
from tickertale.viewmodels.study.study_option import StudyOptionViewModel
from tickertale.viewmodels.study.study_outcome import outcome_text
from tickertale.viewmodels.study.study_table import StudyColumn


@pytest.fixture
def session() -> Iterator[Session]:
    """A share, its index and eight events."""
    opened = open_study()
    yield opened
    opened.close()


def opened_on(session: Session, jobs: JobRunner | None = None) -> StudyViewModel:
    model = StudyViewModel(session, options=StudyOptionViewModel(), jobs=jobs or InlineRunner())
    model.set_document("BABA")
    model.set_active(is_active=True)
    return model


def cars(model: StudyViewModel) -> dict[str, float]:
    assert model.outcome is not None
    rows = model.outcome.study.rows
    return {row.event_id: row.measured.car for row in rows if row.measured}


def test_nothing_is_measured_while_nobody_looks(session: Session) -> None:
    model = StudyViewModel(session, options=StudyOptionViewModel(), jobs=InlineRunner())
    model.set_document("BABA")
    assert model.outcome is None
    model.set_active(is_active=True)
    assert set(cars(model)) == {"a", "b", "c", "last"}
    assert [test.name for test in model.tests] == list(Statistic)


def test_a_choice_measures_everything_again(session: Session) -> None:
    model = opened_on(session)
    before, told = cars(model), []
    model.outcome_changed.connect(lambda: told.append("outcome"))
    model.controls_changed.connect(lambda: told.append("controls"))
    model.choose(ControlName.MODEL, "constant-mean")
    assert told == ["controls", "outcome"]
    assert cars(model) != before
    model.choose_windows(WindowNumbers(0, 0, 10, 120, 60))
    assert set(cars(model)) == set(before)
    assert model.outcome is not None
    assert "event window [0, 0]" in outcome_text(model.outcome.study)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        (ControlName.RETURNS, "log"),
        (ControlName.OTHERS, "shorten"),
        (ControlName.ADJUSTMENT, "bh"),
        (ControlName.BENCHMARK, "IDX"),
        (ControlName.EVENTS, "category:results"),
        (ControlName.GROUPS, Grouping.TAG.name),
    ],
)
def test_each_control_takes_effect(session: Session, name: ControlName, key: str) -> None:
    model = opened_on(session)
    model.choose(name, key)
    found = {choice.name: choice.current for choice in model.controls().choices}
    assert found[name] == key
    assert not model.problem


def test_picking_the_selection_follows_it(session: Session) -> None:
    model = opened_on(session)
    model.set_selected(["a"])
    assert set(cars(model)) == {"a", "b", "c", "last"}
    model.choose(ControlName.EVENTS, "selected")
    assert set(cars(model)) == {"a"}
    model.set_selected(["b", "c"])
    assert set(cars(model)) == {"b", "c"}


def test_picking_the_list_follows_it(session: Session) -> None:
    model = opened_on(session)
    model.set_listed(["a", "c"])
    model.choose(ControlName.EVENTS, "listed")
    assert set(cars(model)) == {"a", "c"}
    model.set_listed(["last"])
    assert set(cars(model)) == {"last"}


def test_groups_have_averages_and_tests_of_their_own(session: Session) -> None:
    model = opened_on(session)
    assert model.group_names() == ()
    model.choose(ControlName.GROUPS, Grouping.CATEGORY.name)
    assert model.group_names() == ("Policy", "Results")
    everything = model.tests
    model.show_group("Policy")
    group = model.shown_group()
    assert group is not None
    assert group.cars.event_ids == ("a", "b", "last")
    assert model.tests != everything
    model.choose(ControlName.GROUPS, Grouping.NONE.name)
    assert model.group == ""
    assert model.tests == everything


def test_joint_effects_have_a_table_but_no_sample(session: Session) -> None:
    model = opened_on(session)
    model.choose(ControlName.OTHERS, "joint")
    assert model.table is not None
    assert model.shown_group() is None
    assert model.outcome is not None
    assert "no sample" in model.outcome.problem
    assert model.tests == ()


def test_what_cannot_be_studied_says_why_and_a_better_choice_helps() -> None:
    session = open_study(instruments=study_instruments()[:1], benchmark=None)
    model = opened_on(session)
    assert "needs a benchmark" in model.problem
    assert model.table is None
    model.choose(ControlName.MODEL, "constant-mean")
    assert not model.problem
    assert model.table is not None
    model.set_document(None)
    assert "no prices" in model.problem
    session.close()


def test_the_order_of_the_table_outlives_a_new_run(session: Session) -> None:
    model = opened_on(session)
    model.sort(StudyColumn.CAR, is_descending=True)
    model.choose(ControlName.RETURNS, "log")
    assert model.table is not None
    assert (model.table.column, model.table.is_descending) == (StudyColumn.CAR, True)


def test_a_changed_document_is_measured_anew(session: Session) -> None:
    model = opened_on(session)
    session.do(DeleteEvent("c"))
    model.set_document("BABA")
    assert set(cars(model)) == {"a", "b", "last"}


def test_a_late_result_of_an_older_choice_is_dropped(session: Session) -> None:
    jobs = LateRunner()
    model = opened_on(session, jobs)
    model.choose(ControlName.MODEL, "constant-mean")
    first, second = jobs.waiting
    second()
    found = cars(model)
    first()
    assert cars(model) == found


def test_the_grid_is_computed_when_asked_for_and_void_after_a_choice(session: Session) -> None:
    model = opened_on(session)
    assert model.robustness.cells == ()
    said: list[str] = []
    model.work.progressed.connect(said.append)
    model.compare()
    assert len(model.robustness.cells) == 20
    assert said[1] == "Models and windows: 1 of 20"
    assert said[-1] == ""
    model.choose(ControlName.RETURNS, "log")
    assert model.robustness.cells == ()


def test_a_cancelled_grid_leaves_nothing_behind(session: Session) -> None:
    jobs = LateRunner()
    model = opened_on(session, jobs)
    model.compare()
    said: list[str] = []
    model.work.progressed.connect(said.append)
    model.work.cancel()
    for run in tuple(jobs.waiting):
        run()
    assert model.robustness.cells == ()
    assert said == [""]


def test_closing_the_view_calls_off_what_is_being_computed(session: Session) -> None:
    jobs = LateRunner()
    model = opened_on(session, jobs)
    model.set_active(is_active=False)
    for run in tuple(jobs.waiting):
        run()
    assert model.outcome is None
    model.set_active(is_active=True)
    jobs.waiting[-1]()
    assert model.outcome is not None


def written(model: StudyViewModel, kind: str, table: str) -> list[bytes | str]:
    """Return what is written, or why nothing is."""
    found: list[bytes | str] = []
    write_table(
        model,
        kind,
        table=table,
        done=found.append,
        refused=lambda error: found.append(str(error)),
    )
    return found


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(
    ("kind", "start"),
    [("csv", b"id,symbol"), ("json", b"["), ("latex", b"% "), ("md", b"# Event"), ("xlsx", b"PK")],
)
def test_each_table_is_written_in_every_format(
    session: Session, kind: str, start: bytes, table: str
) -> None:
    model = opened_on(session)
    model.choose(ControlName.GROUPS, Grouping.TAG.name)
    (content,) = written(model, kind, table)
    assert isinstance(content, bytes)
    assert content.startswith(start) or (table != "events" and kind in {"csv", "md"})
    assert [content] == written(model, kind, table)


def test_averages_are_written_for_all_events_and_each_group(session: Session) -> None:
    model = opened_on(session)
    model.choose(ControlName.GROUPS, Grouping.CATEGORY.name)
    (content,) = written(model, "json", "sessions")
    assert isinstance(content, bytes)
    assert [row["group"] for row in json.loads(content)] == ["all", "Policy", "Results"]


def test_effects_estimated_jointly_are_refused_as_averages_and_stay_as_a_table(
    session: Session,
) -> None:
    model = opened_on(session)
    model.choose(ControlName.OTHERS, "joint")
    (reason,) = written(model, "csv", "sessions")
    assert "no sample" in str(reason)
    (content,) = written(model, "xlsx", "events")
    assert isinstance(content, bytes)
    assert not model.problem


def test_an_event_with_a_short_title_goes_by_it() -> None:
    session = open_study(dated_event("a", 180, short_title="Short"), dated_event("b", 200))
    model = opened_on(session)
    session.close()
    assert model.table is not None
    assert [model.table.mark(place).title for place in range(2)] == ["Short", "Event b"]
