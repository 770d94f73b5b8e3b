"""Pictures from files and the clipboard as arrays. Needs no running application, only QtGui.

A file that pretends to be a picture must cost neither the memory nor the life of the program, and
half a picture must not pass for a whole one: Qt shows a truncated file as far as it goes.
"""

from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QBuffer, QLoggingCategory, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from digitpad.files import read_whole, reason
from digitpad.gui.desk.ink_image import levels_image

FORMATS = ("bmp", "gif", "jpeg", "jpg", "pbm", "pgm", "png", "ppm", "tif", "tiff", "webp")

_MOST_BYTES = 2**26  # of a file
_LARGEST_SIDE = 16_384  # pixels
_MOST_MEMORY_MB = 256  # while a picture is being unpacked
_MOST_PIXELS = _MOST_MEMORY_MB * 2**20 // 4  # that some formats need all of
_KEPT_SIDE = 1024  # pixels; a digit is 20 in the end


class PictureError(ValueError):
    """A file cannot be read as a picture; says why."""


def read_picture(path: Path) -> NDArray[np.uint8]:
    """Return the picture in a file, its first frame if it moves: (H, W, 4), RGB and alpha.

    Longest side 1024; larger pictures are made smaller.  Raises: PictureError.
    """
    name = path.name or str(path)
    try:
        content = read_whole(path, _MOST_BYTES)
    except OSError as error:
        raise PictureError(f"{name} cannot be opened: {reason(error)}.") from error
    if not _is_whole(content):
        raise PictureError(f"{name} is not whole: its end is missing.")
    QImageReader.setAllocationLimit(_MOST_MEMORY_MB)
    buffer = QBuffer()
    buffer.setData(content)
    reader = QImageReader(buffer)
    try:
        return array_from_image(_read(reader, name))
    finally:
        # Python may delete the buffer first, and some readers look at it when they are deleted.
        reader.setDevice(None)  # type: ignore[arg-type]  # as Qt allows; PySide's types do not


def _read(reader: QImageReader, name: str) -> QImage:
    """Return the picture called ``name``, larger ones made smaller.  Raises: PictureError."""
    reader.setAutoTransform(True)
    if bytes(reader.format().data()).decode("ascii", "replace") not in FORMATS:
        raise PictureError(f"{name} is not a picture that can be read: try PNG or JPEG.")
    size = reader.size()
    if size.isValid():
        _check_size(name, size)
        if max(size.width(), size.height()) > _KEPT_SIDE:
            kept = size.scaled(_kept(), Qt.AspectRatioMode.KeepAspectRatio)
            reader.setScaledSize(kept.expandedTo(QSize(1, 1)))
    image = reader.read()
    if image.isNull() or image.width() == 0 or image.height() == 0:
        if size.width() * size.height() > _MOST_PIXELS:
            raise PictureError(
                f"{name} has {size.width()} x {size.height()} pixels: please make it smaller."
            )
        raise PictureError(f"{name} cannot be read as a picture: it seems to be damaged.")
    return image


def array_from_image(image: QImage) -> NDArray[np.uint8]:
    """Return a picture of Qt's as an array (H, W, 4) of its own, longest side 1024.

    Raises: PictureError, when the picture is empty.
    """
    if image.isNull():
        raise PictureError("There is no picture to read.")
    if max(image.width(), image.height()) > _KEPT_SIDE:
        image = image.scaled(
            _kept(), Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
    image = image.convertToFormat(QImage.Format.Format_RGBA8888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    return rows[:, : 4 * image.width()].reshape(image.height(), image.width(), 4).copy()


def image_from_array(picture: NDArray[np.uint8]) -> QImage:
    """Return an array (H, W, 4) or (H, W) as a picture of Qt's that owns its pixels.

    Ink (H, W) has levels and no colours yet: who paints it gives it those of the window.
    """
    if picture.ndim == 2:
        return levels_image(picture)
    height, width = picture.shape[:2]
    content = np.ascontiguousarray(picture).tobytes()
    return QImage(content, width, height, 4 * width, QImage.Format.Format_RGBA8888).copy()


def hush_decoders() -> None:
    """Let Qt's decoders say nothing: who reads pictures without a log says one sentence itself."""
    QLoggingCategory.setFilterRules("qt.gui.imageio*=false\nqt.imageformats*=false")


def _kept() -> QSize:
    return QSize(_KEPT_SIDE, _KEPT_SIDE)


def _check_size(name: str, size: QSize) -> None:
    if max(size.width(), size.height()) > _LARGEST_SIDE:
        raise PictureError(
            f"{name} is {size.width()} x {size.height()} pixels: "
            f"please make it {_LARGEST_SIDE} at most on each side."
        )


_ENDINGS: dict[bytes, Callable[[bytes], bool]] = {
    b"\x89PNG": lambda content: b"IEND\xaeB`\x82" in content,
    b"\xff\xd8\xff": lambda content: b"\xff\xd9" in content[-4096:],
    b"GIF8": lambda content: b"\x3b" in content[-64:],
    b"BM": lambda content: len(content) >= int.from_bytes(content[2:6], "little"),
    b"RIFF": lambda content: len(content) >= int.from_bytes(content[4:8], "little"),
}


def _is_whole(content: bytes) -> bool:
    """Whether a file of a known kind ends as that kind does; files of other kinds pass."""
    for start, ends_well in _ENDINGS.items():
        if content.startswith(start):
            return ends_well(content)
    return True
