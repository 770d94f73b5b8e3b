"""How much slower random distortion makes training.

Run ``python tests/benchmarks/augmentation_cost.py`` (about a minute): short trainings without,
with light and with strong distortion, in turns.  Drawing the pen strokes anew, once an epoch, is
part of the time; reading the validation images is not.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any

from bench import machine, report

from digitpad import data
from digitpad.files import write_whole
from digitpad.training import (
    AUGMENTATIONS,
    PRESETS,
    EpochEnded,
    TrainConfig,
)
from digitpad.training.run import TrainingRun

WANTED = 4 / 3  # times the time without distortion
WATCHED = 256  # images of validation: they only end an epoch


def image_us(config: TrainConfig, splits: data.Splits) -> float:
    """Return the microseconds an image of one epoch of training."""
    for event in TrainingRun(config, splits).events():
        if isinstance(event, EpochEnded):
            return 1e6 / event.images_per_second
    raise RuntimeError(f"the training of {config.preset} ended without an epoch")


def costs(preset: str, *, images: int, rounds: int) -> dict[str, list[float]]:
    """Return microseconds an image, round by round, for each strength."""
    config = replace(PRESETS[preset], epochs=1, limit=images, light_share=0.0)
    whole = data.load(config.dataset, limit=images)
    splits = data.Splits(
        whole.name, whole.train, whole.validation.first(WATCHED), whole.test, drawn=None
    )
    found: dict[str, list[float]] = {strength: [] for strength in AUGMENTATIONS}
    for _ in range(rounds):
        for strength, times in found.items():
            times.append(image_us(replace(config, augment=strength), splits))
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, write; return the exit status."""
    options = _parser().parse_args(arguments)
    results: dict[str, Any] = {}
    rows = []
    for preset in options.presets:
        times = costs(preset, images=options.images, rounds=options.rounds)
        medians = {strength: median(some) for strength, some in times.items()}
        results[preset] = {"image_us": medians, "rounds": times}
        for strength, value in medians.items():
            ratio = value / medians["none"]
            fine = "yes" if ratio <= WANTED else "NO"
            rows.append([preset, strength, f"{value:.0f}", f"{ratio:.2f}", fine])
    header = ["preset", "distortion", "us/image", "times none", f"wanted {WANTED:.2f}"]
    report.say(report.table(header, rows))
    if options.json is not None:
        whole = {"machine": machine.facts(), "load": machine.load_average(), "presets": results}
        write_whole(options.json, (json.dumps(whole, indent=1) + "\n").encode())
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--presets", nargs="+", choices=PRESETS, default=["Quick", "Best"])
    parser.add_argument("--images", type=int, default=12_000, help="of an epoch (12000)")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", type=Path, metavar="FILE")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
