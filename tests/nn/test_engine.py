import threading
import weakref
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from threadpoolctl import threadpool_info

from digitpad.nn import Array, LayerSpec, Loss, Network, engine, loss_named
from digitpad.nn.engine import BatchGradient, Engine, LoadImages, Workers, predict, random_streams
from digitpad.nn.machine import usable_cores
from digitpad.nn.micro_batch import Share, share_of

SHAPE = (10, 9, 1)
CONV = {"layer": "Conv2D", "filters": 8, "kernel_size": 3}
POOL, RELU, FLATTEN = {"layer": "MaxPool2D"}, {"layer": "ReLU"}, {"layer": "Flatten"}
DENSE, SOFTMAX = {"layer": "Dense", "units": 10}, {"layer": "Softmax"}
PLAIN: list[LayerSpec] = [CONV, POOL, RELU, FLATTEN, DENSE, SOFTMAX]
RANDOM: list[LayerSpec] = [
    *(CONV, {"layer": "BatchNorm"}, RELU, FLATTEN),
    *({"layer": "Dropout", "rate": 0.4}, DENSE, SOFTMAX),
]


def make(specs: list[LayerSpec], dtype: Any = np.float32) -> Network:
    return Network(specs, input_shape=SHAPE, rng=np.random.default_rng(1), dtype=dtype)


def data_of(n: int) -> tuple[Array, np.ndarray]:
    rng = np.random.default_rng(2)
    return rng.random((n, *SHAPE)), rng.integers(0, 10, n).astype(np.uint8)


def loader(n: int) -> LoadImages:
    x, labels = data_of(n)
    return lambda cut, _: (x[cut], labels[cut])


def noisy_loader(n: int) -> LoadImages:
    """Images distorted at random, each part from its own stream, as augmentation does it."""
    x, labels = data_of(n)

    def load(cut: slice, rng: np.random.Generator) -> tuple[Array, np.ndarray]:
        return x[cut] + 0.1 * rng.standard_normal(x[cut].shape), labels[cut]

    return load


def gradient_of(
    specs: list[LayerSpec],
    n: int,
    load: LoadImages,
    *,
    loss: Loss | None = None,
    batch_size: int = 0,
    threads: int = 1,
    dtype: Any = np.float32,
) -> BatchGradient:
    loss = loss or loss_named("cross_entropy")
    with Workers(threads) as workers:
        rng = np.random.default_rng(3)
        net, size = make(specs, dtype), batch_size or n
        streams = random_streams(net, size, rng)
        engine = Engine(net, loss, size, workers, streams=streams)
        return engine.batch_gradient(load, n)


@pytest.mark.parametrize("loss", ["cross_entropy", "mean_squared_error", "notebook"])
@settings(max_examples=20)
@given(batch_size=st.integers(1, 300), share=st.floats(0, 1))
def test_a_batch_s_gradient_is_the_mean_over_all_its_images(
    loss: str, batch_size: int, share: float
) -> None:
    """However it is cut: for a full batch and for a smaller one at an epoch's end."""
    n = max(1, int(share * batch_size))
    network, (x, labels), made = make(PLAIN, np.float64), data_of(n), loss_named(loss)
    value, output, gradients = network.loss_and_gradients(made, x, labels)
    expected = np.concatenate(
        [
            np.asarray(of_layer[name]).ravel()
            for layer, of_layer in zip(network.layers, gradients, strict=True)
            for name in layer.parameters
        ]
    )
    got = gradient_of(PLAIN, n, loader(n), loss=made, batch_size=batch_size, dtype=np.float64)
    np.testing.assert_allclose(got.gradient.vector(), expected, rtol=1e-11, atol=1e-13)
    assert got.loss == pytest.approx(made.reported(value, network.predict(x), labels), rel=1e-11)
    assert got.correct == int((output.argmax(axis=1) == labels).sum())


@pytest.mark.parametrize("specs", [PLAIN, RANDOM], ids=["plain", "dropout and batch norm"])
@pytest.mark.parametrize("n", [1, 7, 64, 150])
def test_any_number_of_threads_gives_bit_identical_results(specs: list[LayerSpec], n: int) -> None:
    one = gradient_of(specs, n, noisy_loader(n))
    for threads in (2, 3, 5):
        other = gradient_of(specs, n, noisy_loader(n), threads=threads)
        assert other.loss == one.loss, threads
        assert other.correct == one.correct, threads
        np.testing.assert_array_equal(other.gradient.vector(), one.gradient.vector())
        np.testing.assert_array_equal(other.statistics, one.statistics)


def test_each_micro_batch_draws_from_a_stream_of_its_own_and_never_the_same_again() -> None:
    x, labels = data_of(200)
    drawn: list[bytes] = []

    def load(cut: slice, rng: np.random.Generator) -> tuple[Array, np.ndarray]:
        drawn.append(rng.bytes(8))
        return x[cut], labels[cut]

    with Workers(1) as workers:
        rng = np.random.default_rng(3)
        net, size = make(RANDOM), 200
        streams = random_streams(net, size, rng)
        engine = Engine(net, loss_named("cross_entropy"), size, workers, streams=streams)
        for _ in range(3):
            engine.batch_gradient(load, 200)
    assert len(drawn) >= 6
    assert len(set(drawn)) == len(drawn)


