"""Bad pictures and bad stroke files, made here: name -> content."""

import gzip
import io
import json
import struct
import zlib
from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage, QPainter, QPen


def digit_one() -> QImage:
    """Return a picture of a digit."""
    image = QImage(120, 160, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    with QPainter(image) as painter:
        painter.setPen(QPen(Qt.GlobalColor.black, 12.0))
        painter.drawLine(60, 30, 60, 130)
    return image


def encoded(image: QImage, kind: str) -> bytes:
    """Return a picture as a file's content."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, kind)
    return content.data()


def png(width: int, height: int, rows: bytes, *, colour: int = 0) -> bytes:
    """Return a PNG file whose header may say anything."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        body = kind + content
        return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)
    parts = (chunk(b"IHDR", header), chunk(b"IDAT", rows), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def zip_bomb(side: int) -> bytes:
    """Return a PNG of ``side`` x ``side`` white pixels in few bytes."""
    packer = zlib.compressobj(1)
    row = b"\0" + b"\xff" * side
    content = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    return png(side, side, content)


def bmp(width: int, height: int) -> bytes:
    """Return a BMP file of 54 bytes whose header asks for any size."""
    information = struct.pack("<IiiHHIIiiII", 40, width, height, 1, 24, 0, 0, 0, 0, 0, 0)
    return b"BM" + struct.pack("<IHHI", 54, 0, 0, 54) + information


_SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="99" height="99"><circle r="40"/></svg>'
_XXE = (
    b'<!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    b'<svg xmlns="http://www.w3.org/2000/svg"><text>&x;</text></svg>'
)
_GIF_FRAME = b"\x2c\0\0\0\0\1\0\1\0\0\2\2%s\x01\0"
_GIF = b"GIF89a\1\0\1\0\x80\0\0\0\0\0\xff\xff\xff"


def bad_pictures() -> dict[str, Callable[[], bytes]]:
    """Return what makes each file; none of them shows a digit that one could read."""
    one = digit_one()
    whole = {kind: encoded(one, kind) for kind in ("PNG", "JPG", "BMP")}
    made: dict[str, Callable[[], bytes]] = {
        f"truncated-{share}.{kind.lower()}": lambda c=content, s=share: c[: len(c) * s // 100]
        for kind, content in whole.items()
        for share in (0, 5, 50, 95)
    }
    made |= {
        "huge-header.png": lambda: png(60_000, 60_000, zlib.compress(bytes(9_999))),
        "huge-header.bmp": lambda: bmp(60_000, 60_000),
        "negative.bmp": lambda: bmp(-100, -(2**31)),
        "nothing-by-nothing.png": lambda: png(0, 0, zlib.compress(b"")),
        "no-rows.png": lambda: png(10, 10, b""),
        "wrong-colours.png": lambda: png(10, 10, zlib.compress(bytes(110)), colour=5),
        "too-many-pixels.png": lambda: png(16_000, 16_000, zlib.compress(bytes(9_999)), colour=2),
        "zip-bomb.png": lambda: zip_bomb(16_000),
        "blank.png": lambda: zip_bomb(50),
        "all-clear.png": lambda: png(9, 9, zlib.compress(9 * (b"\0" + bytes(36))), colour=6),
        "moving.gif": lambda: _GIF + _GIF_FRAME % b"\x44" + _GIF_FRAME % b"\x4c" + b"\x3b",
        "vector.svg": lambda: _SVG,
        "vector.png": lambda: _SVG,
        "entity.svg": lambda: _XXE,
        "tiff.tif": lambda: b"II*\0" + bytes(1000),
        "tiff-loop.tif": lambda: b"II*\0\x08\0\0\0\0\0\x08\0\0\0",
        "text.png": lambda: b"This is no picture at all.\n" * 50,
        "zeros.png": lambda: bytes(5000),
        "noise.jpg": lambda: b"\xff\xd8\xff" + np.random.default_rng(1).bytes(5000) + b"\xff\xd9",
        "riff.webp": lambda: b"RIFF" + struct.pack("<I", 100) + b"WEBPVP8 " + bytes(100),
    }
    return made


_ONE = [[10, 0], [10, 40]]


def stroke_files() -> dict[str, Callable[[], bytes]]:
    """Return what makes each stroke file; the last line of each is a good 1."""
    good = json.dumps({"strokes": [_ONE]}).encode()

    def with_line(line: bytes) -> Callable[[], bytes]:
        return lambda: line + b"\n" + good

    far = json.dumps({"strokes": [[[1e300, 0], [-1e300, 5]]]}).encode()
    lines: dict[str, bytes] = {
        "broken": b'{"strokes": [[[1, 2], [3,',
        "nan": b'{"strokes": [[[NaN, 2], [3, 4]]]}',
        "infinity": b'{"strokes": [[[Infinity, 2], [3, 4]]]}',
        "overflow": b'{"strokes": [[[1e999, 2], [3, 4]]]}',
        "far": far,
        "long-number": b'{"strokes": [[[' + b"9" * 10_000 + b", 1]]]}",
        "not-a-table": b"[1, 2, 3]",
        "no-strokes": b'{"label": 3}',
        "strokes-of-text": b'{"strokes": "1 2 3"}',
        "points-of-text": b'{"strokes": [[["1", "2"], [3, 4]]]}',
        "three-numbers": b'{"strokes": [[[1, 2, 3]]]}',
        "ragged": b'{"strokes": [[[1, 2], [3]]]}',
        "wrong-label": b'{"strokes": [[[1, 2], [3, 4]]], "label": 12}',
        "deep": b'{"strokes": ' + b"[" * 100_000,
        "nul-bytes": bytes(1000),
        "utf-16": good.decode().encode("utf-16"),
        "latin-1": b'{"strokes": [], "writer": "Andr\xe9"}',
        "ten-megabytes": b'{"strokes": [[' + b"[1, 2], " * 1_250_000 + b"[3,",
    }
    return {f"{name}.jsonl": with_line(line) for name, line in lines.items()} | {
        "damaged.jsonl.gz": lambda: gzip.compress(good)[:-9],
        "bomb.jsonl.gz": lambda: 100 * gzip.compress(bytes(10**7)),  # parts follow each other
    }


def odd_strokes() -> dict[str, Callable[[], bytes]]:
    """Return stroke files that are odd, but can be read: what, as a drawing, each line says."""
    long = io.BytesIO()
    points = np.column_stack([np.full(1_000_000, 10.0), np.linspace(0, 400, 1_000_000)])
    long.write(json.dumps({"strokes": [np.round(points, 3).tolist()]}).encode())
    return {
        "a-million-points.jsonl": long.getvalue,
        "byte-order-mark.jsonl": lambda: b"\xef\xbb\xbf" + json.dumps({"strokes": [_ONE]}).encode(),
        "empty-strokes.jsonl": lambda: json.dumps({"strokes": [[], _ONE, []]}).encode(),
    }
