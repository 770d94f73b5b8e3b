"""The real program in a process of its own, with a drive: somebody who acts in its window.

A drive is a generator in tests/robust/drives.py that is given the window and yields how many
milliseconds to wait before it goes on.  ``python -m tests.robust.program DRIVE [ARGUMENT ...]``.
"""

import importlib
import os
import signal
import subprocess
import sys
import traceback
from pathlib import Path
from time import monotonic
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
FILE_SIZE_LIMIT = "DIGITPAD_TEST_FILE_SIZE_LIMIT"


class Ended(NamedTuple):
    """How the program ended."""

    status: int
    stdout: str
    stderr: str
    seconds: float


def start(home: Path, drive: str, *arguments: object, **settings: str) -> "subprocess.Popen[str]":
    """Start the program with its data in ``home``; ``settings`` go to its environment."""
    quiet = {"QT_QPA_PLATFORM": "offscreen", "QT_LOGGING_RULES": "qt.qpa.*=false"}
    return subprocess.Popen(
        [sys.executable, "-m", "tests.robust.program", drive, *map(str, arguments)],
        env={**os.environ, **quiet, "DIGITPAD_HOME": str(home), **settings},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )


def run(
    home: Path, drive: str, *arguments: object, timeout_s: float = 120.0, **settings: str
) -> Ended:
    """Run the program to its end."""
    began = monotonic()
    with start(home, drive, *arguments, **settings) as process:
        try:
            out, errors = process.communicate(timeout=timeout_s)
        finally:
            process.kill()
    return Ended(process.returncode, out, errors, monotonic() - began)


def limit_file_size() -> None:
    """Let the disk be full after so many bytes of a file, if that is asked for."""
    limit = os.environ.get(FILE_SIZE_LIMIT)
    if limit is not None:
        import resource

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), int(limit)))


def main() -> int:
    """Run the program with a drive."""
    from PySide6.QtCore import QTimer

    from digitpad import app

    drive = getattr(importlib.import_module("tests.robust.drives"), sys.argv[1])
    limit_file_size()
    build = app.build

    def build_and_drive(*arguments: Any, **named: Any) -> Any:
        window = build(*arguments, **named)
        acts = drive(window, *sys.argv[2:])

        def act() -> None:
            try:
                QTimer.singleShot(next(acts), act)
            except StopIteration:
                pass
            except BaseException:
                traceback.print_exc()
                os._exit(9)  # or the window would wait for somebody who is gone

        QTimer.singleShot(0, act)
        return window

    app.build = build_and_drive
    return app.main(["digitpad"])


if __name__ == "__main__":
    sys.exit(main())
