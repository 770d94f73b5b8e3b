"""``digitpad test``: how well a network reads the MNIST test images."""

import argparse
from typing import Any

from digitpad.cli.output import (
    add_json,
    add_model,
    load_dataset,
    load_recognizer,
    say,
    say_json,
    whole_number,
)
from digitpad.training import Evaluation, evaluate


def add_parser(commands: "argparse._SubParsersAction[Any]") -> None:
    """Add ``test`` to the commands."""
    parser = commands.add_parser(
        "test",
        help="the accuracy on the MNIST test images",
        description="Read the 10,000 MNIST test images, which no training sees, and the drawings "
        "of pen writers held out of training; the last line is `Correct: ..%`.",
    )
    add_model(parser)
    parser.add_argument(
        "--limit", type=whole_number, metavar="N", help="only the first N test images"
    )
    parser.add_argument(
        "--verbose", action="store_true", help="also each image, as `pred: 7, true: 7`"
    )
    add_json(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Evaluate and print; return the exit status."""
    recognizer = load_recognizer(arguments.model)
    splits = load_dataset("mnist")
    images = splits.test if arguments.limit is None else splits.test.first(arguments.limit)
    result = evaluate(recognizer.network, images)
    drawn = None if splits.drawn is None else evaluate(recognizer.network, splits.drawn)
    if arguments.verbose:
        for index, (digit, label) in enumerate(
            zip(result.predictions.tolist(), images.labels.tolist(), strict=True)
        ):
            if arguments.json:
                say_json({"index": index, "digit": digit, "label": label})
            else:
                say(f"pred: {digit}, true: {label}")
    if arguments.json:
        say_json(_summary(result, drawn))
    else:
        if drawn is not None:
            say(f"Drawn digits of unseen writers: {drawn.accuracy:.2%}")
        say(f"Correct: {result.accuracy:.2%}")
    return 0


def _summary(result: Evaluation, drawn: Evaluation | None) -> dict[str, Any]:
    return {
        "images": len(result.predictions),
        "correct": int(result.confusion.trace()),
        "accuracy": result.accuracy,
        "error": result.loss,
        "drawn_accuracy": None if drawn is None else drawn.accuracy,
    }
