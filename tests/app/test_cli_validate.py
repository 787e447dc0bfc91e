"""``tickertale validate``: each problem with its path in the file."""

import json
from pathlib import Path

from click.testing import CliRunner, Result

from helpers.figure import EXAMPLE
from tickertale.cli.main import command_line


def validated(path: Path) -> Result:
    return CliRunner().invoke(command_line, ["validate", str(path)])


def copy(tmp_path: Path) -> Path:
    folder = tmp_path / "copy"
    (folder / "prices").mkdir(parents=True)
    (folder / "timeline.json").write_bytes((EXAMPLE / "timeline.json").read_bytes())
    for path in (EXAMPLE / "prices").iterdir():
        (folder / "prices" / path.name).write_bytes(path.read_bytes())
    return folder


def test_the_example_has_no_problems() -> None:
    result = validated(EXAMPLE)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"{EXAMPLE}: no problems found\n"


def test_each_problem_is_a_line_with_its_path(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    path = folder / "timeline.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    document["events"][3]["when"] = "some day"
    document["events"][4]["importance"] = 9
    path.write_text(json.dumps(document), encoding="utf-8")
    result = validated(folder)
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert [line.split(":")[0] for line in lines] == ["events[3].when", "events[4].importance"]
    assert result.stderr == f"tickertale: {folder}: 2 problems found\n"


def test_a_price_file_that_is_broken_is_a_problem(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    prices = folder / "prices" / "BABA.csv"
    lines = prices.read_text(encoding="utf-8").splitlines()
    prices.write_text("\n".join([lines[0], lines[2], lines[1]]), encoding="utf-8")
    result = validated(folder)
    assert result.exit_code == 1
    assert "BABA.csv" in result.stdout


def test_broken_json_is_a_problem_with_line_and_column(tmp_path: Path) -> None:
    path = tmp_path / "timeline.json"
    path.write_text('{"id": "x",}', encoding="utf-8")
    result = validated(path)
    assert result.exit_code == 1
    assert "line 1" in result.stdout


def test_a_file_that_is_no_document_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "notes.tale"
    path.write_text("shopping list", encoding="utf-8")
    result = validated(path)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "not a Tickertale document" in result.stderr
