"""``digitpad train``: train a network, one line an epoch."""

import argparse
import dataclasses
import tempfile
from pathlib import Path
from typing import Any

from digitpad import data, files
from digitpad.cli.output import Complaint, add_json, load_dataset, whole_number
from digitpad.cli.training_session import TrainingSession
from digitpad.nn import LOSSES, SCHEDULES
from digitpad.training import AUGMENTATIONS, OPTIMIZERS, PRESET_HELP, PRESETS, TrainConfig

ALL = "all"


def _images(text: str) -> int | None:
    return None if text == ALL else whole_number(text)


# Setting of TrainConfig -> what argparse needs to know about its option.
SETTINGS: dict[str, dict[str, Any]] = {
    "dataset": {
        "choices": [info.key for info in data.DATASETS],
        "help": "what to learn from; keras-... are fetched on first use",
    },
    "epochs": {"type": int, "metavar": "N", "help": "how often each image is seen"},
    "limit": {"type": _images, "metavar": "N", "help": f"the first N images only, or '{ALL}'"},
    "batch_size": {"type": int, "metavar": "N", "help": "images for one step"},
    "learning_rate": {"type": float, "metavar": "RATE", "help": "the length of a step"},
    "optimizer": {"choices": OPTIMIZERS, "help": "how a step is made from the gradient"},
    "loss": {"choices": list(LOSSES), "help": "what training makes small"},
    "schedule": {"choices": list(SCHEDULES), "help": "how the learning rate changes"},
    "momentum": {"type": float, "metavar": "SHARE", "help": "of the last step in the next (sgd)"},
    "weight_decay": {"type": float, "metavar": "RATE", "help": "how fast weights shrink"},
    "light_share": {
        "type": float,
        "metavar": "SHARE",
        "help": "of the epochs, the last ones, to augment lightly",
    },
    "label_smoothing": {"type": float, "metavar": "SHARE", "help": "of doubt in each label"},
    "averaging": {"type": float, "metavar": "DECAY", "help": "of the moving average of weights"},
    "augment": {"choices": AUGMENTATIONS, "help": "random distortion of the images"},
    "seed": {"type": int, "metavar": "N", "help": "one seed repeats a whole run"},
    "threads": {"type": int, "metavar": "N", "help": "0: all cores; changes no result"},
}


def add_parser(commands: "argparse._SubParsersAction[Any]") -> None:
    """Add ``train`` to the commands."""
    parser = commands.add_parser(
        "train",
        help="train a network",
        description="Train a network and print a line an epoch: `3/20, error=.., accuracy=..`, "
        "the training error and the accuracy on validation images, then (drawn=..) on digits "
        "drawn by unseen writers. Ctrl-C ends the run after the batch in hand; with --out what "
        "is learnt so far is kept. The window lists the run, and can go on with it.",
        epilog="presets: " + " ".join(f"{name}: {text}" for name, text in PRESET_HELP.items()),
    )
    parser.add_argument(
        "--preset",
        type=str.capitalize,
        choices=list(PRESETS),
        default="Quick",
        help="the settings to start from (default: Quick); the options below change them",
    )
    for name, settings in SETTINGS.items():
        option = "--" + name.replace("_", "-")
        parser.add_argument(option, default=argparse.SUPPRESS, **settings)
    parser.add_argument("--out", type=Path, metavar="FILE", help="save the network there (.npz)")
    parser.add_argument("--log", type=Path, metavar="FILE", help="save what --json prints there")
    parser.add_argument(
        "--checkpoint",
        type=Path,
        metavar="FILE",
        help="save the run there after each epoch; if FILE is there already, go on with that run, "
        "which ends with the very weights it would have had",
    )
    parser.add_argument(
        "--no-keep",
        action="store_true",
        help="do not add the run to those that the window lists; neither does --checkpoint",
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
    for path in (arguments.out, arguments.log, arguments.checkpoint):
        if path is not None:
            _check_writable(path)
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


def _check_writable(path: Path) -> None:
    """Find out before the work, not after it, that its result can't be saved.

    What a run that was killed left half written in the folder goes.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        files.sweep_temporaries(path.parent)
        with tempfile.TemporaryFile(dir=path.parent):
            pass
    except OSError as error:
        raise Complaint(f"{path} can't be written: {error.strerror}.") from error
    if path.is_dir():
        raise Complaint(f"{path} is a folder: please name a file to write.")
