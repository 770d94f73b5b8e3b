from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from digitpad.gui.train.run_controls import RunControls


def test_controls_that_were_never_seen_need_as_much_room_as_the_style_sheet_gives_them(
    qtbot: QtBot,
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    controls = RunControls("desk", window)
    for high in (40, 80, 20):
        window.setStyleSheet(f"QPushButton {{ min-height: {high}px; border: 1px solid }}")
        rest = 4 + 4 + 4 + controls.progress.minimumSizeHint().height()
        rest += controls.status.minimumSizeHint().height()
        assert abs(controls.minimumSizeHint().height() - high - rest) <= 8
