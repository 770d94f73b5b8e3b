"""A network as bytes: its layers, its numbers, and what is known about it."""

from typing import Any

import numpy as np

from digitpad.nn import archive
from digitpad.nn.layer import Array, check_whole
from digitpad.nn.network import Network

FORMAT = 1
_ARRAYS = ("parameters", "statistics")


class ModelFileError(ValueError):
    """The bytes are not a network that can be used; the text, why, ends a sentence."""


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
    arrays = {"parameters": network.parameters, "statistics": network.statistics}
    return archive.pack(header, arrays)


def loads(content: bytes) -> tuple[Network, dict[str, Any]]:
    """Return the network and metadata in ``content``.

    Nothing is executed and nothing larger than the bytes can justify is allocated.
    Raises: ModelFileError.
    """
    try:
        header, arrays = archive.unpack(content, _ARRAYS)
        return _build(header, arrays["parameters"], arrays["statistics"])
    except (archive.BadArchive, ModelFileError) as error:
        raise ModelFileError(str(error)) from error
    except Exception as error:  # a forged header can make anything go wrong in the layers
        raise ModelFileError(
            f"the file is damaged or holds no network of Digitpad ({error})"
        ) from error


def _build(header: dict[str, Any], parameters: Array, statistics: Array) -> tuple[Network, Any]:
    if header["format"] != FORMAT:
        raise ModelFileError(
            f"the file has format {header['format']!r} and this Digitpad reads {FORMAT}; "
            "get a newer Digitpad to open it"
        )
    if header["dtype"] != parameters.dtype.name or header["dtype"] != statistics.dtype.name:
        raise ModelFileError(f"the file is damaged: its numbers are not {header['dtype']}")
    if not isinstance(header["metadata"], dict):
        raise ModelFileError("the file is damaged: its metadata is not a table of names and values")
    for side in header["input_shape"]:
        check_whole("the input's side", side)
    network = Network(
        header["layers"],
        input_shape=tuple(header["input_shape"]),
        rng=None,
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
