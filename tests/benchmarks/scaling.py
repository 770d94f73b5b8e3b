"""Whether an image costs the same however many there are, and whatever the batch size.

Run ``python tests/benchmarks/scaling.py`` (some two minutes): training Keras' convnet on 1,000 to
60,000 images, and with batches of 64 to 512.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median

from bench import machine, report
from bench.works import WORKS

from digitpad import data
from digitpad.data.bundled import mnist_arrays
from digitpad.files import write_whole
from digitpad.training import BatchEnded
from digitpad.training.run import TrainingRun

COUNTS = (1_000, 5_000, 20_000, 60_000)  # images
BATCHES = (64, 128, 256, 512)
COUNT_FOR_BATCHES = 20_000
LEAST_IMAGES = 10_000  # in one measurement; small sets are gone through several times
FLAT = 0.10  # the most that the dearest may be above the cheapest


def image_us(images: int, batch_size: int, threads: int) -> float:
    """Return the microseconds an image of a whole run, without its evaluations."""
    arrays = mnist_arrays()
    train = data.ImageSet("training", arrays["x_train"][:images], arrays["y_train"][:images])
    splits = data.Splits("MNIST", train, train.first(1), train.first(1), None)
    work = WORKS["convnet-128"]
    epochs = -(-LEAST_IMAGES // images)
    config = replace(work.config, epochs=epochs, batch_size=batch_size, threads=threads)
    run = TrainingRun(config, splits, network=work.network())
    # A batch tells all seconds so far, with the evaluations before it: one image each.
    last = [event for event in run.events() if isinstance(event, BatchEnded)][-1]
    return last.seconds / last.images_seen * 1e6


def measured(
    cases: Sequence[tuple[int, int]], *, rounds: int, threads: int
) -> dict[tuple[int, int], float]:
    """Return (images, batch size) -> median of the rounds, measured in turns."""
    image_us(1_000, 128, threads)  # warm up
    times: dict[tuple[int, int], list[float]] = {case: [] for case in cases}
    for _ in range(rounds):
        for case in cases:
            times[case].append(image_us(*case, threads))
    return {case: median(values) for case, values in times.items()}


def spread(values: Sequence[float]) -> float:
    """Return how far the largest is above the smallest, as a share of it."""
    return max(values) / min(values) - 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, write; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=0, help="0 for all cores (0)")
    parser.add_argument("--json", type=Path, metavar="FILE")
    options = parser.parse_args(arguments)
    by_count = [(count, 128) for count in COUNTS]
    by_batch = [(COUNT_FOR_BATCHES, batch) for batch in BATCHES]
    cases = list(dict.fromkeys([*by_count, *by_batch]))
    found = measured(cases, rounds=options.rounds, threads=options.threads)
    for title, some in (("number of images", by_count), ("batch size", by_batch)):
        values = [found[case] for case in some]
        verdict = "flat" if spread(values) <= FLAT else "NOT flat"
        report.say(f"by {title}: {spread(values):.0%} between the least and the most, {verdict}")
    rows = [[f"{count:,}", f"{batch}", f"{us:.1f}"] for (count, batch), us in found.items()]
    report.say(report.table(["images", "batch", "us/image"], rows))
    if options.json is not None:
        cases_found = [
            {"images": count, "batch": batch, "us_an_image": us}
            for (count, batch), us in found.items()
        ]
        whole = {"machine": machine.facts(), "load": machine.load_average(), "cases": cases_found}
        write_whole(options.json, (json.dumps(whole, indent=1) + "\n").encode())
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
