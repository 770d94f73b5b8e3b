"""Arrays and a header in an .npz with a checksum; model files have tests of their own."""

import io
import zipfile
from typing import Any

import numpy as np
import pytest

from digitpad.nn import archive
from digitpad.nn.archive import BadArchive, digest, pack, unpack

HEADER = {"kind": "test", "numbers": [1, 2.5, None]}
ARRAYS = {"b": np.arange(3, dtype=np.float32), "a": np.array([0.5, -1.0])}


def test_what_is_packed_comes_back_with_its_checksum() -> None:
    header, arrays = unpack(pack(HEADER, ARRAYS))
    assert header == {**HEADER, "sha256": digest(HEADER, ARRAYS)}
    assert list(arrays) == ["b", "a"]
    for name, array in ARRAYS.items():
        np.testing.assert_array_equal(arrays[name], array)
        assert arrays[name].dtype == array.dtype


def test_the_checksum_does_not_depend_on_the_order_of_names_but_on_all_else() -> None:
    turned = dict(reversed(HEADER.items())), dict(reversed(ARRAYS.items()))
    assert digest(*turned) == digest(HEADER, ARRAYS)
    others = [
        ({**HEADER, "kind": "other"}, ARRAYS),
        (HEADER, {**ARRAYS, "a": np.array([0.5, 1.0])}),
        (HEADER, {"b": ARRAYS["a"], "a": ARRAYS["b"]}),
    ]
    assert len({digest(HEADER, ARRAYS), *(digest(*other) for other in others)}) == 4


def test_the_names_of_the_arrays_must_be_those_asked_for_in_any_order() -> None:
    content = pack(HEADER, ARRAYS)
    assert set(unpack(content, ("a", "b"))[1]) == {"a", "b"}
    for names in (("a",), ("a", "b", "c"), ()):
        with pytest.raises(BadArchive, match="the file is not of this kind: it holds"):
            unpack(content, names)


def test_a_header_alone_is_an_archive_too() -> None:
    assert unpack(pack({}, {}), ()) == ({"sha256": digest({}, {})}, {})


def test_more_entries_than_any_file_of_ours_has_are_refused() -> None:
    arrays = {str(number): ARRAYS["a"] for number in range(archive.MOST_ENTRIES)}
    with pytest.raises(BadArchive, match="not of this kind"):
        unpack(pack(HEADER, arrays))
    arrays.popitem()
    assert len(unpack(pack(HEADER, arrays))[1]) == archive.MOST_ENTRIES - 1


def test_an_entry_that_unpacks_to_far_more_than_it_takes_is_refused() -> None:
    """Ten million zeros fit into forty thousand bytes; weights never do."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(pack(HEADER, {"a": np.zeros(10**7, np.float32)}))) as source,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as deflated,
    ):
        for name in source.namelist():
            deflated.writestr(name, source.read(name))
    assert len(packed.getvalue()) < 100_000
    with pytest.raises(BadArchive, match="more memory than any file of Digitpad needs"):
        unpack(packed.getvalue())


@pytest.mark.parametrize("array", [np.zeros((2, 2)), np.zeros(2, np.int32), np.zeros(2, ">f8")])
def test_an_array_that_is_no_vector_of_our_numbers_is_refused(array: Any) -> None:
    with pytest.raises(BadArchive, match="the file is damaged: a is "):
        unpack(pack(HEADER, {"a": array}))


def test_what_python_s_zip_raises_is_told_as_a_bad_archive() -> None:
    with pytest.raises(BadArchive, match="is damaged or is not a Digitpad file") as caught:
        unpack(b"no archive")
    assert isinstance(caught.value.__cause__, zipfile.BadZipFile)


def test_an_archive_without_a_header_is_refused() -> None:
    packed = io.BytesIO()
    np.savez(packed, **ARRAYS)
    with pytest.raises(BadArchive, match="is damaged or is not a Digitpad file"):
        unpack(packed.getvalue())
