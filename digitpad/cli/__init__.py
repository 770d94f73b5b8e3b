"""The command line: ``train``, ``test`` and ``classify``; none of them needs a display."""

import argparse
import io
import logging
import sys
from collections.abc import Sequence

from digitpad import __version__
from digitpad.cli import classify, score, train
from digitpad.cli.options import Parser
from digitpad.cli.output import Complaint, complain, flush_output, give_up_output

READER_GONE = 141  # what a shell reports after SIGPIPE


def main(argv: Sequence[str]) -> int:
    """Run the command in ``argv`` (without the program's name); return the exit status.

    Raises: SystemExit, after --help and --version, and with status 2 for wrong arguments.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    # Logging that has no handler prints stacks; here the sentences stand for them.
    logging.basicConfig(handlers=[logging.NullHandler()])
    arguments = make_parser().parse_args(argv)
    try:
        status: int = arguments.run(arguments)
        flush_output()
    except Complaint as complaint:
        complain(str(complaint))
        return 1
    except MemoryError:
        complain("This needs more memory than there is: close other programs, or use fewer images.")
        return 1
    except BrokenPipeError:
        give_up_output()
        return READER_GONE
    return status


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    parser = Parser(
        prog="digitpad",
        description="Draw a digit and watch a network learn to read it. Without a command, "
        "the window opens; the commands work without a display.",
    )
    parser.add_argument("--version", action="version", version=f"Digitpad {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in (train, score, classify):
        command.add_parser(commands)
    return parser
