"""``tickertale events``: the list as a table, as CSV and as JSON."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from helpers.figure import EXAMPLE, example
from tickertale.cli.main import command_line

SYMBOLS = [instrument.symbol for instrument in example()[0].instruments]


def listed(file: Path, kind: str) -> str:
    result = CliRunner().invoke(command_line, ["events", str(file), "--format", kind])
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


def retitled(tmp_path: Path, title: str) -> Path:
    """Return a copy of the example whose QwQ-32B event has another title."""
    folder = tmp_path / "copy"
    (folder / "prices").mkdir(parents=True)
    for path in (EXAMPLE / "prices").iterdir():
        (folder / "prices" / path.name).write_bytes(path.read_bytes())
    document = json.loads((EXAMPLE / "timeline.json").read_text(encoding="utf-8"))
    for event in document["events"]:
        if event["id"] == "qwq-32b":
            event["title"] = title
    (folder / "timeline.json").write_text(json.dumps(document), encoding="utf-8")
    return folder


def test_json_lists_objects_with_reactions_by_symbol() -> None:
    rows = {row["id"]: row for row in json.loads(listed(EXAMPLE, "json"))}
    assert len(rows) == len(example()[0].events)
    row = rows["qwq-32b"]
    assert list(row) == [
        "id",
        "title",
        "when",
        "precision",
        "category",
        "importance",
        "reactions",
    ]
    assert (row["when"], row["precision"]) == ("2025-03-06T03:48+08:00", "minute")
    assert list(row["reactions"]) == SYMBOLS
    assert row["reactions"]["9988.HK"] == {
        "session": "2025-03-06",
        "move_pct": pytest.approx(8.39, abs=0.005),
    }
    assert row["reactions"]["BABA"]["session"] == "2025-03-05"


def test_json_gives_the_reason_where_there_is_no_session() -> None:
    rows = {row["id"]: row for row in json.loads(listed(EXAMPLE, "json"))}
    assert rows["hsbc-note"]["reactions"]["9988.HK"] == {
        "session": None,
        "move_pct": None,
        "reason": "the date is known only to the month",
    }


def test_events_come_in_the_order_of_their_dates() -> None:
    days = [row["when"][:7] for row in json.loads(listed(EXAMPLE, "json"))]
    assert days == sorted(days)


def test_csv_has_two_columns_for_each_instrument() -> None:
    rows = list(csv.DictReader(listed(EXAMPLE, "csv").splitlines()))
    row = next(row for row in rows if row["id"] == "qwq-32b")
    assert row["9988.HK session"] == "2025-03-06"
    assert float(row["9988.HK move_pct"]) == pytest.approx(8.39, abs=0.005)
    coarse = next(row for row in rows if row["id"] == "hsbc-note")
    assert (coarse["BABA session"], coarse["BABA move_pct"]) == ("", "")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\uff1d"])
def test_csv_holds_no_formula(start: str, tmp_path: Path) -> None:
    title = f'{start}HYPERLINK("https://example.org")'
    rows = list(csv.DictReader(listed(retitled(tmp_path, title), "csv").splitlines()))
    assert f"'{title}" in [row["title"] for row in rows]
    assert any(row["9988.HK move_pct"].startswith("-") for row in rows)


def test_the_columns_of_the_table_stand_below_each_other() -> None:
    head, *lines = listed(EXAMPLE, "table").splitlines()
    for name in ("when", "category", "9988.HK", "SPY", "title"):
        at = head.index(name)
        assert all(line[at - 2 : at] == "  " and line[at] != " " for line in lines)


def test_wide_signs_count_for_two_columns(tmp_path: Path) -> None:
    folder = retitled(tmp_path, "x")
    text = (folder / "timeline.json").read_text(encoding="utf-8")
    text = text.replace('"symbol": "BABA"', '"symbol": "阿里"')
    (folder / "timeline.json").write_text(text, encoding="utf-8")
    head, first, *_ = listed(folder, "table").splitlines()
    before = head.index("阿里")
    # Two wide signs before it: the next column starts two places earlier in the text.
    assert head.index("HSI") + 2 == first.index("2024-09-24 +4.1%")
    assert first[before : before + 10] == "2024-09-24"


def test_the_list_is_utf_8_whatever_the_locale_says(tmp_path: Path) -> None:
    folder = retitled(tmp_path, "阿里巴巴")
    result = subprocess.run(
        [sys.executable, "-X", "utf8=0", "-m", "tickertale", "events", str(folder)],
        env={"PYTHONIOENCODING": "latin-1", "LC_ALL": "C"},
        capture_output=True,
        timeout=60,
        check=True,
    )
    assert "阿里巴巴" in result.stdout.decode("utf-8")


def test_a_reader_that_goes_away_is_no_error() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "tickertale", "events", str(EXAMPLE)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""


def test_a_missing_file_is_one_line() -> None:
    result = CliRunner().invoke(command_line, ["events", "nowhere.json"])
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "tickertale: nowhere.json does not exist; a timeline was expected\n"
