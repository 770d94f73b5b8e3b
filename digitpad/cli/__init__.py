"""The command line: ``train``, ``test`` and ``classify``; none of them needs a display."""

import argparse
import contextlib
import io
import os
import sys
from collections.abc import Sequence

from digitpad import __version__
from digitpad.cli import classify, score, train
from digitpad.cli.output import Complaint, complain

INTERRUPTED = 130  # what a shell reports after Ctrl-C
READER_GONE = 141  # what a shell reports after SIGPIPE


def main(argv: Sequence[str]) -> int:
    """Run the command in ``argv`` (without the program's name); return the exit status.

    Raises: SystemExit, after --help and --version, and with status 2 for wrong arguments.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    arguments = make_parser().parse_args(argv)
    try:
        status: int = arguments.run(arguments)
        print(end="", flush=True)
    except Complaint as complaint:
        complain(str(complaint))
        return 1
    except KeyboardInterrupt:
        complain("Stopped.")
        return INTERRUPTED
    except BrokenPipeError:
        _leave_the_pipe_alone()
        return READER_GONE
    return status


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    parser = argparse.ArgumentParser(
        prog="digitpad",
        description="Draw a digit and watch a network learn to read it. Without a command, "
        "the window opens; the commands work without a display.",
    )
    parser.add_argument("--version", action="version", version=f"Digitpad {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in (train, score, classify):
        command.add_parser(commands)
    return parser


def _leave_the_pipe_alone() -> None:
    """Whoever read our output has gone; keep Python from flushing into the pipe at its end."""
    with contextlib.suppress(OSError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
