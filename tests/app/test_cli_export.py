"""``tickertale export``: figures without a display, and bad input in one line."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from PySide6.QtGui import QImage

from helpers.figure import EXAMPLE, svg_texts
from helpers.pdf import pdf_size
from tickertale.cli.export import INTERVALS
from tickertale.cli.main import command_line
from tickertale.domain.instrument import Interval
from tickertale.viewmodels.text.wording import interval_of, interval_text

WINTER = ("--from", "2024-12-01", "--to", "2025-03-14")


def run_alone(*words: str, **changes: str) -> subprocess.CompletedProcess[str]:
    """Run the program in a process of its own, with no display in its environment."""
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "LANG", "LC_ALL")
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    return subprocess.run(
        [sys.executable, "-m", "tickertale", *words],
        env=environment | changes,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def test_the_command_of_the_readme_works_without_a_display(tmp_path: Path) -> None:
    out = tmp_path / "out.png"
    size = ("--width", "1600", "--height", "900", "--theme", "light")
    result = run_alone("export", str(EXAMPLE), str(out), *size, *WINTER)
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
    image = QImage(str(out))
    assert (image.width(), image.height()) == (1600, 900)


@pytest.mark.usefixtures("qapp")
def test_words_and_size_are_taken_over(tmp_path: Path) -> None:
    out = tmp_path / "out.svg"
    words = ("--title", "阿里巴巴", "--subtitle", "Winter", "--source", "Ours", "--notes", "N.B.")
    result = CliRunner().invoke(command_line, ["export", str(EXAMPLE), str(out), *words])
    assert (result.exit_code, result.output) == (0, "")
    texts = svg_texts(out)
    assert {"阿里巴巴", "Winter", "Ours", "N.B."} <= set(texts)
    assert any(text.startswith("Events stand at the first session") for text in texts)


@pytest.mark.usefixtures("qapp")
def test_weeks_are_drawn_on_request(tmp_path: Path) -> None:
    out = tmp_path / "out.svg"
    words = ["export", str(EXAMPLE), str(out), *WINTER, "--interval", "weekly"]
    result = CliRunner().invoke(command_line, words)
    assert (result.exit_code, result.output) == (0, "")
    assert any("HKD, weekly close" in text for text in svg_texts(out))


def test_every_interval_can_be_asked_for_by_its_name() -> None:
    assert tuple(interval_text(interval) for interval in Interval) == INTERVALS
    assert tuple(map(interval_of, INTERVALS)) == tuple(Interval)


@pytest.mark.usefixtures("qapp")
def test_a_json_file_is_drawn_as_its_folder_is(tmp_path: Path) -> None:
    outs = [tmp_path / "one.pdf", tmp_path / "two.pdf"]
    for file, out in zip((EXAMPLE, EXAMPLE / "timeline.json"), outs, strict=True):
        result = CliRunner().invoke(command_line, ["export", str(file), str(out), *WINTER])
        assert result.exit_code == 0, result.output
    assert outs[0].read_bytes() == outs[1].read_bytes()
    assert pdf_size(outs[0].read_bytes()) == (1200.0, 675.0)


@pytest.mark.usefixtures("qapp")
def test_a_document_is_drawn_and_not_changed(tmp_path: Path) -> None:
    from tickertale.session.opening import open_example

    open_example(EXAMPLE, tmp_path).close()
    document = tmp_path / "alibaba-2025.tale"
    before = document.read_bytes()
    out = tmp_path / "out.png"
    result = CliRunner().invoke(command_line, ["export", str(document), str(out)])
    assert (result.exit_code, result.output) == (0, "")
    assert out.stat().st_size > 10_000
    assert document.read_bytes() == before


@pytest.mark.usefixtures("qapp")
def test_the_image_has_width_times_scale_pixels(tmp_path: Path) -> None:
    out = tmp_path / "out.png"
    size = ("--width", "800", "--height", "450", "--scale", "2.5")
    result = CliRunner().invoke(command_line, ["export", str(EXAMPLE), str(out), *size])
    assert result.exit_code == 0, result.output
    assert (QImage(str(out)).width(), QImage(str(out)).height()) == (2000, 1125)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        pytest.param(["--width", "0"], "width of the figure is 0 px; 320 to", id="no width"),
        pytest.param(["--height", "1000000000"], "height of the figure is", id="huge"),
        pytest.param(["--scale", "-1"], "scale of the figure is -1", id="scale"),
        pytest.param(["--from", "last week"], "--from is 'last week'; a date such", id="nonsense"),
        pytest.param(["--to", "2025-02-30"], "--to is '2025-02-30'", id="no such day"),
        pytest.param(
            ["--from", "2025-03", "--to", "2025-02"], "starts on 2025-03-01 and", id="reversed"
        ),
        pytest.param(["--from", "2031-01-01"], "holds 0 sessions", id="beyond the prices"),
        pytest.param(["--highlight", "nobody"], "no event 'nobody'", id="no such event"),
    ],
)
def test_a_bad_option_is_one_line_and_nothing_is_written(
    words: list[str], message: str, tmp_path: Path
) -> None:
    out = tmp_path / "out.png"
    result = CliRunner().invoke(command_line, ["export", str(EXAMPLE), str(out), *words])
    assert_refused(result.exit_code, result.stdout, result.stderr, message=message)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("file", "out", "message"),
    [
        pytest.param("nowhere", "out.png", "does not exist", id="missing file"),
        pytest.param("nowhere.json", "out.png", "does not exist", id="missing JSON"),
        pytest.param("empty", "out.png", "timeline.json", id="folder without a timeline"),
        pytest.param("broken.json", "out.png", "broken.json", id="broken JSON"),
        pytest.param("notes.tale", "out.png", "not a Tickertale document", id="no document"),
        pytest.param("priceless", "out.png", "9988.HK.csv", id="price file missing"),
        pytest.param(str(EXAMPLE), "out.gif", "'.gif'; .png, .svg or .pdf", id="suffix"),
        pytest.param(str(EXAMPLE), "out", "''; .png, .svg or .pdf", id="no suffix"),
        pytest.param(str(EXAMPLE), "no/out.png", "cannot be written", id="no such folder"),
        pytest.param(str(EXAMPLE), "notes.tale/out.svg", "cannot be written", id="file as folder"),
    ],
)
@pytest.mark.usefixtures("qapp")
def test_a_bad_file_is_one_line_and_nothing_is_written(
    file: str, out: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("empty").mkdir()
    Path("broken.json").write_text("{", encoding="utf-8")
    Path("notes.tale").write_text("shopping list", encoding="utf-8")
    Path("priceless").mkdir()
    Path("priceless/timeline.json").write_bytes((EXAMPLE / "timeline.json").read_bytes())
    before = sorted(tmp_path.rglob("*"))
    result = CliRunner().invoke(command_line, ["export", file, out])
    assert_refused(result.exit_code, result.stdout, result.stderr, message=message)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    "words",
    [["--theme", "purple"], ["--width", "wide"], ["--least-importance", "9"], ["--colour"]],
)
def test_wrong_usage_exits_with_2(words: list[str], tmp_path: Path) -> None:
    out = str(tmp_path / "out.png")
    result = CliRunner().invoke(command_line, ["export", str(EXAMPLE), out, *words])
    assert result.exit_code == 2
    assert result.stderr.startswith("Usage:")
    assert list(tmp_path.iterdir()) == []


def assert_refused(exit_code: int, stdout: str, stderr: str, *, message: str) -> None:
    assert (exit_code, stdout) == (1, "")
    assert stderr.startswith("tickertale: ")
    assert stderr.count("\n") == 1
    assert message in stderr


@pytest.mark.usefixtures("qapp")
def test_a_figure_can_show_the_study_of_the_highlighted_event(tmp_path: Path) -> None:
    texts = []
    for name, words in (("plain", ()), ("studied", ("--study",))):
        out = tmp_path / f"{name}.svg"
        command = ["export", str(EXAMPLE), str(out), "--highlight", "qwq-32b", *words]
        assert CliRunner().invoke(command_line, command).exit_code == 0
        texts.append(" ".join(svg_texts(out)))
    assert "Estimation window" not in texts[0]
    assert "Estimation window" in texts[1]
    assert "Event study: market model against HSI" in texts[1]


def test_a_study_without_an_event_is_a_wrong_usage(tmp_path: Path) -> None:
    command = ["export", str(EXAMPLE), str(tmp_path / "a.svg"), "--study"]
    result = CliRunner().invoke(command_line, command)
    assert result.exit_code == 2
    assert "--highlight" in result.output
