"""What the window remembers from one time to the next."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from digitpad.data import DATASETS
from digitpad.gui.desk.drawing_controller import BRUSH_WIDTHS
from digitpad.gui.fields import CountBox
from digitpad.gui.settings import Settings
from digitpad.gui.theme import MODES, SYSTEM
from digitpad.training import OPTIMIZERS, PRESETS

if TYPE_CHECKING:
    from digitpad.gui.main_window import MainWindow

_USUAL_PRESET = "Quick"
_CANVAS_SHARES, _NOT_CHOSEN = (0.01, 1.0), 0.0
_DATASET_KEYS = [info.key for info in DATASETS]


class Memory:
    """Restores and saves: place and size, view, light or dark, brush, and training settings."""

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
        share = settings.number("window/canvas_share", *_CANVAS_SHARES, _NOT_CHOSEN)
        window.body.set_canvas_share(None if share == _NOT_CHOSEN else share)
        self._restore_training()

    def restore_view(self) -> None:
        """Open the view that was open; all views must be there."""
        views = self._window.views
        views.open(self._settings.choice("window/view", views.titles, views.current))

    def _restore_training(self) -> None:
        settings, panel = self._settings, self._window.train_view.panel
        preset = PRESETS[settings.choice("training/preset", PRESETS.keys(), _USUAL_PRESET)]
        rate = panel.learning_rate
        config = replace(
            preset,
            dataset=settings.choice("training/dataset", _DATASET_KEYS, preset.dataset),
            optimizer=settings.choice("training/optimizer", OPTIMIZERS, preset.optimizer),
            limit=self._count("limit", panel.limit, preset.limit or 0) or None,
            epochs=self._count("epochs", panel.epochs, preset.epochs),
            batch_size=self._count("batch_size", panel.batch_size, preset.batch_size),
            seed=self._count("seed", panel.seed, preset.seed),
            learning_rate=settings.number(
                "training/learning_rate", rate.minimum(), rate.maximum(), preset.learning_rate
            ),
        )
        panel.show_config(config)
        self._window.training.show_plan()

    def _count(self, name: str, box: CountBox, default: int) -> int:
        return self._settings.whole(f"training/{name}", box.minimum(), box.maximum(), default)

    def save(self) -> None:
        """Remember how things stand."""
        settings, window = self._settings, self._window
        panel = window.train_view.panel
        settings.remember("window/geometry", window.saveGeometry())
        settings.remember("window/mode", window.theme.mode)
        settings.remember("window/view", window.views.current)
        share = window.body.canvas_share
        settings.remember("window/canvas_share", _NOT_CHOSEN if share is None else share)
        settings.remember("canvas/brush", window.desk.brush_width.value())
        settings.remember("training/preset", panel.preset.key())
        settings.remember("training/dataset", panel.dataset.key())
        settings.remember("training/optimizer", panel.optimizer.key())
        for name, box in (
            ("epochs", panel.epochs),
            ("batch_size", panel.batch_size),
            ("seed", panel.seed),
            ("limit", panel.limit),
            ("learning_rate", panel.learning_rate),
        ):
            settings.remember(f"training/{name}", box.value())
        settings.save()
