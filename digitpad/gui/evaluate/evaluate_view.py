"""The view Evaluate: how well the network reads, what it misreads, how sure it is."""

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QGridLayout,
    QProgressBar,
    QPushButton,
    QToolButton,
    QWidget,
)

from digitpad.gui.elided_label import ElidedLabel
from digitpad.gui.evaluate.confidence_chart import ConfidenceChart
from digitpad.gui.evaluate.confusion_table import ConfusionTable
from digitpad.gui.evaluate.gallery import Gallery
from digitpad.gui.evaluate.measurement import KINDS, NO_IMAGES, TEST, Indices, Measured
from digitpad.gui.figure_button import FigureButton
from digitpad.gui.palette import Palette
from digitpad.gui.parts import column, keep_room, label, named, row

_PROGRESS_STEPS = 1000
_WIDE_PX = 1000  # from here on, the mistakes stand beside the matrix
_LEAST_PX = 416
_NOTE_PX = 128
_BUTTON_PX = 96
_MISTAKES = "Mistakes, surest first"

# Of matrix, mistakes and confidence, in a narrow view and in a wide one: row, column and spans.
_PLACES = (((0, 0, 1, 2), (1, 0, 1, 1), (1, 1, 1, 1)), ((0, 0, 1, 1), (0, 1, 2, 1), (1, 0, 1, 1)))
_STRETCHES = (((5, 11), (4, 6)), ((5, 3), (2, 2)))  # of both rows and both columns


