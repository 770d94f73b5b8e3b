"""The training panel: settings, buttons, and how far a run is. It shows and signals only."""

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QProgressBar,
    QPushButton,
    QWidget,
)

from digitpad.data import DATASETS
from digitpad.gui.fields import ChoiceBox, CountBox, RateBox
from digitpad.gui.parts import column, label, named, row
from digitpad.training import OPTIMIZERS, PRESET_HELP, PRESETS, TrainConfig

_MOST_IMAGES = 70_000
_OPTIMIZER_TITLES = {"sgd": "SGD", "adam": "Adam"}
_COLUMNS = 4
_PROGRESS_STEPS = 1000

_HELP = {
    "presetBox": "Preset: a network and settings that suit each other. Start with Quick.",
    "datasetBox": "Data: the images that the network learns from.",
    "limitBox": "Images: how many of the training images are used, the first ones. Fewer are "
    "faster, more are better. All: choose 0.",
    "epochsBox": "Epochs: how often the network sees all the images. The first teaches the most.",
    "batchSizeBox": "Batch size: images that are looked at together before the weights move "
    "once. Small batches move often and restlessly, large ones rarely and steadily.",
    "learningRateBox": "Learning rate: how far the weights move after each batch. Too high and "
    "the loss jumps about; too low and nothing happens. It can be changed during a run.",
    "optimizerBox": "Optimizer: SGD goes straight down the slope; Adam gives each weight a step "
    "size of its own.",
    "seedBox": "Seed: where chance begins. The same seed and settings give the same network again.",
    "startButton": "Start training with these settings (F5).",
    "pauseButton": "Pause after the batch in hand, or go on (F6).",
    "stepButton": "Train on one batch only, then pause (F7).",
    "stopButton": "End the run. What the network has learned stays in use (F8).",
}


