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
    drawn = splits.drawn
    assert drawn is not None  # MNIST has them: they ship with the program
    images = splits.test if arguments.limit is None else splits.test.first(arguments.limit)
    result = evaluate(recognizer.network, images)
    summary = _summary(recognizer, images, result, drawn)
    if arguments.verbose:
        _tell_each(result, images, as_json=arguments.json)
    if arguments.json:
        say_json(summary)
    else:
        _tell(summary)
    return 0


def _tell_each(result: Evaluation, images: ImageSet, *, as_json: bool) -> None:
    pairs = zip(result.predictions.tolist(), images.labels.tolist(), strict=True)
    for index, (digit, label) in enumerate(pairs):
        if as_json:
            say_json({"index": index, "digit": digit, "label": label})
        else:
            say(f"pred: {digit}, true: {label}")


def _tell(summary: dict[str, Any]) -> None:
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
    recognizer: Recognizer, images: ImageSet, result: Evaluation, drawn: ImageSet
) -> dict[str, Any]:
    """Return the figures by the names that --json gives them; ``result`` is that of ``images``."""
    most_doubt, on_drawn = recognizer.most_doubt, evaluate(recognizer.network, drawn)
    return {
        "images": len(images),
        "correct": int(result.confusion.trace()),
        "accuracy": result.accuracy,
        "error": result.loss,
        "refused": result.refused(most_doubt),
        "calibration_error": result.calibration_error(images.labels),
        "drawn_accuracy": on_drawn.accuracy,
        "drawn_refused": on_drawn.refused(most_doubt),
        "drawn_calibration_error": on_drawn.calibration_error(drawn.labels),
        "others_refused": _others_refused(recognizer),
    }


def _others_refused(recognizer: Recognizer) -> float:
    """Return the share of drawings that are no digit, of kinds never trained on, that it refuses.

    The drawings are always the same.
    """
    drawings = held_out_non_digits(_OTHERS, rng=np.random.default_rng(_OTHERS_SEED))
    images = ImageSet("no digits", images_from_drawings(drawings), np.zeros(_OTHERS, np.uint8))
    return evaluate(recognizer.network, images).refused(recognizer.most_doubt)
