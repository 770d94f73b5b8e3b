"""Opens, pastes and drops pictures and drawings: they are read in a thread and put on the sheet."""

import logging
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, QThread, Signal, Slot
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QWidget

from digitpad import data
from digitpad.data.strokes import STROKE_FILES, is_stroke_file
from digitpad.files import reason
from digitpad.gui.attempts import Attempts
from digitpad.gui.desk.drawing import Picture
from digitpad.gui.desk.picture_reader import FORMATS, PictureError, array_from_image, read_picture
from digitpad.gui.drops import DropTarget
from digitpad.gui.file_dialogs import FileDialogs

_log = logging.getLogger(__name__)

_MOST_BYTES = 2**26  # of a stroke file, of which one drawing is taken
_LONGEST_TEXT = 2**22  # letters of the clipboard that are looked through for a drawing
_NOTHING_PASTED = "There is no picture to paste: copy one first, or open a file."
_NOTHING_DROPPED = "What was dropped holds no picture: save it as a file, and drop that."


class _PictureThread(QThread):
    """Reads one picture or drawing.

    Signals: one of read(Picture), drawing_read(strokes) and failed(sentence), at its end.
    """

    read = Signal(object)
    drawing_read = Signal(object)
    failed = Signal(str)

    def __init__(self, source: Path | QImage, parent: QObject) -> None:
        super().__init__(parent)
        self._source = source

    def run(self) -> None:
        source = self._source
        try:
            if isinstance(source, Path) and is_stroke_file(source.name):
                self.drawing_read.emit(_first_drawing(source))
            else:
                self.read.emit(_picture(source))
        except (PictureError, data.BadStrokeLine) as error:
            self.failed.emit(str(error))
        except Exception:  # the one broad catch: no thread dies in silence
            _log.exception("reading a picture failed")
            self.failed.emit("The picture cannot be read because of an unexpected error.")


def _picture(source: Path | QImage) -> Picture:
    """Read a picture and find the digit in it, which takes as long."""
    from digitpad.data.picture import NoDigitFound, image_from_picture  # takes its time

    pixels = read_picture(source) if isinstance(source, Path) else array_from_image(source)
    try:
        return Picture(pixels, image_from_picture(pixels))
    except NoDigitFound as error:
        return Picture(pixels, None, str(error))


def _first_drawing(path: Path) -> data.Strokes:
    """Return the first drawing of a stroke file.  Raises: PictureError, BadStrokeLine."""
    try:
        sample = next(data.read_stroke_lines(path, _MOST_BYTES), None)
    except OSError as error:
        raise PictureError(f"{path.name} cannot be opened: {reason(error)}.") from error
    if sample is None or not any(map(len, sample.strokes)):
        raise PictureError(f"There is no drawing in {path.name}.")
    return sample.strokes


class PictureController(Attempts):
    """Takes what is dropped anywhere on the window.

    Signals: read(Picture), drawing_read(strokes), and those of Attempts.
    """

    read = Signal(object)
    drawing_read = Signal(object)

    def __init__(self, window: QWidget, dialogs: FileDialogs) -> None:
        super().__init__(window)
        self._dialogs = dialogs
        for taken in (self.read, self.drawing_read):
            taken.connect(self._succeed)
        self._thread: _PictureThread | None = None
        DropTarget(window, _promising, partial(self._take, otherwise=_NOTHING_DROPPED))

    @Slot()
    def ask(self) -> None:
        """Let the person choose a file, and open it."""
        patterns = " ".join(
            [*(f"*.{ending}" for ending in FORMATS), *map("*{}".format, STROKE_FILES)]
        )
        path = self._dialogs.ask_open(
            "Open a picture of a digit", f"Pictures and strokes ({patterns})"
        )
        if path is not None:
            self.open(path)

    @Slot()
    def paste(self) -> None:
        """Put the clipboard's picture or drawing on the sheet."""
        self._take(QGuiApplication.clipboard().mimeData() or QMimeData(), _NOTHING_PASTED)

    def _take(self, content: QMimeData, otherwise: str) -> None:
        """Put what was pasted or dropped on the sheet: strokes, a picture, or the first file.

        ``otherwise`` is what to say when there is none of them.
        """
        strokes = _strokes_in(content.text()) if content.hasText() else None
        files = [Path(url.toLocalFile()) for url in content.urls() if url.isLocalFile()]
        if strokes is not None:
            self.drawing_read.emit(strokes)
        elif files:
            self.open(files[0])
        elif content.hasImage():
            image = content.imageData()  # some programs put other things there
            self._start(image if isinstance(image, QImage) else QImage())
        else:
            self._fail(otherwise)

    def open(self, path: Path) -> None:
        """Put the picture in a file on the sheet, or the first drawing of a stroke file."""
        self._start(path)

    def close(self) -> None:
        """Wait for the thread, if there is one."""
        if self._thread is not None:
            self._thread.wait()

    def _start(self, source: Path | QImage) -> None:
        if self._thread is not None:
            self._fail("A picture is being read: please wait for it.")
            return
        thread = self._thread = _PictureThread(source, self)
        for outcome, tell in (
            (thread.read, self.read),
            (thread.drawing_read, self.drawing_read),
            (thread.failed, self._fail),
        ):
            outcome.connect(self._end)  # first: who is told may open another
            outcome.connect(tell)
        thread.start()

    @Slot()
    def _end(self) -> None:
        if self._thread is not None:
            self._thread.wait()
            self._thread.deleteLater()
            self._thread = None


def _promising(content: QMimeData) -> QMimeData | None:
    """Return what is dropped if there may be a picture or a drawing in it."""
    may_be = content.hasImage() or content.hasUrls() or _strokes_in(content.text())
    return content if may_be else None


def _strokes_in(text: str) -> data.Strokes | None:
    """Return the drawing that a text is, a line of a stroke file; None: it is something else."""
    if len(text) > _LONGEST_TEXT:
        return None
    try:
        strokes = data.read_stroke_line(text).strokes
    except data.BadStrokeLine:
        return None
    return strokes if any(map(len, strokes)) else None
