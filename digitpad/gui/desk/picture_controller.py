"""Opens, pastes and drops pictures: they are read in a thread and put on the sheet."""

import logging
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, QThread, Signal, Slot
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from digitpad import data
from digitpad.gui.desk.drawing import Picture
from digitpad.gui.desk.picture_reader import FORMATS, PictureError, array_from_image, read_picture

_log = logging.getLogger(__name__)


class _PictureThread(QThread):
    """Reads one picture.  Signals: read(Picture) or failed(sentence), then finished()."""

    read = Signal(object)
    failed = Signal(str)

    def __init__(self, source: Path | QImage, parent: QObject) -> None:
        super().__init__(parent)
        self._source = source

    def run(self) -> None:
        try:
            self.read.emit(_picture(self._source))
        except PictureError as error:
            self.failed.emit(str(error))
        except Exception:  # the one broad catch: no thread dies in silence
            _log.exception("reading a picture failed")
            self.failed.emit("The picture cannot be read because of an unexpected error.")


def _picture(source: Path | QImage) -> Picture:
    """Read a picture and find the digit in it, which takes as long."""
    pixels = read_picture(source) if isinstance(source, Path) else array_from_image(source)
    try:
        return Picture(pixels, data.image_from_picture(pixels))
    except data.NoDigitFound as error:
        return Picture(pixels, None, str(error))


class PictureController(QObject):
    """Signals: read(Picture), failed(sentence)."""

    read = Signal(object)
    failed = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._thread: _PictureThread | None = None

    @Slot()
    def ask(self) -> None:
        """Let the person choose a file, and open it."""
        patterns = " ".join(f"*.{ending}" for ending in FORMATS)
        name, _ = QFileDialog.getOpenFileName(
            self._window, "Open a picture of a digit", "", f"Pictures ({patterns})"
        )
        if name:
            self.open(Path(name))

    @Slot()
    def paste(self) -> None:
        """Put the clipboard's picture on the sheet."""
        self.take(QGuiApplication.clipboard().mimeData() or QMimeData())

    @Slot(QMimeData)
    def take(self, content: QMimeData) -> None:
        """Put what was pasted or dropped on the sheet: a picture, or the first file of some."""
        files = [Path(url.toLocalFile()) for url in content.urls() if url.isLocalFile()]
        if files:
            self.open(files[0])
        elif content.hasImage():
            self._start(QImage(content.imageData()))
        else:
            self.failed.emit("There is no picture to paste: copy one first, or open a file.")

    def open(self, path: Path) -> None:
        """Put the picture in a file on the sheet."""
        self._start(path)

    def close(self) -> None:
        """Wait for the thread, if there is one."""
        if self._thread is not None:
            self._thread.wait()

    def _start(self, source: Path | QImage) -> None:
        if self._thread is not None:
            self.failed.emit("A picture is being read: please wait for it.")
            return
        self._thread = _PictureThread(source, self)
        self._thread.read.connect(self.read)
        self._thread.failed.connect(self.failed)
        self._thread.finished.connect(self._end)
        self._thread.start()

    @Slot()
    def _end(self) -> None:
        if self._thread is not None:
            self._thread.wait()
            self._thread.deleteLater()
            self._thread = None
