"""All that can be said about how well a network reads, from what is in the repository.

Run ``python tests/benchmarks/reading.py`` (ten minutes; ``--pictures 20`` is one): test
images, pen drawings of writers that no training saw, the same drawings by other hands, pictures of
all styles, and drawings that are no digit.  An answer "no digit" counts as wrong.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import numpy as np
from bench import machine, report
from reads import contact_sheet, goals, paint, photo, programs
from reads.digits import Digit, drawings, scans
from reads.forms import drawn_forms
from reads.hands import HANDS, drawn_by
from reads.readings import Readings, read_drawings, read_images, read_pictures

from digitpad import data
from digitpad.data import bundled
from digitpad.data.non_digits import held_out_non_digits
from digitpad.files import write_whole
from digitpad.paths import resource
from digitpad.recognizer import SHIPPED_WEIGHTS, Recognizer

SEED = 20
HUGE_SHARE = 10  # so much rarer are pictures of 6000x4000 pixels
FORMS = 1_000  # digits by rule
OTHERS = 2_000  # drawings that are no digit
TIMED = 300  # drawings


def plain_readings(recognizer: Recognizer, files: Sequence[Path]) -> list[Readings]:
    """Read test images, held-out drawings, forms by rule, and stroke files given by hand."""
    images = data.load("mnist").test
    found = [read_images(recognizer, images), read_images(recognizer, bundled.drawn_set())]
    strokes, labels = drawn_forms(FORMS, rng=np.random.default_rng(SEED))
    found.append(read_drawings(recognizer, "European and American forms", strokes, labels))
    for file in files:
        samples = [one for one in data.read_stroke_lines(file) if one.label is not None]
        strokes, labels = zip(*((one.strokes, one.label) for one in samples), strict=True)
        found.append(read_drawings(recognizer, file.stem, strokes, labels))
    return found


def hand_readings(recognizer: Recognizer) -> list[Readings]:
    """Read the held-out drawings as other hands draw them."""
    samples = bundled.held_out_drawings()
    labels = bundled.drawn_set().labels.tolist()
    strokes = [sample.strokes for sample in samples]
    return [
        read_drawings(recognizer, title, drawn_by(hand, strokes, seed=SEED), labels)
        for title, hand in HANDS.items()
    ]


def picture_readings(recognizer: Recognizer, digits: Sequence[Digit]) -> list[Readings]:
    """Read pictures of ``digits`` in each style; the first row is the digits themselves."""
    plain = data.ImageSet(
        "the same digits, plain",
        np.stack([digit.image for digit in digits]),
        np.array([digit.label for digit in digits], np.uint8),
    )
    found = [read_images(recognizer, plain)]
    for title, style in {**paint.STYLES, **programs.STYLES, **photo.STYLES}.items():
        some = digits[::HUGE_SHARE] if style is photo.huge else digits
        rng = np.random.default_rng(SEED)
        pictures = (style(digit, rng) for digit in some)
        found.append(read_pictures(recognizer, title, pictures, [digit.label for digit in some]))
    return found


def others_refused(recognizer: Recognizer) -> float:
    """Return the share of drawings that are no digit, of kinds never trained on, refused."""
    others = held_out_non_digits(OTHERS, rng=np.random.default_rng(SEED))
    return read_drawings(recognizer, "no digits", others, [0] * len(others)).refused


def milliseconds(recognizer: Recognizer) -> float:
    """Return the median time from the strokes of a drawing to its answer."""
    times = []
    for sample in bundled.held_out_drawings()[:TIMED]:
        start = perf_counter()
        recognizer.from_strokes(sample.strokes)
        times.append(1e3 * (perf_counter() - start))
    return median(times)


def rows_of(readings: Sequence[Readings], plain: Readings) -> list[dict[str, Any]]:
    """Return the figures of each set beside those of ``plain``."""
    return [some.figures(plain) for some in readings]


def table(title: str, rows: Sequence[dict[str, Any]]) -> str:
    """Return the figures as text."""
    header = [title, "digits", "right", "points", "refused", "calibration error"]
    cells = [
        [
            row["title"],
            f"{row['count']:,}",
            f"{row['accuracy']:.2%}",
            f"{row['points']:+.2f}",
            f"{row['refused']:.2%}",
            f"{row['calibration_error']:.2%}",
        ]
        for row in rows
    ]
    return report.table(header, cells) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, write; return the exit status."""
    options = _parser().parse_args(arguments)
    model = resource(SHIPPED_WEIGHTS) if options.model is None else options.model
    content = model.read_bytes()
    recognizer = Recognizer.from_file(content)
    whole: dict[str, Any] = {"machine": machine.facts()}
    plain = plain_readings(recognizer, options.strokes)
    drawn = plain[1]
    whole["plain"] = [row for some in plain for row in rows_of([some], some)]
    report.say(table("as they are", whole["plain"]))
    whole["hands"] = rows_of(hand_readings(recognizer), drawn)
    report.say(table("the drawn digits, by other hands", whole["hands"]))
    digits = drawings(options.pictures) + scans(options.pictures)
    pictures = picture_readings(recognizer, digits)
    whole["pictures"] = rows_of(pictures, pictures[0])
    report.say(table("pictures", whole["pictures"]))
    whole["others_refused"] = others_refused(recognizer)
    report.say(f"Drawings that are no digit, refused: {whole['others_refused']:.1%}")
    whole["milliseconds"] = milliseconds(recognizer)
    report.say(f"From strokes to the answer: {whole['milliseconds']:.2f} ms (median)\n")
    header, *rows = goals.table(goals.goals(whole, len(content)))
    report.say(report.table(header, rows))
    if options.json is not None:
        write_whole(options.json, (json.dumps(whole, indent=1) + "\n").encode())
    if options.contact_sheet is not None:
        contact_sheet.draw(contact_sheet.misread(plain), options.contact_sheet)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--model", type=Path, metavar="FILE", help="a model file (the one on board)"
    )
    parser.add_argument(
        "--strokes", type=Path, nargs="+", default=[], metavar="FILE", help="more stroke files"
    )
    parser.add_argument(
        "--pictures", type=int, default=100, help="drawings, and scans, for each style (100)"
    )
    parser.add_argument("--json", type=Path, metavar="FILE")
    parser.add_argument("--contact-sheet", type=Path, metavar="FILE", help="PNG of what is misread")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