def test_of_a_large_batch_only_few_gradients_are_in_memory_at_a_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: list[weakref.ref[Share]] = []
    most = 0

    def counted(*arguments: Any) -> Share:
        nonlocal most
        share = share_of(*arguments)
        made.append(weakref.ref(share))
        most = max(most, sum(one() is not None for one in made))
        return share

    monkeypatch.setattr(engine, "share_of", counted)
    monkeypatch.setattr(engine, "MICRO_BATCH_NUMBERS", 8 * make(PLAIN).numbers_kept)
    gradient_of(PLAIN, 800, loader(800))
    assert len(made) == 100
    assert most <= 2


def test_shares_that_come_in_any_order_are_added_in_that_of_their_numbers() -> None:
    network, rng = make(PLAIN), np.random.default_rng(4)
    size = network.parameters.size
    vectors = [rng.standard_normal(size).astype(np.float32) for _ in range(5)]
    expected = sum(vectors[1:], start=vectors[0])
    total = engine._Total(network)
    for number in (3, 0, 4, 2, 1):
        total.add(number, Share(0.5, number, vectors[number].copy(), network.statistics))
    added = total.gradient()
    np.testing.assert_array_equal(added.gradient.vector(), expected)
    assert (added.loss, added.correct) == (2.5, 10)


def test_the_statistics_of_a_batch_are_the_mean_of_its_micro_batches() -> None:
    x, labels = data_of(100)
    specs = [{"layer": "BatchNorm"}, FLATTEN, DENSE, SOFTMAX]
    result = gradient_of(specs, 100, lambda cut, _: (x[cut], labels[cut]), dtype=np.float64)
    assert result.statistics[0] == pytest.approx(x.mean(), rel=1e-12)
    assert result.statistics[1] == pytest.approx(x.var(), rel=0.05)


def test_computing_a_gradient_leaves_the_network_as_it_was() -> None:
    network = make(RANDOM)
    before = network.parameters.copy(), network.statistics.copy()
    with Workers(2) as workers:
        rng = np.random.default_rng(3)
        net, size = network, 40
        streams = random_streams(net, size, rng)
        engine = Engine(net, loss_named("cross_entropy"), size, workers, streams=streams)
        engine.batch_gradient(loader(40), 40)
    np.testing.assert_array_equal(network.parameters, before[0])
    np.testing.assert_array_equal(network.statistics, before[1])


@pytest.mark.parametrize("factor", [1e30, np.nan])
def test_weights_gone_wild_show_in_the_loss_and_in_no_warning(factor: float) -> None:
    network = make(PLAIN)
    network.parameters *= np.float32(factor)
    with Workers(2) as workers:
        rng = np.random.default_rng(3)
        net, size = network, 40
        streams = random_streams(net, size, rng)
        engine = Engine(net, loss_named("cross_entropy"), size, workers, streams=streams)
        result = engine.batch_gradient(loader(40), 40)
    assert not result.loss < 1e20


@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize("n", [0, 1, 255, 256, 257, 700])
def test_prediction_by_many_threads_is_that_of_the_network(n: int, threads: int) -> None:
    network, (x, labels) = make(RANDOM), data_of(n)
    with Workers(threads) as workers:
        p = predict(network, n, lambda cut, _: (x[cut], labels[cut]), workers)
    assert p.shape == (n, 10)
    assert p.dtype == np.float32
    np.testing.assert_array_equal(p, network.predict(x))


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_workers_bring_their_results_in_the_order_given(threads: int) -> None:
    with Workers(threads) as workers:
        assert list(workers.map(lambda thing: thing * thing, range(50))) == [
            number * number for number in range(50)
        ]


@pytest.mark.parametrize("threads", [1, 3])
def test_an_error_in_a_worker_comes_out(threads: int) -> None:
    def fail(number: int) -> int:
        if number == 3:
            raise LookupError("number 3 is missing")
        return number

    with Workers(threads) as workers, pytest.raises(LookupError, match="number 3 is missing"):
        list(workers.map(fail, range(9)))


def test_after_an_error_nothing_goes_on_in_a_thread() -> None:
    begun: list[int] = []

    def fail(number: int) -> None:
        begun.append(number)
        raise LookupError

    with Workers(2) as workers:
        with pytest.raises(LookupError):
            workers.map(fail, range(1000))
        count = len(begun)
        assert count <= 2
        assert workers.map(abs, [-1, -2]) == [1, 2]
        assert len(begun) == count


def test_no_thread_is_left_when_the_workers_are_closed() -> None:
    before = set(threading.enumerate())
    with Workers(4) as workers:
        list(workers.map(lambda number: number, range(100)))
        assert set(threading.enumerate()) > before
    assert set(threading.enumerate()) == before


def test_the_threads_asked_for_are_used_and_0_stands_for_one_a_core() -> None:
    with Workers(3) as three, Workers() as all_cores:
        assert three.threads == 3
        assert all_cores.threads == usable_cores() >= 1


def test_a_negative_number_of_threads_is_refused() -> None:
    with pytest.raises(ValueError, match=r"threads is -1; it must be 0 \(one a core\) or more"):
        Workers(-1)


def test_while_workers_exist_blas_runs_one_thread_a_call() -> None:
    with Workers(2):
        blas = [pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"]
    assert set(blas) == {1}
