"""The preview of an import: rows in words, choices, and the import itself."""

from collections.abc import Callable, Iterator

import pytest
from typing_extensions import override

from helpers.timeline import event_of, timeline_of
from tickertale.domain.errors import EventFileError, TickertaleError
from tickertale.session.import_plan import OnDuplicate, RowStatus
from tickertale.session.job import Ticket
from tickertale.session.opening import new_session
from tickertale.session.session import Session
from tickertale.viewmodels.editor.import_preview import ImportPreviewViewModel
from tickertale.viewmodels.job.job import FinishedJob, InlineRunner

TIMELINE = timeline_of(event_of("talks", "Xi meets tech leaders", when="2025-02-17"))
MIXED = (
    "day,what,kind\n"
    "2025-03-06,Up,Deals\n"
    "2025-02-18,Xi meets the tech leaders,\n"
    "never,Down,\n"
    "2025-03-07,up,\n"
)


@pytest.fixture
def session() -> Iterator[Session]:
    opened = new_session(TIMELINE)
    yield opened
    opened.close()


def preview(session: Session, text: str = MIXED) -> ImportPreviewViewModel:
    model = ImportPreviewViewModel(session, lambda: text, name="a.csv", jobs=InlineRunner())
    model.start()
    return model


def test_each_row_says_what_it_is(session: Session) -> None:
    state = preview(session).state()
    assert state.heading == "a.csv · CSV · 4 rows"
    assert [(row.number, row.status) for row in state.rows] == [
        (2, RowStatus.NEW),
        (3, RowStatus.DUPLICATE),
        (4, RowStatus.PROBLEM),
        (5, RowStatus.DUPLICATE),
    ]
    texts = [row.status_text for row in state.rows]
    assert texts[0] == "New"
    assert texts[1] == "Duplicate of “Xi meets tech leaders”, 17 Feb 2025"
    assert texts[2].startswith("Problem · Date: 'never' ")
    assert texts[3] == "Duplicate of row 2"
    assert (state.rows[0].category, state.rows[2].date_text) == ("Deals", "never")


def test_a_row_stands_as_the_event_that_it_will_become(session: Session) -> None:
    model = preview(session, "day,what,kind\n06/03/2025,Up,POLICY\n2025-13,No,\n31/03/2025,On,\n")
    rows = model.state().rows
    assert [(row.date_text, row.typed_date) for row in rows] == [
        ("6 Mar 2025", "06/03/2025"),
        ("2025-13", ""),
        ("31 Mar 2025", "31/03/2025"),
    ]
    assert [row.category for row in rows] == ["Policy", "", ""]
    assert model.state().default_category == "Policy"
    model.set_category("results")
    assert model.state().default_category == "Results"


def test_what_is_imported_and_merged_is_named(session: Session) -> None:
    model = preview(session)
    model.leave_out_problems()
    model.set_on_duplicate(OnDuplicate.MERGE)
    told: list[tuple[str, ...]] = []
    model.imported.connect(lambda _, ids: told.append(ids))
    model.make()
    assert told == [("talks", "up")]


def test_problems_stand_in_the_way_until_they_are_left_out(session: Session) -> None:
    model = preview(session)
    state = model.state()
    assert not state.can_import
    assert state.has_problems
    assert state.summary == (
        "1 new · 2 duplicates skipped · 1 row with a problem: mend the file or untick"
    )
    model.leave_out_problems()
    state = model.state()
    assert (state.can_import, state.has_problems) == (True, False)
    assert state.summary == "1 new · 2 duplicates skipped · 1 left out"
    assert state.button_text == "&Import 1 event"


def test_rows_can_be_left_out_and_taken_in_again(session: Session) -> None:
    model = preview(session)
    model.leave_out_problems()
    model.include(2, is_on=False)
    assert model.state().excluded == {2, 4}
    assert model.state().button_text == "&Import 1 event"
    model.include(5, is_on=False)
    assert not model.state().can_import
    model.include(2, is_on=True)
    assert model.state().can_import


