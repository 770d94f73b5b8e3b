"""A drawing as bytes, so that it can be kept: a checksum, then arrays. Knows nothing of Qt."""

import hashlib
import io
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from digitpad.gui.desk.drawing import Picture
from digitpad.gui.desk.stroke import SHEET, Stroke

_MARK = b"Digitpad drawing 1\n"
_DIGEST_BYTES = 32
_LONGEST_SIDE = 1024  # of a picture on the sheet
_BROADEST = 100.0  # ink


class DrawingFileError(ValueError):
    """The bytes are no drawing; the text says why."""


def dumps(strokes: Sequence[Stroke], picture: Picture | None) -> bytes:
    """Return what is on the sheet as bytes; positions keep single precision."""
    rows = [np.column_stack([stroke.points, stroke.widths]) for stroke in strokes]
    arrays: dict[str, NDArray[np.generic]] = {
        "rows": np.concatenate(rows or [np.empty((0, 3))]).astype(np.float32),
        "lengths": np.array([len(stroke) for stroke in strokes], np.int64),
    }
    if picture is not None:
        arrays["pixels"] = picture.pixels
        arrays["problem"] = np.frombuffer(picture.problem.encode(), np.uint8)
        if picture.seen is not None:
            arrays["seen"] = picture.seen
    packed = io.BytesIO()
    np.savez_compressed(packed, allow_pickle=False, **arrays)
    content = packed.getvalue()
    return _MARK + hashlib.sha256(content).digest() + content


def loads(content: bytes) -> tuple[list[Stroke], Picture | None]:
    """Return the strokes and the picture in ``content``.  Raises: DrawingFileError."""
    start = len(_MARK) + _DIGEST_BYTES
    digest, packed = content[len(_MARK) : start], content[start:]
    if not content.startswith(_MARK) or hashlib.sha256(packed).digest() != digest:
        raise DrawingFileError("the file is damaged or is no drawing of Digitpad")
    with np.load(io.BytesIO(packed), allow_pickle=False) as arrays:
        strokes = _strokes(arrays["rows"], arrays["lengths"])
        if "pixels" not in arrays:
            return strokes, None
        problem = arrays["problem"].tobytes().decode()
        return [], _picture(arrays["pixels"], arrays.get("seen"), problem)


def _strokes(rows: NDArray[np.float32], lengths: NDArray[np.int64]) -> list[Stroke]:
    widths = rows[:, 2]
    fine = np.isfinite(rows).all() and (lengths > 0).all() and lengths.sum() == len(rows)
    if not fine or (widths <= 0).any() or (widths > _BROADEST).any():
        raise DrawingFileError("the drawing has strokes that cannot be")
    points = rows[:, :2].astype(np.float64).clip(0.0, SHEET)
    edges = np.concatenate([[0], np.cumsum(lengths)])
    return [
        Stroke(points[start:end].copy(), widths[start:end].astype(np.float64))
        for start, end in pairwise(edges.tolist())
    ]


def _picture(pixels: NDArray[np.uint8], seen: NDArray[np.uint8] | None, problem: str) -> Picture:
    if pixels.ndim not in (2, 3) or max(pixels.shape[:2]) > _LONGEST_SIDE:
        raise DrawingFileError(f"the drawing has a picture of shape {pixels.shape}")
    if seen is not None and seen.shape != (28, 28):
        raise DrawingFileError(f"the drawing has an image of shape {seen.shape}")
    return Picture(pixels, seen, problem)
