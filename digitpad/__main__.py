"""Start Digitpad: the window, or one of its commands.

``main.py``, ``python -m digitpad`` and the installed ``digitpad`` command all come here.
Nothing but the standard library is imported before the start checks have passed.
"""

import gc
import sys

INTERRUPTED = 130  # what a shell reports after Ctrl-C


def main() -> int:
    """Run what the command line asks for; return the exit status."""
    try:
        return _run(sys.argv[1:])
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return INTERRUPTED


def _run(arguments: "list[str]") -> int:
    from digitpad import start_checks  # here, where Ctrl-C is one word

    problem = start_checks.start_problem(window=not arguments)
    if problem:
        print(problem, file=sys.stderr)
        return 1
    if arguments:
        from digitpad import cli

        return cli.main(arguments)
    # What is imported stays, so looking for garbage in it is time lost; the window does it later.
    gc.disable()
    from digitpad import app

    return app.main(sys.argv)


if __name__ == "__main__":
    sys.exit(main())
