"""``digitpad train``: train a network, one line an epoch."""

import argparse
import dataclasses
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from digitpad import data, files
from digitpad.cli.loading import load_dataset
from digitpad.cli.options import add_json, number, whole
from digitpad.cli.output import Complaint
from digitpad.cli.training_session import TrainingSession
from digitpad.files import reason
from digitpad.nn import LOSSES, SCHEDULES
from digitpad.training import AUGMENTATIONS, OPTIMIZERS, PRESET_HELP, PRESETS, TrainConfig

ALL = "all"


def _images(text: str) -> int | None:
    return None if text == ALL else whole(text)


def _preset(text: str) -> str:
    """Return the name of a preset, however it was capitalized; what is none stays as typed."""
    return text.capitalize() if text.capitalize() in PRESETS else text


# Setting of TrainConfig -> what argparse needs to know about its option.
SETTINGS: dict[str, dict[str, Any]] = {
    "dataset": {
        "choices": [info.key for info in data.DATASETS],
        "help": "what to train on; the keras-... sets are downloaded on first use",
    },
    "epochs": {"type": whole, "metavar": "N", "help": "passes over the training images"},
    "limit": {
        "type": _images,
        "metavar": "N",
        "help": f"train on the first N images only, or on '{ALL}'",
    },
    "batch_size": {"type": whole, "metavar": "N", "help": "images per step"},
    "learning_rate": {"type": number, "metavar": "RATE", "help": "length of a step"},
    "optimizer": {"choices": OPTIMIZERS, "help": "how the gradient becomes a step"},
    "loss": {"choices": list(LOSSES), "help": "what training minimizes"},
    "schedule": {"choices": list(SCHEDULES), "help": "how the learning rate changes over the run"},
    "momentum": {
        "type": number,
        "metavar": "SHARE",
        "help": "share of each step that carries over into the next (sgd only)",
    },
    "weight_decay": {
        "type": number,
        "metavar": "RATE",
        "help": "by how much a step shrinks the weights, as a multiple of the learning rate",
    },
    "light_share": {
        "type": number,
        "metavar": "SHARE",
        "help": "share of the epochs, at the end, that augment lightly instead of strongly",
    },
    "label_smoothing": {
        "type": number,
        "metavar": "SHARE",
        "help": "share of each target that is spread over all classes (cross_entropy only)",
    },
    "averaging": {
        "type": number,
        "metavar": "DECAY",
        "help": "decay of the moving average of the weights that is kept; 0 for none",
    },
    "augment": {
        "choices": AUGMENTATIONS,
        "help": "augmentation: distort the training images at random",
    },
    "seed": {"type": whole, "metavar": "N", "help": "the same seed repeats a run exactly"},
    "threads": {
        "type": whole,
        "metavar": "N",
        "help": "0 for one per core; the result does not depend on it",
    },
}


def add_parser(commands: "argparse._SubParsersAction[Any]") -> None:
    """Add ``train`` to the commands."""
    parser = commands.add_parser(
        "train",
        help="train a network",
        description="Train a network and print one line per epoch, `3/20, error=.., "
        "accuracy=.., drawn=..`: the training error, the accuracy on the validation images, and "
        "the accuracy on digits drawn by writers that no training sees. Ctrl-C ends the run after "
        "the current batch; --out then saves what was learnt so far. The window lists the run and "
        "can resume it.",
        epilog="presets: " + " ".join(f"{name}: {text}" for name, text in PRESET_HELP.items()),
    )
    parser.add_argument(
        "--preset",
        type=_preset,
        choices=list(PRESETS),
        default="Quick",
        help="the settings to start from (default: Quick); the options below change them",
    )
    for name, settings in SETTINGS.items():
        option = "--" + name.replace("_", "-")
        parser.add_argument(option, default=argparse.SUPPRESS, **settings)
    parser.add_argument("--out", type=Path, metavar="FILE", help="save the network to FILE (.npz)")
    parser.add_argument("--log", type=Path, metavar="FILE", help="save what --json prints to FILE")
    parser.add_argument(
        "--checkpoint",
        type=Path,
        metavar="FILE",
        help="save the run to FILE after each epoch; if FILE exists, resume that run, which then "
        "ends with exactly the weights that it would have had uninterrupted",
    )
    parser.add_argument(
        "--no-keep",
        action="store_true",
        help="do not add the run to the window's list (--checkpoint implies this)",
    )
    add_json(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Train as asked; return the exit status."""
    given = {name: value for name, value in vars(arguments).items() if name in SETTINGS}
    try:
        config: TrainConfig = dataclasses.replace(PRESETS[arguments.preset], **given)
    except ValueError as error:
        raise Complaint(str(error)) from error
    _check_paths({f"--{name}": getattr(arguments, name) for name in ("out", "log", "checkpoint")})
    splits = load_dataset(config.dataset, limit=config.limit)
    return TrainingSession(
        config,
        splits,
        as_json=arguments.json,
        out=arguments.out,
        log=arguments.log,
        checkpoint=arguments.checkpoint,
        keep=not arguments.no_keep and arguments.checkpoint is None,
    ).run()


def _check_paths(paths: Mapping[str, Path | None]) -> None:
    """Find out before the work that each of these files, by option, can be written."""
    options: dict[str, str] = {}  # by the real path of their file
    for option, path in paths.items():
        if path is not None:
            other = options.setdefault(os.path.realpath(path), option)
            if other != option:
                raise Complaint(f"{other} and {option} are both {path}: choose two files.")
            _check_writable(path)


def _check_writable(path: Path) -> None:
    """Find out before the work, not after it, that its result cannot be saved.

    What a run that was killed left half written in the folder goes.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        files.sweep_temporaries(path.parent)
        files.check_replaceable(path)
        with tempfile.TemporaryFile(dir=path.parent):
            pass
    except FileExistsError as error:
        raise Complaint(f"{path} cannot be written: {path.parent} is not a folder.") from error
    except OSError as error:
        raise Complaint(f"{path} cannot be written: {reason(error)}.") from error
