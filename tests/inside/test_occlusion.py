"""What the score loses when ink is covered: as the engine reads the covered image."""

import numpy as np
import pytest
from numpy.typing import NDArray

from digitpad.data import formation
from digitpad.inside.occlusion import occlusion, part_occlusion, stroke_parts
from digitpad.inside.score import Contrast
from digitpad.nn import Network
from tests.inside.conftest import log_odds

Image = NDArray[np.uint8]


@pytest.mark.parametrize("place", [(14, 14), (5, 9), (0, 0), (27, 27)])
def test_it_is_the_difference_to_the_covered_image_s_prediction(
    network: Network, four: Image, place: tuple[int, int]
) -> None:
    *_, losses = occlusion(network, four, Contrast(4, 9), patch=5)
    covered = four.copy()
    row, column = place
    covered[max(0, row - 2) : row + 3, max(0, column - 2) : column + 3] = 0
    wanted = log_odds(network, four) - log_odds(network, covered)
    assert losses[place] == pytest.approx(wanted, abs=1e-5)


def test_the_map_fills_up_and_is_0_where_no_ink_is_near(shipped: Network, four: Image) -> None:
    maps = list(occlusion(shipped, four, Contrast(4)))
    assert len(maps) > 5
    assert np.count_nonzero(maps[0]) < np.count_nonzero(maps[-1])
    assert not maps[-1][:2].any()


def test_a_stroke_left_out_is_the_image_without_its_ink(network: Network) -> None:
    upright, across = np.array([[50.0, 0], [50, 100]]), np.array([[0.0, 50], [90, 50]])
    made = formation([upright, across])
    parts = stroke_parts(made.image, [line + made.corner for line in made.lines])
    assert np.array_equal(parts[0] ^ parts[1], np.ones((28, 28), np.bool_))
    _, losses = part_occlusion(network, made.image, parts, Contrast(4, 9))
    left = np.where(parts[1], made.image, 0).astype(np.uint8)
    wanted = log_odds(network, made.image) - log_odds(network, left)
    assert losses[0] == pytest.approx(wanted, abs=1e-5)


def test_a_pixel_belongs_to_the_stroke_that_is_nearest_to_its_middle() -> None:
    left, right = (np.array([[x, 0.0], [x, 28.0]]) for x in (10.0, 16.8))
    parts = stroke_parts(np.zeros((28, 28), np.uint8), [left, right])
    assert parts[0][:, :13].all()
    assert parts[1][:, 13:].all()


def test_each_stroke_keeps_its_own_ink() -> None:
    short, line = np.array([[10.0, 10.0], [60.0, 10.0]]), np.array([[0.0, 100.0], [100.0, 100.0]])
    made = formation([short, line])
    parts = stroke_parts(made.image, [points + made.corner for points in made.lines])
    rows = [np.flatnonzero((made.image * part).any(axis=1)) for part in parts]
    assert rows[0].max() < rows[1].min()
