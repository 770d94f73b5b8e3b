"""Files made on purpose, with a checksum that fits: one clear error, and little memory."""

import io
import json
import pickle
import tracemalloc
import zipfile
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from digitpad.nn import ModelFileError, Network
from digitpad.nn.archive import digest
from digitpad.nn.model_file import dumps, loads

SPECS = [{"layer": "Dense", "units": 4}, {"layer": "BatchNorm"}, {"layer": "Softmax"}]
GOOD: dict[str, Any] = {
    "format": 1,
    "layers": SPECS,
    "input_shape": [6],
    "dtype": "float32",
    "metadata": {"preset": "Quick"},
}
WEIGHTS = np.arange(36, dtype=np.float32)  # 6 * 4 + 4 of Dense, 4 + 4 of BatchNorm
STATISTICS = np.ones(8, np.float32)


def npy(array: np.ndarray) -> bytes:
    content = io.BytesIO()
    np.save(content, array)
    return content.getvalue()


def npy_claiming(descr: str, shape: str, data: bytes = b"") -> bytes:
    """Return an array file whose header claims anything."""
    text = f"{{'descr': {descr}, 'fortran_order': False, 'shape': {shape}, }}\n".encode()
    return b"\x93NUMPY\x01\x00" + len(text).to_bytes(2, "little") + text + data


def forged(
    header: Any = GOOD,
    weights: np.ndarray = WEIGHTS,
    statistics: np.ndarray = STATISTICS,
    entries: dict[str, bytes] | None = None,
) -> bytes:
    """Return a model file with a fitting checksum; ``entries`` replace what is inside, by name."""
    if isinstance(header, dict):
        header = {
            **header,
            "sha256": digest(header, {"parameters": weights, "statistics": statistics}),
        }
    text = np.frombuffer(json.dumps(header).encode(), np.uint8)
    content = {"header": npy(text), "parameters": npy(weights), "statistics": npy(statistics)}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in {**content, **(entries or {})}.items():
            archive.writestr(f"{name}.npy", data)
    return packed.getvalue()


@pytest.fixture
def _little_memory() -> Iterator[None]:
    tracemalloc.start()
    yield
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 5e6, f"{peak / 1e6:.0f} MB were allocated"


def refuse(content: bytes, why: str) -> None:
    with pytest.raises(ModelFileError, match=why) as caught:
        loads(content)
    assert "\n" not in str(caught.value)


def test_the_forger_s_tools_can_make_a_good_file() -> None:
    network, metadata = loads(forged())
    np.testing.assert_array_equal(network.parameters, WEIGHTS)
    assert metadata == GOOD["metadata"]
    assert loads(dumps(network, metadata))[0].specs == network.specs


def test_without_the_right_checksum_even_good_content_is_refused() -> None:
    header = {**GOOD, "sha256": "0" * 64}
    text = npy(np.frombuffer(json.dumps(header).encode(), np.uint8))
    refuse(
        forged(entries={"header": text}),
        "the file is damaged: its checksum does not match its content",
    )


@pytest.mark.parametrize("part", ["parameters", "statistics", "metadata"])
def test_one_number_changed_without_the_checksum_is_noticed(part: str) -> None:
    network, _ = loads(forged())
    network.statistics[3] = 0.5
    with np.load(io.BytesIO(dumps(network, {"accuracy": 0.5}))) as file:
        arrays = {name: file[name].copy() for name in file.files}
    if part == "metadata":
        text = arrays["header"].tobytes().replace(b"0.5", b"0.9")
        arrays["header"] = np.frombuffer(text, np.uint8)
    else:
        arrays[part][3] = np.nextafter(arrays[part][3], np.float32(9))
    content = forged(entries={name: npy(array) for name, array in arrays.items()})
    refuse(content, "the file is damaged: its checksum does not match its content")


@pytest.mark.usefixtures("_little_memory")
@pytest.mark.parametrize("shape", ["(1000000000000,)", "(4000000000,)", f"({2**70},)"])
@pytest.mark.parametrize("name", ["header", "parameters", "statistics"])
def test_a_claimed_size_of_terabytes_is_refused_before_it_is_allocated(
    name: str, shape: str
) -> None:
    descr = "'|u1'" if name == "header" else "'<f4'"
    refuse(forged(entries={name: npy_claiming(descr, shape)}), "memory|damaged")


@pytest.mark.usefixtures("_little_memory")
@pytest.mark.parametrize(
    ("descr", "shape"),
    [
        ("'|O'", "(1,)"),
        ("'<f4'", "(36, 1)"),
        ("'<f4'", "()"),
        ("'<f4'", "(-1,)"),
        ("'<f4'", "(37,)"),
        ("'<f4'", "(35,)"),
        ("'<f2'", "(36,)"),
        ("'<i4'", "(36,)"),
        ("'>f4'", "(36,)"),
        ("'<c8'", "(18,)"),
        ("'<U9'", "(4,)"),
        ("'<f8'", "(18,)"),
        ("[('a', '<f4')]", "(36,)"),
        ("'nonsense'", "(36,)"),
        ("(", "(36,)"),  # ends in the middle of an expression
        ("__import__('os').abort()", "(36,)"),
    ],
)
def test_weights_of_a_wrong_type_or_shape_are_refused(descr: str, shape: str) -> None:
    refuse(
        forged(entries={"parameters": npy_claiming(descr, shape, WEIGHTS.tobytes())}),
        "damaged|needs 36",
    )


