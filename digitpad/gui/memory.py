"""What the window remembers from one time to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from digitpad.gui.desk.drawing_controller import BRUSH_WIDTHS
from digitpad.gui.settings import Settings
from digitpad.gui.theme import MODES, SYSTEM
from digitpad.gui.train import training_memory

if TYPE_CHECKING:
    from digitpad.gui.main_window import MainWindow


class Memory:
    """Restores and saves: place and size, light or dark, brush, and the training settings."""

    def __init__(self, settings: Settings, window: MainWindow) -> None:
        self._settings, self._window = settings, window

    def restore(self) -> None:
        """Bring back what is remembered."""
        settings, window = self._settings, self._window
        window.restoreGeometry(settings.content("window/geometry"))
        mode = settings.choice("window/mode", MODES, SYSTEM)
        window.actions_.modes[mode].setChecked(True)
        window.theme.set_mode(mode)
        low, usual, high = BRUSH_WIDTHS
        window.desk.brush_width.setValue(settings.whole("canvas/brush", low, high, usual))
        training_memory.restore(settings, window.train_view)
        window.training.show_plan()

    def save(self) -> None:
        """Remember how things stand."""
        settings, window = self._settings, self._window
        settings.remember("window/geometry", window.saveGeometry())
        settings.remember("window/mode", window.theme.mode)
        settings.remember("canvas/brush", window.desk.brush_width.value())
        training_memory.remember(settings, window.train_view)
        settings.save()
