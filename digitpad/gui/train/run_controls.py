"""Buttons that steer a run, and how far it is: below the settings, and below the canvas."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QProgressBar, QPushButton, QWidget

from digitpad.gui.parts import column, label, named, row
from digitpad.gui.words import unbroken

_PROGRESS_STEPS = 1000
_TIPS = {
    "Start": "Start training with these settings (F5).",
    "Pause": "Pause the run, or resume it (F6).",
    "Step": "Train on one batch only, then pause (F7).",
    "Stop": "End the run and keep what was learned (F8).",
}


class RunControls(QWidget):
    """Shows and signals only.  The object names of its parts begin with ``place``, if given.

    Signals: start_asked, pause_asked, step_asked, stop_asked.
    """

    start_asked = Signal()
    pause_asked = Signal()
    step_asked = Signal()
    stop_asked = Signal()

    def __init__(self, place: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._owes_focus = False
        self.start, self.pause, self.step, self.stop = (self._button(text) for text in _TIPS)
        self.progress = named(QProgressBar(), self._name("trainingProgress"))
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName("Training progress")
        self.progress.setRange(0, _PROGRESS_STEPS)
        self.status = label(self._name("trainingStatus"), wraps=True)
        self.status.setAccessibleName("Training status")
        self.status.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._lay_out()
        for button, asked in (
            (self.start, self.start_asked),
            (self.pause, self.pause_asked),
            (self.step, self.step_asked),
            (self.stop, self.stop_asked),
        ):
            button.clicked.connect(asked)

    def _name(self, name: str) -> str:
        return f"{self._place}{name[0].upper()}{name[1:]}" if self._place else name

    def _button(self, text: str) -> QPushButton:
        button = named(QPushButton(text), self._name(f"{text.lower()}Button"))
        button.setStatusTip(_TIPS[text])
        button.setToolTip(_TIPS[text])
        button.setAccessibleDescription(_TIPS[text])
        return button

    def _lay_out(self) -> None:
        buttons = row(8)
        for button in (self.start, self.pause, self.step, self.stop):
            buttons.addWidget(button, 1)
        layout = self._column = column(4, self)
        layout.addLayout(buttons)
        layout.addSpacing(4)
        layout.addWidget(self.progress)
        layout.addWidget(self.status, 1)
        for part in self._parts():
            part.show()  # with this widget; a layout takes hidden parts for nothing

    def _parts(self) -> tuple[QWidget, ...]:
        return self.start, self.pause, self.step, self.stop, self.progress, self.status

    def minimumSizeHint(self) -> QSize:
        """Return what it needs as the style sheet has it, even before it is seen."""
        for part in self._parts():
            part.ensurePolished()
        self._column.activate()  # or the row of buttons would tell its size of before
        return super().minimumSizeHint()

    def show_buttons(self, *, start: bool, pause: bool, step: bool, stop: bool) -> None:
        """Enable what can be done now.

        A button that had the focus hands it to Pause or Start as soon as one can be pressed; left
        to Qt it would go to whatever stands next in the window.
        """
        can = {self.start: start, self.pause: pause, self.step: step, self.stop: stop}
        focused = self.window().focusWidget()
        if any(button is focused and not enabled for button, enabled in can.items()):
            self._owes_focus = True
            focused.clearFocus()
        for button, enabled in can.items():
            button.setEnabled(enabled)
        heir = self.pause if pause else self.start if start else None
        if self._owes_focus and heir is not None:
            self._owes_focus = False
            if self.window().focusWidget() is None:  # the person has chosen nothing meanwhile
                heir.setFocus()

    def show_paused(self, paused: bool) -> None:
        """Let the pause button say what it does next."""
        self.pause.setText("Resume" if paused else "Pause")

    def show_progress(self, share: float | None) -> None:
        """Show how much is done, of 1; None shows that nobody knows."""
        self.progress.setRange(0, 0 if share is None else _PROGRESS_STEPS)
        self.progress.setValue(0 if share is None else round(share * _PROGRESS_STEPS))

    def show_status(self, text: str) -> None:
        """Show one or two lines on how things stand."""
        self.status.setText(unbroken(text))
