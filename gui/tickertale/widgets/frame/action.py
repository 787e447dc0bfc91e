"""The commands of the window as `QAction` objects, in menus and under keys."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from tickertale.widgets.frame.catalogue import ACTIONS, MENUS, ActionSpec, Scope


class ActionSet:
    """The catalogue as `QAction` objects, in a menu bar.

    Parameters
    ----------
    window : QWidget
        Owns the actions whose keys work everywhere.
    chart : QWidget
        Owns those whose keys work while it has the focus.
    handlers : mapping of str to callable
        One for each `ActionSpec` by name.
    """

    def __init__(
        self, window: QWidget, *, chart: QWidget, handlers: Mapping[str, Callable[[], object]]
    ) -> None:
        self._groups: dict[str, QActionGroup] = {}
        self._menus: dict[str, QMenu] = {}
        self._chart_names = [spec.name for spec in ACTIONS if spec.scope is Scope.CHART]
        self._taken: dict[str, tuple[str, list[QKeySequence]]] = {}
        self._actions = {spec.name: self._build(spec, window) for spec in ACTIONS}
        for spec in ACTIONS:
            action = self._actions[spec.name]
            owner = chart if spec.scope is Scope.CHART else window
            owner.addAction(action)
            # `triggered` carries whether the action is checked, which no handler wants.
            action.triggered.connect(lambda _=False, run=handlers[spec.name]: run())

    def __getitem__(self, name: str) -> QAction:
        """Return the action of that name."""
        return self._actions[name]

    def __contains__(self, name: str) -> bool:
        """Return whether there is an action of that name."""
        return name in self._actions

    def menu(self, path: str) -> QMenu:
        """Return a menu of the bar that has been filled."""
        return self._menus[path]

    def pass_keys(self, giver: str, taker: str, *, is_passed: bool) -> None:
        """Let one command have the keys of another, or let it have them back."""
        keys = key_sequences(next(spec for spec in ACTIONS if spec.name == giver))
        self._actions[giver].setShortcuts([] if is_passed else keys)
        self._actions[taker].setShortcuts(keys if is_passed else [])

    def fill(self, menu_bar: QMenuBar) -> None:
        """Put every command into the menu bar, in the order of the catalogue."""
        menus = self._menus
        for name in MENUS:
            menus[name] = menu_bar.addMenu(name)
        for spec in ACTIONS:
            top = menus[spec.menu.partition("/")[0]]
            if spec.starts_section:
                top.addSeparator()
            if spec.menu not in menus:
                menus[spec.menu] = top.addMenu(spec.menu.partition("/")[2])
            menus[spec.menu].addAction(self._actions[spec.name])
        for name in MENUS:
            menus[name].aboutToShow.connect(self._take_chart_keys)
            menus[name].aboutToHide.connect(self._give_chart_keys_back)

    def _take_chart_keys(self) -> None:
        """Leave the arrows and their like to a menu of the bar, which has the keyboard's focus."""
        for name in self._chart_names:
            action = self._actions[name]
            keys = action.shortcuts()
            if keys:
                self._taken[name] = action.text(), keys
                told = keys[0].toString(QKeySequence.SequenceFormat.NativeText)
                action.setText(f"{action.text()}\t{told}")
                action.setShortcuts([])

    def _give_chart_keys_back(self) -> None:
        for name, (text, keys) in self._taken.items():
            self._actions[name].setText(text)
            self._actions[name].setShortcuts(keys)
        self._taken.clear()

    def _build(self, spec: ActionSpec, parent: QObject) -> QAction:
        action = QAction(spec.text, parent)
        action.setObjectName(spec.name)
        if spec.short:
            action.setIconText(spec.short)
        action.setCheckable(spec.is_checkable)
        action.setShortcuts(key_sequences(spec))
        if spec.scope is Scope.CHART:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        if spec.group:
            group = self._groups.setdefault(spec.group, QActionGroup(parent))
            group.addAction(action)
        return action


def key_sequences(spec: ActionSpec) -> list[QKeySequence]:
    """Return the keys of a command on this platform, each once."""
    result: list[QKeySequence] = []
    for key in spec.keys:
        for sequence in (
            QKeySequence.keyBindings(key)
            if isinstance(key, QKeySequence.StandardKey)
            else [QKeySequence(key)]
        ):
            if sequence not in result:
                result.append(sequence)
    return result
