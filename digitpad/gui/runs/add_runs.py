"""Puts together what has to do with runs that were kept, for one window."""

from functools import partial

from digitpad.gui.answer.networks import Entry
from digitpad.gui.main_window import MainWindow
from digitpad.gui.message_strip import Offer
from digitpad.gui.runs.resume_offer import ResumeOffer


def add_runs(window: MainWindow) -> None:
    """Let the window offer what was interrupted, and tell what a run has reached."""
    ResumeOffer(window.runs, window.training, window.strip, window)
    window.networks.compared.connect(partial(_tell_reached, window))


def _tell_reached(window: MainWindow, sentence: str, other: Entry) -> None:
    use = Offer(
        f"Use {other.title.removesuffix(', trained')}", partial(window.networks.choose, other.key)
    )
    window.strip.show_message(sentence, use)
