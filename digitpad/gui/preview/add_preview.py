"""Puts together the preview of augmentation, for one window."""

from digitpad.gui.main_window import MainWindow
from digitpad.gui.preview.preview_controller import PreviewController
from digitpad.gui.work import Work


def add_preview(window: MainWindow) -> None:
    """Let the menu Training open the preview."""
    work = Work(window)
    work.failed.connect(window.strip.show_problem)
    window.closing.connect(work.close)
    preview = PreviewController(window.drawing, work, window.theme, window)
    window.actions_.preview.triggered.connect(preview.open)
    window.drawing_controller.drawing_changed.connect(preview.follow_drawing)
