"""Connects the preview's window with the drawing, and computes what it shows in a thread."""

from collections.abc import Callable
from functools import partial
from secrets import randbits

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QWidget

from digitpad.gui.desk.drawing import Drawing
from digitpad.gui.preview import distorted
from digitpad.gui.preview.distorted import Images
from digitpad.gui.preview.preview_window import COLUMNS, DRAWING, ROWS, PreviewWindow
from digitpad.gui.theme import Theme
from digitpad.gui.work import Work

_COUNT = COLUMNS * ROWS
_STILL_MS = 200  # without a change of the drawing, until its copies are made anew
_NOTHING_DRAWN = "Draw something first: pictures and empty canvases have no strokes to draw anew."


class PreviewController(QObject):
    """Makes the window when it is first asked for; afterwards it is brought to the front."""

    def __init__(self, drawing: Drawing, work: Work, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._drawing, self._work, self._theme, self._parent = drawing, work, theme, parent
        self._window: PreviewWindow | None = None
        self._still = QTimer(self, singleShot=True, interval=_STILL_MS)
        self._still.timeout.connect(self._follow_drawing)

    @Slot()
    def open(self) -> None:
        """Show the preview."""
        if self._window is None:
            self._window = PreviewWindow(self._parent)
            self._window.use_colours(self._theme.palette)
            self._theme.changed.connect(self._window.use_colours)
            self._window.wanted.connect(self._compute)
        self._window.show()
        self._window.activateWindow()
        self._compute()

    @Slot()
    def follow_drawing(self) -> None:
        """Show copies of the newest drawing, once the pen rests; slot for each change of it."""
        if self._window is not None and self._window.isVisible():
            self._still.start()

    @Slot()
    def _follow_drawing(self) -> None:
        if self._window is not None and self._window.source.key() == DRAWING:
            self._compute()

    @Slot()
    def _compute(self) -> None:
        window = self._window
        assert window is not None
        strength, seed = window.strength.key(), randbits(32)
        compute: Callable[[], Images] = partial(distorted.scans, _COUNT, strength, seed)
        if window.source.key() == DRAWING:
            strokes = self._drawing.lines()
            if not strokes:
                window.show_problem(_NOTHING_DRAWN)
                return
            compute = partial(distorted.drawing, strokes, _COUNT, strength, seed)
        self._work.ask(self, compute, window.show_images)
