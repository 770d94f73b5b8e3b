"""Connects what a menu or a key does to the window itself: its colours, size and help texts."""

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow

from digitpad.gui import help as help_texts
from digitpad.gui.actions import Actions
from digitpad.gui.theme import Theme


class WindowActions(QObject):
    """Lives as long as the window."""

    def __init__(self, actions: Actions, theme: Theme, window: QMainWindow) -> None:
        super().__init__(window)
        self._window, self._theme, self._full_screen = window, theme, actions.full_screen
        actions.help.triggered.connect(self._show_guide)
        actions.about.triggered.connect(self._show_about)
        actions.full_screen.toggled.connect(self._set_full_screen)
        actions.mode_group.triggered.connect(self._choose_mode)
        window.installEventFilter(self)

    @Slot()
    def _show_guide(self) -> None:
        help_texts.open_guide(self._window)

    @Slot()
    def _show_about(self) -> None:
        help_texts.open_about(self._window)

    @Slot(bool)
    def _set_full_screen(self, on: bool) -> None:
        """Fill the screen, or be as large as before: maximized, too."""
        state, full = self._window.windowState(), Qt.WindowState.WindowFullScreen
        self._window.setWindowState(state | full if on else state & ~full)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The window may begin on the full screen, and the system may end that."""
        if event.type() == QEvent.Type.WindowStateChange:
            self._full_screen.setChecked(self._window.isFullScreen())
        return False

    @Slot(QAction)
    def _choose_mode(self, action: QAction) -> None:
        self._theme.set_mode(action.data())
