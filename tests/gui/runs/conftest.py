"""Real short runs, kept, and the view that lists them."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from digitpad.data import Splits
from digitpad.gui.file_dialogs import FileDialogs
from digitpad.gui.main_window import MainWindow
from digitpad.gui.runs.run_columns import COLUMNS
from digitpad.gui.runs.runs_view import RunsView
from digitpad.training import (
    PRESETS,
    BatchEnded,
    RunRecord,
    RunStore,
    TrainConfig,
)
from digitpad.training.run import TrainingRun
from digitpad.training.run_keeper import RunKeeper

Keep = Callable[..., RunRecord]
Open = Callable[[], RunsView]
ChooseFile = Callable[[Path], None]
Chosen = Callable[..., tuple[RunRecord, RunsView]]


def column(title: str) -> int:
    """Return the place of a column of the list."""
    return next(index for index, column in enumerate(COLUMNS) if column.title == title)


def names(view: RunsView) -> list[str]:
    """Return what stands in the first column."""
    model = view.table.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


@pytest.fixture
def keep(few_images: Splits) -> Keep:
    """Trains a little and keeps the run; ``stop`` is the step after which it is stopped."""

    def keep(*, stop: int | None = None, closing: bool = False, **settings: Any) -> RunRecord:
        plain = {"epochs": 2, "limit": 128, "batch_size": 32, "threads": 1}
        config: TrainConfig = replace(PRESETS["Quick"], **{**plain, **settings})
        keeper = RunKeeper(RunStore())
        keeper.closing = closing
        run = TrainingRun(config, few_images, state=keeper.begin())
        for event in run.events():
            keeper.take(event, run)
            if isinstance(event, BatchEnded) and event.step == stop:
                run.stop()
        keeper.close()
        keeper.wait()
        assert keeper.record is not None
        return keeper.record

    return keep


@pytest.fixture
def runs_view(window: MainWindow, qtbot: QtBot) -> Open:
    """Opens the view and returns it once it shows all runs that are kept."""

    def open_view() -> RunsView:
        window.views.open("Runs")
        view = window.findChild(RunsView)
        assert view is not None
        count = len(RunStore().runs())
        qtbot.waitUntil(lambda: view.table.model_.rowCount() == count)
        return view

    return open_view


@pytest.fixture
def chosen(keep: Keep, runs_view: Open) -> Chosen:
    """Trains and keeps a run as ``keep`` does, and chooses it in the view."""

    def choose(**how: Any) -> tuple[RunRecord, RunsView]:
        record, view = keep(**how), runs_view()
        view.table.choose([record.id])
        return record, view

    return choose


@pytest.fixture
def choose_file(monkeypatch: pytest.MonkeyPatch) -> ChooseFile:
    """Answers the file dialogs."""

    def choose(path: Path) -> None:
        for name in ("ask_open", "ask_save"):
            monkeypatch.setattr(FileDialogs, name, lambda *_: path)

    return choose


def made(**values: Any) -> RunRecord:
    """Return a record of a run that nobody trained."""
    settings = {name: values.pop(name) for name in list(values) if hasattr(PRESETS["Quick"], name)}
    plain = {
        "id": "20260101T000000000000-0000",
        "name": "Quick",
        "config": replace(PRESETS["Quick"], **settings),
        "status": "finished",
        "started_at": "2026-01-01T12:00:00.000+00:00",
        "parameter_count": 1000,
        "images": 100,
        "steps_total": 8,
        "version": "1",
    }
    return RunRecord(**{**plain, **values})