def test_duplicates_and_categories_follow_the_choice(session: Session) -> None:
    model = preview(session)
    model.leave_out_problems()
    model.set_on_duplicate(OnDuplicate.ADD)
    model.set_category("results")
    assert model.state().button_text == "&Import 3 events"
    model.make()
    events = session.timeline.events
    assert [event.category for event in events] == ["policy", "deals", "results", "results"]
    assert session.undo_label == "Import 3 events from a.csv"


def test_the_import_is_told_and_is_one_step(session: Session) -> None:
    model = preview(session, "date,title\n2025-03-06,Up\n")
    told: list[tuple[str, tuple[str, ...]]] = []
    model.imported.connect(lambda label, ids: told.append((label, ids)))
    model.make()
    assert told == [("Import 1 event from a.csv", ("up",))]
    session.undo()
    assert session.timeline == TIMELINE


def test_an_import_that_cannot_be_made_makes_nothing(session: Session) -> None:
    model = preview(session)
    model.make()
    assert session.timeline == TIMELINE
    assert session.undo_label == ""


def test_a_refused_import_is_said_and_can_be_tried_again(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = preview(session, "date,title\n2025-03-06,Up\n")

    def refuse(*_: object) -> None:
        raise TickertaleError("the disk is full")

    monkeypatch.setattr(session, "do", refuse)
    model.make()
    assert model.state().summary == "Nothing was imported: the disk is full"
    assert model.state().can_import


def test_columns_can_be_read_as_other_fields(session: Session) -> None:
    model = preview(session, "a,b,c\nUp,2025-03-06,x\n")
    columns = [(column.head, column.field) for column in model.state().columns]
    assert columns == [("a", "title"), ("b", "when"), ("c", "")]
    model.map_column(2, "title")
    assert [column.field for column in model.state().columns] == ["title", "when", "title"]
    assert model.state().rows[0].title == "Up"
    model.map_column(0, "")
    assert model.state().rows[0].title == "x"
    model.map_column(1, "")
    assert "Say which columns hold the date and the title." in model.state().notes
    model.map_column(9, "title")
    assert [column.field for column in model.state().columns] == ["", "", "title"]


def test_the_order_of_day_and_month_can_be_said(session: Session) -> None:
    model = preview(session, "date,title\n03/04/2025,Up\n")
    assert model.state().has_problems
    model.set_day_first(True)
    assert not model.state().has_problems
    assert model.state().is_day_first is True


def test_a_file_that_cannot_be_read_is_said(session: Session) -> None:
    def load() -> bytes:
        raise EventFileError("a.csv cannot be read (Input/output error)")

    model = ImportPreviewViewModel(session, load, name="a.csv", jobs=InlineRunner())
    model.start()
    state = model.state()
    assert (state.rows, state.can_import) == ((), False)
    assert state.summary == "a.csv cannot be read (Input/output error)"


class Waiting:
    """Runs nothing until it is told to."""

    def __init__(self) -> None:
        self.finish: list[Callable[[], None]] = []
        self.cancelled = 0

    def start(self, work: Callable[[Ticket], object], **calls: object) -> FinishedJob:
        done = calls["done"]
        assert callable(done)
        self.finish.append(lambda: done(work(Ticket())))
        return _Counted(self)


class _Counted(FinishedJob):
    def __init__(self, runner: Waiting) -> None:
        self._runner = runner

    @override
    def cancel(self) -> None:
        self._runner.cancelled += 1


def test_while_a_file_is_read_nothing_can_be_imported(session: Session) -> None:
    runner = Waiting()
    model = ImportPreviewViewModel(
        session, lambda: "date,title\n2025,Up\n", name="a.csv", jobs=runner
    )
    model.start()
    assert (model.state().is_busy, model.state().summary) == (True, "Reading…")
    runner.finish.pop()()
    assert model.state().can_import
    model.set_day_first(True)
    assert (model.state().is_busy, model.state().can_import) == (True, False)
    assert len(model.state().rows) == 1
    model.close()
    assert runner.cancelled == 2
