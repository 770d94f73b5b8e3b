import threading

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from digitpad import data
from digitpad.gui.evaluate.evaluation_thread import EvaluationThread
from digitpad.nn import Network
from digitpad.training import PRESETS
from tests.conftest import PATIENCE_S


def test_a_thread_that_is_told_to_end_while_the_data_load_ends_without_a_word(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    loading = threading.Event()

    def load(key: str, *, cancelled: threading.Event) -> None:
        loading.set()
        assert cancelled.wait(PATIENCE_S)
        raise data.LoadingCancelled(key)

    monkeypatch.setattr(data, "load", load)
    network = Network(PRESETS["Quick"].layers, rng=np.random.default_rng(0))
    thread, told = EvaluationThread(network, "mnist", 1.0), []
    thread.failed.connect(told.append)
    with qtbot.waitSignal(thread.finished):
        thread.start()
        assert loading.wait(PATIENCE_S)
        thread.stop()
    thread.wait()
    assert told == []
