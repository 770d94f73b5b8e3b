"""Companions are real processes here; the images and their augmentation are those of a run."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from digitpad import data
from digitpad.nn import LayerSpec, Network, loss_named
from digitpad.nn.engine import BatchGradient, Engine, Workers, micro_batch_size, random_streams
from digitpad.nn.micro_batch import Batch
from digitpad.training.images import TrainingImages

LAYERS: list[LayerSpec] = [
    {"layer": "Conv2D", "filters": 4, "kernel_size": 3},
    {"layer": "MaxPool2D", "size": 2},
    {"layer": "BatchNorm"},
    {"layer": "ReLU"},
    {"layer": "Flatten"},
    {"layer": "Dropout", "rate": 0.3},
    {"layer": "Dense", "units": 10},
    {"layer": "Softmax"},
]
BATCH = 150  # in three micro-batches, the last one smaller
LOSS = loss_named("cross_entropy")


@pytest.fixture(scope="module")
def batch() -> Batch:
    images = TrainingImages(data.load("mnist+strokes", limit=300).train)
    images.begin_epoch("strong", rng=np.random.default_rng(7))
    return images.loader(np.random.default_rng(8).permutation(300)[:BATCH])


class Training:
    """An engine whose weights change between batches, as an optimizer changes them."""

    def __init__(self, workers: Workers) -> None:
        self.network = Network(LAYERS, rng=np.random.default_rng(1))
        self.streams = random_streams(self.network, BATCH, np.random.default_rng(3))
        self.engine = Engine(self.network, LOSS, BATCH, workers, streams=self.streams, images=10**9)
        self.companions = self.engine._companions

    def steps(self, batch: Batch, number: int) -> list[Any]:
        results = []
        for _ in range(number):
            results.append(self.step(self.engine.batch_gradient(batch, len(batch.indices))))
        return results

    def step(self, result: BatchGradient) -> Any:
        vector = result.gradient.vector()
        found = result.loss, result.correct, vector.tobytes(), result.statistics.tobytes()
        self.network.parameters -= np.float32(0.1) * vector
        return *found, [str(stream.bit_generator.state) for stream in self.streams]


def wait_until(holds: Callable[[], bool], seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.01)


@pytest.fixture(scope="module")
def alone(batch: Batch) -> list[Any]:
    with Workers(1) as workers:
        return Training(workers).steps(batch, 4)


def test_the_batch_of_these_tests_has_three_micro_batches() -> None:
    assert -(-BATCH // micro_batch_size(Network(LAYERS, rng=None), BATCH)) == 3


@pytest.mark.parametrize("count", [1, 2])
def test_with_companions_every_bit_is_the_same_and_the_streams_are_too(
    batch: Batch, alone: list[Any], count: int
) -> None:
    with Workers(1 + count) as workers:
        training = Training(workers)
        with training.engine:
            first = training.steps(batch, 1)  # they have hardly started
            wait_until(lambda: training.companions.can_share(batch.source))
            assert first + training.steps(batch, 3) == alone


def test_of_two_sources_the_later_one_is_used(batch: Batch) -> None:
    darker = TrainingImages(data.load("mnist", limit=300).train).loader(batch.indices)
    with Workers(2) as workers, Workers(1) as one:
        training, other = Training(workers), Training(one)
        with training.engine:
            wait_until(lambda: training.companions.can_share(batch.source))
            for part in (batch, darker, darker, batch):
                assert training.steps(part, 1) == other.steps(part, 1)


@pytest.mark.parametrize("before_the_order", [True, False])
def test_a_companion_that_dies_changes_no_result(
    batch: Batch,
    alone: list[Any],
    monkeypatch: pytest.MonkeyPatch,
    before_the_order: bool,
) -> None:
    with Workers(3) as workers:
        training = Training(workers)
        with training.engine:
            wait_until(lambda: training.companions.can_share(batch.source))
            victim = training.companions._processes[0]._process
            if before_the_order:
                victim.kill()
                victim.join()
            else:  # while it computes, since we do our own part meanwhile
                own = training.companions._own

                def kill_meanwhile(*arguments: Any) -> Any:
                    if victim.pid is not None and victim.is_alive():
                        victim.kill()
                        victim.join()
                    return own(*arguments)

                os.kill(victim.pid or 0, signal.SIGSTOP)
                monkeypatch.setattr(training.companions, "_own", kill_meanwhile)
            assert training.steps(batch, 4) == alone
            assert not training.companions.can_share(batch.source)


def test_no_process_is_left_when_companions_are_closed(batch: Batch) -> None:
    with Workers(2) as workers:
        started, starting = Training(workers), Training(workers)
        wait_until(lambda: started.companions.can_share(batch.source))
        numbers = [
            training.companions._processes[0]._process.pid for training in (started, starting)
        ]
        started.engine.close()
        starting.engine.close()
        assert started.steps(batch, 1) == starting.steps(batch, 1)
    for number in numbers:
        with pytest.raises(ProcessLookupError):
            os.kill(number or 0, 0)


SCRIPT = """
import os, time
import numpy as np
from digitpad.nn import Network, loss_named
from digitpad.nn.companions import Companions

print("begun", flush=True)
network = Network([{"layer": "Flatten"}, {"layer": "Dense", "units": 10}, {"layer": "Softmax"}],
                  rng=np.random.default_rng(1))
companions = Companions(network, loss_named("cross_entropy"), 1, 2)
while not companions.can_share(len):
    time.sleep(0.01)
print(companions._processes[0]._process.pid, flush=True)
time.sleep(60)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="processes are ended in another way there")
@pytest.mark.parametrize("number", ["SIGKILL", "SIGINT"])
def test_a_script_without_a_guard_is_not_run_again_and_its_end_ends_the_companion(
    number: str, tmp_path: Any
) -> None:
    script = tmp_path / "script.py"
    script.write_text(SCRIPT)
    process = subprocess.Popen(
        [sys.executable, str(script)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": os.getcwd()},
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "begun\n"
    companion = int(process.stdout.readline())
    end = process.kill if number == "SIGKILL" else lambda: os.killpg(process.pid, signal.SIGINT)
    end()
    _, said = process.communicate(timeout=60)
    assert said.count("Traceback") == (number == "SIGINT")  # the script's own, not the companion's
    wait_until(lambda: not is_alive(companion))


def is_alive(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True
