from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, replace

import numpy as np
import pytest
from numpy.typing import NDArray

from digitpad import data
from digitpad.data import AUGMENTATIONS, Augmentation

NOTHING = Augmentation(0, 0, 0, 0, 0, 0, 0)
ONE_AT_A_TIME = {
    "turn_degrees": 20.0,
    "scale": 0.2,
    "stretch": 0.2,
    "shear": 0.3,
    "shift_px": 3.0,
    "elastic_px": 1.5,
}


def moments(images: NDArray[np.floating]) -> dict[str, NDArray[np.float64]]:
    """Return where the ink of each image is and how it spreads, in pixels."""
    y, x = np.mgrid[0:28, 0:28]
    mass = images.sum(axis=(1, 2), dtype=np.float64)
    down, right = ((images * axis).sum(axis=(1, 2)) / mass for axis in (y, x))
    dy, dx = y - down[:, None, None], x - right[:, None, None]
    spread = [(images * product).sum(axis=(1, 2)) / mass for product in (dy * dy, dx * dx, dy * dx)]
    return {
        "down": down,
        "right": right,
        "tall": np.sqrt(spread[0]),
        "wide": np.sqrt(spread[1]),
        "slant": spread[2],
    }


@pytest.fixture
def ring() -> NDArray[np.uint8]:
    """Two hundred times the same ring: round, so that only what is done to it shows."""
    y, x = np.mgrid[0:28, 0:28] - 13.5
    image = 255 * (2 - np.abs(np.hypot(y, x) - 7)).clip(0, 1)
    return np.repeat(np.rint(image).astype(np.uint8)[np.newaxis], 200, axis=0)


def test_no_distortion_returns_the_images(
    scans: NDArray[np.uint8], rng: np.random.Generator
) -> None:
    assert np.allclose(NOTHING(scans, rng=rng), scans / 255, atol=1e-3)


def test_a_share_of_the_images_stays_as_it_is(
    scans: NDArray[np.uint8], rng: np.random.Generator
) -> None:
    many = np.concatenate([scans] * 4)
    some = replace(AUGMENTATIONS["light"], untouched=0.5)(many, rng=rng)
    same = (some == many * np.float32(1 / 255)).all(axis=(1, 2))
    assert 0.4 < same.mean() < 0.6


@pytest.mark.parametrize("name", AUGMENTATIONS)
def test_the_result_is_floats_from_0_to_1_and_the_images_stay(
    name: str, scans: NDArray[np.uint8], rng: np.random.Generator
) -> None:
    before = scans.copy()
    distorted = AUGMENTATIONS[name](scans, rng=rng)
    assert distorted.shape == scans.shape
    assert distorted.dtype == np.float32
    assert distorted.min() >= 0
    assert distorted.max() <= 1 + 1e-6
    assert (scans == before).all()


@pytest.mark.parametrize("name", AUGMENTATIONS)
def test_digits_keep_their_ink_and_their_place(
    name: str, scans: NDArray[np.uint8], rng: np.random.Generator
) -> None:
    distorted = AUGMENTATIONS[name](scans, rng=rng)
    ink = distorted.sum(axis=(1, 2)) / (scans.sum(axis=(1, 2)) / 255)
    assert np.abs(np.log(ink)).max() < 0.9
    after = moments(distorted)
    for axis in ("down", "right"):
        assert np.abs(after[axis] - 14).max() < 5


def test_strong_distorts_more_than_light() -> None:
    light, strong = AUGMENTATIONS["light"], AUGMENTATIONS["strong"]
    for field in fields(Augmentation):
        if field.name != "untouched":
            assert getattr(light, field.name) < getattr(strong, field.name)
    assert light.untouched > strong.untouched


