"""How smooth the window is, measured by driving the real one.

Run ``python tests/benchmarks/window.py`` (some two minutes; ``--part`` chooses).  Parts:

- ``idle``, ``training``, ``measuring``: a hand draws digits while the window does nothing else,
  trains at full speed, or trains and measures the network at once: from a movement of the pen to
  its bars, and how late a heartbeat of 10 ms is.
- ``opening``: how long the window is busy when a view, a page or a small window is first opened.
- ``speed``: the same run in the window and on the command line, in turns.
- ``start``: from the beginning of the process to the first frame with the network ready, against
  importing Qt and pyqtgraph and showing an empty plot, in turns.

Without a display it draws off the screen.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import numpy as np
from bench import machine, report
from driven import processes

if TYPE_CHECKING:
    from driven.stage import Stage

Figures = dict[str, float]

_WARM_UP_S = 2.0  # at most; a shorter measurement has a shorter one
_AIMS = {
    "pen to bars, median ms": 16.0,
    "pen to bars, p99 ms": 33.0,
    "heartbeat late, p99 ms": 16.0,
    "heartbeat late, most ms": 60.0,
    "opening, most ms": 60.0,
    "window / command line": 1.05,
    "Digitpad / empty plot": 1.5,
}


def smoothness(
    stage: Stage, seconds: float, when_warm: Callable[[], None] | None = None
) -> Figures:
    """Draw for so long, and return how late bars and heartbeats were."""
    from driven.heartbeat import Heartbeat
    from driven.latency import PenLatency

    pen, heart = PenLatency(stage), Heartbeat()
    stage.pause(round(1000 * min(seconds, _WARM_UP_S)))
    if when_warm is not None:
        when_warm()
    pen.begin()
    heart.begin()
    stage.pause(round(1000 * seconds))
    heart.end()
    pen.end()
    bars, beats = 1e3 * np.array(pen.seconds), 1e3 * np.array(heart.seconds)
    return {
        "pen to bars, median ms": float(np.median(bars)),
        "pen to bars, p99 ms": float(np.percentile(bars, 99)),
        "pen to bars, most ms": float(bars.max()),
        "movements": len(bars),
        "heartbeat late, p99 ms": float(np.percentile(beats, 99)),
        "heartbeat late, most ms": float(beats.max()),
    }


def idle(stage: Stage, seconds: float) -> Figures:
    """The window has nothing else to do."""
    return smoothness(stage, seconds)


def training(stage: Stage, seconds: float) -> Figures:
    """A run is on at full speed."""
    stage.train(processes.PRESET)
    stage.wait(lambda: stage.batches_trained > 0)
    figures = smoothness(stage, seconds)
    stage.click("stopButton")
    stage.wait_for_end()
    return figures


def measuring(stage: Stage, seconds: float) -> Figures:
    """A run is on, and the view Evaluate measures the network again and again."""
    stage.open_view("Evaluate")
    measure = stage.window.findChild(object, "measureButton")
    stage.window.training.state_changed.connect(measure.click)  # begun with the run
    figures = training(stage, seconds)
    stage.open_view("Train")
    return figures


def opening(stage: Stage, seconds: float) -> Figures:
    """Look at everything for the first time."""
    del seconds
    from driven.opening import first_openings

    found = {what: 1e3 * busy for what, busy in first_openings(stage).items()}
    return {
        **{f"{what}, ms": busy for what, busy in found.items()},
        "opening, most ms": max(found.values()),
    }


def speed(stage: Stage, rounds: int) -> Figures:
    """Train in the window and on the command line, in turns."""
    ended: list[float] = []
    stage.window.training.ended.connect(lambda event: ended.append(event.seconds))
    ratios = []
    for _ in range(rounds):
        stage.train(processes.PRESET, processes.IMAGES, processes.EPOCHS)
        stage.wait_for_end()
        ratios.append(ended[-1] / processes.seconds_of_training())
    return {"window / command line": median(ratios), "rounds": rounds}


def start(rounds: int) -> Figures:
    """Start the program and an empty plot, in turns; the first turns are not counted."""
    ours, least = [], []
    for _ in range(rounds + 1):
        ours.append(processes.first_frame_of_digitpad())
        least.append(processes.first_frame_of_an_empty_plot())
    ratios = [a / b for a, b in zip(ours[1:], least[1:], strict=True)]
    return {
        "Digitpad, s": median(ours[1:]),
        "empty plot, s": median(least[1:]),
        "Digitpad / empty plot": median(ratios),
        "rounds": rounds,
    }


_DRIVEN: dict[str, Callable[[Stage, float], Figures]] = {
    "idle": idle,
    "training": training,
    "measuring": measuring,
    "opening": opening,
}
PARTS = (*_DRIVEN, "speed", "start")


def measure(part: str, seconds: float, rounds: int) -> Figures:
    """Measure one part in a window of its own."""
    if part == "start":
        return start(rounds)
    from driven.stage import Stage

    with tempfile.TemporaryDirectory() as home:
        os.environ["DIGITPAD_HOME"] = home
        stage = Stage(1366, 720)
        figures = speed(stage, rounds) if part == "speed" else _DRIVEN[part](stage, seconds)
        stage.close()
    return figures


def rows(part: str, figures: Figures) -> list[list[str]]:
    """Return a table's rows."""
    return [
        [part, name, f"{value:.2f}", f"{_AIMS[name]:g}" if name in _AIMS else ""]
        for name, value in figures.items()
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Return the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--part", action="append", choices=PARTS, help="all, if not given")
    parser.add_argument("--seconds", type=float, default=15.0, help="of drawing")
    parser.add_argument("--rounds", type=int, default=5, help="of speed and of start")
    parser.add_argument("--json", type=Path, metavar="FILE", help="save the figures there, too")
    args = parser.parse_args(arguments)
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    found = {}
    for part in args.part or PARTS:
        found[part] = measure(part, args.seconds, args.rounds)
        report.say(report.table(["part", "figure", "value", "at most"], rows(part, found[part])))
    if args.json is not None:
        content = {"machine": machine.facts(), "figures": found}
        args.json.write_text(json.dumps(content, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
