"""The file of a data set: four arrays; in one that was fetched, also a SHA-256 over them."""

import hashlib
import io
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import IO

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

from digitpad.data.go_on import GoOn, always

_SHAPES: dict[str, tuple[int, ...]] = {
    "x_train": (60_000, 28, 28),
    "y_train": (60_000,),
    "x_test": (10_000, 28, 28),
    "y_test": (10_000,),
}
_CHECKSUM = "sha256"  # the fifth array, (32,)
_PIECE_BYTES = 2**22  # at a time, for some 40 ms
_UNREADABLE = (KeyError, EOFError, zipfile.BadZipFile, zlib.error, NotImplementedError)


def pack(arrays: Mapping[str, NDArray[np.uint8]]) -> bytes:
    """Return the content of the file for x_train (60000, 28, 28), y_train, x_test, y_test.

    Raises: ValueError, when an array has another shape or type, or a label is above 9; the text,
    why, ends a sentence.
    """
    for name, shape in _SHAPES.items():
        _check(name, arrays[name].shape, arrays[name].dtype, shape)
    _check_labels(arrays)
    buffer = io.BytesIO()
    np.savez_compressed(buffer, allow_pickle=False, **arrays, **{_CHECKSUM: _checksum(arrays)})
    return buffer.getvalue()


def unpack(path: Path, go_on: GoOn = always) -> dict[str, NDArray[np.uint8]]:
    """Return the arrays of the file, read-only.

    ``go_on`` is called between pieces of the work and ends it by raising.
    Raises: OSError, when it cannot be read; ValueError, when it is damaged, as for ``pack``.
    """
    arrays = read_arrays(path, {**_SHAPES, _CHECKSUM: (32,)}, go_on=go_on)
    if not np.array_equal(arrays.pop(_CHECKSUM), _checksum(arrays)):
        raise ValueError(f"the file {path.name} is damaged")
    _check_labels(arrays)
    return arrays


def read_arrays(
    path: Path, shapes: Mapping[str, tuple[int, ...]] = _SHAPES, *, go_on: GoOn = always
) -> dict[str, NDArray[np.uint8]]:
    """Return arrays of these names and shapes, read-only.

    ``go_on`` is called between pieces of the work and ends it by raising.
    Raises: OSError, when the file cannot be read; ValueError, when it is damaged.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return {name: _read(archive, name, shape, go_on) for name, shape in shapes.items()}
    except _UNREADABLE as error:
        raise ValueError(f"the file {path.name} is damaged") from error


def _read(
    archive: zipfile.ZipFile, name: str, shape: tuple[int, ...], go_on: GoOn
) -> NDArray[np.uint8]:
    """Read one array; what its header asks for is checked before memory is given to it."""
    with archive.open(f"{name}.npy") as member:
        found, dtype = _header(member)
        _check(name, found, dtype, shape)
        content = np.empty(np.prod(shape, dtype=int), np.uint8)
        done = 0
        while done < len(content):
            go_on()
            piece = member.read(min(_PIECE_BYTES, len(content) - done))
            if not piece:
                raise EOFError
            content[done : done + len(piece)] = np.frombuffer(piece, np.uint8)
            done += len(piece)
    content.flags.writeable = False
    return content.reshape(shape)


def _header(member: IO[bytes]) -> tuple[tuple[int, ...], np.dtype[np.generic]]:
    if npy.read_magic(member) != (1, 0):
        raise ValueError("an array is in a format that is not read here")
    shape, fortran_order, dtype = npy.read_array_header_1_0(member)
    if fortran_order and len(shape) > 1:
        raise ValueError("an array is in Fortran order, and must be in C order")
    return shape, dtype


def _check(
    name: str, found: tuple[int, ...], dtype: np.dtype[np.generic], shape: tuple[int, ...]
) -> None:
    if found != shape or dtype != np.uint8:
        raise ValueError(f"the array {name} must be uint8 {shape}, not {dtype} {found}")


def _check_labels(arrays: Mapping[str, NDArray[np.uint8]]) -> None:
    highest = max(arrays["y_train"].max(), arrays["y_test"].max())
    if highest > 9:
        raise ValueError(f"a label must be from 0 to 9, not {highest}")


def _checksum(arrays: Mapping[str, NDArray[np.uint8]]) -> NDArray[np.uint8]:
    digest = hashlib.sha256()
    for name in _SHAPES:
        digest.update(np.ascontiguousarray(arrays[name]).data)
    return np.frombuffer(digest.digest(), np.uint8)
