"""Opens and saves networks as files of their own."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, Signal, Slot
from PySide6.QtWidgets import QWidget

from digitpad import files
from digitpad.gui.answer.network_controller import NetworkController
from digitpad.gui.answer.networks import Entry, NetworkShelf, entry_of, short_title
from digitpad.gui.drops import DropTarget
from digitpad.gui.file_dialogs import FileDialogs
from digitpad.gui.runs.saving import Saving
from digitpad.gui.work import Work
from digitpad.recognizer import Recognizer
from digitpad.training.network_file import network_bytes

_KINDS = "Networks (*.npz)"
_ENDING = ".npz"


class NetworkFiles(Saving):
    """Reads and writes in a thread; a file dropped anywhere on the window is opened.

    Signals: opened(Entry), and those of Saving.
    """

    opened = Signal(object)

    def __init__(
        self,
        window: QWidget,
        dialogs: FileDialogs,
        shelf: NetworkShelf,
        networks: NetworkController,
        work: Work,
    ) -> None:
        super().__init__(work, window)
        self._dialogs, self._shelf, self._networks = dialogs, shelf, networks
        DropTarget(window, _network_in, self.open)

    @Slot()
    def ask_open(self) -> None:
        """Let the person choose a file, and open it."""
        path = self._dialogs.ask_open("Open a network", _KINDS)
        if path is not None:
            self.open(path)

    def open(self, path: Path) -> None:
        """Read with the network in a file; a bad one changes nothing."""
        self._work.ask("open", partial(_read, path), self._put)

    def _put(self, read: Entry | str) -> None:
        if isinstance(read, str):
            self._fail(read)
            return
        self._succeed()
        self._networks.put(read)
        self._networks.choose(read.key)
        self.opened.emit(read)

    @Slot()
    def ask_save(self) -> None:
        """Let the person choose a file for the network in use."""
        entry = self._shelf.current
        if entry is None:
            self._fail("There is no network to save.")
            return
        title = "".join(letter if letter.isalnum() else "-" for letter in entry.title).strip("-")
        path = self._dialogs.ask_save(
            f"Save the network {entry.title}", f"{title}{_ENDING}", _KINDS
        )
        if path is not None:
            self.save(entry, path)

    def save(self, entry: Entry, path: Path) -> None:
        """Write a network to a file."""
        self._save(path, partial(network_bytes, entry.network, entry.facts))


def _network_in(content: QMimeData) -> Path | None:
    """Return the one file that was dropped, if its name is that of a network."""
    paths = [Path(url.toLocalFile()) for url in content.urls() if url.isLocalFile()]
    fits = len(paths) == 1 and paths[0].suffix.lower() == _ENDING
    return paths[0] if fits else None


def _read(path: Path) -> Entry | str:
    """Return the network in a file, or a sentence that says why there is none."""
    try:
        recognizer = Recognizer.from_file(files.read_whole(path))
    except OSError as error:
        return f"{path.name} cannot be opened: {files.reason(error)}."
    except ValueError as error:
        return f"{path.name} is no network to read with: {error}."
    title = short_title(path.stem)
    return entry_of(f"file {path.absolute()}", title, recognizer.network, recognizer.metadata)
