"""A small file never makes the program ask for much memory."""

import io
import json
import tracemalloc
import zipfile
from typing import Any

import numpy as np
import pytest

from digitpad.nn import ModelFileError
from digitpad.nn.archive import digest
from digitpad.nn.model_file import loads

NOTHING = np.empty(0, np.float32)


def packed(header: bytes) -> bytes:
    content = io.BytesIO()
    entries = {
        "header": np.frombuffer(header, np.uint8),
        "parameters": NOTHING,
        "statistics": NOTHING,
    }
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in entries.items():
            entry = io.BytesIO()
            np.save(entry, array)
            archive.writestr(f"{name}.npy", entry.getvalue())
    return content.getvalue()


def forged(layers: list[dict[str, Any]]) -> bytes:
    header: dict[str, Any] = {
        "format": 1,
        "layers": layers,
        "input_shape": [6],
        "dtype": "float32",
        "metadata": {},
    }
    header["sha256"] = digest(header, {"parameters": NOTHING, "statistics": NOTHING})
    return packed(json.dumps(header).encode())


@pytest.mark.parametrize(
    "content",
    [
        forged([{"layer": "Dense", "units": 4_000_000}]),
        forged(6 * [{"layer": "Dense", "units": 1_000}]),
        forged(100_000 * [{"layer": "ReLU"}]),
        packed(b"[" + b"0," * 10_000_000 + b"0]"),
    ],
    ids=["one huge layer", "many layers", "a deep network", "a long header"],
)
def test_a_small_file_that_asks_for_much_is_refused_before_it_gets_it(content: bytes) -> None:
    tracemalloc.start()
    try:
        with pytest.raises(ModelFileError):
            loads(content)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 20e6, f"{peak / 1e6:.0f} MB for a file of {len(content)} bytes"
