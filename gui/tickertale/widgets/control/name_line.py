"""A line that lists names, separated by commas, each completed from those used before."""

import re
from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QCompleter, QWidget
from typing_extensions import override

from tickertale.widgets.control.form_field import FormLine

_SEPARATORS = ",;\u3001\uff0c\uff1b"


class NameLine(FormLine):
    """A line of names; the one at its end is completed.

    Signals
    -------
    suggestions_wanted
        The line has the focus, or is typed in: names may be suggested.
    """

    suggestions_wanted = Signal()

    def __init__(self, accessible_name: str, *, parent: QWidget | None = None) -> None:
        super().__init__(accessible_name, parent=parent)
        self._names = QStringListModel(self)
        completer = NameCompleter(self)
        completer.setModel(self._names)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.complete_with(completer)
        self.text_typed.connect(self.suggestions_wanted)

    def set_suggestions(self, names: Sequence[str]) -> None:
        """Suggest these names, but for those that the line has already."""
        before, _ = _parted(self.text())
        present = {name.strip() for name in re.split(f"[{_SEPARATORS}]", before)}
        missing = [name for name in names if name not in present]
        if self._names.stringList() != missing:
            self._names.setStringList(missing)

    @override
    def focusInEvent(self, event: QFocusEvent, /) -> None:
        super().focusInEvent(event)
        self.suggestions_wanted.emit()


class NameCompleter(QCompleter):
    """Completes the last of several names."""

    @override
    def splitPath(self, path: str, /) -> list[str]:
        return [_parted(path)[1].strip()]

    @override
    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex, /) -> str:
        line = self.widget()
        before = _parted(line.text())[0] if isinstance(line, FormLine) else ""
        return f"{before}{' ' if before else ''}{super().pathFromIndex(index)}"


def _parted(text: str) -> tuple[str, str]:
    """Return a text up to its last separator, and what follows it."""
    place = max(text.rfind(sign) for sign in _SEPARATORS) + 1
    return text[:place], text[place:]
