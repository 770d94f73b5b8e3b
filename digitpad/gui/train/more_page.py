"""The page with the settings that a beginner can leave alone."""

from PySide6.QtWidgets import QWidget

from digitpad.gui.parts import column
from digitpad.gui.train.field_grid import FieldGrid
from digitpad.gui.train.settings_form import SettingsForm

_TITLES = {
    "schedule": "Schedule",
    "momentum": "Momentum",
    "weight_decay": "Weight decay",
    "loss": "Loss",
    "label_smoothing": "Label smoothing",
    "averaging": "Averaging",
    "augment": "Augmentation",
    "light_share": "Light at the end",
    "threads": "Threads",
}
_COLUMNS = 3


class MorePage(QWidget):
    """Shows fields of ``form``."""

    def __init__(self, form: SettingsForm) -> None:
        super().__init__()
        self.setObjectName("morePage")
        self.grid = FieldGrid(form, _TITLES, _COLUMNS)
        layout = column(0, self)
        layout.addWidget(self.grid)
        layout.addStretch(1)
