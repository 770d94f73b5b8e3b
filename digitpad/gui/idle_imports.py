"""Imports what the views need, bit by bit, before somebody looks at them."""

from importlib import import_module

from PySide6.QtCore import QObject, QTimer, Slot

_FIRST_AFTER_MS = 1000  # when the window is there
_EVERY_MS = 40

# In this order none takes 16 ms, most take less than 5: what several need comes first.
LATER = (
    "numpy.random",
    "digitpad.training.evaluation",
    "digitpad.data.assembly",
    "digitpad.data.keras_datasets",
    "digitpad.gui.path.path_page",
    "digitpad.inside.way_back",
    "digitpad.gui.inside.layers.detail",
    "digitpad.gui.inside.layers.layers_page",
    "digitpad.gui.inside.kernels.kernels_page",
    "digitpad.gui.inside.back.back_page",
    "digitpad.inside.evidence",
    "digitpad.gui.inside.why_page",
    "digitpad.gui.inside.map_page",
    "digitpad.gui.inside.play_page",
    "digitpad.gui.inside.by_hand.by_hand_page",
    "digitpad.gui.glossary.glossary_page",
    "digitpad.gui.evaluate.evaluate_view",
    "digitpad.gui.evaluate.evaluation_controller",
    "digitpad.gui.runs.runs_view",
    "digitpad.gui.runs.runs_controller",
    "digitpad.gui.runs.run_export",
    "digitpad.gui.runs.run_use",
    "digitpad.gui.architecture.architecture_page",
    "digitpad.training.run",
    "digitpad.training.run_keeper",
    "digitpad.gui.trouble.report_window",
)


class IdleImports(QObject):
    """Imports ``LATER``, one at a time, from soon after ``start()``."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._left = list(LATER)
        self._timer = QTimer(self, interval=_FIRST_AFTER_MS)
        self._timer.timeout.connect(self._import_one)

    def start(self) -> None:
        """Begin."""
        self._timer.start()

    @Slot()
    def _import_one(self) -> None:
        self._timer.setInterval(_EVERY_MS)
        import_module(self._left.pop(0))
        if not self._left:
            self._timer.stop()
