import numpy as np
import pytest
from numpy.typing import NDArray

from digitpad.data.line_width import line_width, with_usual_line_width

SIDE = 100.0


def ring(width: float) -> NDArray[np.float32]:
    """A ring whose longest side is 100 px in 140, its line of ``width`` px of the 28x28 image."""
    y, x = np.mgrid[0:140, 0:140] - 69.5
    half = width * 5 / 2
    from_middle = np.abs(np.hypot(y, x) - (SIDE / 2 - half))
    return (half + 0.5 - from_middle).clip(0, 1).astype(np.float32)


def width_of(ink: NDArray[np.float32]) -> float:
    return line_width(ink) / 5


@pytest.mark.parametrize("width", [1.0, 2.0, 3.0, 5.0])
def test_the_width_of_a_line_is_measured(width: float) -> None:
    assert width_of(ring(width)) == pytest.approx(width, rel=0.1)


@pytest.mark.parametrize("width", [1.8, 2.5, 3.3])
def test_a_line_as_in_mnist_is_left_alone(width: float) -> None:
    ink = ring(width)
    assert with_usual_line_width(ink, SIDE) is ink


@pytest.mark.parametrize("width", [0.25, 0.6, 1.2])
def test_a_hair_line_is_widened(width: float) -> None:
    assert width_of(with_usual_line_width(ring(width), SIDE)) == pytest.approx(2.4, abs=0.35)


@pytest.mark.parametrize("width", [4.5, 6.0, 8.0])
def test_a_fat_line_is_thinned(width: float) -> None:
    assert width_of(with_usual_line_width(ring(width), SIDE)) == pytest.approx(2.7, abs=0.6)


def test_the_thin_parts_of_a_fat_line_stay() -> None:
    ink = np.zeros((140, 140), np.float32)
    ink[20:80, 45:95] = 1
    ink[80:120, 67:73] = 1  # a thin foot
    thinned = with_usual_line_width(ink, SIDE)
    assert thinned[85:115].max(axis=1).min() > 0.5
    assert thinned[30:70, 70].min() > 0.5
    assert thinned.sum() < 0.9 * ink.sum()
