"""Puts together what has to do with runs that were kept, for one window."""

from functools import partial

from PySide6.QtWidgets import QWidget

from digitpad.gui.answer.networks import AFTER_TRAINING, Entry
from digitpad.gui.lazy_view import LazyView
from digitpad.gui.main_window import MainWindow
from digitpad.gui.message_strip import Offer
from digitpad.gui.runs.measuring import Measuring
from digitpad.gui.runs.network_files import NetworkFiles
from digitpad.gui.runs.resume_offer import ResumeOffer
from digitpad.gui.work import Work


def add_runs(window: MainWindow) -> None:
    """Add the view Runs; let the window offer what was interrupted, and tell what was reached."""
    work = Work(window)
    work.failed.connect(window.strip.show_problem)
    window.closing.connect(work.close)
    window.add_view("&Runs", LazyView(partial(_runs_view, window, work)))
    ResumeOffer(window.runs, window.training, window.strip, window)
    _add_network_files(window, work)
    window.networks.compared.connect(partial(_tell_reached, window))


def _add_network_files(window: MainWindow, work: Work) -> None:
    """Let networks be opened and saved, and those that nobody knows be measured."""
    shelf, networks = window.shelf, window.networks
    network_files = NetworkFiles(window, window.dialogs, shelf, networks, work)
    window.actions_.open_network.triggered.connect(network_files.ask_open)
    window.actions_.save_network.triggered.connect(network_files.ask_save)
    network_files.failed.connect(window.strip.show_problem)
    network_files.over.connect(window.strip.withdraw)
    network_files.noted.connect(window.strip.show_message)
    measuring = Measuring(shelf, networks, window.training, window.runs, window)
    network_files.opened.connect(measuring.measure)
    networks.trained.connect(measuring.measure)
    window.closing.connect(measuring.close)


def _runs_view(window: MainWindow, work: Work) -> QWidget:
    from digitpad.gui.runs.run_export import RunExport
    from digitpad.gui.runs.run_use import RunUse
    from digitpad.gui.runs.runs_controller import RunsController
    from digitpad.gui.runs.runs_view import RunsView

    view = RunsView()
    store, training, networks = window.runs, window.training, window.networks
    controller = RunsController(view, store, training, work, window)
    controller.deleted.connect(partial(_tell_deleted, window))
    controller.renamed.connect(networks.rename_run)
    panel = window.train_view.panel
    use = RunUse(view, store, networks, window.shelf, training, panel, work, window)
    use.train_view_asked.connect(partial(window.open_view, window.train_view))
    export = RunExport(view, window.dialogs, store, work, window)
    export.over.connect(window.strip.withdraw)
    for part in (controller, use, export):
        part.failed.connect(window.strip.show_problem)
    for part in (use, export):
        part.noted.connect(window.strip.show_message)
    window.theme.changed.connect(view.use_colours)
    view.use_colours(window.theme.palette)
    return view


def _tell_reached(window: MainWindow, sentence: str, other: Entry) -> None:
    name = other.title.removesuffix(AFTER_TRAINING)
    use = Offer(f"Use {name}", partial(window.networks.choose, other.key))
    window.strip.show_message(sentence, use)


def _tell_deleted(window: MainWindow, sentence: str, restore: object) -> None:
    assert callable(restore)
    window.strip.show_message(sentence, Offer("Undo", restore))