@pytest.mark.parametrize("field", ONE_AT_A_TIME)
def test_each_amount_does_something_and_differs_from_image_to_image(
    field: str, scans: NDArray[np.uint8], rng: np.random.Generator
) -> None:
    same = np.repeat(scans[35:36], 50, axis=0)
    distorted = replace(NOTHING, **{field: ONE_AT_A_TIME[field]})(same, rng=rng)
    assert np.abs(distorted - same / 255).mean(axis=(1, 2)).mean() > 0.01
    assert len(np.unique(distorted.reshape(50, -1), axis=0)) == 50


def test_half_of_the_images_get_lines_of_another_width(
    ring: NDArray[np.uint8], rng: np.random.Generator
) -> None:
    ink = replace(NOTHING, weight=0.2)(ring, rng=rng).sum(axis=(1, 2)) / (ring[0].sum() / 255)
    assert 0.35 < (np.abs(ink - 1) < 1e-3).mean() < 0.65
    assert ink.min() < 0.85
    assert ink.max() > 1.2


def test_paper_without_ink_stays_so(rng: np.random.Generator) -> None:
    blank = np.zeros((8, 28, 28), np.uint8)
    assert not AUGMENTATIONS["strong"](blank, rng=rng).any()


def test_a_shift_moves_by_what_was_asked_and_no_more(
    ring: NDArray[np.uint8], rng: np.random.Generator
) -> None:
    moved = moments(replace(NOTHING, shift_px=3)(ring, rng=rng))
    for axis in ("down", "right"):
        assert 2.8 < np.abs(moved[axis] - 13.5).max() < 3.05
        assert abs(float(moved[axis].mean()) - 13.5) < 0.5


def test_scale_and_stretch_change_the_size_by_what_was_asked(
    ring: NDArray[np.uint8], rng: np.random.Generator
) -> None:
    plain = moments(ring / 255)["tall"][0]
    scaled = moments(replace(NOTHING, scale=0.2)(ring, rng=rng))
    stretched = moments(replace(NOTHING, stretch=0.2)(ring, rng=rng))
    assert np.log(scaled["tall"] / plain).max() == pytest.approx(0.2, abs=0.02)
    assert np.allclose(scaled["tall"], scaled["wide"], rtol=0.01)
    product = stretched["tall"] * stretched["wide"]
    assert np.allclose(product, plain**2, rtol=0.02)
    assert np.log(stretched["tall"] / stretched["wide"]).max() == pytest.approx(0.4, abs=0.04)


def test_a_turn_leaves_a_ring_as_it_is_and_shear_slants_it(
    ring: NDArray[np.uint8], rng: np.random.Generator
) -> None:
    turned = moments(replace(NOTHING, turn_degrees=30)(ring, rng=rng))
    sheared = moments(replace(NOTHING, shear=0.3)(ring, rng=rng))
    assert np.abs(turned["slant"]).max() < 0.2
    assert np.abs(sheared["slant"]).max() > 3


def test_what_comes_from_outside_is_paper(rng: np.random.Generator) -> None:
    full = np.full((100, 28, 28), 255, np.uint8)
    moved = replace(NOTHING, shift_px=6)(full, rng=rng)
    assert moved[:, 10:18, 10:18].min() == pytest.approx(1)
    assert (moved[:, [0, -1]].max(axis=2).min(axis=1) == 0).mean() > 0.5


def test_one_seed_gives_one_result(scans: NDArray[np.uint8]) -> None:
    results = [AUGMENTATIONS["strong"](scans, rng=np.random.default_rng(5)) for _ in range(2)]
    assert (results[0] == results[1]).all()


def test_threads_do_not_disturb_each_other(scans: NDArray[np.uint8]) -> None:
    def distort(seed: int) -> NDArray[np.float32]:
        return AUGMENTATIONS["strong"](scans, rng=np.random.default_rng(seed))

    alone = [distort(seed) for seed in range(8)]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(distort, range(8)))
    assert all((a == b).all() for a, b in zip(alone, together, strict=True))


def test_no_images_give_no_images(rng: np.random.Generator) -> None:
    assert data.AUGMENTATIONS["light"](np.empty((0, 28, 28), np.uint8), rng=rng).shape == (
        0,
        28,
        28,
    )
