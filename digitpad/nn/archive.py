"""Arrays and a header of plain data as bytes: an .npz without pickles, with a checksum.

Inside: ``header.npy`` (JSON text as bytes, with the SHA-256 of itself and the arrays) and a vector
for each array.  Reading executes nothing and allocates no more than the bytes can justify.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Collection, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from digitpad.nn.layer import Array

MOST_BYTES = 2**29  # of one array; what this program saves stays far below
MOST_HEADER_BYTES = 2**20
MOST_ENTRIES = 16
MOST_SHRINKING = 64  # times that packing may make an entry smaller, in a file that is not ours
_TOO_LARGE = "the file asks for more memory than any file of Digitpad needs"
_DTYPES = ("float32", "float64")
_HEADER = "header"


class BadArchive(ValueError):  # noqa: N818 (named for what the bytes are)
    """The bytes hold no archive that can be used; the text says why."""


def pack(header: Mapping[str, Any], arrays: Mapping[str, Array]) -> bytes:
    """Return ``header`` (plain JSON data) and ``arrays`` (vectors) as bytes, always the same."""
    full = {**header, "sha256": digest(header, arrays)}
    entries: dict[str, NDArray[Any]] = {
        _HEADER: np.frombuffer(json.dumps(full).encode(), np.uint8),
        **arrays,
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:  # stored: weights hardly get smaller
        for name, array in entries.items():
            content = io.BytesIO()
            np.save(content, array, allow_pickle=False)
            # A fixed date: np.savez writes the time of day, and the same run gave other bytes.
            archive.writestr(zipfile.ZipInfo(f"{name}.npy"), content.getvalue())
    return buffer.getvalue()


def unpack(
    content: bytes, names: Collection[str] | None = None
) -> tuple[dict[str, Any], dict[str, Array]]:
    """Return the header and the arrays; ``names`` are those that it must hold, or None for any.

    Raises: BadArchive.
    """
    try:
        return _unpack(content, names)
    except BadArchive:
        raise
    except Exception as error:  # zipfile, the decompressors, NumPy and JSON raise what they like
        raise BadArchive(f"the file is damaged or is not a Digitpad file ({error})") from error


def digest(header: Mapping[str, Any], arrays: Mapping[str, Array]) -> str:
    """Return the checksum of a header without one, and the arrays in the order of their names."""
    result = hashlib.sha256(json.dumps(header, sort_keys=True).encode())
    for name in sorted(arrays):
        result.update(arrays[name].tobytes())
    return result.hexdigest()


def _unpack(
    content: bytes, names: Collection[str] | None
) -> tuple[dict[str, Any], dict[str, Array]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        found = [name.removesuffix(".npy") for name in archive.namelist()]
        held = [name for name in found if name != _HEADER]
        if len(found) > MOST_ENTRIES or (names is not None and sorted(held) != sorted(names)):
            raise BadArchive(f"the file is not of this kind: it holds {found[:5]}")
        for entry in archive.infolist():
            most = MOST_HEADER_BYTES + MOST_SHRINKING * entry.compress_size
            if entry.file_size > min(most, MOST_BYTES):
                raise BadArchive(_TOO_LARGE)
        header = json.loads(_read_vector(archive, _HEADER).tobytes())
        arrays = {name: _read_vector(archive, name) for name in held}
    if not isinstance(header, dict):
        raise BadArchive("the file is damaged: its header is not a table of names and values")
    if digest({k: v for k, v in header.items() if k != "sha256"}, arrays) != header["sha256"]:
        raise BadArchive("the file is damaged: its checksum does not match its content")
    return header, arrays


def _read_vector(archive: zipfile.ZipFile, name: str) -> Array:
    """Return the one-dimensional array in the entry, checking its header before its memory."""
    with archive.open(f"{name}.npy") as entry:
        version = np.lib.format.read_magic(entry)
        if version != (1, 0):
            raise BadArchive(f"the file is damaged: {name} has array format {version}")
        shape, _, dtype = np.lib.format.read_array_header_1_0(entry)
        wanted = ("uint8",) if name == _HEADER else _DTYPES
        if len(shape) != 1 or dtype.name not in wanted or not dtype.isnative:
            raise BadArchive(f"the file is damaged: {name} is {dtype} of shape {shape}")
        size = int(shape[0]) * dtype.itemsize
        if size > (MOST_HEADER_BYTES if name == _HEADER else MOST_BYTES):
            raise BadArchive(_TOO_LARGE)
        data = entry.read(size + 1)
        if len(data) != size:
            raise BadArchive(f"the file is damaged: {name} has not {size} bytes")
        return np.frombuffer(data, dtype)