class EvaluateView(QWidget):
    """Shows what was measured of one network, one kind of images at a time.

    Signals: shown() each time, measure_asked(), cancel_asked(), image_chosen(key of the kind,
    number of the image).
    """

    shown = Signal()
    measure_asked = Signal()
    cancel_asked = Signal()
    image_chosen = Signal(str, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figures = {
            kind.key: FigureButton(f"{kind.key}Accuracy", kind.title, kind.help) for kind in KINDS
        }
        self.table, self.gallery, self.chart = ConfusionTable(), Gallery(), ConfidenceChart()
        self.measure = named(QPushButton("Measure"), "measureButton")
        self.progress = named(QProgressBar(), "evaluationProgress")
        self.progress.setAccessibleName("Measuring progress")
        self.progress.setTextVisible(False)
        self.progress.setRange(0, _PROGRESS_STEPS)
        self.note = label("caption")
        self.note.setAccessibleName("State of the measurement")
        self.note.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.note.setFixedWidth(_NOTE_PX)  # its texts change, and nothing else is to move
        for part in (self.measure, self.progress):
            part.setFixedWidth(_BUTTON_PX)
        self.heading, self.shown_images = named(ElidedLabel(), "heading"), label("heading")
        self.all_mistakes = named(QToolButton(), "allMistakesButton")
        self.all_mistakes.setText("All mistakes")
        self.all_mistakes.setStatusTip("Show all mistakes again.")
        self.refused = named(QToolButton(), "refusedButton")
        self.refused.setText("Answered ?")
        self.refused.setStatusTip(
            "Show the images that the window answers with ?, because the network is too unsure. "
            "The accuracy counts their likeliest digit."
        )
        self._measured: Mapping[str, Measured] = {}
        self._busy, self._name = False, ""
        self._lay_out()
        self._turn()
        self.figures[TEST.key].setChecked(True)
        self.show_measured("", {})
        self._connect()

    def _lay_out(self) -> None:
        self._blocks = (self._matrix(), self._mistakes(), self._confidence())
        self._grid = QGridLayout()
        self._grid.setSpacing(16)
        layout = column(16, self)
        layout.addLayout(self._head())
        layout.addLayout(self._grid, 1)

    def _head(self) -> QBoxLayout:
        head, beside = row(16), column(4)
        for figure in self.figures.values():
            head.addWidget(figure)
        keep_room(self.progress)
        beside.addWidget(self.measure, 0, Qt.AlignmentFlag.AlignRight)
        beside.addWidget(self.progress, 0, Qt.AlignmentFlag.AlignRight)
        beside.addWidget(self.note)
        beside.addStretch(1)
        head.addStretch(1)
        head.addLayout(beside)
        return head

    def _matrix(self) -> QWidget:
        head = row(8)
        head.addWidget(self.heading, 1)
        head.addWidget(label("caption", "true ↓\u2002read as →\u2002rates in %"))
        return _block(head, self.table)

    def _mistakes(self) -> QWidget:
        head = row(8)
        head.addWidget(self.shown_images)
        head.addStretch(1)
        for button in (self.refused, self.all_mistakes):
            button.setFixedHeight(self.shown_images.sizeHint().height())
            head.addWidget(button)
        return _block(head, self.gallery)

    def _confidence(self) -> QWidget:
        head = row(8)
        head.addWidget(label("heading", "Confidence"))
        return _block(head, self.chart)

    def _connect(self) -> None:
        self.measure.clicked.connect(self._ask)
        for figure in self.figures.values():
            figure.toggled.connect(self._choose_kind)
        self.table.cell_chosen.connect(self._show_cell)
        self.table.nothing_chosen.connect(self._show_mistakes)
        self.all_mistakes.clicked.connect(self._show_all_mistakes)
        self.refused.clicked.connect(self._show_refused)
        self.gallery.image_chosen.connect(self._tell_image)

    def use_colours(self, palette: Palette) -> None:
        """Use these colours."""
        for figure in self.figures.values():
            figure.use_colours(palette)
        for part in (self.table, self.gallery, self.chart):
            part.use_colours(palette)

    # What it shows

    def show_state(self, note: str, *, share: float | None, can_measure: bool) -> None:
        """Say how the measurement stands; ``share`` of 1 is how far it is, None: none is on."""
        self._busy = share is not None
        self.note.setText(note)
        self.progress.setVisible(self._busy)
        self.progress.setValue(round((share or 0.0) * _PROGRESS_STEPS))
        self.measure.setText("Cancel" if self._busy else "Measure")
        self.measure.setEnabled(self._busy or can_measure)

    def show_measured(self, name: str, measured: Mapping[str, Measured]) -> None:
        """Show the figures of the network of this name, by the kind of images."""
        self._name, self._measured = name, measured
        for key, figure in self.figures.items():
            found = measured.get(key)
            if found is None:
                figure.show_figure("", "")
            else:
                accuracy = f"{100 * found.evaluation.accuracy:.2f} %"
                figure.show_figure(
                    accuracy, f"{found.misread:,} wrong, {len(found.refused):,} as ?"
                )
        self._show_kind()

    @property
    def kind(self) -> str:
        """The key of the kind of images that is shown."""
        return next(key for key, figure in self.figures.items() if figure.isChecked())

    @Slot(bool)
    def _choose_kind(self, chosen: bool) -> None:
        if chosen:
            self._show_kind()

    def _show_kind(self) -> None:
        found, figure = self._measured.get(self.kind), self.figures[self.kind]
        title = next(kind.title for kind in KINDS if kind.key == self.kind)
        self.heading.setText(f"{self._name} · {title}" if self._name else title)
        self.table.show_measured(found, f"{self._name}. {figure.accessibleName()}")
        self.chart.show_measured(found)
        self._show_mistakes()

    @Slot()
    def _show_mistakes(self) -> None:
        found = self._measured.get(self.kind)
        images = NO_IMAGES if found is None else found.mistakes()
        self._show_images(_MISTAKES if len(images) or found is None else "No mistakes", images)
        self._offer(self._has_refused)

    @Slot()
    def _show_all_mistakes(self) -> None:
        self.table.clearSelection()
        self._show_mistakes()

    @Slot()
    def _show_refused(self) -> None:
        self.table.clearSelection()
        found = self._measured[self.kind]
        self._show_images("Answered with ?", found.refused)
        self._offer(False, back=True)

    @Slot(int, int)
    def _show_cell(self, line: int, place: int) -> None:
        self._show_images(*self.table.model_.images(line, place))
        self._offer(self._has_refused, back=True)

    @property
    def _has_refused(self) -> bool:
        found = self._measured.get(self.kind)
        return found is not None and len(found.refused) > 0

    def _offer(self, refused: bool, *, back: bool = False) -> None:
        """Offer the images answered with ?, and the way back to all mistakes."""
        self.refused.setVisible(refused)
        self.all_mistakes.setVisible(back)

    def _show_images(self, title: str, images: Indices) -> None:
        self.shown_images.setText(title)
        self.gallery.show_images(title, self._measured.get(self.kind), images)

    # What the person does

    @Slot()
    def _ask(self) -> None:
        (self.cancel_asked if self._busy else self.measure_asked).emit()

    @Slot(int)
    def _tell_image(self, image: int) -> None:
        self.image_chosen.emit(self.kind, image)

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), _LEAST_PX), hint.height())  # a wide view may turn narrow

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._turn()
        super().resizeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.shown.emit()

    def _turn(self) -> None:
        """Lay the mistakes below the matrix, or beside it where there is room."""
        wide, grid = self.width() >= _WIDE_PX, self._grid
        for block, place in zip(self._blocks, _PLACES[wide], strict=True):
            grid.removeWidget(block)
            grid.addWidget(block, *place)
        for index, (down, across) in enumerate(_STRETCHES[wide]):
            grid.setRowStretch(index, down)
            grid.setColumnStretch(index, across)


def _block(head: QBoxLayout, content: QWidget) -> QWidget:
    widget = QWidget()
    block = column(8, widget)
    block.addLayout(head)
    block.addWidget(content, 1)
    return widget
