"""A window is killed in the middle of an epoch; the next one goes on, and nothing is lost."""

import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic, sleep

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from digitpad import app, data
from digitpad.data import Splits
from digitpad.gui.main_window import MainWindow
from digitpad.gui.train.training_controller import State
from digitpad.training import RunRecord, RunStore
from digitpad.training.run import TrainingRun

PATIENCE_S = 60.0
# The window trains on few images; each batch takes a little, so that an epoch lasts some seconds.
WINDOW = """
    import time
    from digitpad import app, data
    from digitpad.training import run_keeper
    from digitpad.training.run import TrainingRun
    run_keeper._LEAST_S = 0.0
    run_keeper._MOST_S = {most_s}
    splits = data.load("mnist", limit=512)
    few = data.Splits("few", splits.train, *(part.first(100) for part in
        (splits.validation, splits.test, splits.drawn)))
    data.load = lambda key, **_: few
    step = TrainingRun._step
    def slow(self, *arguments):
        time.sleep(0.05)
        return step(self, *arguments)
    TrainingRun._step = slow
    window = app.build(["digitpad"])
    window.show()
    panel = window.train_view.panel
    panel.epochs.setValue(3)
    panel.batch_size.setValue(16)
    panel.start.click()
    from PySide6.QtWidgets import QApplication
    QApplication.instance().exec()
"""


@pytest.fixture
def images(monkeypatch: pytest.MonkeyPatch) -> Splits:
    """The images that the killed window trains on."""
    splits = data.load("mnist", limit=512)
    assert splits.drawn is not None
    parts = (splits.validation, splits.test, splits.drawn)
    few = Splits("few", splits.train, *(part.first(100) for part in parts))
    monkeypatch.setattr(data, "load", lambda key, **_: few)
    return few


@pytest.fixture
def killed(user_folder: Path) -> Callable[[bool], RunRecord]:
    """Kills a window in the middle of an epoch, and returns its run.

    It has kept the state of the end of an epoch, or one from within the epoch.
    """

    def kill(within: bool) -> RunRecord:
        most_s = 0.3 if within else 1e9
        script = textwrap.dedent(WINDOW).format(most_s=most_s)
        window = subprocess.Popen([sys.executable, "-c", script])
        try:
            _wait_for_state(user_folder / "runs", within)
            sleep(0.0 if within else 0.6)  # of an epoch of at least 1.6 s
        finally:
            window.send_signal(signal.SIGKILL)
            window.wait()
        (record,) = RunStore().runs()
        assert isinstance(record, RunRecord)
        return record

    return kill


def _wait_for_state(folder: Path, within: bool) -> None:
    deadline = monotonic() + PATIENCE_S
    while True:
        ids = [path.name.removesuffix(".state.npz") for path in folder.glob("*.state.npz")]
        steps = [RunStore().state(run_id).numbers["step"] for run_id in ids]
        if any(0 < step % 32 < 16 for step in steps) if within else steps:
            return
        assert monotonic() < deadline
        sleep(0.02)


@pytest.fixture
def next_window(qtbot: QtBot, images: Splits) -> Iterator[MainWindow]:
    assert QApplication.instance() is not None
    window = app.build(["digitpad"])
    qtbot.addWidget(window)
    window.show()
    yield window
    window.close()


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")
@pytest.mark.parametrize("within", [False, True], ids=["epoch", "within"])
def test_a_run_killed_in_mid_epoch_is_offered_and_ends_bit_identical(
    qtbot: QtBot,
    images: Splits,
    killed: Callable[[bool], RunRecord],
    within: bool,
    request: pytest.FixtureRequest,
) -> None:
    record = killed(within)
    assert record.status == "interrupted"
    done = RunStore().state(record.id).numbers["step"]
    assert 0 < done < 96
    assert (done % 32 != 0) == within
    window = request.getfixturevalue("next_window")
    qtbot.waitUntil(lambda: "was interrupted in epoch" in window.strip.message)
    assert window.strip.action_button.text() == "Go on"
    window.strip.action_button.click()
    assert window.training.state is State.PREPARING
    qtbot.waitUntil(lambda: window.training.state is State.IDLE, timeout=60_000)
    store = RunStore()  # what is written last is the record
    qtbot.waitUntil(lambda: store.record(record.id).status == "finished")
    resumed, _ = RunStore().network(record.id)
    whole = TrainingRun(record.config, images)
    losses = [event.loss for event in whole.events() if hasattr(event, "batch")]
    np.testing.assert_array_equal(resumed.parameters, whole.snapshot().parameters)
    shown = window.training._curves.batch_loss
    np.testing.assert_allclose(shown.y, losses)  # of the epochs before the crash, too


def test_what_is_declined_is_not_offered_again(
    qtbot: QtBot, images: Splits, keep: Callable[..., RunRecord], request: pytest.FixtureRequest
) -> None:
    record = keep(stop=3, closing=True)
    window = request.getfixturevalue("next_window")
    qtbot.waitUntil(lambda: "was interrupted" in window.strip.message)
    assert window.strip.close_button.text() == "Not now"
    window.strip.close_button.click()
    assert RunStore().interrupted() == []
    assert RunStore().can_resume(RunStore().record(record.id))


def test_a_run_that_is_offered_while_another_is_in_training_is_not_lost(
    qtbot: QtBot, images: Splits, keep: Callable[..., RunRecord], request: pytest.FixtureRequest
) -> None:
    record = keep(stop=3, closing=True)
    window = request.getfixturevalue("next_window")
    qtbot.waitUntil(lambda: "was interrupted" in window.strip.message)
    window.train_view.panel.epochs.setValue(50)
    window.train_view.panel.start.click()
    qtbot.waitUntil(lambda: window.training.state is State.RUNNING)
    window.strip.action_button.click()
    assert window.strip.message.startswith("A network is in training already.")
    assert f"{record.name} can go on" in window.strip.message
    assert RunStore().can_resume(RunStore().record(record.id))


def test_closing_the_window_during_a_run_lets_the_next_one_go_on(
    qtbot: QtBot, images: Splits, next_window: MainWindow
) -> None:
    next_window.train_view.panel.epochs.setValue(50)
    next_window.train_view.panel.start.click()
    qtbot.waitUntil(lambda: next_window.training.state is State.RUNNING)
    next_window.close()
    (record,) = RunStore().interrupted()
    assert RunStore().can_resume(record)
