"""The program is ended from outside: what was typed is written, and the window's state is kept."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from helpers.bars import bars_of
from helpers.open_story import CLOSES, FIRST_DAY, priced_story
from helpers.running_desk import running_desk
from helpers.typing_process import TITLE
from tickertale.app.desk import Desk
from tickertale.app.paths import unfinished_folder, window_state_file
from tickertale.app.session_end import EndSignals
from tickertale.session.opening import create_document, open_session
from tickertale.store.unfinished import NEW_EVENT, UnfinishedFile

pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture
def story_path(tmp_path: Path) -> Path:
    path = tmp_path / "story.tale"
    bars = bars_of(CLOSES, first=FIRST_DAY)
    create_document(path, priced_story(), bars={"9988.HK-1d": bars, "BABA-1d": bars}).close()
    return path


@pytest.fixture
def desk(qapp: QApplication) -> Iterator[Desk]:
    with running_desk(qapp) as desk:
        yield desk


def end_while_typing(path: Path, number: signal.Signals, what: str) -> int:
    """Start the program, let it type, send it a signal, and return its exit status."""
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(sys.path),
        "QT_QPA_PLATFORM": "offscreen",
    }
    command = [sys.executable, "-m", "helpers.typing_process", str(path), what]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "typed\n"
        process.send_signal(number)
        return process.wait(timeout=30)


def title_in(path: Path) -> str:
    with closing(open_session(path)) as session:
        assert not session.is_read_only
        return session.timeline.event("second").title


@pytest.mark.parametrize("what", ["edit", "dialog"])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_writes_what_was_typed(
    story_path: Path, number: signal.Signals, what: str
) -> None:
    assert end_while_typing(story_path, number, what) == 0
    assert title_in(story_path) == TITLE
    assert str(story_path) in window_state_file().read_text()
    assert not story_path.with_name("story.tale-journal").exists()


def test_a_signal_keeps_what_is_unfinished(story_path: Path) -> None:
    assert end_while_typing(story_path, signal.SIGTERM, "new") == 0
    kept = UnfinishedFile(unfinished_folder(), story_path).read()
    assert kept[NEW_EVENT].texts["title"] == TITLE
    assert title_in(story_path) == "Second"


def test_the_end_of_the_users_session_writes_and_leaves_the_window(
    desk: Desk, story_path: Path
) -> None:
    window = desk.open(story_path)
    window.editor.edit("second")
    form = window.editor.form
    assert form is not None
    form.title.setText(TITLE)
    form.title.textEdited.emit(TITLE)
    desk.write()
    assert window.isVisible()
    assert window.view_model.reading.timeline.event("second").title == TITLE
    assert str(story_path) in window_state_file().read_text()


def test_signals_do_again_what_they_did_when_nobody_listens(qtbot: QtBot) -> None:
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    signals = EndSignals()
    with closing(signals), qtbot.waitSignal(signals.asked):
        signal.raise_signal(signal.SIGTERM)
    assert (signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)) == before
