"""The look of what is typed in, chosen and pressed: one style sheet for forms and dialogs."""

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialogButtonBox, QWidget

from tickertale.assets import resource
from tickertale.widgets.look.theme import Theme, mixed

_BOXES = "QLineEdit, QPlainTextEdit, QAbstractSpinBox, QComboBox"
_LISTS = "QTreeView, QTableView, QListView"


def form_style(theme: Theme) -> str:
    """Return the style sheet of the form of an event."""
    return f"""
    {control_style(theme)}
    QLabel#field_label, QLabel#field_note {{ color: {theme.text_muted}; }}
    QLabel#field_note[has_problem="true"] {{ color: {theme.warning}; }}
    QLineEdit[has_problem="true"], QPlainTextEdit[has_problem="true"] {{
        border-color: {theme.warning}; }}
    """


def control_style(theme: Theme, *, within: str = "") -> str:
    """Return the style sheet of the controls in a widget, or of all that stand below one.

    Parameters
    ----------
    theme : Theme
    within : str
        Selects whose controls are meant; empty for those of the widget that has the sheet.
    """
    hover = mixed(theme.window, theme.text, share=0.06)
    faded = mixed(theme.text_muted, theme.window, share=0.4)

    def each(selectors: str, state: str = "") -> str:
        return ", ".join(f"{within} {name}{state}".strip() for name in selectors.split(", "))

    return f"""
    {each(_BOXES)} {{ background: {theme.field}; color: {theme.text};
        border: 1px solid {theme.outline}; border-radius: 5px;
        selection-background-color: {theme.accent}; selection-color: {theme.on_accent};
        placeholder-text-color: {theme.text_muted}; }}
    {each("QLineEdit, QAbstractSpinBox, QComboBox")} {{ padding: 0 6px; min-height: 24px; }}
    {each("QPlainTextEdit")} {{ padding: 2px 2px; }}
    {each(_BOXES, ":focus")} {{ border-color: {theme.accent}; }}
    {each(_BOXES, ":disabled")} {{ background: {theme.window}; color: {faded};
        border-color: {theme.hairline}; }}
    {each("QLineEdit, QPlainTextEdit", ":read-only")} {{ background: {theme.window}; }}
    {each("QAbstractSpinBox QLineEdit, QComboBox QLineEdit")} {{ border: none; padding: 0;
        min-height: 0; background: transparent; }}
    {each("QComboBox")}::drop-down {{ border: none; width: 20px; }}
    {each("QComboBox")}::down-arrow {{ {_image("chevron-down")} }}
    {each("QAbstractSpinBox")}::up-button, {each("QAbstractSpinBox")}::down-button {{
        border: none; background: transparent; width: 18px; }}
    {each("QAbstractSpinBox")}::up-arrow {{ {_image("chevron-up", size_px=9)} }}
    {each("QAbstractSpinBox")}::down-arrow {{ {_image("chevron-down", size_px=9)} }}
    {each("QCheckBox")}::indicator {{ width: 14px; height: 14px; border-radius: 3px;
        border: 1px solid {theme.outline}; background: {theme.field}; }}
    {each("QCheckBox")}::indicator:checked {{ background: {theme.accent};
        border-color: {theme.accent}; image: url("{_icon(f"check-{theme.name}")}"); }}
    {each("QCheckBox")}::indicator:focus {{ border: 2px solid {theme.text}; }}
    {each("QCheckBox")}::indicator:disabled {{ border-color: {theme.hairline};
        background: {theme.window}; }}
    {each("QComboBox QAbstractItemView")} {{ {_list_look(theme)} border-radius: 0; padding: 2px; }}
    {each(_LISTS)} {{ {_list_look(theme)} border-radius: 5px; }}
    {each(_LISTS, ":focus")} {{ border-color: {theme.accent}; }}
    {each("QHeaderView::section")} {{ background: {theme.window}; color: {theme.text_muted};
        border: none; border-bottom: 1px solid {theme.hairline}; padding: 4px 6px; }}
    {each("QPushButton")} {{ background: {theme.field}; color: {theme.text};
        border: 1px solid {theme.outline}; border-radius: 5px; padding: 4px 12px;
        min-height: 16px; }}
    {each("QPushButton", ":hover")} {{ background: {hover}; }}
    {each("QPushButton", ":pressed")} {{ background: {theme.accent_soft}; }}
    {each("QPushButton", '[is_strong="true"]')} {{ background: {theme.accent};
        color: {theme.on_accent}; border-color: {theme.accent}; font-weight: 600; }}
    {each("QPushButton", ":focus")} {{ border: 2px solid {theme.text}; padding: 3px 11px; }}
    {each("QPushButton", ":disabled")} {{ background: {theme.window}; color: {faded};
        border: 1px solid {theme.hairline}; padding: 4px 12px; font-weight: 400; }}
    """


def dress_buttons(box: QDialogButtonBox) -> None:
    """Let the buttons of a dialog bear words alone, and fill the one that does what it is for."""
    for button in box.buttons():
        button.setIcon(QIcon())
        is_strong = box.buttonRole(button) == QDialogButtonBox.ButtonRole.AcceptRole
        set_style_flag(button, "is_strong", is_on=is_strong)


def set_style_flag(widget: QWidget, name: str, *, is_on: bool) -> None:
    """Let the style sheet show a widget as one that has a property, or as one without."""
    # To look at the style anew takes long.
    if bool(widget.property(name)) is not is_on:
        widget.setProperty(name, is_on)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def popup_style(theme: Theme) -> str:
    """Return the style sheet of the list that completes what is typed, a window of its own."""
    return f"QListView {{ {_list_look(theme)} padding: 2px; }}"


def _image(name: str, *, size_px: int = 12) -> str:
    return f'image: url("{_icon(name)}"); width: {size_px}px; height: {size_px}px;'


def _icon(name: str) -> str:
    return (resource("icons") / f"{name}.svg").as_posix()


def _list_look(theme: Theme) -> str:
    return f"""background: {theme.field}; color: {theme.text}; border: 1px solid {theme.outline};
        alternate-background-color: {theme.window}; outline: none;
        selection-background-color: {theme.accent_soft}; selection-color: {theme.text};"""
