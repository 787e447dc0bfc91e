"""A document that the desktop hands over is opened."""

from pathlib import Path

from PySide6.QtCore import QEvent, QUrl
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from tickertale.app.file_opening import FileOpening


def test_a_file_that_is_handed_over_is_opened(qapp: QApplication, tmp_path: Path) -> None:
    opened: list[Path] = []
    opening = FileOpening(opened.append, qapp)
    path = tmp_path / "a b.tale"
    assert opening.eventFilter(qapp, QFileOpenEvent(QUrl.fromLocalFile(str(path))))
    assert opened == [path]
    assert not opening.eventFilter(qapp, QEvent(QEvent.Type.User))
    opening.deleteLater()
