"""Stroke files: one drawing a line, as JSON.

``{"strokes": [[[x, y], ...], ...], "label": 7, "writer": "..."}``: y points down, any scale; label
and writer may be left out. A file whose name ends in ``.gz`` is read through gzip.
"""

import gzip
import io
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from digitpad.data.points import Points, Strokes, as_points
from digitpad.files import read_stream, read_whole

STROKE_FILES = (".jsonl", ".jsonl.gz")  # how their names end
MOST_BYTES = 2**28  # of a file, also when it is unpacked
_EXAMPLE = '{"strokes": [[[0, 0], [3, 9]]], "label": 1}'


class BadStrokeLine(ValueError):  # noqa: N818 (named for what happened)
    """A line of a stroke file is not a drawing; says which line, and why."""


@dataclass(frozen=True, eq=False)
class StrokeSample:
    """One drawing of a stroke file."""

    strokes: tuple[Points, ...]
    label: int | None
    writer: str | None
    index: int  # of the drawing in its file, from 0


def is_stroke_file(name: str) -> bool:
    """Tell whether a file of this name holds strokes; the size of its letters does not matter."""
    return name.lower().endswith(STROKE_FILES)


def read_stroke_lines(path: Path, most_bytes: int = MOST_BYTES) -> Iterator[StrokeSample]:
    """Iterate over the drawings of a stroke file; empty lines are passed over.

    Raises: OSError, when the file cannot be read or holds more than ``most_bytes``, packed or not;
    BadStrokeLine at a line that is not a drawing, after which the iterator can still be asked for
    the next one.
    """
    content = read_whole(path, most_bytes)
    if path.suffix.lower() == ".gz":
        content = _unpacked(content, most_bytes)
    return _StrokeLines(content, path.name)


def take_stroke_lines(file: IO[bytes], name: str) -> Iterator[StrokeSample]:
    """Iterate over the drawings that come from an open file; ``name`` it has in errors.

    Raises: as ``read_stroke_lines``.
    """
    return _StrokeLines(read_stream(file, MOST_BYTES), name)


def read_stroke_line(line: str) -> StrokeSample:
    """Return the drawing that one line of a stroke file holds.  Raises: BadStrokeLine."""
    try:
        return _sample(line.encode(), 0)
    except (ValueError, RecursionError) as error:
        raise BadStrokeLine(_reason(error)) from error


def stroke_line(strokes: Strokes, decimals: int = 1) -> str:
    """Return a drawing as a line of a stroke file, rounded, without the end of the line."""
    return json.dumps({"strokes": [stroke.round(decimals).tolist() for stroke in strokes]})


class _StrokeLines(Iterator[StrokeSample]):
    """Goes on after an error, which would end a generator."""

    def __init__(self, content: bytes, name: str) -> None:
        self._name = name
        self._lines = enumerate(io.BytesIO(content), start=1)
        self._index = 0

    def __next__(self) -> StrokeSample:
        for number, line in self._lines:
            if line.strip():
                index, self._index = self._index, self._index + 1
                try:
                    return _sample(line, index)
                except (ValueError, RecursionError) as error:
                    raise BadStrokeLine(f"{self._name}, line {number}: {_reason(error)}") from error
        raise StopIteration


def _unpacked(content: bytes, most_bytes: int) -> bytes:
    try:
        with gzip.open(io.BytesIO(content)) as file:
            unpacked = file.read(most_bytes + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise OSError("it is damaged and cannot be unpacked") from error
    if len(unpacked) > most_bytes:
        raise OSError("it is too large when it is unpacked")
    return unpacked


def _reason(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError | UnicodeDecodeError | RecursionError):
        return f"this is not JSON; a drawing looks like {_EXAMPLE}."
    return f"{error}."


def _sample(line: bytes, index: int) -> StrokeSample:
    fields = json.loads(line.decode("utf-8-sig"))
    strokes = fields.get("strokes") if isinstance(fields, dict) else None
    if not isinstance(strokes, list):
        raise ValueError(  # noqa: TRY004 (the file is wrong, not a type of ours)
            f'there is no list "strokes"; a drawing looks like {_EXAMPLE}'
        )
    label, writer = fields.get("label"), fields.get("writer")
    if label is not None and (type(label) is not int or not 0 <= label <= 9):
        raise ValueError(f"the label must be a digit from 0 to 9, not {json.dumps(label)[:40]}")
    if writer is not None and not isinstance(writer, str):
        raise ValueError(f"the writer must be text, not {json.dumps(writer)[:40]}")
    return StrokeSample(tuple(map(as_points, strokes)), label, writer, index)