class TrainingPanel(QWidget):
    """Signals: start_asked, pause_asked, step_asked, stop_asked, rate_chosen(learning rate),
    edited() when the person changed any other setting.
    """

    start_asked = Signal()
    pause_asked = Signal()
    step_asked = Signal()
    stop_asked = Signal()
    rate_chosen = Signal(float)
    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("trainingPanel")
        self.preset = ChoiceBox("presetBox")
        self.dataset = ChoiceBox("datasetBox")
        self.limit = CountBox("limitBox", 0, _MOST_IMAGES)
        self.limit.setSpecialValueText("all")
        self.epochs = CountBox("epochsBox", 1, 10_000)
        self.batch_size = CountBox("batchSizeBox", 1, 10_000)
        self.learning_rate = RateBox("learningRateBox", 1e-8, 1e6)
        self.optimizer = ChoiceBox("optimizerBox")
        self.seed = CountBox("seedBox", 0, 999_999)
        self.help = label("presetHelp", wraps=True)
        self.start = named(QPushButton("Start"), "startButton")
        self.pause = named(QPushButton("Pause"), "pauseButton")
        self.step = named(QPushButton("Step"), "stepButton")
        self.stop = named(QPushButton("Stop"), "stopButton")
        self.progress = named(QProgressBar(), "trainingProgress")
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName("Training progress")
        self.progress.setRange(0, _PROGRESS_STEPS)
        self.status = label("trainingStatus", wraps=True)
        self.status.setAccessibleName("Training status")
        for text in (self.help, self.status):
            text.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._fill_choices()
        self._lay_out()
        self._explain()
        self._connect()
        self.show_config(PRESETS["Quick"])

    def _fill_choices(self) -> None:
        for name in PRESETS:
            self.preset.addItem(name, name)
        for info in DATASETS:
            title = f"{info.title} (download)" if info.needs_download else info.title
            self.dataset.addItem(title, info.key)
        for optimizer in OPTIMIZERS:
            self.optimizer.addItem(_OPTIMIZER_TITLES[optimizer], optimizer)

    def _lay_out(self) -> None:
        fields = QGridLayout()
        fields.setHorizontalSpacing(16)
        fields.setVerticalSpacing(4)
        named: tuple[tuple[str, QWidget], ...] = (
            ("&Preset", self.preset),
            ("&Data", self.dataset),
            ("&Images", self.limit),
            ("Ep&ochs", self.epochs),
            ("&Batch size", self.batch_size),
            ("&Learning rate", self.learning_rate),
            ("Optimi&zer", self.optimizer),
            ("S&eed", self.seed),
        )
        for place, (text, field) in enumerate(named):
            line, place_in_line = divmod(place, _COLUMNS)
            title = label("fieldLabel", text)
            title.setBuddy(field)
            field.setAccessibleName(text.replace("&", ""))
            fields.addWidget(title, 3 * line, place_in_line)
            fields.addWidget(field, 3 * line + 1, place_in_line)
            fields.setColumnStretch(place_in_line, 1)
        fields.setRowMinimumHeight(2, 4)
        buttons = row(8)
        for button in (self.start, self.pause, self.step, self.stop):
            buttons.addWidget(button, 1)
        layout = column(8, self)
        layout.addLayout(fields)
        layout.addWidget(self.help)
        layout.addLayout(buttons)
        layout.addWidget(self.progress)
        layout.addWidget(self.status)

    def _explain(self) -> None:
        for widget in self.findChildren(QWidget):
            text = _HELP.get(widget.objectName(), "")
            widget.setStatusTip(text)
            widget.setToolTip(text)
            widget.setAccessibleDescription(text)

    def _connect(self) -> None:
        self.start.clicked.connect(self.start_asked)
        self.pause.clicked.connect(self.pause_asked)
        self.step.clicked.connect(self.step_asked)
        self.stop.clicked.connect(self.stop_asked)
        self.preset.currentIndexChanged.connect(self._use_preset)
        self.learning_rate.valueChanged.connect(self.rate_chosen)
        for box in (self.limit, self.epochs, self.batch_size, self.seed):
            box.valueChanged.connect(self.edited)
        for choice in (self.dataset, self.optimizer):
            choice.currentIndexChanged.connect(self.edited)

    def config(self) -> TrainConfig:
        """Return the settings as they stand.  Raises: ValueError, one sentence."""
        return replace(
            PRESETS[self.preset.key()],
            dataset=self.dataset.key(),
            limit=self.limit.value() or None,
            epochs=self.epochs.value(),
            batch_size=self.batch_size.value(),
            learning_rate=self.learning_rate.value(),
            optimizer=self.optimizer.key(),
            seed=self.seed.value(),
        )

    def show_config(self, config: TrainConfig) -> None:
        """Show these settings; nothing is signalled."""
        fields = (
            self.preset,
            self.dataset,
            self.limit,
            self.epochs,
            self.batch_size,
            self.learning_rate,
            self.optimizer,
            self.seed,
        )
        blockers = [QSignalBlocker(field) for field in fields]
        self.preset.choose(config.preset)
        self.dataset.choose(config.dataset)
        self.limit.setValue(config.limit or 0)
        self.epochs.setValue(config.epochs)
        self.batch_size.setValue(config.batch_size)
        self.learning_rate.setValue(config.learning_rate)
        self.optimizer.choose(config.optimizer)
        self.seed.setValue(config.seed)
        for blocker in blockers:
            blocker.unblock()
        self.help.setText(PRESET_HELP[config.preset])

    def show_buttons(self, *, start: bool, pause: bool, step: bool, stop: bool) -> None:
        """Enable what can be done now."""
        for button, enabled in (
            (self.start, start),
            (self.pause, pause),
            (self.step, step),
            (self.stop, stop),
        ):
            button.setEnabled(enabled)

    def show_paused(self, paused: bool) -> None:
        """Let the pause button say what it does next."""
        self.pause.setText("Resume" if paused else "Pause")

    def show_progress(self, share: float | None) -> None:
        """Show how much is done, of 1; None shows that nobody knows."""
        self.progress.setRange(0, 0 if share is None else _PROGRESS_STEPS)
        self.progress.setValue(0 if share is None else round(share * _PROGRESS_STEPS))

    def show_status(self, text: str) -> None:
        """Show one line on how things stand."""
        self.status.setText(text)

    def _use_preset(self) -> None:
        self.show_config(PRESETS[self.preset.key()])
        self.edited.emit()
