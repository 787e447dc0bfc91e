"""Editing as a part of the window: the form that takes the place of the details."""

import datetime as dt
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget

from tickertale.viewmodels.timeline.timeline import TimelineViewModel
from tickertale.widgets.chart.chart_panel import ChartPanel
from tickertale.widgets.details.details import DetailsPanel
from tickertale.widgets.frame.action import ActionSet
from tickertale.widgets.frame.dock import PanelDock
from tickertale.widgets.look.theme import LIGHT, Theme

if TYPE_CHECKING:
    from tickertale.viewmodels.editor.editor import EditorViewModel
    from tickertale.viewmodels.editor.typed_event import DraftShelf
    from tickertale.widgets.editor.editor import EditorPanel


class EditorPart(QObject):
    """Opens the form in the dock of the details, and gives the dock back to them.

    Parameters
    ----------
    window : QMainWindow
    view_model : TimelineViewModel
    panel : ChartPanel
        Gets the focus when the form closes.
    details : DetailsPanel
    dock : PanelDock
        Holds the details.

    Signals
    -------
    link_clicked : str
        Address of a safe link in the preview of a summary.
    offered : str, str, callable
        A sentence, the word for what can be done about it, and what does that.
    """

    link_clicked = Signal(str)
    offered = Signal(str, str, object)

    def __init__(
        self,
        window: QMainWindow,
        *,
        view_model: TimelineViewModel,
        panel: ChartPanel,
        details: DetailsPanel,
        dock: PanelDock,
    ) -> None:
        super().__init__(window)
        self._model = view_model
        self._panel = panel
        self._details = details
        self._dock = dock
        self._theme = LIGHT
        self._was_dock_hidden = False
        self._editor: EditorViewModel | None = None
        self._form: EditorPanel | None = None
        self._shelf: DraftShelf | None = None

    @property
    def form(self) -> "EditorPanel | None":
        """Return the form; None before it was first asked for."""
        return self._form

    @property
    def is_open(self) -> bool:
        """Return whether the form is shown in place of the details."""
        return self._editor is not None and self._editor.is_open

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Return what to run for editing and for a new event."""
        return {"edit_event": self.toggle, "new_event": self.begin}

    def join(self, actions: ActionSet) -> None:
        """Take the commands that depend on the selection."""
        self._actions = actions
        self._model.selection_changed.connect(self._show_commands)

    def set_theme(self, theme: Theme) -> None:
        """Show other colors."""
        self._theme = theme
        if self._form is not None:
            self._form.set_theme(theme)

    def refresh(self) -> None:
        """Allow what the document allows; the form itself follows its view model."""
        self._show_commands()

    # Opening and closing

    def toggle(self) -> None:
        """Edit the selected event, or go back from the form to the chart."""
        if self.is_open and self._has_focus():
            self.close()
        elif self.is_open and self._form is not None:
            self._form.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif self._model.selected is not None:
            self.edit(self._model.selected)

    def edit(self, event_id: str) -> None:
        """Open the form on an event."""
        if self._model.selected != event_id:
            self._model.select(event_id)
        self._open_form().edit(event_id)
        self._focus_title()

    def begin(self, day: dt.date | None = None, *, category: str | None = None) -> None:
        """Open the form for a new event, on a day and in a category if they are known."""
        reason = self._model.history.read_only_reason
        if reason:
            self._model.history.refused.emit(reason)
            return
        self._open_form().begin(day, category=category)
        self._focus_title()

    def close(self) -> None:
        """Give the dock back to the details, and the focus to the chart."""
        if self._editor is not None:
            self._leave_field()
            self._editor.close()
        self._show_details()

    def write(self) -> None:
        """Write what has been typed, before the window goes."""
        if self._editor is not None:
            self._editor.leave()

    def keep_in(self, shelf: "DraftShelf") -> None:
        """Keep what is unfinished on a shelf, and offer what lies there to be gone on with."""
        self._shelf = shelf
        if not shelf.read():
            return
        unfinished = self._built().unfinished()
        name = unfinished[0] if unfinished else None
        if None in unfinished:
            self.offered.emit("Unfinished event restored", "Continue", self.begin)
        elif name is not None:
            title = self._model.reading.timeline.event(name).flag_text
            words = f"Unfinished text in “{title}” restored"
            self.offered.emit(words, "Continue", partial(self.edit, name))

    # Inside

    def _has_focus(self) -> bool:
        focus = QApplication.focusWidget()
        return self._form is not None and focus is not None and self._form.isAncestorOf(focus)

    def _open_form(self) -> "EditorViewModel":
        editor = self._built()
        assert self._form is not None  # noqa: S101
        if self._stack.currentWidget() is not self._form:
            self._was_dock_hidden = self._dock.isHidden()
        self._leave_field()
        self._stack.setCurrentWidget(self._form)
        self._stack.setFocusProxy(self._form)
        self._dock.show()
        self._dock.raise_()
        return editor

    def _built(self) -> "EditorViewModel":
        if self._editor is None:
            self._build()
        assert self._editor is not None  # noqa: S101
        return self._editor

    def _build(self) -> None:
        # Built when it is first asked for: the start need not wait for it.
        from tickertale.viewmodels.editor.editor import EditorViewModel
        from tickertale.viewmodels.editor.event_draft import zone_names
        from tickertale.widgets.editor.editor import EditorPanel

        self._editor = EditorViewModel(self._model, self)
        if self._shelf is not None:
            self._editor.keep_in(self._shelf)
        self._form = EditorPanel()
        self._form.date.set_zones(zone_names())
        self._form.set_theme(self._theme)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._details)
        self._stack.addWidget(self._form)
        self._dock.setWidget(self._stack)
        # In another parent a widget gets the palette again that it had before the style sheet.
        self._details.set_theme(self._theme)
        self._form.set_theme(self._theme)
        self._connect(self._editor, self._form)

    def _connect(self, editor: "EditorViewModel", form: "EditorPanel") -> None:
        editor.changed.connect(self._on_editor_changed)
        editor.closed.connect(self._show_details)
        form.text_typed.connect(editor.type_text)
        form.rows_typed.connect(editor.type_rows)
        form.field_left.connect(editor.finish)
        form.field_reverted.connect(editor.revert)
        form.date_chosen.connect(editor.choose_date)
        form.suggestions_wanted.connect(
            lambda name: form.set_suggestions(name, editor.suggestions(name))
        )
        form.similar_clicked.connect(self._model.select)
        form.merge_clicked.connect(editor.merge_into)
        form.add_requested.connect(self._on_form_add_requested)
        form.discard_requested.connect(editor.discard)
        editor.discarded.connect(self._on_editor_discarded)
        editor.stuck.connect(form.go_to)
        form.close_requested.connect(self.close)
        form.link_clicked.connect(self.link_clicked)

    def _leave_field(self) -> None:
        """End the typing in a field: what stands there is taken over before the form goes on."""
        focus = QApplication.focusWidget()
        if focus is not None and self._has_focus():
            focus.clearFocus()

    def _focus_title(self) -> None:
        if self._form is not None:
            self._form.scroll_to_top()
            self._form.title.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._form.title.selectAll()

    def _show_details(self) -> None:
        if self._form is None or self._stack.currentWidget() is self._details:
            return
        is_focused = QApplication.focusWidget() is None or self._has_focus()
        self._stack.setCurrentWidget(self._details)
        self._stack.setFocusProxy(self._details)
        if self._was_dock_hidden:
            self._dock.hide()
        if is_focused:
            self._panel.chart.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show_commands(self) -> None:
        can_edit = not self._model.history.read_only_reason
        self._actions["new_event"].setEnabled(can_edit)
        self._actions["edit_event"].setEnabled(self.is_open or self._model.selected is not None)

    def _on_editor_changed(self) -> None:
        state = self._editor.state() if self._editor is not None else None
        if state is not None and self._form is not None:
            self._form.set_state(state)

    def _on_editor_discarded(self) -> None:
        self.offered.emit("The new event was discarded", "Restore", self._bring_back)

    def _bring_back(self) -> None:
        self._open_form().restore_discarded()
        self._focus_title()

    def _on_form_add_requested(self) -> None:
        self._leave_field()
        if self._editor is not None:
            self._editor.add()
