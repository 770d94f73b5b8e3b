"""Lines drawn fast, shakily, or on a coarse screen."""

import numpy as np
import pytest
from numpy.typing import NDArray

from digitpad import data
from digitpad.data.drawing import images_from_drawings

Drawing = list[NDArray[np.float64]]


def snail(points: int) -> Drawing:
    turn = np.linspace(0, 2 * np.pi, points)
    return [(100 + 9 * turn)[:, None] * np.stack([np.cos(turn), np.sin(turn)], axis=1)]


def mean_difference(drawings: list[Drawing], others: list[Drawing]) -> float:
    first, second = images_from_drawings(drawings), images_from_drawings(others)
    return float(np.abs(first.astype(int) - second).mean())


@pytest.fixture
def drawings(samples: tuple[data.StrokeSample, ...]) -> list[Drawing]:
    return [list(sample.strokes) for sample in samples]


def test_a_snail_of_eight_points_is_rounder_than_straight_lines() -> None:
    place = np.arange(0, 8.01, 0.05)
    straight = [np.stack([np.interp(place, np.arange(9), c) for c in snail(9)[0].T], axis=1)]
    round_one = snail(200)
    assert mean_difference([snail(9)], [round_one]) < mean_difference([straight], [round_one]) / 2


def test_points_caught_twice_change_nothing() -> None:
    twice = [np.repeat(snail(9)[0], 2, axis=0)]
    assert mean_difference([twice], [snail(9)]) < 1


def test_the_curve_goes_through_the_points_and_a_line_stays_straight() -> None:
    zigzag = np.array([[0.0, 0.0], [40.0, 10.0], [0.0, 20.0], [40.0, 90.0], [41.0, 100.0]])
    image = data.image_from_strokes([zigzag])
    edge = np.flatnonzero(image.max(axis=0) > 128)
    assert edge[-1] - edge[0] == pytest.approx(41 * 17.5 / 100 + 2.5, abs=1.5)
    across = data.image_from_strokes([np.array([[0.0, 0.0], [0.0, 3.0], [0.0, 90.0]])])
    assert (across[6:22] == across[14]).all()


def test_shaking_is_evened_out(drawings: list[Drawing], rng: np.random.Generator) -> None:
    def shaken(drawing: Drawing, size: float) -> Drawing:
        return [stroke + rng.normal(0, size, stroke.shape) for stroke in drawing]

    dense = [snail(120) for _ in range(20)]
    side = 200.0
    evened = mean_difference([shaken(some, 0.02 * side) for some in dense], dense)
    one_point_moved = mean_difference([[some[0] * [1.0, 0.96]] for some in dense], dense)
    assert evened < 2 * one_point_moved


@pytest.mark.parametrize("side", [60, 40])
def test_a_small_drawing_in_whole_pixels_looks_as_it_was_meant(
    side: int, drawings: list[Drawing]
) -> None:
    def on_screen(drawing: Drawing) -> Drawing:
        points = np.concatenate(drawing)
        scale = side / np.ptp(points, axis=0).max()
        return [np.rint((stroke - points.min(axis=0)) * scale) for stroke in drawing]

    assert mean_difference([on_screen(drawing) for drawing in drawings], drawings) < 4


def test_strokes_are_never_joined() -> None:
    apart = [np.array([[0.0, 0.0], [0.0, 50.0], [0.0, 100.0]]), np.array([[90.0, 0], [90.0, 100]])]
    image = data.image_from_strokes(apart)
    assert image[:, 12:16].max() == 0
