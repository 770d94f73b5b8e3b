"""The guide and the about box: small windows beside the main one, never in its way."""

import platform

import numpy as np
import PySide6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton, QTextBrowser, QWidget

from digitpad import __version__
from digitpad.gui.parts import column, named

_GUIDE = """
<h3>Draw</h3>
<p>Draw a digit with the mouse, a pen or a finger, or open, paste or drop a picture. The network
reads it while you draw: the large digit is its answer, the bars show how likely it thinks each of
the ten digits is, and the small image is what it sees. A <b>?</b> means that the drawing does not
look like a digit.</p>
<p>The right mouse button, the eraser and the other end of a pen rub out. <b>Shift</b> draws
straight lines, and pressing harder with a pen makes the ink wider. Drag the grip beside the answer
to resize the canvas.</p>
<h3>Train</h3>
<p>Choose a preset and press <b>Start</b>. A new network learns from labelled images, one batch
after another, and reads your drawing as it learns. The <b>loss</b> says how wrong it is, the
<b>accuracy</b> what share of the digits it reads correctly. It never learns from the
<i>validation</i> images, so they show how well it reads digits it has not seen; the <i>drawn</i>
digits were drawn with a pen, like yours.</p>
<p>An <b>epoch</b> is one pass through all the images. A <b>batch</b> is the few images that are
looked at together before the weights change. The <b>learning rate</b> sets how far they change;
you can adjust it during a run, and a dashed line in the plots marks the place.</p>
<p>Point at a plot to read its values; the wheel zooms, dragging moves, <b>fit</b> shows everything.
The page <b>Network</b> shows the layers, to add, remove, move and change; <b>Settings</b> has the
rest. A small <b>?</b> beside a word explains it, and Shift+F1 explains the field you are in.</p>
<h3>Choose</h3>
<p>When a run ends, the more accurate network stays in use. To use the other one, click the button
at the bottom or choose it at the top right.</p>
<h3>Measure</h3>
<p><b>Evaluate</b> measures the network in use on digits that no network here learns from. Each row
of the matrix is a true digit, each column an answer: click a cell to see its images, and an image
to put it on the canvas.</p>
<h3>Look inside</h3>
<p><b>Look inside</b> explains how the network reads the current drawing, and follows the pen and
the training. Click the small image to see step by step how a drawing becomes what the network
sees.</p>
<h3>Keys</h3>
<p>Tab moves between controls. On the canvas the arrow keys move the pen, and the space bar puts it
down or lifts it. E switches to the eraser, [ and ] make the brush thinner and wider. F5 starts
training, F6 pauses, F7 takes one step, F8 stops. Ctrl and a number open a view.</p>
"""

_ABOUT = """
<h3>Digitpad {version}</h3>
<p>Draw a digit and watch a convolutional network, written from scratch in NumPy and SciPy, learn
to read it. MIT licence.</p>
<p><b>MNIST</b>: Yann LeCun and Corinna Cortes, derived from NIST. Creative Commons
Attribution-ShareAlike 3.0.</p>
<p><b>Pen strokes</b>: Pen-Based Recognition of Handwritten Digits, E. Alpaydin and F. Alimoglu,
UCI Machine Learning Repository. Creative Commons Attribution 4.0.</p>
<p><b>Letters</b>, as examples of what is not a digit: the Hershey Fonts, created by Dr. A. V.
Hershey at the U. S. National Bureau of Standards, their format by James Hurt, Cognition, Inc.; and
the EMS fonts by Sheldon B. Michaels and Windell H. Oskay, SIL Open Font License 1.1.</p>
<p><b>Built with</b> Python {python}, NumPy {numpy}, Qt for Python {pyside} (LGPL 3), pyqtgraph
(MIT), SciPy (BSD), Keras (Apache 2.0, for its data sets).</p>
"""


class TextWindow(QDialog):
    """Shows a text; the main window stays usable."""

    def __init__(self, title: str, html: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        text = named(QTextBrowser(), "helpText")
        text.setHtml(html)
        text.setAccessibleName(title)
        close = QPushButton("Close")
        close.clicked.connect(self.close)
        layout = column(16, self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.addWidget(text)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self.resize(560, 600)


def open_guide(parent: QWidget) -> None:
    """Show the guide."""
    _open("How it works", _GUIDE, parent)


def open_about(parent: QWidget) -> None:
    """Show the about box."""
    versions = {
        "version": __version__,
        "python": platform.python_version(),
        "numpy": np.__version__,
        "pyside": PySide6.__version__,
    }
    _open("About Digitpad", _ABOUT.format(**versions), parent)


def _open(title: str, html: str, parent: QWidget) -> None:
    """Show a text; the window that shows it already comes to the front."""
    opened = (window for window in parent.findChildren(TextWindow) if window.isVisible())
    window = next((one for one in opened if one.windowTitle() == title), None)
    if window is None:
        window = TextWindow(title, html, parent)
    window.show()
    window.activateWindow()
