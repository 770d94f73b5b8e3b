"""What the person saves is written in a thread, and told of."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from digitpad import files
from digitpad.gui.attempts import Attempts
from digitpad.gui.work import Work


class NothingToSave(Exception):  # noqa: N818 (named for what happened)
    """There is no content for the file; the text is a sentence that says why."""


class Saving(Attempts):
    """The base of those who save something for the person.

    Signals: noted(sentence), and those of Attempts.
    """

    noted = Signal(str)

    def __init__(self, work: Work, parent: QObject) -> None:
        super().__init__(parent)
        self._work = work

    def _save(self, path: Path, content: Callable[[], bytes]) -> None:
        """Write what ``content`` returns, in the thread; it may raise NothingToSave."""
        self._work.ask_surely(partial(_write, path, content), partial(self._tell, path))

    def _tell(self, path: Path, problem: str) -> None:
        if problem:
            self._fail(problem)
        else:
            self._succeed()
            self.noted.emit(f"Saved as {path}.")


def _write(path: Path, content: Callable[[], bytes]) -> str:
    """Return a sentence that says why nothing is written, or nothing."""
    try:
        files.write_whole(path, content())
    except OSError as error:
        return f"{path} cannot be written: {files.reason(error)}."
    except NothingToSave as error:
        return str(error)
    return ""
