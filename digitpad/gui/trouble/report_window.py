"""Report a problem: all that helps to find it, to read, to copy, and where it lies."""

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QPushButton, QWidget

from digitpad.gui.parts import column, label, named, row
from digitpad.gui.trouble.report import report
from digitpad.seat import Seat

_SIZE_PX = (720, 600)
_ADVICE = (
    "If something went wrong, copy this and send it with a word on what you did. "
    "It names versions, this machine and the end of the log; nothing is sent by itself."
)


class ReportWindow(QDialog):
    """Shows the report; the main window stays usable."""

    def __init__(self, seat: Seat, details: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("reportWindow")
        self.setWindowTitle("Report a problem")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._seat = seat
        self.text = named(QPlainTextEdit(report(seat, details)), "reportText")
        self.text.setReadOnly(True)
        self.text.setAccessibleName("Report")
        buttons = row(8)
        for title, name, act in (
            ("Copy", "copyReportButton", self._copy),
            ("Open folder", "openFolderButton", self._open_folder),
            ("Close", "closeReportButton", self.close),
        ):
            button = named(QPushButton(title), name)
            button.clicked.connect(act)
            buttons.addWidget(button)
        buttons.insertStretch(0, 1)
        layout = column(16, self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.addWidget(label("reportAdvice", _ADVICE, wraps=True))
        layout.addWidget(self.text, 1)
        layout.addLayout(buttons)
        self.resize(*_SIZE_PX)

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())

    @Slot()
    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._seat.folder)))
