import threading
from pathlib import Path

import numpy as np
import pytest

from digitpad import data
from digitpad.data import bundled


@pytest.fixture(scope="module")
def mnist() -> data.Splits:
    return data.load("mnist")


@pytest.fixture(scope="module")
def mixed() -> data.Splits:
    return data.load("mnist+strokes")


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


def test_the_drawn_digits_are_of_writers_that_no_training_sees() -> None:
    trained = {sample.writer for sample in bundled.training_drawings()}
    held_out = {sample.writer for sample in bundled.held_out_drawings()}
    assert (len(trained), len(held_out)) == (24, 6)
    assert trained.isdisjoint(held_out)
    assert len(bundled.training_drawings()) + len(bundled.held_out_drawings()) == 7_494


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


@pytest.mark.parametrize("limit", [1, 1_000, 55_000])
def test_a_limit_takes_the_first_training_images_and_nothing_else(
    limit: int, mnist: data.Splits
) -> None:
    limited = data.load("mnist", limit=limit)
    assert (limited.train.labels == mnist.train.labels[:limit]).all()
    assert len(limited.validation) == 5_000
    assert len(limited.test) == 10_000


def test_a_limit_below_one_is_refused() -> None:
    with pytest.raises(ValueError, match="must be 1 or more, not 0"):
        data.load("mnist", limit=0)


def test_an_unknown_key_says_what_there_is() -> None:
    with pytest.raises(ValueError, match='no data set "cifar": choose one of mnist, mnist'):
        data.load("cifar")


@pytest.mark.parametrize("info", [info for info in data.DATASETS if info.needs_download])
def test_a_set_that_is_not_there_is_never_downloaded_but_named(
    info: data.DatasetInfo, user_folder: Path
) -> None:
    with pytest.raises(data.DatasetMissing, match=rf"^{info.title} is not on this computer yet"):
        data.load(info.key)
    assert not user_folder.exists()


def test_a_damaged_download_says_so(user_folder: Path) -> None:
    path = user_folder / "datasets" / "keras-mnist.npz"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"PK half a file")
    with pytest.raises(data.DatasetMissing, match=r"cannot be read .*damaged.*: fetch it again\.$"):
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


@pytest.mark.parametrize("delay_s", [0.0, 0.5, 1.5])
def test_loading_ends_soon_after_it_is_cancelled(delay_s: float) -> None:
    cancelled = threading.Event()
    timer = threading.Timer(delay_s, cancelled.set)
    timer.start()
    with pytest.raises(data.LoadingCancelled, match="mnist\\+strokes"):
        data.load("mnist+strokes", cancelled=cancelled)
    timer.join()
