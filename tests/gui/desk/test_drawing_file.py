"""A drawing as bytes."""

import numpy as np
import pytest

from digitpad.gui.desk.drawing import Picture
from digitpad.gui.desk.drawing_file import DrawingFileError, dumps, loads
from digitpad.gui.desk.stroke import Stroke


def strokes(rng: np.random.Generator) -> list[Stroke]:
    lengths = (1, 7, 300)
    return [Stroke(rng.uniform(0, 280, (n, 2)), rng.uniform(4, 44, n)) for n in lengths]


def test_strokes_come_back() -> None:
    made = strokes(np.random.default_rng(1))
    back, picture = loads(dumps(made, None))
    assert picture is None
    for before, after in zip(made, back, strict=True):
        np.testing.assert_allclose(after.points, before.points, atol=1e-4)
        np.testing.assert_allclose(after.widths, before.widths, rtol=1e-6)


def test_nothing_comes_back_as_nothing() -> None:
    assert loads(dumps([], None)) == ([], None)


@pytest.mark.parametrize("seen", [None, np.eye(28, dtype=np.uint8)])
@pytest.mark.parametrize("shape", [(30, 20), (30, 20, 4)])
def test_a_picture_comes_back(shape: tuple[int, ...], seen: np.ndarray | None) -> None:
    pixels = np.random.default_rng(2).integers(0, 256, shape, np.uint8)
    back, picture = loads(dumps([], Picture(pixels, seen, "Why.")))
    assert back == []
    assert picture is not None
    np.testing.assert_array_equal(picture.pixels, pixels)
    np.testing.assert_equal(picture.seen, seen)
    assert picture.problem == "Why."


def test_every_truncation_and_damage_is_refused() -> None:
    rng = np.random.default_rng(3)
    content = dumps(strokes(rng), None)
    for length in range(0, len(content), 7):
        with pytest.raises(DrawingFileError, match="damaged"):
            loads(content[:length])
    for place in rng.integers(0, len(content), 200):
        damaged = bytearray(content)
        damaged[place] ^= 1 + rng.integers(255)
        with pytest.raises(DrawingFileError, match="damaged"):
            loads(bytes(damaged))


@pytest.mark.parametrize("value", [np.nan, np.inf, -1.0, 1e9])
def test_a_width_that_cannot_be_is_refused(value: float) -> None:
    with pytest.raises(DrawingFileError, match="cannot be"):
        loads(dumps([Stroke(np.ones((2, 2)), np.array([4.0, value]))], None))
