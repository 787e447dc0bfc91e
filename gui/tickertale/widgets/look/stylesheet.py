"""What the palette cannot say: the style sheet of the window's frame, for one theme."""

from tickertale.widgets.look.form_style import control_style
from tickertale.widgets.look.theme import Theme, mixed


def window_style(theme: Theme) -> str:
    """Return the style sheet of the main window."""
    hover = mixed(theme.window, theme.text, share=0.06)
    return f"""
    {control_style(theme, within="QDialog")}
    QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
    QMainWindow {{ background: {theme.window}; }}
    QMainWindow::separator {{ background: {theme.hairline}; width: 1px; height: 1px; }}
    QMenuBar {{ background: {theme.window}; color: {theme.text}; padding: 3px 6px; }}
    QMenuBar::item {{ padding: 4px 9px; border-radius: 4px; background: transparent; }}
    QMenuBar::item:selected {{ background: {hover}; }}
    QMenu {{ background: {theme.card}; color: {theme.text};
        border: 1px solid {theme.hairline}; padding: 4px; }}
    QMenu::item {{ padding: 5px 26px 5px 24px; border-radius: 4px; }}
    QMenu::item:selected {{ background: {theme.accent_soft}; }}
    QMenu::item:disabled {{ color: {mixed(theme.text_muted, theme.card, share=0.4)}; }}
    QMenu::separator {{ height: 1px; background: {theme.hairline}; margin: 4px 8px; }}
    QMenu::indicator {{ width: 14px; height: 14px; left: 6px; }}
    {_tool_bar_style(theme, hover=hover)}
    QStatusBar {{ background: {theme.window}; color: {theme.text_muted};
        border-top: 1px solid {theme.hairline}; }}
    QStatusBar::item {{ border: none; }}
    QStatusBar QLabel {{ color: {theme.text_muted}; }}
    #chart_panel {{ background: {theme.plot}; }}
    #message_bar {{ background: {theme.card}; border: 1px solid {theme.warning};
        border-radius: 6px; }}
    #message_bar[is_quiet="true"] {{ border-color: {theme.hairline}; }}
    #message_bar QLabel {{ color: {theme.text}; }}
    QToolTip {{ background: {theme.card}; color: {theme.text};
        border: 1px solid {theme.hairline}; padding: 4px; }}
    """


def _tool_bar_style(theme: Theme, *, hover: str) -> str:
    return f"""
    QToolBar {{ background: {theme.window}; border: none;
        border-bottom: 1px solid {theme.hairline}; spacing: 4px; padding: 2px 12px 5px 0px; }}
    QToolBar QToolButton {{ color: {theme.text}; border: 1px solid transparent;
        border-radius: 5px; padding: 4px 9px; }}
    QToolBar QToolButton:hover {{ background: {hover}; }}
    QToolBar QToolButton:checked {{ background: {theme.accent_soft}; color: {theme.accent};
        border-color: {theme.accent}; font-weight: 600; }}
    QToolBar QToolButton:focus, QToolBar QToolButton:checked:focus {{
        border: 2px solid {theme.text}; padding: 3px 8px; }}
    QToolBar QToolButton#menu_button {{ background: {theme.field};
        border: 1px solid {theme.hairline}; padding: 4px 22px 4px 10px; }}
    QToolBar QToolButton#menu_button:hover {{
        background: {mixed(theme.field, theme.text, share=0.06)}; }}
    QToolBar QToolButton[dense="true"] {{ padding: 4px 2px; }}
    QToolBar QToolButton#menu_button[dense="true"] {{ padding: 4px 14px 4px 4px; }}
    QToolBar QToolButton#menu_button::menu-indicator {{ subcontrol-position: right center;
        subcontrol-origin: padding; right: 7px; }}
    QToolBar QToolButton#menu_button[dense="true"]::menu-indicator {{ right: 3px; }}
    QToolBar QToolButton#menu_button:focus {{ border: 2px solid {theme.text};
        padding: 3px 21px 3px 9px; }}
    QToolBar QToolButton#qt_toolbar_ext_button {{ padding: 0px; border-radius: 3px; }}
    QToolBar QLineEdit {{ background: {theme.field}; color: {theme.text};
        border: 1px solid {theme.hairline}; border-radius: 5px; padding: 4px 4px;
        selection-background-color: {theme.accent}; selection-color: {theme.on_accent}; }}
    QToolBar QLineEdit:focus {{ border-color: {theme.accent}; }}
    QToolBar QLabel {{ color: {theme.text_muted}; }}
    QToolBar QPushButton {{ background: {theme.accent}; color: {theme.on_accent};
        border: 1px solid {theme.accent}; border-radius: 5px; padding: 5px 12px;
        font-weight: 600; }}
    QToolBar QPushButton:hover {{ background: {mixed(theme.accent, theme.text, share=0.12)}; }}
    QToolBar QPushButton:focus {{ border: 2px solid {theme.text}; padding: 4px 11px; }}
    """
