"""What can be done with the runs that are chosen, as actions with keys."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from digitpad.gui.action_button import ActionButton
from digitpad.gui.parts import named, new_action


class RunActions:
    """The actions by name; ``owner`` is where their keys work and whose context menu they are."""

    def __init__(self, owner: QWidget) -> None:
        self._owner = owner
        new = self._new
        self.use = new("&Use network", "Return", "Read with the network of this run.")
        self.resume = new("&Go on", "Ctrl+Return", "Go on training where this run ended.")
        self.settings = new(
            "Use &settings", "Ctrl+T", "Show the settings of this run in the view Train."
        )
        self.rename = new("&Rename", "F2", "Give this run another name.")
        self.delete = new(
            "&Delete", "Del", "Delete the chosen runs. The message that appears can undo it."
        )
        self.export_csv = new(
            "Curves as &CSV …", "Ctrl+E", "Save the curves of the chosen runs as a table."
        )
        self.export_png = new("&Plots as PNG …", "Ctrl+Shift+E", "Save the plots as a picture.")
        self.use.setIconText("Use")  # on the buttons, where there is little room
        self.settings.setIconText("Settings")
        owner.addActions(self.all)
        owner.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    @property
    def all(self) -> list[QAction]:
        """All of them, in the order of the menu."""
        export = [self.export_csv, self.export_png]
        return [self.use, self.resume, self.settings, self.rename, self.delete, *export]

    def _new(self, text: str, key: str, tip: str) -> QAction:
        result = new_action(text, key, tip, self._owner)
        result.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        return result

    def buttons(self) -> list[QToolButton]:
        """Return a button for each of the most wanted."""
        pairs = (
            ("useRunButton", self.use),
            ("resumeRunButton", self.resume),
            ("runSettingsButton", self.settings),
            ("deleteRunButton", self.delete),
        )
        buttons = [ActionButton(name, action) for name, action in pairs]
        export = named(QToolButton(), "exportRunsButton")
        export.setText("Export")
        export.setAccessibleName("Export")
        export.setStatusTip("Save curves or plots of the chosen runs as a file.")
        export.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(export)
        menu.addActions([self.export_csv, self.export_png])
        export.setMenu(menu)
        return [*buttons, export]

    def enable(self, *, one: bool, resumable: bool, any_: bool, deletable: bool) -> None:
        """Enable what can be done: with the ``one`` readable run that is chosen, or with any."""
        for action, can in (
            (self.use, one),
            (self.resume, resumable),
            (self.settings, one),
            (self.rename, one),
            (self.delete, deletable),
            (self.export_csv, any_),
            (self.export_png, any_),
        ):
            action.setEnabled(can)
