"""Qt's messages join the log, and no exception goes unseen."""

import logging
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import qInstallMessageHandler, qWarning

from tickertale.app.logs import report_exceptions, start_logging


@pytest.fixture(autouse=True)
def _hooks(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    before = qInstallMessageHandler(None)
    yield
    qInstallMessageHandler(before)


def test_what_qt_says_is_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    start_logging()
    qWarning("something about a font")
    assert [(row.name, row.levelname) for row in caplog.records] == [("qt", "WARNING")]
    assert "something about a font" in caplog.text
    caplog.clear()


def test_an_exception_is_logged_and_said_in_one_sentence(
    caplog: pytest.LogCaptureFixture,
) -> None:
    said: list[str] = []
    report_exceptions(said.append)
    error = ValueError("no such bar")
    sys.excepthook(ValueError, error, None)
    assert said == ["Something went wrong: no such bar. Your document is as it was saved."]
    (record,) = caplog.records
    assert record.levelno == logging.CRITICAL
    assert record.exc_info is not None
    assert record.exc_info[1] is error
    caplog.clear()


def test_an_exception_without_words_is_called_by_its_kind(
    caplog: pytest.LogCaptureFixture,
) -> None:
    said: list[str] = []
    report_exceptions(said.append)
    sys.excepthook(RuntimeError, RuntimeError(), None)
    assert "RuntimeError" in said[0]
    caplog.clear()


def test_the_users_interrupt_is_no_mistake(
    capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    said: list[str] = []
    report_exceptions(said.append)
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert not said
    assert not caplog.records
    assert "KeyboardInterrupt" in capsys.readouterr().err
