"""A network as bytes: an .npz without pickles, with a format number and a checksum.

Inside: ``header`` (JSON text as bytes: format, layers, input shape, dtype, metadata, SHA-256 of the
rest), ``parameters`` (P,) and ``statistics`` (S,).
"""

import hashlib
import io
import json
import zipfile
from typing import Any

import numpy as np

from digitpad.nn.layer import Array, check_whole
from digitpad.nn.network import Network

FORMAT = 1
MOST_BYTES = 2**29  # of one file; a network that this program builds stays far below
MOST_HEADER_BYTES = 2**20
MOST_SHRINKING = 64  # times that packing makes an entry smaller; weights hardly get smaller at all
_ENTRIES = ("header", "parameters", "statistics")
_TOO_LARGE = "the file asks for more memory than any network of Digitpad needs"
_DTYPES = ("float32", "float64")


class ModelFileError(ValueError):
    """The bytes are not a network that can be used; the text says why in one sentence."""


def dumps(network: Network, metadata: dict[str, Any]) -> bytes:
    """Return ``network`` and ``metadata`` (plain JSON data) as the bytes of a model file.

    The same network and metadata give the same bytes.
    """
    header = {
        "format": FORMAT,
        "layers": network.specs,
        "input_shape": list(network.input_shape),
        "dtype": network.dtype.name,
        "metadata": metadata,
    }
    header["sha256"] = _digest(header, network.parameters, network.statistics)
    arrays = {
        "header": np.frombuffer(json.dumps(header).encode(), np.uint8),
        "parameters": network.parameters,
        "statistics": network.statistics,
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in arrays.items():
            content = io.BytesIO()
            np.save(content, array, allow_pickle=False)
            # A fixed date: np.savez writes the time of day, and the same run gave other bytes.
            archive.writestr(zipfile.ZipInfo(f"{name}.npy"), content.getvalue())
    return buffer.getvalue()


def loads(content: bytes) -> tuple[Network, dict[str, Any]]:
    """Return the network and metadata in ``content``.

    Nothing is executed and nothing larger than the bytes can justify is allocated.
    Raises: ModelFileError.
    """
    try:
        return _read(content)
    except ModelFileError:
        raise
    except Exception as error:  # zipfile, the decompressors, NumPy and JSON raise what they like
        raise ModelFileError(
            f"the file is damaged or is no network of Digitpad ({error})"
        ) from error


def _read(content: bytes) -> tuple[Network, dict[str, Any]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = tuple(sorted(archive.namelist()))
        if names != tuple(sorted(f"{name}.npy" for name in _ENTRIES)):
            raise ModelFileError(f"the file is no network of Digitpad: it holds {names[:5]}")
        for entry in archive.infolist():
            most = MOST_HEADER_BYTES + MOST_SHRINKING * entry.compress_size
            if entry.file_size > min(most, MOST_BYTES):
                raise ModelFileError(_TOO_LARGE)
        header_bytes, parameters, statistics = (_read_vector(archive, name) for name in _ENTRIES)
    header = json.loads(header_bytes.tobytes())
    if header["format"] != FORMAT:
        raise ModelFileError(
            f"the file has format {header['format']!r} and this Digitpad reads {FORMAT}; "
            "get a newer Digitpad to open it"
        )
    if (
        _digest({k: v for k, v in header.items() if k != "sha256"}, parameters, statistics)
        != (header["sha256"])
    ):
        raise ModelFileError("the file is damaged: its checksum does not fit its content")
    return _build(header, parameters, statistics)


def _read_vector(archive: zipfile.ZipFile, name: str) -> Array:
    """Return the one-dimensional array in the entry, checking its header before its memory."""
    with archive.open(f"{name}.npy") as entry:
        version = np.lib.format.read_magic(entry)
        if version != (1, 0):
            raise ModelFileError(f"the file is damaged: {name} has array format {version}")
        shape, _, dtype = np.lib.format.read_array_header_1_0(entry)
        wanted = ("uint8",) if name == "header" else _DTYPES
        if len(shape) != 1 or dtype.name not in wanted or not dtype.isnative:
            raise ModelFileError(f"the file is damaged: {name} is {dtype} of shape {shape}")
        size = int(shape[0]) * dtype.itemsize
        if size > (MOST_HEADER_BYTES if name == "header" else MOST_BYTES):
            raise ModelFileError(_TOO_LARGE)
        data = entry.read(size + 1)
        if len(data) != size:
            raise ModelFileError(f"the file is damaged: {name} has not {size} bytes")
        return np.frombuffer(data, dtype)


def _build(header: dict[str, Any], parameters: Array, statistics: Array) -> tuple[Network, Any]:
    if header["dtype"] != parameters.dtype.name or header["dtype"] != statistics.dtype.name:
        raise ModelFileError(f"the file is damaged: its numbers are not {header['dtype']}")
    if not isinstance(header["metadata"], dict):
        raise ModelFileError("the file is damaged: its metadata is no table of names and values")
    for side in header["input_shape"]:
        check_whole("the input's side", side)
    network = Network(
        header["layers"],
        input_shape=tuple(header["input_shape"]),
        rng=np.random.default_rng(0),
        dtype=header["dtype"],
        most_parameters=parameters.size,
    )
    for what, own, read in (
        ("weights", network.parameters, parameters),
        ("statistics", network.statistics, statistics),
    ):
        if own.shape != read.shape:
            raise ModelFileError(f"the file's layers need {own.size} {what}, it has {read.size}")
        if not np.isfinite(read).all():
            raise ModelFileError(f"the file's {what} are not all finite numbers")
        own[:] = read
    return network, header["metadata"]


def _digest(header: dict[str, Any], parameters: Array, statistics: Array) -> str:
    digest = hashlib.sha256(json.dumps(header, sort_keys=True).encode())
    digest.update(parameters.tobytes())
    digest.update(statistics.tobytes())
    return digest.hexdigest()