class Armed:
    """Says so if anybody unpickles it."""

    fired: list[bool] = []  # noqa: RUF012 (one list for all is the point)

    def __reduce__(self) -> Any:
        return (Armed.fired.append, (True,))


@pytest.mark.usefixtures("_little_memory")
@pytest.mark.parametrize("name", ["header", "parameters", "statistics"])
def test_a_pickle_is_refused_and_never_run(name: str) -> None:
    array = np.array([Armed()], dtype=object)
    packed = io.BytesIO()
    np.save(packed, array, allow_pickle=True)
    for content in (packed.getvalue(), pickle.dumps(Armed())):
        refuse(forged(entries={name: content}), "damaged")
    assert Armed.fired == []


@pytest.mark.parametrize("value", [2, 99, 0, "1", None, [1]])
def test_another_format_says_which_and_what_to_do(value: Any) -> None:
    refuse(forged({**GOOD, "format": value}), "the file has format .* this Digitpad reads 1; get a")


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("place", [0, 20, -1])
def test_numbers_that_are_not_finite_are_refused(value: float, place: int) -> None:
    weights, statistics = WEIGHTS.copy(), STATISTICS.copy()
    weights[place] = value
    refuse(forged(weights=weights), "the file's weights are not all finite numbers")
    statistics[place % 8] = value
    refuse(forged(statistics=statistics), "the file's statistics are not all finite numbers")


@pytest.mark.parametrize("count", [0, 1, 35, 37, 1000])
def test_another_number_of_weights_than_the_layers_need_is_refused(count: int) -> None:
    too_few = "layer . needs more weights than the"
    too_many = f"the file's layers need 36 weights, it has {count}"
    refuse(forged(weights=np.ones(count, np.float32)), too_few if count < 36 else too_many)
    refuse(
        forged(statistics=np.ones(count + 9, np.float32)),
        f"the file's layers need 8 statistics, it has {count + 9}",
    )


@pytest.mark.usefixtures("_little_memory")
@pytest.mark.parametrize(
    "change",
    [
        {"layers": [{"layer": "Dense", "units": 5}]},
        {"layers": []},
        {"layers": [{"layer": "Exec"}]},
        {"layers": [{"layer": "Dense", "units": 10**12}]},
        {"layers": [{"layer": "Dense", "units": "4"}]},
        {"layers": [{"layer": "Dense", "units": 4, "rng": None}]},
        {"layers": ["Dense"]},
        {"layers": "Dense"},
        {"layers": None},
        {"layers": 7},
        {"input_shape": [7]},
        {"input_shape": [10**9]},
        {"input_shape": [[6]]},
        {"input_shape": "6"},
        {"input_shape": None},
        {"input_shape": [6, 1]},
        {"input_shape": [0]},
        {"input_shape": [-6]},
        {"input_shape": [6.0]},
        {"input_shape": [], "layers": [{"layer": "BatchNorm"}]},
        {"input_shape": [-1, -6], "layers": [{"layer": "Flatten"}, *SPECS]},
        {"dtype": "float64"},
        {"dtype": "float16"},
        {"dtype": "object"},
        {"dtype": None},
        {"metadata": [1, 2]},
        {"metadata": "Quick"},
        {"metadata": None},
    ],
    ids=lambda change: str(change)[:60],
)
def test_a_header_that_does_not_fit_is_refused(change: dict[str, Any]) -> None:
    refuse(forged({**GOOD, **change}), "the file")


@pytest.mark.parametrize("key", ["format", "layers", "input_shape", "dtype", "metadata"])
def test_a_header_that_lacks_something_is_refused(key: str) -> None:
    refuse(forged({name: value for name, value in GOOD.items() if name != key}), "damaged")


@pytest.mark.parametrize("header", [[], 1, "text", None, [[[]]]])
def test_a_header_of_another_kind_is_refused(header: Any) -> None:
    refuse(forged(header), "damaged")


@pytest.mark.parametrize("text", [b"", b"{", b"\xff\xfe", b'{"format": ', b"[" * 100_000])
def test_a_header_that_is_no_json_is_refused(text: bytes) -> None:
    refuse(forged(entries={"header": npy(np.frombuffer(text, np.uint8))}), "damaged")


def test_entries_that_are_missing_or_too_many_are_refused() -> None:
    refuse(forged(entries={"extra": npy(WEIGHTS)}), "not of this kind: it holds")
    packed = io.BytesIO()
    np.savez(packed, header=np.zeros(3, np.uint8), parameters=WEIGHTS)
    refuse(packed.getvalue(), "not of this kind: it holds")


@pytest.mark.parametrize("compression", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_a_damaged_file_packed_in_another_way_is_refused_too(compression: int) -> None:
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(forged())) as source,
        zipfile.ZipFile(packed, "w", compression) as archive,
    ):
        for name in source.namelist():
            archive.writestr(name, source.read(name))
    content = bytearray(packed.getvalue())
    for place in range(60, 200):
        content[place] ^= 0xFF
        refuse(bytes(content), "damaged|holds")
        content[place] ^= 0xFF


def test_a_refused_file_leaves_other_networks_as_they_were() -> None:
    network = Network(SPECS, input_shape=(6,), rng=np.random.default_rng(0))
    before = network.parameters.copy()
    refuse(forged(weights=np.ones(3, np.float32)), "needs more weights")
    np.testing.assert_array_equal(network.parameters, before)
