"""What the window remembers from one time to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from digitpad.gui.desk.drawing_controller import BRUSH_WIDTHS
from digitpad.gui.settings import Settings
from digitpad.gui.theme import MODES, SYSTEM
from digitpad.gui.train import training_memory

if TYPE_CHECKING:
    from digitpad.gui.main_window import MainWindow

_CANVAS_SHARES, _NOT_CHOSEN = (0.01, 1.0), 0.0


class Memory:
    """Restores and saves what the person set.

    That is: place and size, view, light or dark, brush, training settings, the last file's folder.
    """

    def __init__(self, settings: Settings, window: MainWindow) -> None:
        self._settings, self._window = settings, window

    def restore(self) -> None:
        """Bring back what is remembered."""
        settings, window = self._settings, self._window
        window.restoreGeometry(settings.content("window/geometry"))
        mode = settings.choice("window/mode", MODES, SYSTEM)
        window.actions_.modes[mode].setChecked(True)
        window.theme.set_mode(mode)
        window.dialogs.folder = settings.text("window/folder")
        low, usual, high = BRUSH_WIDTHS
        window.desk.brush_width.setValue(settings.whole("canvas/brush", low, high, usual))
        share = settings.number("window/canvas_share", *_CANVAS_SHARES, _NOT_CHOSEN)
        window.body.set_canvas_share(None if share == _NOT_CHOSEN else share)
        training_memory.restore(settings, window.train_view)
        window.training.show_plan()

    def restore_view(self) -> None:
        """Open the view that was open; all views must be there."""
        views = self._window.views
        views.open(self._settings.choice("window/view", views.titles, views.current))

    def save(self) -> None:
        """Remember how things stand."""
        settings, window = self._settings, self._window
        settings.remember("window/geometry", window.saveGeometry())
        settings.remember("window/mode", window.theme.mode)
        settings.remember("window/view", window.views.current)
        settings.remember("window/folder", window.dialogs.folder)
        share = window.body.canvas_share
        settings.remember("window/canvas_share", _NOT_CHOSEN if share is None else share)
        settings.remember("canvas/brush", window.desk.brush_width.value())
        training_memory.remember(settings, window.train_view)
        settings.save()
