"""A process that forks others, which save files without end until they are killed.

``python -m tests.robust.saver FOLDER``: each line on standard input asks for one more; the answer
is its process number, and the next line kills it.  Starting Python anew each time would take most
of the test's time.
"""

import os
import signal
import sys
from pathlib import Path

import numpy as np

from digitpad import files
from digitpad.data import ImageSet, Splits
from digitpad.gui.desk.drawing_file import dumps
from digitpad.gui.desk.stroke import Stroke
from digitpad.gui.settings import Settings
from digitpad.nn import Network, model_file
from digitpad.training import EpochEnded, TrainConfig
from digitpad.training.run import TrainingRun

STROKE_POINTS = 20_000
LAYERS = (
    {"layer": "Flatten"},
    {"layer": "Dense", "units": 50},
    {"layer": "BatchNorm"},
    {"layer": "Dense", "units": 10},
    {"layer": "Softmax"},
)


def contents(version: int) -> dict[str, bytes]:
    """Return what is saved, by file name."""
    rng = np.random.default_rng(version)
    network = Network(LAYERS, input_shape=(28, 28, 1), rng=rng)
    points = rng.uniform(0, 280, (STROKE_POINTS, 2))
    stroke = Stroke(points, np.full(STROKE_POINTS, 20.0))
    return {
        "model.npz": model_file.dumps(network, {"version": version}),
        "run.npz": _run_state(version),
        "drawing.dat": dumps([stroke], None),
    }


def _run_state(seed: int) -> bytes:
    rng = np.random.default_rng(0)
    images = rng.integers(0, 256, (40, 28, 28), np.uint8)
    part = ImageSet("few", images, (np.arange(40) % 10).astype(np.uint8))
    config = TrainConfig("Few", layers=LAYERS, epochs=1, batch_size=20, seed=seed)
    run = TrainingRun(config, Splits("few", part, part, part, None))
    for event in run.events():
        if isinstance(event, EpochEnded):
            return run.state().dumps()
    raise AssertionError("the run had no epoch")


def save_without_end(folder: Path, versions: list[dict[str, bytes]]) -> None:
    """Save all files in turn, in two versions."""
    settings = Settings(folder / "settings.json")
    while True:
        for version, by_name in enumerate(versions):
            for name, content in by_name.items():
                files.write_whole(folder / name, content)
            settings.remember("version", version)
            settings.remember("filling", f"{version}" * 100_000)
            settings.save()


def main() -> None:
    folder, versions = Path(sys.argv[1]), [contents(0), contents(1)]
    for _ in sys.stdin:
        process = os.fork()
        if process == 0:
            save_without_end(folder, versions)
        say(str(process))
        sys.stdin.readline()
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        say("killed")


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
