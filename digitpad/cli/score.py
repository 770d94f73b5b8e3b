"""``digitpad test``: how well a network reads the MNIST test images."""

import argparse
from typing import Any

import numpy as np

from digitpad.cli.loading import load_dataset, load_recognizer
from digitpad.cli.options import add_json, add_model, count
from digitpad.cli.output import say, say_json
from digitpad.data import ImageSet
from digitpad.data.drawing import images_from_drawings
from digitpad.data.non_digits import held_out_non_digits
from digitpad.recognizer import Recognizer
from digitpad.training.evaluation import Evaluation, evaluate

_OTHERS, _OTHERS_SEED = 1_000, 1  # drawings that are no digit


def add_parser(commands: "argparse._SubParsersAction[Any]") -> None:
    """Add ``test`` to the commands."""
    parser = commands.add_parser(
        "test",
        help="measure the accuracy on the MNIST test images",
        description="Read the 10,000 MNIST test images and the pen drawings of six writers, none "
        "of which any training sees; the last line is `Correct: ..%`.",
    )
    add_model(parser)
    parser.add_argument("--limit", type=count, metavar="N", help="use the first N test images only")
    parser.add_argument(
        "--verbose", action="store_true", help="print each image, too, as `pred: 7, true: 7`"
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
    summary = _summary(recognizer, result, images, drawn, splits.drawn)
    if arguments.verbose:
        for index, (digit, label) in enumerate(
            zip(result.predictions.tolist(), images.labels.tolist(), strict=True)
        ):
            if arguments.json:
                say_json({"index": index, "digit": digit, "label": label})
            else:
                say(f"pred: {digit}, true: {label}")
    if arguments.json:
        say_json(summary)
    else:
        _tell(summary)
    return 0


def _tell(summary: dict[str, Any]) -> None:
    if summary["drawn_accuracy"] is not None:
        say(f"Drawn digits of unseen writers: {summary['drawn_accuracy']:.2%}")
        say(
            f"Taken for no digit: {summary['refused']:.2%} of the test images, "
            f"{summary['drawn_refused']:.2%} of the drawn digits, "
            f"{summary['others_refused']:.1%} of drawings that are none"
        )
        say(
            f"Calibration error: {summary['calibration_error']:.2%} on the test images, "
            f"{summary['drawn_calibration_error']:.2%} on the drawn digits"
        )
    say(f"Correct: {summary['accuracy']:.2%}")


def _summary(
    recognizer: Recognizer,
    result: Evaluation,
    images: ImageSet,
    drawn: Evaluation | None,
    drawn_images: ImageSet | None,
) -> dict[str, Any]:
    most_doubt = recognizer.most_doubt
    summary: dict[str, Any] = {
        "images": len(result.predictions),
        "correct": int(result.confusion.trace()),
        "accuracy": result.accuracy,
        "error": result.loss,
        "refused": result.refused(most_doubt),
        "calibration_error": result.calibration_error(images.labels),
        "drawn_accuracy": None,
    }
    if drawn is not None and drawn_images is not None:
        summary |= {
            "drawn_accuracy": drawn.accuracy,
            "drawn_refused": drawn.refused(most_doubt),
            "drawn_calibration_error": drawn.calibration_error(drawn_images.labels),
            "others_refused": _others_refused(recognizer),
        }
    return summary


def _others_refused(recognizer: Recognizer) -> float:
    """Return the share of drawings that are no digit, of kinds never trained on, that it refuses.

    The drawings are always the same.
    """
    drawings = held_out_non_digits(_OTHERS, rng=np.random.default_rng(_OTHERS_SEED))
    images = ImageSet("no digits", images_from_drawings(drawings), np.zeros(_OTHERS, np.uint8))
    return evaluate(recognizer.network, images).refused(recognizer.most_doubt)
