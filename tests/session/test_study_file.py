"""A study as a file: what each format must say, whatever the events are called."""

import datetime as dt
import json
import re
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO

import pytest

from helpers.bars import weekday_times
from helpers.study_document import (
    COUNT,
    MARKET,
    SHARE,
    dated_event,
    open_study,
    study_bars,
    study_instruments,
)
from helpers.timeline import event_of, timeline_of
from tickertale.analysis.confounding import Confounding
from tickertale.domain.event import Event
from tickertale.domain.event_date import EventDate
from tickertale.session.opening import new_session
from tickertale.session.study import study_timeline
from tickertale.session.study_file import study_content
from tickertale.session.study_option import StudyOptions
from tickertale.session.study_record import (
    FIELD_MEANINGS,
    FIELDS,
    MORE_FIELDS,
    cell_value,
    json_value,
)
from tickertale.session.study_report import StudyReport, StudyTableKind
from tickertale.session.study_sample import events_by_tag, summarized_groups


def report_of(
    events: Sequence[Event],
    *,
    without: tuple[int, ...] = (),
    confounding: Confounding = Confounding.KEEP,
    has_groups: bool = False,
) -> StudyReport:
    session = open_study(*events, without=without)
    study = study_timeline(session, "BABA", options=StudyOptions(confounding=confounding))
    groups = [summarized_groups(study, events_by_tag(session.timeline))] if has_groups else ()
    titles = {event.id: event.title for event in session.timeline.events}
    session.close()
    return StudyReport([study], "A story", titles, groups)


def text_of(report: StudyReport, kind: str, table: StudyTableKind = StudyTableKind.EVENTS) -> str:
    return study_content(report, table, kind=kind).decode()


ODD = dated_event("odd", 180, title="[Rumor] R&D up 5 %: x_1\\", tags=("x",))
OTHER = dated_event("other", 181, title="Other", tags=("x", "y"))


def test_every_value_has_a_meaning() -> None:
    assert set(FIELD_MEANINGS) == {*FIELDS, "reason", *MORE_FIELDS}


def test_latex_names_events_by_escaped_titles_and_notes_below() -> None:
    text = text_of(report_of([ODD, OTHER]), "latex")
    assert r"{[}Rumor{]} R\&D up 5 \%: x\_1\textbackslash{}\textsuperscript{1} & " in text
    assert r"\textsuperscript{1}~shares sessions with Other." in text
    assert "Window" not in text


def test_latex_has_windows_where_they_differ() -> None:
    text = text_of(report_of([ODD, OTHER], confounding=Confounding.SHORTEN), "latex")
    assert " & Window & " in text
    assert r"{[}$-$1, 0{]}" in text


def test_groups_stand_apart_in_latex_and_are_named_once() -> None:
    report = report_of([ODD, OTHER], has_groups=True)
    text = text_of(report, "latex", StudyTableKind.TESTS)
    assert text.count("\\addlinespace\n") == 1
    assert re.findall(r"^(\w) & (\d) & ", text, re.MULTILINE) == [("x", "2"), ("y", "1")]


def test_missing_bars_are_listed_with_the_rule() -> None:
    report = report_of([OTHER], without=(100, 150))
    (row,) = json.loads(text_of(report, "json"))
    assert [bar["symbol"] for bar in row["missing"]] == ["^IDX", "^IDX"]
    days = ", ".join(bar["date"] for bar in row["missing"])
    assert f"Missing: ^IDX {days}.\nA session that only one" in text_of(report, "table")
    assert f"Missing: ^IDX {days}.\n" in text_of(report, "md")


@pytest.mark.parametrize(
    ("value", "as_json", "cell"),
    [
        (0.123456789, 0.123457, 0.123457),
        (float("nan"), None, None),
        ((-1, 1), [-1, 1], "[-1, 1]"),
        (("a", "b"), ["a", "b"], "a; b"),
        ((), [], ""),
        (dt.date(2025, 1, 2), "2025-01-02", dt.date(2025, 1, 2)),
        (
            (("X", dt.date(2025, 1, 2)), ("Y", dt.date(2025, 1, 3))),
            [{"symbol": "X", "date": "2025-01-02"}, {"symbol": "Y", "date": "2025-01-03"}],
            "X 2025-01-02; Y 2025-01-03",
        ),
        (None, None, None),
    ],
    ids=str,
)
def test_values_are_written_alike(value: object, as_json: object, cell: object) -> None:
    assert json_value(value) == as_json
    assert cell_value(value) == cell


def test_a_workbook_names_other_events_by_title_and_keeps_formulas_text() -> None:
    formula = dated_event("formula", 180, title="=1+1", tags=("x",))
    report = report_of([formula, OTHER], has_groups=True)
    with zipfile.ZipFile(BytesIO(study_content(report, kind="xlsx"))) as book:
        texts = book.read("xl/sharedStrings.xml").decode()
        sheets = [name for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
        events = book.read("xl/worksheets/sheet1.xml").decode()
    assert len(sheets) == 4
    assert "shares sessions with Other" in texts
    assert "<t>=1+1</t>" in texts
    assert "window_first" in texts
    assert "<f>" not in events


def test_a_workbook_warns_of_events_that_share_sessions_by_their_titles() -> None:
    same_day = dated_event("same", 181, title="Same", tags=("x",))
    report = report_of([OTHER, same_day], has_groups=True)
    with zipfile.ZipFile(BytesIO(study_content(report, kind="xlsx"))) as book:
        texts = book.read("xl/sharedStrings.xml").decode()
    assert "2 of 2 events share sessions with another" in texts
    assert "One day 0 counts for more than one event: Other and Same." in texts
    assert "<t>sharing</t>" in texts


def test_averages_name_how_many_share_sessions() -> None:
    report = report_of([ODD, OTHER], has_groups=True)
    (group, alone) = json.loads(text_of(report, "json", StudyTableKind.SESSIONS))
    assert (group["group"], group["sharing"]) == ("x", 2)
    assert group["note"].startswith("2 of 2 events share sessions with another")
    assert (alone["sharing"], alone["note"]) == (0, "")
    for kind in ("table", "md", "latex"):
        text = text_of(report, kind, StudyTableKind.SESSIONS)
        assert "Events share sessions with another of their group (x 2 of 2)" in text


def test_days_that_spreadsheets_do_not_know_are_text() -> None:
    times = weekday_times(dt.date(1895, 1, 1), COUNT)
    day = times[180].astype("datetime64[ns]").astype("datetime64[D]").item()
    event = event_of("old", when=EventDate.parse(day.isoformat()))
    timeline = timeline_of(event, instruments=study_instruments(), benchmark="IDX")
    bars = {"BABA-1d": study_bars(SHARE), "IDX-1d": study_bars(MARKET)}
    session = new_session(
        timeline, {name: replace(row, time_ns=times) for name, row in bars.items()}
    )
    report = StudyReport([study_timeline(session, "BABA")], "Old", {})
    session.close()
    with zipfile.ZipFile(BytesIO(study_content(report, kind="xlsx"))) as book:
        texts = book.read("xl/sharedStrings.xml").decode()
    assert f"<t>{day.isoformat()}</t>" in texts
