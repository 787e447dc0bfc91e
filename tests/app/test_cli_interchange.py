"""``tickertale import``, ``export-events`` and ``schema``."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from helpers.figure import EXAMPLE
from helpers.timeline import event_of, timeline_of
from tickertale.cli.interchange import FORMAT_NAMES
from tickertale.cli.main import command_line
from tickertale.domain.timeline import Timeline
from tickertale.session.opening import create_document, open_session
from tickertale.store.interchange import EventFormat

TIMELINE = timeline_of(event_of("talks", "Xi meets tech leaders", when="2025-02-17"))


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "story.tale"
    create_document(path, TIMELINE).close()
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(command_line, [str(argument) for argument in arguments])


def table(document: Path, text: str, name: str = "events.csv") -> Path:
    path = document.with_name(name)
    path.write_text(text, encoding="utf-8")
    return path


def timeline_in(document: Path) -> Timeline:
    session = open_session(document, read_only=True)
    timeline = session.timeline
    session.close()
    return timeline


def test_events_are_imported_as_one_step(document: Path) -> None:
    file = table(document, "date,title\n2025-03-06,Up\n2025-02-18,Xi meets the tech leaders\n")
    result = run("import", file, document)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "1 event added, 1 duplicate skipped\n"
    assert [event.id for event in timeline_in(document).events] == ["talks", "up"]
    session = open_session(document)
    assert session.undo_label == "Import 1 event from events.csv"
    session.undo()
    assert session.timeline == TIMELINE
    session.close()


def test_events_without_a_zone_are_in_that_of_the_exchange(document: Path) -> None:
    run("import", table(document, "date,title\n2025-03-06,Up\n"), document)
    assert timeline_in(document).event("up").zone == "America/New_York"


def test_each_row_with_a_problem_is_told_and_nothing_is_imported(document: Path) -> None:
    file = table(document, "date,title\n2025-03-06,Up\nnever,Down\n2025-02-30,\n")
    result = run("import", file, document)
    assert (result.exit_code, result.stdout) == (1, "")
    lines = result.stderr.splitlines()
    assert lines[0].startswith("events.csv: row 3, when: 'never' ")
    assert lines[1].startswith("events.csv: row 4, when: ")
    assert lines[2] == "events.csv: row 4, title: a value is missing"
    assert lines[3] == f"tickertale: {file}: nothing was imported, as 2 rows cannot be read"
    assert timeline_in(document) == TIMELINE


@pytest.mark.parametrize(
    ("choice", "titles", "summary"),
    [
        ("skip", 1, "0 events added, 1 duplicate skipped"),
        ("add", 2, "1 event added"),
        ("merge", 1, "0 events added, 1 merged with what was there"),
    ],
)
def test_duplicates_are_dealt_with_as_asked(
    document: Path, choice: str, titles: int, summary: str
) -> None:
    file = table(document, "date,title,tags\n2025-02-17,Xi meets tech leaders,meeting\n")
    result = run("import", file, document, "--on-duplicate", choice)
    assert result.stdout == f"{summary}\n"
    events = timeline_in(document).events
    assert len(events) == titles
    assert ("meeting" in events[0].tags) is (choice == "merge")


def test_a_dry_run_changes_nothing(document: Path) -> None:
    before = document.read_bytes()
    result = run("import", table(document, "date,title\n2025,Up\n"), document, "--dry-run")
    assert result.stdout == "1 event would be added\n"
    assert document.read_bytes() == before


def test_columns_can_be_mapped_by_head_and_by_number(document: Path) -> None:
    file = table(document, "a,b,c\nx,Up,2025-03-06\n")
    result = run("import", file, document, "--map", "B=title", "--map", "3=date", "--map", "a=")
    assert (result.exit_code, result.stderr) == (0, "")
    assert timeline_in(document).event("up").when.edtf == "2025-03-06"


@pytest.mark.parametrize(
    ("mapped", "sentence"),
    [
        ("z=title", "there is no column 'z'; one of a, b was expected"),
        ("9=title", "there is no column '9'"),
        ("a=colour", "'a=colour' names no field"),
        ("title", "'title' names no field"),
    ],
)
def test_a_mapping_that_does_not_fit_is_a_usage_error(
    document: Path, mapped: str, sentence: str
) -> None:
    result = run("import", table(document, "a,b\nx,2025\n"), document, "--map", mapped)
    assert result.exit_code == 2
    assert sentence in " ".join(result.stderr.split())


def test_only_tables_have_columns(document: Path) -> None:
    file = table(document, "[]", "events.json")
    assert run("import", file, document, "--map", "a=title").exit_code == 2


def test_the_order_of_day_and_month_can_be_said(document: Path) -> None:
    file = table(document, "date,title\n03/04/2025,Up\n")
    assert run("import", file, document).exit_code == 1
    assert run("import", file, document, "--day-first").exit_code == 0
    assert timeline_in(document).event("up").when.edtf == "2025-04-03"


def test_notes_go_beside_the_result(document: Path) -> None:
    file = document.with_name("events.csv")
    file.write_bytes("日期,标题\n2025-03-06,阿里巴巴发布财报\n".encode("gb18030"))
    result = run("import", file, document)
    assert result.stderr == "events.csv: The text was taken for GB18030.\n"
    assert result.stdout == "1 event added\n"


def test_what_cannot_be_read_or_written_is_one_sentence(document: Path) -> None:
    missing = run("import", document.with_name("none.csv"), document)
    assert missing.exit_code == 1
    assert missing.stderr.endswith("none.csv does not exist; a file of events was expected\n")
    file = table(document, "date,title\n2025,Up\n")
    nowhere = run("import", file, document.with_name("none.tale"))
    assert (nowhere.exit_code, nowhere.stderr.count("\n")) == (1, 1)
    folder = run("export-events", document, document.parent, "--format", "csv")
    assert (folder.exit_code, folder.stderr.count("\n")) == (1, 1)


def test_json_documents_are_not_written_to(document: Path) -> None:
    result = run("import", table(document, "date,title\n2025,Up\n"), EXAMPLE)
    assert result.exit_code == 1
    assert "is JSON, which is not changed here" in result.stderr


@pytest.mark.parametrize("kind", FORMAT_NAMES)
def test_what_is_exported_can_be_imported_elsewhere(document: Path, kind: str) -> None:
    out = document.with_name("out")
    result = run("export-events", EXAMPLE, out, "--format", kind)
    assert (result.exit_code, result.stdout) == (0, f"{out}: 20 events written\n")
    result = run("import", out, document, "--format", kind, "--on-duplicate", "add")
    assert (result.exit_code, result.stderr) == (0, "")
    example = json.loads((EXAMPLE / "timeline.json").read_text(encoding="utf-8"))
    events = {event.id: event.title for event in timeline_in(document).events}
    assert {event["id"]: event["title"] for event in example["events"]}.items() <= events.items()


def test_the_suffix_says_the_format(document: Path) -> None:
    for name, start in (("a.csv", b"\xef\xbb\xbfid,"), ("a.ics", b"BEGIN:"), ("a.json", b"{")):
        out = document.with_name(name)
        assert run("export-events", document, out).exit_code == 0
        assert out.read_bytes().startswith(start)
    assert run("export-events", document, document.with_name("a.pdf")).exit_code == 2


def test_the_schema_is_printed() -> None:
    result = run("schema")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["title"] == "Timeline"


def test_the_formats_are_those_of_the_store() -> None:
    assert set(FORMAT_NAMES) == {str(kind) for kind in EventFormat}


def test_a_list_of_commands_imports_no_calendars() -> None:
    code = "import sys; from tickertale.cli import main; print('icalendar' in sys.modules)"
    code += "; print('tickertale.store.interchange' in sys.modules)"
    output = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    ).stdout
    assert output == "False\nFalse\n"
