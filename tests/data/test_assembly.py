"""What each data set is made of; test_datasets.py asks how it is loaded."""

import re
from pathlib import Path

import numpy as np
import pytest

from digitpad import data
from digitpad.data import assembly, bundled, drawing
from digitpad.data.image_set import DrawnPart


@pytest.fixture(scope="module")
def mnist() -> data.Splits:
    return data.load("mnist")


@pytest.fixture(scope="module")
def mixed() -> data.Splits:
    return data.load("mnist+strokes")


def go_on() -> None:
    """Nobody ends the work."""


def test_mnist_is_split_into_its_first_55000_its_last_5000_and_its_test_images(
    mnist: data.Splits,
) -> None:
    arrays = bundled.mnist_arrays()
    assert (mnist.train.images == arrays["x_train"][:55_000]).all()
    assert (mnist.train.labels == arrays["y_train"][:55_000]).all()
    assert (mnist.validation.images == arrays["x_train"][55_000:]).all()
    assert (mnist.validation.labels == arrays["y_train"][55_000:]).all()
    assert (mnist.test.images == arrays["x_test"]).all()
    assert (mnist.test.labels == arrays["y_test"]).all()


def test_every_set_of_digits_is_measured_on_the_same_drawn_digits(
    mnist: data.Splits, mixed: data.Splits
) -> None:
    assert mnist.drawn is not None
    assert len(mnist.drawn) == 1_499
    assert mixed.drawn is mnist.drawn
    assert np.bincount(mnist.drawn.labels).min() > 100


def test_the_mixed_set_adds_drawings_to_the_training_images_only(
    mnist: data.Splits, mixed: data.Splits
) -> None:
    assert mixed.train.drawn is not None
    scanned = np.delete(mixed.train.images, mixed.train.drawn.places, axis=0)
    assert (scanned == mnist.train.images).all()
    assert (mixed.validation.images == mnist.validation.images).all()
    assert (mixed.test.images == mnist.test.images).all()


def test_the_strokes_of_the_mixed_set_are_those_of_its_images(mixed: data.Splits) -> None:
    drawn = mixed.train.drawn
    assert drawn is not None
    some = range(0, len(drawn.drawings), 997)
    images = data.images_from_drawings([drawn.drawings[i] for i in some])
    assert (images == mixed.train.images[drawn.places[list(some)]]).all()


@pytest.mark.parametrize("limit", [10, 1_000, 30_000])
def test_any_number_of_first_images_holds_a_fair_share_of_drawings(
    limit: int, mixed: data.Splits
) -> None:
    assert mixed.train.drawn is not None
    share = len(mixed.train.drawn.places) / len(mixed.train)
    drawings = int((mixed.train.drawn.places < limit).sum())
    assert drawings == pytest.approx(share * limit, abs=1)


def test_a_damaged_download_says_so(user_folder: Path) -> None:
    path = user_folder / "datasets" / "keras-mnist.npz"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"PK half a file")
    sentence = (
        "MNIST from Keras cannot be read (the file keras-mnist.npz is damaged): fetch it again."
    )
    with pytest.raises(data.DatasetMissing, match=re.escape(sentence)):
        data.load("keras-mnist")


def test_the_arrays_cannot_be_changed_by_accident(mnist: data.Splits) -> None:
    with pytest.raises(ValueError, match="read-only"):
        mnist.train.images[0] = 0


def test_the_mixed_set_holds_what_is_no_digit_for_training_only(mixed: data.Splits) -> None:
    share = (mixed.train.labels == data.NO_DIGIT).mean()
    assert 0.1 < share < 0.15
    assert mixed.train.first(500).labels.max() == data.NO_DIGIT
    for part in (mixed.validation, mixed.test, mixed.drawn):
        assert part is not None
        assert part.labels.max() == 9


def test_the_mixed_set_has_as_many_drawings_as_its_help_says(mixed: data.Splits) -> None:
    digits, other = (int(np.sum(part)) for part in _drawn_digits_and_others(mixed.train))
    assert (digits, other) == (4 * 5_995, 12_000)
    info = next(info for info in data.DATASETS if info.key == "mnist+strokes")
    assert "5,995 digits drawn with a pen (each four times)" in info.help
    assert "12,000 drawings of other things" in info.help


def _drawn_digits_and_others(train: data.ImageSet) -> tuple[np.ndarray, np.ndarray]:
    assert train.drawn is not None
    labels = train.labels[train.drawn.places]
    return labels != data.NO_DIGIT, labels == data.NO_DIGIT


def test_what_is_no_digit_is_the_same_every_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assembly, "_NON_DIGITS", 40)
    monkeypatch.setattr(drawing, "_CHUNK", 15)  # two parts and a rest
    first, second = assembly._non_digits(go_on), assembly._non_digits(go_on)
    assert len(first) == 40
    assert (first.labels == data.NO_DIGIT).all()
    assert first.images.any(axis=(1, 2)).all()
    np.testing.assert_array_equal(first.images, second.images)


def test_parts_are_interleaved_evenly_with_their_labels_and_strokes() -> None:
    plain = data.ImageSet("six", np.zeros((6, 28, 28), np.uint8), np.arange(6, dtype=np.uint8))
    strokes = tuple([np.full((2, 2), float(label))] for label in (8, 9))
    images = np.full((2, 28, 28), 255, np.uint8)
    drawn = DrawnPart(np.arange(2), strokes)
    drawings = data.ImageSet("two", images, np.array([8, 9], np.uint8), drawn=drawn)
    both = assembly._interleaved("both", plain, drawings)
    assert both.labels.tolist() == [0, 1, 8, 2, 3, 4, 9, 5]
    assert both.images[:, 0, 0].tolist() == [0, 0, 255, 0, 0, 0, 255, 0]
    assert both.drawn is not None
    assert both.drawn.places.tolist() == [2, 6]
    assert both.drawn.drawings == strokes
