"""The command line itself: version, files and commands, and what is not imported for them."""

import gc
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from helpers.figure import EXAMPLE
from tickertale.cli.main import command_line, main

DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def test_the_version_needs_neither_qt_nor_numpy() -> None:
    call = (
        "import sys; from tickertale.cli.main import main\n"
        "sys.argv = ['tickertale', '--version']\n"
        "try: main()\n"
        "except SystemExit as end: assert end.code == 0\n"
        "heavy = {'PySide6', 'numpy', 'pydantic', 'pyqtgraph', 'duckdb', 'fontTools'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    result = subprocess.run(
        [sys.executable, "-c", call], capture_output=True, text=True, timeout=60, check=True
    )
    version, heavy = result.stdout.splitlines()
    assert version.startswith("tickertale ")
    assert heavy == "[]"


def test_the_help_names_the_commands() -> None:
    result = CliRunner().invoke(command_line, ["--help"])
    assert result.exit_code == 0
    for name in ("export", "validate", "events", "--version"):
        assert name in result.stdout
    assert "exit-after-paint" not in result.stdout


def test_a_first_word_that_is_no_command_is_a_file() -> None:
    result = CliRunner().invoke(command_line, ["exprot"])
    assert result.exit_code == 1
    assert result.stderr.startswith("tickertale: exprot does not exist; a document,")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a display")
@pytest.mark.parametrize("words", [[], ["--exit-after-paint"]])
def test_without_a_display_the_window_is_refused_in_one_line(
    words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in DISPLAYS:
        monkeypatch.delenv(name, raising=False)
    result = CliRunner().invoke(command_line, words)
    assert result.exit_code == 1
    assert result.stderr.startswith("tickertale: there is no display")
    assert result.stderr.count("\n") == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is full")
def test_output_that_finds_no_room_is_one_line() -> None:
    words = [sys.executable, "-m", "tickertale", "events", str(EXAMPLE)]
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        result = subprocess.run(
            words, stdout=full, stderr=subprocess.PIPE, text=True, timeout=60, check=False
        )
    assert result.returncode == 1
    assert result.stderr == "tickertale: the output cannot be written: the disk is full\n"


def test_what_was_frozen_is_freed_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["tickertale", "--version"])
    gc.freeze()
    with pytest.raises(SystemExit):
        main()
    assert gc.get_freeze_count() == 0


def test_two_files_are_wrong_usage(tmp_path: Path) -> None:
    result = CliRunner().invoke(command_line, [str(tmp_path), str(tmp_path)])
    assert result.exit_code == 2


def test_what_is_imported_before_qt_needs_no_qt() -> None:
    code = (
        "import importlib, sys\n"
        "from tickertale.cli.main import WITHOUT_QT\n"
        "for name in WITHOUT_QT:\n"
        "    importlib.import_module(f'tickertale.{name}')\n"
        "assert 'PySide6' not in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
