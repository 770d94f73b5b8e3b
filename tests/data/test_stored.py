import io
import random
import zipfile
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from digitpad.data.stored import pack, unpack

Arrays = dict[str, NDArray[np.uint8]]


@pytest.fixture(scope="module")
def arrays() -> Arrays:
    rng = np.random.default_rng(0)
    made = {}
    for part, count in (("train", 60_000), ("test", 10_000)):
        made[f"x_{part}"] = np.zeros((count, 28, 28), np.uint8)
        made[f"x_{part}"][:, 3, 3] = rng.integers(0, 256, count)
        made[f"y_{part}"] = rng.integers(0, 10, count, np.uint8)
    return made


@pytest.fixture(scope="module")
def content(arrays: Arrays) -> bytes:
    return pack(arrays)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "some.npz"


def test_what_is_packed_comes_back_read_only(arrays: Arrays, content: bytes, path: Path) -> None:
    path.write_bytes(content)
    again = unpack(path)
    assert again.keys() == arrays.keys()
    assert all((again[name] == arrays[name]).all() for name in arrays)
    assert not any(array.flags.writeable for array in again.values())


@pytest.mark.parametrize(
    ("name", "wrong", "reason"),
    [
        ("x_train", np.zeros((59_999, 28, 28), np.uint8), "x_train must be uint8"),
        ("x_test", np.zeros((10_000, 28, 28), np.float32), "not float32"),
        ("y_test", np.full(10_000, 10, np.uint8), "from 0 to 9, not 10"),
    ],
)
def test_arrays_of_another_kind_are_not_packed(
    name: str, wrong: NDArray[np.uint8], reason: str, arrays: Arrays
) -> None:
    with pytest.raises(ValueError, match=reason):
        pack({**arrays, name: wrong})


def test_damage_is_noticed_or_harmless(arrays: Arrays, content: bytes, path: Path) -> None:
    chance = random.Random(2)
    refused = 0
    for _ in range(20):
        damaged = bytearray(content)
        damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
        path.write_bytes(damaged)
        try:
            again = unpack(path)
        except ValueError:
            refused += 1
        else:
            assert all((again[name] == arrays[name]).all() for name in arrays)
    assert refused > 10


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 0.999])
def test_a_truncated_file_is_refused(share: float, content: bytes, path: Path) -> None:
    path.write_bytes(content[: int(share * len(content))])
    with pytest.raises(ValueError, match=r"^the file some\.npz is damaged$"):
        unpack(path)


def replaced(content: bytes, member: str, new: bytes) -> bytes:
    """Return the archive with one member replaced."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", 8) as made:
        for name in old.namelist():
            made.writestr(name, new if name == member else old.read(name))
    return buffer.getvalue()


def test_other_arrays_with_the_old_checksum_are_refused(content: bytes, path: Path) -> None:
    buffer = io.BytesIO()
    np.save(buffer, np.zeros(10_000, np.uint8))
    path.write_bytes(replaced(content, "y_test.npy", buffer.getvalue()))
    with pytest.raises(ValueError, match="damaged"):
        unpack(path)


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        (
            b"{'descr': '|u1', 'fortran_order': False, 'shape': (1000000000000000,), }",
            r"y_test must be uint8 \(10000,\), not uint8 \(1000000000000000,\)",
        ),
        (
            b"{'descr': '|O', 'fortran_order': False, 'shape': (10000,), }",
            r"y_test must be uint8 \(10000,\), not object",
        ),
        (b"{'descr': '|u1', 'fortran_order': True, 'shape': (100, 100), }", "Fortran order"),
        (b"{'descr': '|u1', 'fortran_order': False, 'shape': 'x', }", "shape is not valid"),
        (b"no header at all", "Cannot parse header"),
    ],
)
def test_a_forged_header_is_refused_before_memory_is_given(
    header: bytes, reason: str, content: bytes, path: Path
) -> None:
    padded = header.ljust(117) + b"\n"
    forged = b"\x93NUMPY\x01\x00" + len(padded).to_bytes(2, "little") + padded + bytes(100)
    path.write_bytes(replaced(content, "y_test.npy", forged))
    with pytest.raises(ValueError, match=reason):
        unpack(path)


def test_an_array_of_a_newer_format_is_refused(content: bytes, path: Path) -> None:
    path.write_bytes(replaced(content, "y_test.npy", b"\x93NUMPY\x02\x00" + bytes(100)))
    with pytest.raises(ValueError, match="a format that is not read here"):
        unpack(path)


def test_a_missing_file_is_an_os_error(path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        unpack(path)
