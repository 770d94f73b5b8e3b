"""A tool button for an action."""

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolButton

from digitpad.gui.parts import plain_name


class ActionButton(QToolButton):
    """Does what an action does, and looks as it does.

    Qt's own way, a default action, loses 145 bytes at each change of the action (Qt 6.11), and
    undo and redo change with every stroke.
    """

    def __init__(self, name: str, action: QAction) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(plain_name(action.text()))
        self.setCheckable(action.isCheckable())
        self._action = action
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        self._follow()

    @Slot()
    def _follow(self) -> None:
        action = self._action
        self.setText(action.iconText())
        self.setIcon(action.icon())
        self.setToolTip(action.toolTip())
        self.setStatusTip(action.statusTip())
        self.setEnabled(action.isEnabled())
        self.setChecked(action.isChecked())
