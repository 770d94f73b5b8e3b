"""A network goes into bytes and comes back; whatever else the bytes hold is refused."""

import io
import json
import time
import zipfile
from typing import Any

import numpy as np
import pytest

from digitpad.nn import BatchNorm, Dense, ModelFileError, Network
from digitpad.nn.model_file import dumps, loads

SPECS = [
    {"layer": "Conv2D", "filters": 2, "kernel_size": 3, "bias": "position"},
    {"layer": "BatchNorm", "epsilon": 0.01},
    {"layer": "Activation", "function": "leaky_relu"},
    {"layer": "Flatten"},
    {"layer": "Dropout", "rate": 0.25},
    {"layer": "Dense", "units": 3, "init": "glorot_uniform"},
    {"layer": "Softmax"},
]
METADATA = {"preset": "Quick", "accuracy": 0.991, "words": ["µ", None, True], "deep": {"a": 1}}


def make(dtype: Any = np.float32) -> Network:
    rng = np.random.default_rng(6)
    network = Network(SPECS, input_shape=(5, 5, 1), rng=rng, dtype=dtype)
    network.parameters[:] = rng.standard_normal(network.parameters.shape)
    network.statistics[:] = rng.random(network.statistics.shape)
    return network


def assert_same(a: Network, b: Network) -> None:
    assert (a.specs, a.input_shape, a.dtype) == (b.specs, b.input_shape, b.dtype)
    assert a.parameters.tobytes() == b.parameters.tobytes()
    assert a.statistics.tobytes() == b.statistics.tobytes()


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_network_comes_back_bit_by_bit_with_its_metadata(dtype: Any) -> None:
    network = make(dtype)
    again, metadata = loads(dumps(network, METADATA))
    assert_same(again, network)
    assert metadata == METADATA
    x = np.random.default_rng(1).random((3, 5, 5, 1))
    np.testing.assert_array_equal(again.predict(x), network.predict(x))


def test_numbers_at_the_edges_of_float32_come_back_too() -> None:
    network = make()
    edges = np.array([-0.0, 1e-45, 1.1754944e-38, 3.4028235e38, np.float32(0.1)], np.float32)
    network.parameters[: len(edges)] = edges
    assert_same(loads(dumps(network, {}))[0], network)


def test_what_comes_back_can_be_trained_and_kept_again() -> None:
    network, _ = loads(dumps(make().snapshot(), {}))
    network.parameters += 1
    network.layers[1].statistics["mean"] += 1
    assert_same(loads(dumps(network, {}))[0], network)


def test_the_same_network_gives_the_same_bytes_at_any_time(monkeypatch: pytest.MonkeyPatch) -> None:
    now = dumps(make(), METADATA)
    monkeypatch.setattr(time, "time", lambda: 2e9)
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(2_000_000_000))
    assert dumps(make(), METADATA) == now
    assert dumps(loads(now)[0], METADATA) == now


def test_the_file_is_an_npz_that_numpy_reads_without_pickles() -> None:
    network = make()
    with np.load(io.BytesIO(dumps(network, METADATA)), allow_pickle=False) as file:
        assert sorted(file.files) == ["header", "parameters", "statistics"]
        np.testing.assert_array_equal(file["parameters"], network.parameters)
        header = json.loads(file["header"].tobytes())
    assert header["format"] == 1
    assert header["layers"] == network.specs
    assert header["metadata"] == METADATA
    assert len(header["sha256"]) == 64


def test_other_metadata_gives_another_checksum() -> None:
    headers = []
    for metadata in (METADATA, {}):
        with np.load(io.BytesIO(dumps(make(), metadata))) as file:
            headers.append(json.loads(file["header"].tobytes()))
    assert headers[0]["sha256"] != headers[1]["sha256"]


def test_a_network_without_parameters_or_statistics_comes_back() -> None:
    network = Network([{"layer": "ReLU"}], rng=np.random.default_rng(0))
    assert_same(loads(dumps(network, {}))[0], network)


def test_every_truncation_is_refused_in_one_sentence() -> None:
    content = dumps(make(), METADATA)
    for length in range(len(content)):
        with pytest.raises(ModelFileError) as caught:
            loads(content[:length])
        assert str(caught.value), length
        assert "\n" not in str(caught.value)


def mutated(content: bytes, rng: np.random.Generator) -> bytes:
    """Return the bytes with one kind of damage: a flipped bit, other bytes, a gap."""
    damaged = bytearray(content)
    place = int(rng.integers(len(damaged)))
    length = int(rng.integers(1, 40))
    match rng.integers(5):
        case 0:
            damaged[place] ^= 1 << int(rng.integers(8))
        case 1:
            damaged[place : place + length] = rng.bytes(length)
        case 2:
            del damaged[place : place + length]
        case 3:
            damaged[place:place] = damaged[place : place + length]
        case _:
            damaged[place : place + length] = bytes(min(length, len(damaged) - place))
    return bytes(damaged)


@pytest.mark.parametrize("compression", [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])
def test_three_thousand_mutations_are_bit_equal_or_refused(compression: int) -> None:
    network, packed = make(), io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(dumps(network, METADATA))) as source,
        zipfile.ZipFile(packed, "w", compression) as archive,
    ):
        for entry in source.infolist():
            archive.writestr(zipfile.ZipInfo(entry.filename), source.read(entry), compression)
    rng, refused = np.random.default_rng(11), 0
    for number in range(1500):  # of each kind
        try:
            again, metadata = loads(mutated(packed.getvalue(), rng))
        except ModelFileError:
            refused += 1
            continue
        assert_same(again, network)
        assert metadata == METADATA, number
    assert refused > 900


@pytest.mark.parametrize("content", [b"", b"PK", b"\x89PNG\r\n", b"{}", bytes(10_000)])
def test_what_is_no_model_file_at_all_is_refused(content: bytes) -> None:
    with pytest.raises(
        ModelFileError, match=r"holds no network of Digitpad|is not a Digitpad file"
    ):
        loads(content)


def test_the_arrays_of_a_read_network_are_its_own() -> None:
    content = dumps(make(), {})
    first, second = loads(content)[0], loads(content)[0]
    first.parameters[:] = 0
    assert second.parameters.any()
    assert isinstance(second.layers[1], BatchNorm)
    assert isinstance(second.layers[5], Dense)
