"""How soon pause, resume and stop answer, clicked in the real window while it trains.

    python tests/benchmarks/answers.py

Each button is clicked at random moments of a run of the given kind: of each preset, when it mostly
measures between two epochs, and in batches of thousands of images.  Told are the milliseconds until
the window shows the new state (the text of the status line has changed), and until the training
thread has obeyed: until it waits, goes on, or is at its end.  Name kinds to measure only those.
"""

from __future__ import annotations

import os
import statistics
import sys
from collections.abc import Callable
from tempfile import TemporaryDirectory
from time import perf_counter

import numpy as np
from driven.stage import Stage

from digitpad.gui.train.training_controller import State

_ROUNDS, _CLICKS = 5, 4
_RUNS = {
    "Quick": ("Quick", "mnist", 0, 64),
    "Best": ("Best", "mnist+strokes", 0, 128),
    "Notebook": ("Notebook", "mnist", 1_000, 1),
    "mostly measurements": ("Best", "mnist", 256, 128),
    "batches of 10,000": ("Best", "mnist", 12_000, 10_000),
}


class Answers:
    """Clicks and measures."""

    def __init__(self, stage: Stage) -> None:
        self._stage, self._rng = stage, np.random.default_rng(1)
        self.shown: dict[str, list[float]] = {}
        self.obeyed: dict[str, list[float]] = {}

    def click(self, name: str, button: str, obeyed: Callable[[], bool]) -> None:
        """Click after a random time; note when it was shown and when it was obeyed."""
        self._stage.pause(int(self._rng.integers(20, 400)))
        status = self._stage.window.train_view.panel.status
        before, began = status.text(), perf_counter()
        self._stage.click(button)
        self._stage.wait(lambda: status.text() != before)
        self.shown.setdefault(name, []).append(1e3 * (perf_counter() - began))
        self._stage.wait(obeyed)
        self.obeyed.setdefault(name, []).append(1e3 * (perf_counter() - began))


def measure(preset: str, dataset: str, images: int, batch_size: int) -> Answers:
    """Click all buttons of runs of this kind."""
    stage = Stage(1366, 768)
    training, panel = stage.window.training, stage.window.train_view.panel
    answers = Answers(stage)

    def waits() -> bool:
        return training._thread.pace.waits

    for _ in range(_ROUNDS):
        panel.preset.choose(preset)
        panel.dataset.choose(dataset)
        panel.batch_size.setValue(batch_size)
        stage.train(preset, images)
        stage.wait(lambda: training.state is State.RUNNING)
        for _ in range(_CLICKS):
            answers.click("pause", "pauseButton", waits)
            answers.click("resume", "pauseButton", lambda: not waits())
        answers.click("stop", "stopButton", lambda: training.state is State.IDLE)
    stage.close()
    return answers


def report(title: str, answers: Answers) -> str:
    """Return the figures as lines of text."""
    lines = [title]
    for what, times in (("shown", answers.shown), ("obeyed", answers.obeyed)):
        for name, values in times.items():
            middle, worst = statistics.median(values), max(values)
            lines.append(f"  {name:6} {what:7} median {middle:6.0f} ms, worst {worst:6.0f} ms")
    return "\n".join(lines)


def main() -> None:
    """Print a table."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with TemporaryDirectory() as home:
        os.environ["DIGITPAD_HOME"] = home
        for title in sys.argv[1:] or _RUNS:
            run = _RUNS[title]
            sys.stdout.write(f"{report(title, measure(*run))}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
