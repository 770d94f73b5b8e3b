"""Where the time of a training step goes: layer by layer, and function by function.

Run ``python tests/benchmarks/layer_profile.py [WORK]`` (some seconds).  One thread, so that nothing
overlaps; microseconds an image.  Layers that are computed in one go are one row.  GFLOP/s counts
plain convolutions, and the way back twice (half of that where no gradient of the input is needed).
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import Any

from bench import report
from bench.works import WORKS, Work, training_images

from digitpad import data
from digitpad.nn import Array, Layer, Network
from digitpad.training import BatchEnded
from digitpad.training.run import TrainingRun

FUNCTIONS_SHOWN = 25

Clock = dict[tuple[int, str], float]


def trained(work: Work, images: int, prepare: Callable[[Network], None]) -> float:
    """Train one epoch on the first ``images`` images with one thread; return the seconds."""
    x, labels = training_images()
    train = data.ImageSet("training", x[:images], labels[:images])
    splits = data.Splits("MNIST", train, train.first(1), train.first(1), None)
    config = replace(work.config, epochs=1, threads=1)
    run = TrainingRun(config, splits, network=work.network())
    prepare(run.network)
    return [event.seconds for event in run.events() if isinstance(event, BatchEnded)][-1]


def time_layers(network: Network, clock: Clock) -> None:
    """Have each step of ``network`` add its seconds to ``clock``, under its number and way."""
    for number, step in enumerate(network._steps):
        step.forward = _timed(step.forward, number, clock)


def _timed(forward: Callable[..., Any], number: int, clock: Clock) -> Callable[..., Any]:
    def timed_forward(x: Array, **settings: Any) -> tuple[Array, Callable[..., Any]]:
        began = perf_counter()
        y, backward = forward(x, **settings)
        clock[number, "forward"] += perf_counter() - began

        def timed_backward(dy: Array, **settings: Any) -> Any:
            began = perf_counter()
            result = backward(dy, **settings)
            clock[number, "back"] += perf_counter() - began
            return result

        return y, timed_backward

    return timed_forward


def layer_rows(work: Work, images: int) -> list[list[str]]:
    """Measure; return one row for each step of the network, one for the rest, one for the sum."""
    clock: Clock = defaultdict(float)
    trained(work, images // 4, lambda network: None)
    seconds = trained(work, images, lambda network: time_layers(network, clock))
    us = {key: value / images * 1e6 for key, value in clock.items()}
    rows = []
    for number, (name, multiply_adds) in enumerate(_steps(work.network())):
        there, back = us[number, "forward"], us.get((number, "back"), 0.0)
        flop = 2 * multiply_adds
        rows.append([name, *_cells(there, flop), *_cells(back, flop * (2 if number else 1))])
    whole = seconds / images * 1e6
    rest = whole - sum(us.values())
    rows.append(["images, loss, gradient, optimizer", f"{rest:.1f}", "", "", ""])
    rows.append(["all", f"{whole:.1f}", "", "", ""])
    return rows


def _steps(network: Network) -> list[tuple[str, int]]:
    """Return name and multiplications of each step but the softmax, which the loss takes over."""
    found = []
    for step in network._steps[:-1]:
        layers = [step] if isinstance(step, Layer) else [step.conv, step.pool]
        shapes = f"{layers[0].input_shape} -> {layers[-1].output_shape}"
        name = " + ".join(type(layer).__name__ for layer in layers)
        found.append((f"{name} {shapes}", sum(layer.multiply_adds for layer in layers)))
    return found


def _cells(us: float, flop: int) -> tuple[str, str]:
    return f"{us:.1f}", f"{flop / us / 1e3:.0f}" if flop and us else ""


def function_rows(work: Work, images: int) -> list[list[str]]:
    """Measure again under cProfile; return the functions that take most time themselves."""
    profile = cProfile.Profile()
    profile.enable()
    seconds = trained(work, images, lambda network: None)
    profile.disable()
    entries = sorted(pstats.Stats(profile).stats.items(), key=lambda item: -item[1][2])
    rows = []
    for (file, line, name), (_, calls, own, _, _) in entries[:FUNCTIONS_SHOWN]:
        where = name if file == "~" else f"{Path(file).stem}.{name}:{line}"
        rows.append([where, f"{calls}", f"{own / images * 1e6:.1f}", f"{own / seconds:.0%}"])
    return rows


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    trains = [key for key, work in WORKS.items() if work.trains]
    parser.add_argument("works", nargs="*", default=["convnet-128"], help=", ".join(trains))
    parser.add_argument("--images", type=int, default=6400)
    options = parser.parse_args(arguments)
    for key in options.works:
        if key not in trains:
            parser.error(f"{key} is no training; choose from {', '.join(trains)}")
        work = WORKS[key]
        report.say(f"\n{work.title}, one thread, {options.images:,} images")
        header = ["us/image", "forward", "GFLOP/s", "back", "GFLOP/s"]
        report.say(report.table(header, layer_rows(work, options.images)))
        header = ["function (own time)", "calls", "us/image", "share"]
        report.say("\n" + report.table(header, function_rows(work, options.images)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
