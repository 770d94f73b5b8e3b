import hashlib
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from digitpad.data import bundled, image_from_strokes
from digitpad.paths import resource

# Of the arrays, one after the other, as keras.datasets.mnist.load_data() returns them.
SHA_256 = {
    "x_train": "741c988805d008ac6e4c904b69001ba184c24b2c540a4ef403f4c71b676cf757",
    "y_train": "1feba77c54802fa5339a11837ea4b2866434b83314ec45192930f1df69120c13",
    "x_test": "6d87418db22cc8025d05968bec9bd5c3932904b23485740db143a061a2c9d161",
    "y_test": "ddeff807876a9661a1110d45c266c86239a3a1b7d37da0c3716a7a683c852ff5",
}


def test_mnist_is_complete_and_in_its_canonical_order() -> None:
    arrays = bundled.mnist_arrays()
    assert {name: array.shape for name, array in arrays.items()} == {
        "x_train": (60_000, 28, 28),
        "y_train": (60_000,),
        "x_test": (10_000, 28, 28),
        "y_test": (10_000,),
    }
    assert {array.dtype for array in arrays.values()} == {np.dtype(np.uint8)}
    found = {name: hashlib.sha256(array.data).hexdigest() for name, array in arrays.items()}
    assert found == SHA_256


def test_the_drawings_are_those_of_thirty_writers_and_all_labelled() -> None:
    drawings = (*bundled.training_drawings(), *bundled.held_out_drawings())
    writers = [sample.writer for sample in drawings]
    assert sorted(set(writers)) == [f"tra-{number:02}" for number in range(1, 31)]
    assert min(map(writers.count, set(writers))) == 247
    assert {sample.label for sample in drawings} == set(range(10))


def test_the_drawn_digits_are_of_writers_that_no_training_sees() -> None:
    trained = {sample.writer for sample in bundled.training_drawings()}
    held_out = {sample.writer for sample in bundled.held_out_drawings()}
    assert (len(trained), len(held_out)) == (24, 6)
    assert trained.isdisjoint(held_out)
    assert len(bundled.training_drawings()) + len(bundled.held_out_drawings()) == 7_494


def test_the_drawn_digits_keep_the_strokes_that_their_images_come_from() -> None:
    drawn = bundled.drawn_set()
    assert drawn.drawn is not None
    np.testing.assert_array_equal(drawn.drawn.places, np.arange(len(drawn)))
    again = image_from_strokes(drawn.drawn.drawings[700])
    np.testing.assert_array_equal(again, drawn.images[700])


def test_nothing_is_bundled_that_may_not_be() -> None:
    names = {path.name for path in resource("data").iterdir()}
    assert names == {"letters.jsonl.gz", "mnist.npz", "OFL-1.1.txt", "pendigits.jsonl.gz"}


def test_two_threads_that_ask_at_once_load_only_once() -> None:
    begun, loaded = threading.Event(), threading.Event()
    results = iter([[1], [2]])

    def load(go_on: Callable[[], None]) -> list[int]:
        begun.set()
        loaded.wait()
        return next(results)

    once = bundled.Once(load)
    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(once)
        begun.wait()
        second = threads.submit(once)
        loaded.set()
    assert first.result() is second.result()
    assert once() == [1]
    once.cache_clear()
    assert once() == [2]


def test_who_waits_for_what_another_thread_loads_can_give_up() -> None:
    begun, given_up = threading.Event(), threading.Event()

    def load(go_on: Callable[[], None]) -> str:
        begun.set()
        given_up.wait()
        return "loaded"

    def give_up() -> None:
        raise InterruptedError

    once = bundled.Once(load)
    with ThreadPoolExecutor(1) as thread:
        first = thread.submit(once)
        begun.wait()
        with pytest.raises(InterruptedError):
            once(give_up)
        given_up.set()
    assert first.result() == once(give_up) == "loaded"


def test_what_is_given_up_is_loaded_when_it_is_asked_for_again() -> None:
    def give_up() -> None:
        raise InterruptedError

    bundled.drawn_set.cache_clear()
    with pytest.raises(InterruptedError):
        bundled.drawn_set(give_up)
    assert len(bundled.drawn_set()) == 1_499
