"""Asks which file to open and where to save one, beginning where the last one lay."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

_ALL = "All files (*)"


class FileDialogs:
    """Asks in front of the window.

    ``folder`` is that of the last file; empty means where the program was started.
    """

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self.folder = ""

    def ask_open(self, title: str, kinds: str) -> Path | None:
        """Return the file that the person chooses, None for none; ``kinds`` as Qt writes them."""
        name, _ = QFileDialog.getOpenFileName(self._window, title, self.folder, f"{kinds};;{_ALL}")
        return self._keep(name)

    def ask_save(self, title: str, name: str, kind: str) -> Path | None:
        """Return where the person wants a file, None for nowhere; ``name`` is only proposed.

        A name without an ending gets that of ``name``, and only then is it asked whether a file
        that is there shall be replaced.
        """
        dialog = QFileDialog(self._window, title, self.folder, kind)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(Path(name).suffix)
        dialog.selectFile(name)
        chosen = dialog.selectedFiles()[0] if dialog.exec() else ""
        dialog.deleteLater()
        return self._keep(chosen)

    def _keep(self, name: str) -> Path | None:
        if not name:
            return None
        path = Path(name)
        self.folder = str(path.parent)
        return path
