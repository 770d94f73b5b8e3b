"""Fields in a grid, each under its name with a "?" for help."""

from collections.abc import Collection, Mapping

from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from digitpad.gui.parts import label, restyle, row
from digitpad.gui.train.help_popover import HelpButton
from digitpad.gui.train.settings_form import SettingsForm
from digitpad.gui.train.settings_help import SETTING_HELP

_GAP_PX = 8  # between two rows of fields


class FieldGrid(QWidget):
    """Lays out those fields of ``form`` that ``titles`` names; & is before the letter for Alt."""

    def __init__(self, form: SettingsForm, titles: Mapping[str, str], columns: int) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._labels: dict[str, QLabel] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(2)
        for place, (name, text) in enumerate(titles.items()):
            line, place_in_line = divmod(place, columns)
            box = form.boxes[name]
            title = self._labels[name] = label("fieldLabel", text)
            title.setBuddy(box)
            head = row(2)
            head.addWidget(title)
            head.addWidget(HelpButton(SETTING_HELP[name]))
            head.addStretch(1)
            grid.addLayout(head, 3 * line, place_in_line)
            grid.addWidget(box, 3 * line + 1, place_in_line)
            if line:
                grid.setRowMinimumHeight(3 * line - 1, _GAP_PX)
        for place in range(columns):
            grid.setColumnStretch(place, 1)

    def mark(self, names: Collection[str]) -> None:
        """Let these fields stand out: they are for the next run."""
        for name, title in self._labels.items():
            restyle(title, "waits", name in names)
