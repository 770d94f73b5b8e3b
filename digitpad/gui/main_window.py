"""The window: header, body and message strip, and the controllers that bring them to life."""

from PySide6.QtCore import QEvent, QSize, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QCloseEvent, QGuiApplication, QStatusTipEvent
from PySide6.QtWidgets import (
    QMainWindow,
    QStackedWidget,
    QTabBar,
    QWidget,
)

from digitpad.gui import help as help_texts
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
from digitpad.gui.desk.picture_controller import PictureController
from digitpad.gui.memory import Memory
from digitpad.gui.message_strip import MessageStrip
from digitpad.gui.palette import Palette
from digitpad.gui.parts import column, label, named, row
from digitpad.gui.settings import Settings
from digitpad.gui.theme import Theme
from digitpad.gui.train.train_view import TrainView
from digitpad.gui.train.training_controller import State, TrainingController
from digitpad.gui.train.training_thread import LoadData, load_data
from digitpad.recognizer import Recognizer

_USUAL_SIZE = QSize(1280, 720)
_HEADER_PX = 48


class MainWindow(QMainWindow):
    """Everything wired; show it to begin. ``recognizer`` is the network on board, if it loaded.

    Signals: closing(), when what runs for the window has to end.
    """

    closing = Signal()

    def __init__(
        self,
        theme: Theme,
        settings: Settings,
        recognizer: Recognizer | None,
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
        self._tabs, self._views = named(QTabBar(), "viewTabs"), QStackedWidget()
        self._view_group = QActionGroup(self)
        self._view_menu = self.actions_.fill(self.menuBar())
        self._lay_out()
        self.add_view("Train", self.train_view)
        self._make_controllers(recognizer, load)
        self._add_tools()
        self._connect()
        self.resize(_USUAL_SIZE)
        self.memory = Memory(settings, self)
        self.memory.restore()
        self.desk.canvas.setFocus()

    def add_view(self, title: str, widget: QWidget) -> None:
        """Add a view to the right half; from the second one on, tabs choose between them."""
        index = self._views.addWidget(widget)
        self._tabs.addTab(title)
        self._tabs.setVisible(self._views.count() > 1)
        action = QAction(title, self, checkable=True)
        action.setShortcut(f"Ctrl+{index + 1}")
        action.setData(index)
        self._view_group.addAction(action)
        self._view_menu.insertAction(self._view_menu.actions()[index], action)
        action.setChecked(index == 0)

    def open_view(self, widget: QWidget) -> None:
        """Show a view that was added."""
        self._tabs.setCurrentIndex(self._views.indexOf(widget))

    def _lay_out(self) -> None:
        header = named(QWidget(), "header")
        header.setFixedHeight(_HEADER_PX)
        line = row(24, header)
        line.addWidget(label("wordmark", "Digitpad"))
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        line.addWidget(self._tabs)
        line.addStretch(1)
        line.addWidget(self.chooser)
        self._body = Body(self.desk, self.answer_panel, self._views)
        inner = column(8)
        inner.setContentsMargins(24, 0, 24, 8)
        inner.addWidget(header)
        inner.addWidget(self._body, 1)
        centre = named(QWidget(), "centre")
        layout = column(0, centre)
        layout.addLayout(inner, 1)
        layout.addWidget(self.strip)
        self.setCentralWidget(centre)

    def _make_controllers(self, recognizer: Recognizer | None, load: LoadData) -> None:
        self.drawing, self.shelf = Drawing(), NetworkShelf()
        if recognizer is not None:
            self.shelf.put(shipped_entry(recognizer))
            self.shelf.choose(SHIPPED)
        canvas = self.desk.canvas
        self.drawing_controller = DrawingController(self.drawing, canvas, self)
        self.recognition = RecognitionController(self.drawing, self.shelf, self.answer_panel, self)
        self.training = TrainingController(self.train_view, load=load, parent=self)
        self.networks = NetworkController(self.shelf, self.chooser, self.training, self)
        self.pictures = PictureController(self)

    def _add_tools(self) -> None:
        actions, desk = self.actions_, self.desk
        desk.add_tool("eraserButton", actions.eraser)
        desk.add_tool("undoButton", actions.undo)
        desk.add_tool("redoButton", actions.redo)
        desk.add_stretch()
        desk.add_tool("openButton", actions.open)
        desk.add_tool("clearButton", actions.clear, labelled=True)

    def _connect(self) -> None:
        actions, drawing, training = self.actions_, self.drawing_controller, self.training
        actions.undo.triggered.connect(drawing.undo)
        actions.redo.triggered.connect(drawing.redo)
        actions.clear.triggered.connect(drawing.clear)
        actions.eraser.toggled.connect(drawing.set_eraser)
        self.desk.brush_width.valueChanged.connect(drawing.set_brush_width)
        drawing.drawing_changed.connect(self.recognition.request)
        drawing.history_changed.connect(self._show_history)
        actions.open.triggered.connect(self.pictures.ask)
        actions.paste.triggered.connect(self.pictures.paste)
        actions.copy.triggered.connect(self._copy)
        self.desk.canvas.dropped.connect(self.pictures.take)
        self.pictures.read.connect(drawing.show_picture)
        self.networks.network_changed.connect(self.recognition.request)
        actions.start.triggered.connect(training.start)
        actions.pause.triggered.connect(training.pause_or_resume)
        actions.step.triggered.connect(training.step)
        actions.stop.triggered.connect(training.stop)
        training.state_changed.connect(self._show_state)
        training.started.connect(self._forget_message)
        training.noted.connect(self.strip.show_message)
        for part in (training, self.pictures, self.recognition):
            part.failed.connect(self.strip.show_problem)
        actions.help.triggered.connect(self._show_guide)
        actions.about.triggered.connect(self._show_about)
        actions.full_screen.toggled.connect(self._set_full_screen)
        actions.mode_group.triggered.connect(self._choose_mode)
        self._view_group.triggered.connect(self._choose_view)
        self.theme.changed.connect(self.use_colours)
        self._tabs.currentChanged.connect(self._show_view)
        self.theme.app.focusChanged.connect(self._tell_focus)
        self._show_history()
        self._show_state()

    @Slot(object)
    def use_colours(self, palette: Palette) -> None:
        """Use these colours."""
        for part in (self.desk.canvas, self.answer_panel, self.train_view, self.actions_):
            part.use_colours(palette)

    @Slot()
    def _show_history(self) -> None:
        self.actions_.undo.setEnabled(self.drawing.can_undo)
        self.actions_.redo.setEnabled(self.drawing.can_redo)
        self.actions_.clear.setEnabled(not self.drawing.is_empty)

    @Slot()
    def _show_state(self) -> None:
        state, actions = self.training.state, self.actions_
        running = state in (State.RUNNING, State.PAUSED)
        actions.start.setEnabled(state is State.IDLE)
        actions.pause.setEnabled(running)
        actions.step.setEnabled(running or state is State.IDLE)
        actions.stop.setEnabled(running or state is State.PREPARING)

    @Slot()
    def _forget_message(self) -> None:
        self.strip.clear()

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setImage(self.desk.canvas.picture())

    @Slot(QAction)
    def _choose_mode(self, action: QAction) -> None:
        self.theme.set_mode(action.data())

    @Slot(QAction)
    def _choose_view(self, action: QAction) -> None:
        self._tabs.setCurrentIndex(action.data())

    @Slot(int)
    def _show_view(self, index: int) -> None:
        self._views.setCurrentIndex(index)
        self._view_group.actions()[index].setChecked(True)

    @Slot(bool)
    def _set_full_screen(self, on: bool) -> None:
        if on:
            self.showFullScreen()
        else:
            self.showNormal()

    @Slot()
    def _show_guide(self) -> None:
        help_texts.guide(self).show()

    @Slot()
    def _show_about(self) -> None:
        help_texts.about(self).show()

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
