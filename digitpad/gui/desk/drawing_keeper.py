"""Keeps the drawing safe from a crash: soon after a change it lies in a file."""

import logging
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from digitpad.files import read_whole, reason, write_whole
from digitpad.gui.desk.drawing import Drawing, Picture
from digitpad.gui.desk.drawing_controller import DrawingController
from digitpad.gui.desk.drawing_file import dumps, loads
from digitpad.gui.desk.stroke import Stroke

_log = logging.getLogger(__name__)

NAME = "drawing.dat"
_SOON_MS = 1000  # after the first change that is not in the file yet
_SHARE = 0.05  # of the time, at most, that writing takes
_MOST_BYTES = 2**26


class DrawingKeeper(QObject):
    """Writes in a thread of its own, never during a movement of the pen.

    A window that is closed has no drawing to keep.  Signals: failed(sentence), once.
    """

    failed = Signal(str)

    def __init__(
        self, path: Path, drawing: Drawing, controller: DrawingController, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._path, self._drawing, self._controller = path, drawing, controller
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="keeps the drawing")
        self._writing: Future[float] | None = None
        self._told, self._open = False, True
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self._keep)
        controller.drawing_changed.connect(self._note)

    def restore(self) -> None:
        """Bring back what was on the sheet when the program ended without closing."""
        try:
            strokes, picture = loads(read_whole(self._path, _MOST_BYTES))
        except FileNotFoundError:
            return
        except Exception:  # whatever lies there: the program begins with an empty sheet
            _log.exception("the drawing in %s cannot be brought back", self._path)
            return
        if picture is not None:
            self._controller.show_picture(picture)
        elif strokes:
            self._controller.show_strokes(strokes)

    @Slot()
    def close(self) -> None:
        """Wait for what is being written, and forget the drawing."""
        self._open = False
        self._soon.stop()
        self._writer.shutdown(wait=True)
        try:
            self._path.unlink(missing_ok=True)
        except OSError:
            _log.exception("the kept drawing cannot be deleted")

    @Slot()
    def _note(self) -> None:
        if self._open and not self._soon.isActive():
            self._soon.start()

    @Slot()
    def _keep(self) -> None:
        if self._writing is not None and not self._writing.done():
            self._soon.start()
            return
        seconds = self._writing.result() if self._writing is not None else 0.0
        self._soon.setInterval(max(_SOON_MS, round(1000 * seconds / _SHARE)))
        self._writing = self._writer.submit(self._write, self._drawing.ink(), self._drawing.picture)

    def _write(self, strokes: Sequence[Stroke], picture: Picture | None) -> float:
        """Write the file and return how many seconds that took; called in the writer's thread."""
        began = monotonic()
        try:
            write_whole(self._path, dumps(strokes, picture))
        except Exception as error:  # the one broad catch: the next change is written all the same
            _log.exception("the drawing cannot be kept")
            if not self._told:
                self._told = True
                why = reason(error) if isinstance(error, OSError) else type(error).__name__
                self.failed.emit(f"The drawing cannot be kept safe from a crash ({why}).")
        return monotonic() - began
