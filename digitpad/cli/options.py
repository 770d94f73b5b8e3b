"""The parser of all commands, the options that several of them have, and how numbers are read."""

import argparse
import sys
from pathlib import Path
from typing import NoReturn

from digitpad.cli.output import complain

WRONG_ARGUMENTS = 2  # exit status, argparse's own


class Parser(argparse.ArgumentParser):
    """Answers wrong arguments with one sentence instead of the whole list of options."""

    def error(self, message: str) -> NoReturn:
        complain(f"{self.prog}: error: {message} ({self.prog} --help explains)")
        sys.exit(WRONG_ARGUMENTS)


def add_json(parser: argparse.ArgumentParser) -> None:
    """Give a command its --json."""
    parser.add_argument(
        "--json", action="store_true", help="print one JSON object per line on standard output"
    )


def add_model(parser: argparse.ArgumentParser) -> None:
    """Give a command its --model."""
    parser.add_argument(
        "--model",
        type=Path,
        metavar="FILE",
        help="a network saved by train (default: the trained network on board)",
    )


def whole(text: str) -> int:
    """Return a whole number.  Raises: ArgumentTypeError, in words that argparse passes on."""
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number") from None


def count(text: str) -> int:
    """Return a whole number of 1 or more.  Raises: ArgumentTypeError."""
    number = whole(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is too small; choose 1 or more")
    return number


def number(text: str) -> float:
    """Return a number.  Raises: ArgumentTypeError."""
    try:
        return float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number") from None
