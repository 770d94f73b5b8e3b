"""The window: header, body and message strip, and the controllers that bring them to life."""

from PySide6.QtCore import QEvent, QSize, Signal, Slot
from PySide6.QtGui import QCloseEvent, QStatusTipEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from digitpad.gui.actions import Actions
from digitpad.gui.answer.answer_panel import AnswerPanel
from digitpad.gui.answer.network_chooser import NetworkChooser
from digitpad.gui.answer.network_controller import NetworkController
from digitpad.gui.answer.networks import SHIPPED, NetworkShelf, shipped_entry
from digitpad.gui.answer.recognition_controller import RecognitionController
from digitpad.gui.body import Body
from digitpad.gui.desk.desk import Desk
from digitpad.gui.desk.drawing import Drawing
from digitpad.gui.desk.drawing_controller import DrawingController
from digitpad.gui.desk.drawing_tools import DrawingTools
from digitpad.gui.desk.picture_controller import PictureController
from digitpad.gui.file_dialogs import FileDialogs
from digitpad.gui.memory import Memory
from digitpad.gui.message_strip import MessageStrip
from digitpad.gui.palette import Palette
from digitpad.gui.parts import column, label, named, row
from digitpad.gui.settings import Settings
from digitpad.gui.theme import Theme
from digitpad.gui.train.run_controls import RunControls
from digitpad.gui.train.train_view import TrainView
from digitpad.gui.train.training_actions import TrainingActions
from digitpad.gui.train.training_controller import TrainingController
from digitpad.gui.train.training_thread import LoadData, load_data
from digitpad.gui.view_tabs import ViewTabs
from digitpad.gui.window_actions import WindowActions
from digitpad.recognizer import Recognizer
from digitpad.training import RunStore

_USUAL_SIZE, _TITLE_BAR_PX = QSize(1280, 720), 40
_HEADER_PX, _TAB_LINE_PX = 48, 2  # the line below a tab lifts its text, and that beside it


class MainWindow(QMainWindow):
    """Everything wired; show it to begin.

    ``shipped`` reads with the network on board; None if it did not load.

    Signals: closing(), when what runs for the window has to end.
    """

    closing = Signal()

    def __init__(
        self,
        theme: Theme,
        settings: Settings,
        shipped: Recognizer | None,
        *,
        load: LoadData = load_data,
    ) -> None:
        super().__init__()
        self.setWindowTitle("Digitpad")
        self.garbage: object = None  # what collects it, as long as the window lives
        self.theme = theme
        self.actions_ = Actions(self)
        self.desk, self.answer_panel, self.train_view = Desk(), AnswerPanel(), TrainView()
        self.chooser, self.strip = NetworkChooser(), MessageStrip()
        self.dialogs = FileDialogs(self)
        self.views = ViewTabs(self.actions_.fill(self.menuBar()), self)
        self._lay_out()
        self.add_view("&Train", self.train_view)
        self._make_models(shipped)
        self._make_controllers(load)
        self._connect()
        room = self.screen().availableSize().height() - _TITLE_BAR_PX
        self.resize(_USUAL_SIZE.width(), min(_USUAL_SIZE.height(), room))  # or its foot is unseen
        self.memory = Memory(settings, self)
        self.memory.restore()
        self.desk.canvas.setFocus()

    def add_view(self, title: str, widget: QWidget) -> None:
        """Add a view to the right half; & is before the letter of its title for the menu."""
        self.views.add(title, widget)

    def open_view(self, widget: QWidget) -> None:
        """Show a view that was added."""
        self.views.open(widget)

    def _lay_out(self) -> None:
        header = named(QWidget(), "header")
        header.setFixedHeight(_HEADER_PX)
        line = row(24, header)
        wordmark = label("wordmark", "Digitpad")
        wordmark.setContentsMargins(0, 0, 0, _TAB_LINE_PX)
        line.addWidget(wordmark)
        line.addWidget(self.views.bar)
        line.addStretch(1)
        line.addWidget(self.chooser)
        controls = RunControls("desk")
        self.train_view.panel.add_controls(controls)
        self.body = Body(self.desk, self.answer_panel, self.views.stack, controls)
        inner = column(8)
        inner.setContentsMargins(24, 0, 24, 8)
        inner.addWidget(header)
        inner.addWidget(self.body, 1)
        centre = named(QWidget(), "centre")
        layout = column(0, centre)
        layout.addLayout(inner, 1)
        layout.addWidget(self.strip)
        self.setCentralWidget(centre)

    def _make_models(self, recognizer: Recognizer | None) -> None:
        self.drawing, self.shelf, self.runs = Drawing(), NetworkShelf(), RunStore()
        if recognizer is not None:
            self.shelf.put(shipped_entry(recognizer))
            self.shelf.choose(SHIPPED)

    def _make_controllers(self, load: LoadData) -> None:
        desk, actions = self.desk, self.actions_
        self.drawing_controller = DrawingController(self.drawing, desk.canvas, self)
        self.recognition = RecognitionController(self.drawing, self.shelf, self.answer_panel, self)
        self.training = TrainingController(self.train_view, self.runs, load=load, parent=self)
        self.networks = NetworkController(self.shelf, self.chooser, self.training, self)
        self.pictures = PictureController(self, self.dialogs)
        DrawingTools(actions, desk, self.drawing, self.drawing_controller, self.pictures, self)
        TrainingActions(actions, self.training, self)
        WindowActions(actions, self.theme, self)

    def _connect(self) -> None:
        """Connect the controllers with each other and with the message strip."""
        self.drawing_controller.drawing_changed.connect(self.recognition.request)
        self.networks.network_changed.connect(self.recognition.request)
        self.training.started.connect(self.strip.forget_news)
        for part in (self.training, self.pictures, self.recognition):
            part.failed.connect(self.strip.show_problem)
        self.pictures.over.connect(self.strip.withdraw)
        self.theme.changed.connect(self.use_colours)
        self.theme.app.focusChanged.connect(self._tell_focus)

    @Slot(object)
    def use_colours(self, palette: Palette) -> None:
        """Use these colours."""
        for part in (
            self.desk.canvas,
            self.answer_panel,
            self.body.divider,
            self.train_view,
            self.actions_,
        ):
            part.use_colours(palette)

    @Slot(QWidget, QWidget)
    def _tell_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        """Help on a control is shown when it has the focus, or rather when it is pointed at."""
        if new is not None and new.window() is self:
            self.strip.show_tip(new.statusTip())

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QStatusTipEvent):
            focused = self.focusWidget()
            self.strip.show_tip(event.tip() or (focused.statusTip() if focused else ""))
            return True
        return super().event(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.hide()
        self.closing.emit()
        self.training.close()
        self.pictures.close()
        self.memory.save()
        super().closeEvent(event)
