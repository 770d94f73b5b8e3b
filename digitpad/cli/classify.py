"""``digitpad classify``: read pictures and stroke files."""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from digitpad import data, start_checks
from digitpad.cli.loading import load_recognizer
from digitpad.cli.options import add_json, add_model
from digitpad.cli.output import Complaint, complain, progress_bar, say, say_json
from digitpad.data.picture import NoDigitFound
from digitpad.data.strokes import is_stroke_file
from digitpad.files import reason
from digitpad.recognizer import Recognizer

_STANDARD_INPUT = "-"
_UNDECIDED = (0.1,) * 10  # the probabilities where there is nothing to read


@dataclass(frozen=True)
class Reading:
    """One answer: of the picture ``source``, or of drawing ``index`` in the stroke file."""

    source: str
    index: int
    digit: int | None
    probabilities: tuple[float, ...]
    label: int | None = None
    sentence: str = ""


class Failures:
    """Reports and counts what could not be read."""

    def __init__(self) -> None:
        self.count = 0

    def add(self, sentence: str) -> None:
        """Report one failure."""
        complain(sentence)
        self.count += 1


def add_parser(commands: "argparse._SubParsersAction[Any]") -> None:
    """Add ``classify`` to the commands."""
    parser = commands.add_parser(
        "classify",
        help="read pictures of digits and drawn strokes",
        description="Read each PATH: a picture of one digit (PNG, JPEG, BMP, WebP, GIF), or a "
        'stroke file .jsonl with one drawing a line, {"strokes": [[[x, y], ...], ...], '
        '"label": 7}, y pointing down, any scale, label optional; - reads strokes from standard '
        "input. The answer is ? (with --json: null) where it is no digit. With labels the "
        "accuracy comes last (with --json: on standard error).",
    )
    parser.add_argument("paths", nargs="+", metavar="PATH")
    add_model(parser)
    add_json(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Read all paths; return the exit status, 1 when some could not be read."""
    recognizer = load_recognizer(arguments.model)
    failures = Failures()
    labelled = correct = 0
    with progress_bar(None, " digits") as bar:
        for source in arguments.paths:
            for reading in _read(source, recognizer, failures):
                if arguments.json:
                    say_json(_record(reading))
                else:
                    say(_line(reading))
                if reading.label is not None:
                    labelled += 1
                    correct += reading.digit == reading.label
                bar.update()
    if labelled:
        tell = complain if arguments.json else say
        tell(f"Correct: {correct / labelled:.2%}")
    return 1 if failures.count else 0


def _read(source: str, recognizer: Recognizer, failures: Failures) -> Iterator[Reading]:
    if source == _STANDARD_INPUT or is_stroke_file(source):
        yield from _read_strokes(source, recognizer, failures)
    else:
        yield from _read_picture(source, recognizer, failures)


def _read_strokes(source: str, recognizer: Recognizer, failures: Failures) -> Iterator[Reading]:
    name = "standard input" if source == _STANDARD_INPUT else Path(source).name
    try:
        samples = _samples(source, name)
    except OSError as error:
        failures.add(f"{source} cannot be read: {reason(error)}.")
        return
    empty = True
    while True:
        try:
            sample = next(samples)
        except StopIteration:
            break
        except data.BadStrokeLine as error:
            failures.add(str(error))
        else:
            yield _read_drawing(source, sample, recognizer)
        empty = False
    if empty:
        failures.add(f"{name} holds no drawings.")


def _samples(source: str, name: str) -> Iterator[data.StrokeSample]:
    if source != _STANDARD_INPUT:
        return data.read_stroke_lines(Path(source))
    if sys.stdin is None:
        raise OSError("standard input is closed")
    return data.take_stroke_lines(sys.stdin.buffer, name)


def _read_drawing(source: str, sample: data.StrokeSample, recognizer: Recognizer) -> Reading:
    try:
        answer = recognizer.from_strokes(sample.strokes)
    except data.NothingDrawn as error:
        return Reading(source, sample.index, None, _UNDECIDED, sample.label, str(error))
    probabilities = tuple(answer.probabilities.tolist())
    return Reading(source, sample.index, answer.digit, probabilities, sample.label, answer.sentence)


def _read_picture(source: str, recognizer: Recognizer, failures: Failures) -> Iterator[Reading]:
    problem = start_checks.packages_problem(("PySide6",)) or start_checks.qt_problem()
    if problem:
        raise Complaint(problem)
    from digitpad.gui.desk.picture_reader import PictureError, hush_decoders, read_picture

    hush_decoders()
    try:
        answer = recognizer.from_picture(read_picture(Path(source)))
    except PictureError as error:
        failures.add(str(error))
    except NoDigitFound as error:
        yield Reading(source, 0, None, _UNDECIDED, sentence=str(error))
    else:
        probabilities = tuple(answer.probabilities.tolist())
        yield Reading(source, 0, answer.digit, probabilities, sentence=answer.sentence)


def _record(reading: Reading) -> dict[str, Any]:
    record = {
        "source": reading.source,
        "index": reading.index,
        "digit": reading.digit,
        "probabilities": reading.probabilities,
    }
    return record if reading.label is None else {**record, "label": reading.label}


def _line(reading: Reading) -> str:
    of_many = reading.source == _STANDARD_INPUT or is_stroke_file(reading.source)
    name = f"{reading.source}, {reading.index}" if of_many else reading.source
    if reading.digit is None:
        answer = f"? ({reading.sentence})"
    else:
        answer = f"{reading.digit} ({reading.probabilities[reading.digit]:.1%})"
    return f"{name}: {answer}" + ("" if reading.label is None else f", true: {reading.label}")
