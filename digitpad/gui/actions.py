"""Everything that a menu, a key or a tool button can do."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from digitpad.gui.icons import icon
from digitpad.gui.palette import Palette
from digitpad.gui.parts import new_action
from digitpad.gui.theme import MODE_TITLES, MODES

_Keys = QKeySequence.StandardKey


class Actions(QObject):
    """The actions by name; whoever owns the matter connects them."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._icons: list[tuple[QAction, str]] = []
        new = self._new
        self.open = new("&Open picture …", _Keys.Open, "Read a digit from a picture.", "open")
        self.open_network = new(
            "Open &network …", "Ctrl+Shift+O", "Read with a network from a file (.npz)."
        )
        self.save_network = new(
            "&Save network as …", "Ctrl+Shift+S", "Save the network in use as a file (.npz)."
        )
        self.quit = new("&Quit", _Keys.Quit, "Close the window; asks if a run is in progress.")
        self.undo = new("&Undo", _Keys.Undo, "Undo the last stroke, erasing or clearing.", "undo")
        self.redo = new("&Redo", _Keys.Redo, "Redo what was undone.", "redo")
        self.copy = new(
            "&Copy drawing", _Keys.Copy, "Copy the drawing as a picture and as strokes."
        )
        self.paste = new("&Paste", _Keys.Paste, "Read a picture or strokes from the clipboard.")
        self.clear = new(
            "Cle&ar", "Ctrl+Backspace", "Empty the canvas. Undo brings it back.", "clear"
        )
        self.eraser = new(
            "&Eraser", "E", "Rub out parts of strokes; the right button does the same.", "eraser"
        )
        self.eraser.setCheckable(True)
        self.thinner = new("T&hinner brush", "[", "Draw thinner lines.")
        self.broader = new("&Wider brush", "]", "Draw wider lines.")
        self.start = new("&Start", "F5", "Start training with the settings shown.")
        self.pause = new("&Pause or resume", "F6", "Pause the run, or resume it.")
        self.step = new("S&tep", "F7", "Train on one batch, then pause.")
        self.stop = new("St&op", "F8", "End the run and keep what was learned.")
        self.preview = new(
            "Pre&view augmentation …", None, "See how training turns, bends and redraws the images."
        )
        # Not every desktop has a key for it.
        key = _Keys.FullScreen if QKeySequence.keyBindings(_Keys.FullScreen) else "F11"
        self.full_screen = new("&Full screen", key, "Use the whole screen.")
        self.full_screen.setCheckable(True)
        self.help = new("&How it works", "F1", "A short guide.")
        self.report = new(
            "&Report a problem", None, "Show versions and the end of the log, to send or copy."
        )
        self.about = new("&About Digitpad", None, "Versions, licences and sources of the data.")
        self.quit.setMenuRole(QAction.MenuRole.QuitRole)
        self.about.setMenuRole(QAction.MenuRole.AboutRole)
        self.modes = {mode: new(MODE_TITLES[mode], None, "") for mode in MODES}
        self.mode_group = QActionGroup(self)
        for mode, action in self.modes.items():
            action.setData(mode)
            action.setCheckable(True)
            self.mode_group.addAction(action)

    def _new(
        self,
        text: str,
        key: QKeySequence.StandardKey | str | None,
        tip: str,
        icon_name: str | None = None,
    ) -> QAction:
        result = new_action(text, key, tip, self)
        if icon_name is not None:
            self._icons.append((result, icon_name))
        return result

    def use_colours(self, palette: Palette) -> None:
        """Draw the icons in these colours."""
        for action, name in self._icons:
            action.setIcon(icon(name, palette))
            action.setIconVisibleInMenu(False)

    def fill(self, bar: QMenuBar) -> QMenu:
        """Add the menus to the bar; return the View menu, which views add themselves to."""
        file, edit = bar.addMenu("&File"), bar.addMenu("&Edit")
        view, train = bar.addMenu("&View"), bar.addMenu("&Training")
        aid = bar.addMenu("&Help")
        file.addActions([self.open])
        file.addSeparator()
        file.addActions([self.open_network, self.save_network])
        file.addSeparator()
        file.addAction(self.quit)
        edit.addActions([self.undo, self.redo])
        edit.addSeparator()
        edit.addActions([self.copy, self.paste])
        edit.addSeparator()
        edit.addActions([self.eraser, self.thinner, self.broader, self.clear])
        view.addSeparator()
        view.addActions(list(self.modes.values()))
        view.addSeparator()
        view.addAction(self.full_screen)
        train.addActions([self.start, self.pause, self.step, self.stop])
        train.addSeparator()
        train.addAction(self.preview)
        aid.addActions([self.help, self.report, self.about])
        return view
