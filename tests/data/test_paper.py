"""The ink of small pictures whose ink is known."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from digitpad.data.paper import ink_of

DRAWN = np.zeros((100, 80), bool)
DRAWN[20:80, 36:44] = True  # a bar of 60 by 8 pixels


def picture_of(ink: tuple[float, ...], paper: tuple[float, ...]) -> NDArray[np.float32]:
    return np.where(DRAWN[..., np.newaxis], np.float32(ink), np.float32(paper))


def is_the_bar(ink: NDArray[np.float32] | None) -> bool:
    return ink is not None and bool((ink[DRAWN] > 0.8).all() and (ink[~DRAWN] < 0.2).all())


@pytest.mark.parametrize(
    ("ink", "paper"),
    [
        ((0, 0, 0), (255, 255, 255)),
        ((255, 255, 255), (20, 40, 30)),
        ((200, 30, 30), (30, 130, 30)),
        ((110, 110, 110), (130, 130, 130)),
    ],
)
def test_ink_is_what_differs_from_the_paper_in_whatever_colour(
    ink: tuple[float, ...], paper: tuple[float, ...]
) -> None:
    assert is_the_bar(ink_of(picture_of(ink, paper)))


@settings(max_examples=20)
@given(st.floats(0, 255), st.integers(1, 4))
def test_a_picture_of_one_level_has_no_ink(level: float, channels: int) -> None:
    assert ink_of(np.full((40, 60, channels), level, np.float32)) is None


@settings(max_examples=10)
@given(st.integers(0, 2**32), st.floats(0.5, 20))
def test_grain_alone_is_no_ink(seed: int, spread: float) -> None:
    grain = np.random.default_rng(seed).normal(128, spread, (60, 60, 1))
    assert ink_of(grain.clip(0, 255).astype(np.float32)) is None


def test_a_contrast_as_small_as_that_of_a_compressed_flat_picture_is_no_ink() -> None:
    assert ink_of(picture_of((125,), (128,))) is None


def test_light_that_falls_off_along_a_line_neither_makes_ink_nor_takes_it() -> None:
    light = np.linspace(1, 0.5, len(DRAWN), dtype=np.float32)[:, np.newaxis, np.newaxis]
    assert is_the_bar(ink_of(picture_of((30,), (240,)) * light))
