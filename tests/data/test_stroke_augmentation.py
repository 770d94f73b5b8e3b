from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest

from digitpad import data
from digitpad.data import StrokeAugmentation
from digitpad.data.drawing import images_from_drawings
from digitpad.data.labels import NO_DIGIT
from digitpad.data.upright import could_be_a_one

Samples = tuple[data.StrokeSample, ...]
NOTHING = StrokeAugmentation(0, 0, 0, 0, 0, 0, 0, 0, 0, pen=0)
PLAIN_LABEL = 5  # a digit without rarer forms
LABEL = np.full(1, PLAIN_LABEL, np.uint8)
LINE = [np.stack([np.zeros(10), np.linspace(-0.5, 0.5, 10)], axis=1)]


def test_no_distortion_is_only_a_change_of_place_and_size(
    samples: Samples, rng: np.random.Generator
) -> None:
    drawings = [sample.strokes for sample in samples]
    labels = np.full(len(drawings), PLAIN_LABEL, np.uint8)
    images = NOTHING.images(drawings, labels, rng=rng)
    assert np.abs(images.astype(int) - images_from_drawings(drawings)).max() <= 1


def test_each_drawing_comes_out_differently_and_in_the_form_of_mnist(
    samples: Samples, rng: np.random.Generator
) -> None:
    drawings = [samples[3].strokes] * 40
    images = StrokeAugmentation().images(drawings, np.full(40, PLAIN_LABEL, np.uint8), rng=rng)
    assert len(np.unique(images.reshape(40, -1), axis=0)) == 40
    sides = [(images.max(axis=axis) > 0).sum(axis=1) for axis in (1, 2)]
    assert np.maximum(*sides).max() <= 20
    assert (images.max(axis=(1, 2)) == 255).all()


def test_a_distorted_drawing_still_looks_like_itself(
    samples: Samples, rng: np.random.Generator
) -> None:
    drawings = [sample.strokes for sample in samples]
    labels = np.array([sample.label for sample in samples], np.uint8)
    plain = images_from_drawings(drawings).reshape(len(drawings), -1).astype(float)
    other = StrokeAugmentation().images(drawings, labels, rng=rng).reshape(plain.shape)
    alike = [np.corrcoef(a, b)[0, 1] for a, b in zip(plain, other, strict=True)]
    assert np.median(alike) > 0.4


def test_pens_of_many_widths_are_used_within_the_limits(rng: np.random.Generator) -> None:
    augmentation = replace(NOTHING, pen=0.8, pen_limits_px=(2.0, 4.0))
    images = augmentation.images([LINE] * 60, np.full(60, PLAIN_LABEL, np.uint8), rng=rng)
    widths = images[:, 14].sum(axis=1) / 255
    assert widths.min() == pytest.approx(2.0, abs=0.2)
    assert widths.max() == pytest.approx(4.0, abs=0.1)


def test_rough_drawings_lose_points_and_keep_their_ends(
    samples: Samples, rng: np.random.Generator
) -> None:
    always = replace(NOTHING, rough=1.0)
    before = samples[3].strokes
    (after,) = always.distorted([before], LABEL, rng=rng)
    for stroke, kept in zip(before, after, strict=True):
        assert 2 <= len(kept) < len(stroke)
        way = (stroke[-1] - stroke[0]) / (kept[-1] - kept[0])
        assert way[0] == pytest.approx(way[1])


def test_strokes_are_lengthened_and_cut_at_their_ends(rng: np.random.Generator) -> None:
    over = replace(NOTHING, overshoot=0.05)
    labels = np.full(60, PLAIN_LABEL, np.uint8)
    lengths = [float(np.ptp(one[0][:, 1])) for one in over.distorted([LINE] * 60, labels, rng=rng)]
    assert min(lengths) < 0.95
    assert max(lengths) > 1.05
    assert min(lengths) > 0.6
    assert max(lengths) < 1.4


def test_a_bulge_moves_the_middle_and_leaves_the_ends(rng: np.random.Generator) -> None:
    (bulged,) = replace(NOTHING, bulge=0.2).distorted([LINE], LABEL, rng=rng)
    np.testing.assert_allclose(bulged[0][[0, -1]], LINE[0][[0, -1]] + [bulged[0][0, 0], 0])
    assert np.abs(bulged[0] - LINE[0]).max() > 0.01
    assert (np.diff(bulged[0][:, 1]) > 0).all()


def test_threads_change_nothing(samples: Samples) -> None:
    drawings = [sample.strokes for sample in samples] * 6
    labels = np.array([sample.label for sample in samples] * 6, np.uint8)
    alone = StrokeAugmentation().images(drawings, labels, rng=np.random.default_rng(8))
    with ThreadPoolExecutor(3) as pool:
        together = StrokeAugmentation().images(
            drawings, labels, rng=np.random.default_rng(8), run=pool.map
        )
    assert (alone == together).all()


def test_who_no_longer_wants_the_images_is_asked_before_they_are_inked(
    samples: Samples, rng: np.random.Generator
) -> None:
    drawings, labels = [samples[0].strokes] * 300, np.zeros(300, np.uint8)
    asked: list[None] = []
    StrokeAugmentation().images(drawings, labels, rng=rng, go_on=lambda: asked.append(None))
    assert len(asked) == 4  # two parts

    def end() -> None:
        raise LookupError

    with pytest.raises(LookupError):
        StrokeAugmentation().images(drawings, labels, rng=rng, go_on=end)


def test_the_given_drawing_is_not_changed(samples: Samples, rng: np.random.Generator) -> None:
    before = [stroke.copy() for stroke in samples[3].strokes]
    StrokeAugmentation().distorted([samples[3].strokes], np.zeros(1, np.uint8), rng=rng)
    for stroke, copy in zip(samples[3].strokes, before, strict=True):
        assert (stroke == copy).all()


def test_a_dot_can_be_distorted(rng: np.random.Generator) -> None:
    images = StrokeAugmentation().images([[np.array([[3.0, 4.0]])]], np.zeros(1, "u1"), rng=rng)
    assert images.max() == 255


def test_what_is_no_digit_is_not_made_a_one(rng: np.random.Generator) -> None:
    stem = np.stack([np.zeros(9), np.linspace(0, 0.75, 9)], axis=1)
    exclamation = [stem, np.array([[0.0, 1.02]])]
    assert not could_be_a_one(exclamation)
    labels = np.full(400, NO_DIGIT, np.uint8)
    redrawn = StrokeAugmentation().distorted([exclamation] * 400, labels, rng=rng)
    assert not any(map(could_be_a_one, redrawn))
    ones = StrokeAugmentation().distorted([exclamation] * 400, np.ones(400, np.uint8), rng=rng)
    assert any(map(could_be_a_one, ones))


def test_one_seed_gives_one_result(samples: Samples) -> None:
    drawings = [sample.strokes for sample in samples[:20]]
    labels = np.array([sample.label for sample in samples[:20]], np.uint8)
    first, second = (
        StrokeAugmentation().images(drawings, labels, rng=np.random.default_rng(8))
        for _ in range(2)
    )
    assert (first == second).all()
