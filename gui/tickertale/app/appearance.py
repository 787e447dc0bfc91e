"""Which theme is in force: the user's choice, or the system's."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from tickertale.store.settings import AppearanceSettings, MoveColors
from tickertale.store.settings import Theme as ThemeChoice
from tickertale.widgets.look.font import font
from tickertale.widgets.look.theme import DARK, LIGHT, Theme, qt_palette, with_move_colors


class Appearance(QObject):
    """Holds the theme in force and follows the system where the user wants that.

    Signals
    -------
    theme_changed(Theme)
        Another theme is in force.
    """

    theme_changed = Signal(object)

    def __init__(self, application: QApplication, settings: AppearanceSettings) -> None:
        super().__init__(application)
        self._application = application
        self._settings = settings
        application.setStyle("Fusion")
        application.setFont(font(13))
        application.styleHints().colorSchemeChanged.connect(self._on_system_scheme_changed)
        application.setPalette(qt_palette(self.theme))

    @property
    def settings(self) -> AppearanceSettings:
        """Return the user's choices."""
        return self._settings

    @property
    def theme(self) -> Theme:
        """Return the theme in force."""
        choice = self._settings.theme
        if choice is ThemeChoice.SYSTEM:
            scheme = self._application.styleHints().colorScheme()
            choice = ThemeChoice.DARK if scheme is Qt.ColorScheme.Dark else ThemeChoice.LIGHT
        theme = DARK if choice is ThemeChoice.DARK else LIGHT
        return with_move_colors(theme, self._settings.move_colors.value)

    def choose_theme(self, choice: str) -> None:
        """Take a theme of the settings."""
        self._apply(self._settings.model_copy(update={"theme": ThemeChoice(choice)}))

    def choose_move_colors(self, choice: str) -> None:
        """Take colors of rises and falls of the settings."""
        self._apply(self._settings.model_copy(update={"move_colors": MoveColors(choice)}))

    def _apply(self, settings: AppearanceSettings) -> None:
        self._settings = settings
        self._application.setPalette(qt_palette(self.theme))
        self.theme_changed.emit(self.theme)

    def _on_system_scheme_changed(self) -> None:
        if self._settings.theme is ThemeChoice.SYSTEM:
            self._apply(self._settings)
