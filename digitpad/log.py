"""The log: a file of bounded size in the person's folder, for when something goes wrong."""

import faulthandler
import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

LOG_NAME = "digitpad.log"
LOG_BYTES, LOG_FILES = 1_000_000, 3
_TAIL_BYTES = 65_536


class _LogFile(RotatingFileHandler):
    """Also takes down a crash of Python itself: faulthandler writes to the file in use."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, maxBytes=LOG_BYTES, backupCount=LOG_FILES, encoding="utf-8")
        self.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        self._catch_crashes()

    def _catch_crashes(self) -> None:
        if self.stream is not None:
            faulthandler.enable(self.stream)

    def doRollover(self) -> None:
        super().doRollover()
        self._catch_crashes()

    def close(self) -> None:
        faulthandler.disable()
        super().close()


def start_log(path: Path) -> None:
    """Write the log to ``path``, which no other process writes; where that fails, nowhere."""
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    handler: logging.Handler
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = _LogFile(path)
    except OSError:
        handler = logging.NullHandler()
    root.addHandler(handler)
    logging.raiseExceptions = False  # a full disk must not fill the terminal


def log_tail(path: Path, lines: int) -> str:
    """Return the last lines of a log, empty when there is none."""
    try:
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - _TAIL_BYTES))
            text = file.read(_TAIL_BYTES).decode("utf-8", "replace")
    except OSError:
        return ""
    return "\n".join(text.splitlines()[-lines:])
