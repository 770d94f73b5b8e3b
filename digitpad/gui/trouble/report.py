"""What a report of a problem should hold, as text: versions, machine, and the end of the log."""

import os
import platform

import numpy as np
import pyqtgraph
import PySide6
import scipy
from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication

from digitpad import __version__
from digitpad.log import LOG_NAME, log_tail
from digitpad.seat import Seat

_LOG_LINES = 100


def report(seat: Seat, details: str = "") -> str:
    """Return the report of the window on ``seat``; ``details`` of one error come first."""
    log = seat.file(LOG_NAME)
    parts = [
        "\n".join(f"{name}: {value}" for name, value in facts().items()),
        f"The log lies in {log}. Its last lines:\n{log_tail(log, _LOG_LINES) or '(it is empty)'}",
    ]
    return "\n\n".join([details.strip(), *parts] if details else parts)


def facts() -> dict[str, str]:
    """Return what is known of the program and of the machine that it runs on."""
    blas = np.show_config(mode="dicts")["Build Dependencies"]["blas"]
    screens = [
        f"{screen.size().width()} x {screen.size().height()} at {screen.devicePixelRatio():g}"
        for screen in QGuiApplication.screens()
    ]
    system = " ".join((platform.system(), platform.release(), platform.machine()))
    return {
        "Digitpad": __version__,
        "Python": platform.python_version(),
        "NumPy": f"{np.__version__}, with {blas['name']} {blas['version']}",
        "SciPy": scipy.__version__,
        "PySide6": f"{PySide6.__version__}, Qt {qVersion()}",
        "pyqtgraph": pyqtgraph.__version__,
        "System": f"{system}, {os.cpu_count()} cores",
        "Screens": f"{', '.join(screens)} ({QGuiApplication.platformName()})",
    }
