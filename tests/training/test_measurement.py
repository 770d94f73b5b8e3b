import threading

import pytest

from digitpad import data
from digitpad.nn import Network
from digitpad.nn.engine import Workers
from digitpad.training.evaluation import Evaluation, evaluate
from digitpad.training.events import ImagesMeasured
from digitpad.training.measurement import measure
from digitpad.training.progress import Progress
from digitpad.training.run import TrainingRun


@pytest.fixture
def network(run_of: object) -> Network:
    assert callable(run_of)
    run = run_of()
    assert isinstance(run, TrainingRun)
    return run.network


def measured(
    network: Network, sets: list[data.ImageSet], stop: threading.Event, progress: Progress
) -> tuple[list[ImagesMeasured], list[Evaluation] | None]:
    events = []
    with Workers(1) as workers:
        steps = measure(network, sets, workers, progress, stop)
        while True:
            try:
                events.append(next(steps))
            except StopIteration as ended:
                return events, ended.value


def test_each_set_is_evaluated_and_the_images_are_counted_over_all(
    network: Network, splits: data.Splits
) -> None:
    sets, progress = [splits.validation, splits.test], Progress(epochs_done=3)
    events, results = measured(network, sets, threading.Event(), progress)
    total = len(splits.validation) + len(splits.test)
    done = [event.done for event in events]
    assert done == sorted(set(done))
    assert done[-1] == total
    assert {(event.epoch, event.total) for event in events} == {(3, total)}
    assert results is not None
    for result, images in zip(results, sets, strict=True):
        assert (result.probabilities == evaluate(network, images).probabilities).all()
    assert progress.seconds > 0


def test_a_measurement_that_is_stopped_has_no_result(network: Network, splits: data.Splits) -> None:
    stop = threading.Event()
    stop.set()
    events, results = measured(network, [splits.validation, splits.test], stop, Progress())
    assert len(events) == 1
    assert results is None
