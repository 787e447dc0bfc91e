"""Logging of the window: Qt's messages join ours, and no exception goes unseen."""

import logging
import sys
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def start_logging() -> None:
    """Log to stderr from warnings up, with Qt's messages under the name ``qt``."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    qInstallMessageHandler(_log_qt_message)


def report_exceptions(say: Callable[[str], None]) -> None:
    """Log every exception that nobody caught, and tell the user in one sentence."""

    def hook(  # noqa: PLR0917 (the signature of sys.excepthook)
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        logging.getLogger(__name__).critical("not caught", exc_info=(kind, error, trace))
        what = str(error) or kind.__name__
        say(f"Something went wrong: {what}. Your document is as it was saved.")

    sys.excepthook = hook


def _log_qt_message(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    logging.getLogger("qt").log(_LEVELS[kind], "%s", message)
