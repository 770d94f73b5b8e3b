"""Light or dark: applies a palette and the style sheet to the program, and follows the system."""

import string
from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import QDir, QObject, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from digitpad.gui.looks import give_up, look
from digitpad.gui.palette import DARK, LIGHT, Palette
from digitpad.paths import resource

SYSTEM = "system"
MODES = (SYSTEM, "light", "dark")
MODE_TITLES: Mapping[str, str] = MappingProxyType(
    {SYSTEM: "Follow the &system", "light": "&Light", "dark": "&Dark"}
)


class Theme(QObject):
    """Signals: changed(palette) after the program wears it."""

    changed = Signal(object)

    def __init__(self, app: QApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.app = app
        self._mode = SYSTEM
        self._sheet = string.Template(look("style/digitpad.qss"))
        self.palette = LIGHT
        # By a prefix: a path with a quote in it would make the whole style sheet unreadable.
        try:
            QDir.setSearchPaths("icons", [str(resource("icons"))])
        except FileNotFoundError as error:
            give_up("icons", error)
        app.setStyle("Fusion")
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow)

    @property
    def mode(self) -> str:
        """One of MODES."""
        return self._mode

    def set_mode(self, mode: str) -> None:
        """Wear light or dark, or what the system wears."""
        self._mode = mode
        self._wear(self._wanted())

    def _wanted(self) -> Palette:
        if self._mode == SYSTEM:
            dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
            return DARK if dark else LIGHT
        return DARK if self._mode == "dark" else LIGHT

    def _follow(self) -> None:
        if self._mode == SYSTEM and self._wanted() is not self.palette:
            self._wear(self._wanted())

    def _wear(self, palette: Palette) -> None:
        self.palette = palette
        self.app.setPalette(qt_palette(palette))
        self.app.setStyleSheet(self._sheet.safe_substitute(palette.names()))
        self.changed.emit(palette)


def qt_palette(palette: Palette) -> QPalette:
    """Return the colours by the names that Qt gives to roles."""
    roles = QPalette.ColorRole
    colours = {
        roles.Window: palette.window,
        roles.WindowText: palette.text,
        roles.Base: palette.surface,
        roles.AlternateBase: palette.window,
        roles.Text: palette.text,
        roles.Button: palette.surface,
        roles.ButtonText: palette.text,
        roles.BrightText: palette.problem,
        roles.ToolTipBase: palette.surface,
        roles.ToolTipText: palette.text,
        roles.PlaceholderText: palette.muted,
        roles.Highlight: palette.accent,
        roles.HighlightedText: palette.on_accent,
        roles.Link: palette.accent,
        roles.Light: palette.surface,
        roles.Mid: palette.line,
        roles.Dark: palette.muted,
        roles.Shadow: palette.line,
    }
    result = QPalette()
    for role, colour in colours.items():
        result.setColor(role, QColor(colour))
    for role in (roles.Text, roles.ButtonText, roles.WindowText):
        faint = QColor(palette.muted)
        faint.setAlpha(140)
        result.setColor(QPalette.ColorGroup.Disabled, role, faint)
    return result
