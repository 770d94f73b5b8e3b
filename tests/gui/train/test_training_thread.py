import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from digitpad.data import Splits
from digitpad.gui.train.training_thread import DataLoaded, DataPrepared, TrainingThread
from digitpad.training import (
    PRESETS,
    BatchEnded,
    EpochEnded,
    ImagesMeasured,
    RunEnded,
    RunRecordError,
    RunStarted,
    RunStateError,
    RunStore,
    TrainConfig,
    evaluation,
)
from digitpad.training.run_keeper import RunKeeper

CONFIG = PRESETS["Quick"]


def thread_on(splits: Splits, config: TrainConfig = CONFIG) -> TrainingThread:
    def load(config: TrainConfig, cancelled: threading.Event) -> Iterator[DataPrepared | Splits]:
        yield DataPrepared("Loading …", None)
        yield splits

    return TrainingThread(config, RunKeeper(RunStore()), load=load)


def failing_load(config: TrainConfig, cancelled: threading.Event) -> Iterator[DataPrepared]:
    yield DataPrepared("Loading …", None)
    raise ValueError("The file is empty.")


def test_a_thread_that_fails_says_so_and_then_finishes(qtbot: QtBot) -> None:
    thread = TrainingThread(CONFIG, RunKeeper(RunStore()), load=failing_load)
    sentences: list[str] = []
    thread.failed.connect(sentences.append)
    with qtbot.waitSignals([thread.failed, thread.finished], order="strict"):
        thread.start()
    assert sentences == ["Training did not go on. The file is empty."]
    assert thread.mailbox.take() == [DataPrepared("Loading …", None)]


@pytest.mark.parametrize(
    "error", [RunStateError("the file is damaged"), RunRecordError("its record cannot be read")]
)
def test_a_run_that_cannot_be_resumed_is_one_sentence(qtbot: QtBot, error: ValueError) -> None:
    def load(config: TrainConfig, cancelled: threading.Event) -> Iterator[DataPrepared]:
        yield DataPrepared("Loading …", None)
        raise error

    thread = TrainingThread(CONFIG, RunKeeper(RunStore()), load=load)
    sentences: list[str] = []
    thread.failed.connect(sentences.append)
    with qtbot.waitSignals([thread.failed, thread.finished], order="strict"):
        thread.start()
    assert sentences == [f"The run cannot go on: {error}."]


def test_all_events_and_the_last_network_are_in_the_mailbox(
    qtbot: QtBot, few_images: Splits
) -> None:
    thread = thread_on(few_images)
    with qtbot.waitSignal(thread.finished):
        thread.start()
    _, loaded, started, *events, ended = thread.mailbox.take()
    assert loaded == DataLoaded(few_images.train.classes)
    assert isinstance(started, RunStarted)
    assert isinstance(ended, RunEnded)
    assert sum(isinstance(event, BatchEnded) for event in events) == started.steps_total
    assert thread.mailbox.take_network() is not None
    assert thread.mailbox.take_network() is None


def test_a_stopped_thread_finishes_without_a_failure(qtbot: QtBot, few_images: Splits) -> None:
    thread = thread_on(few_images)
    failures: list[str] = []
    thread.failed.connect(failures.append)
    thread.stop()
    with qtbot.waitSignal(thread.finished):
        thread.start()
    assert failures == []


def test_a_learning_rate_chosen_while_data_load_is_used(qtbot: QtBot, few_images: Splits) -> None:
    thread = thread_on(few_images)
    thread.set_learning_rate(0.5)
    with qtbot.waitSignal(thread.finished):
        thread.start()
    assert thread._run is not None
    assert thread._run._learning_rate == 0.5


def test_a_pause_in_the_last_batch_of_an_epoch_holds_before_the_evaluation(
    qtbot: QtBot, few_images: Splits, monkeypatch: pytest.MonkeyPatch
) -> None:
    thread = thread_on(few_images)
    put, told = thread.mailbox.put, []
    batches = 0

    def put_and_pause(message: object) -> None:
        nonlocal batches
        told.append(message)
        put(message)
        if isinstance(message, RunStarted):
            batches = message.batches_per_epoch
        elif isinstance(message, BatchEnded) and message.batch + 1 == batches:
            thread.pace.pause()

    monkeypatch.setattr(thread.mailbox, "put", put_and_pause)
    thread.start()
    qtbot.waitUntil(lambda: thread.pace.waits, timeout=20_000)
    qtbot.wait(50)
    assert isinstance(told[-1], BatchEnded)
    thread.pace.step()  # what is held goes on to the end of the epoch
    qtbot.waitUntil(lambda: isinstance(told[-1], EpochEnded), timeout=20_000)
    with qtbot.waitSignal(thread.finished, timeout=20_000):
        thread.stop()


def test_a_pause_holds_an_evaluation_and_a_stop_ends_it(
    qtbot: QtBot, few_images: Splits, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        evaluation, "_part_size", lambda workers: 10
    )  # of 100 validation images and 100 drawn digits
    thread = thread_on(few_images)
    put, told = thread.mailbox.put, []

    def put_and_pause(message: object) -> None:
        told.append(message)
        put(message)
        if isinstance(message, ImagesMeasured):
            thread.pace.pause()

    monkeypatch.setattr(thread.mailbox, "put", put_and_pause)
    thread.start()
    qtbot.waitUntil(lambda: thread.pace.waits)
    qtbot.wait(50)
    assert [message.done for message in told if isinstance(message, ImagesMeasured)] == [10]
    with qtbot.waitSignal(thread.finished):
        thread.stop()
    assert isinstance(told[-1], RunEnded)
    assert told[-1].reason == "stopped"
