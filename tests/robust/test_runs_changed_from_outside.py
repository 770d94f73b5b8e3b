"""Whatever happens to the folder of runs under an open window: a sentence, and the window goes on.

pytest-qt fails a test in which a slot raises anything.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from digitpad.gui.file_dialogs import FileDialogs
from digitpad.gui.main_window import MainWindow
from digitpad.gui.runs.runs_controller import RunsController
from digitpad.gui.runs.runs_view import RunsView
from digitpad.gui.train.training_controller import State
from digitpad.training import RunRecord, RunStore
from tests.gui.runs.conftest import keep, runs_view  # noqa: F401 (fixtures are known by being here)

Change = Callable[[Path], object]


def each_file(change: Change) -> Change:
    return lambda folder: [change(path) for path in folder.iterdir() if path.is_file()]


def to_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def exchange(folder: Path) -> None:
    """Give each run the files of the other."""
    paths = sorted(path for path in folder.iterdir() if path.is_file())
    ids = sorted({path.name.split(".")[0] for path in paths})
    for path in paths:
        path.rename(folder / f"{path.name}.moved")
    for path in paths:
        one, _, part = path.name.partition(".")
        (folder / f"{path.name}.moved").rename(folder / f"{ids[1 - ids.index(one)]}.{part}")


CHANGES: dict[str, Change] = {
    "deleted": each_file(Path.unlink),
    "cut off": each_file(lambda path: path.write_bytes(path.read_bytes()[:-20])),
    "of another kind": each_file(to_folder),
    "exchanged": exchange,
    "with a file for a folder": lambda folder: (shutil.rmtree(folder), folder.write_text("")),
}


@pytest.mark.slow
@pytest.mark.parametrize("change", CHANGES)
def test_all_that_can_be_done_with_runs_is_done_or_refused_in_one_sentence(
    window: MainWindow,
    qtbot: QtBot,
    keep: Callable[..., RunRecord],  # noqa: F811 (the fixture)
    runs_view: Callable[[], RunsView],  # noqa: F811 (the fixture)
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    change: str,
) -> None:
    monkeypatch.setattr(FileDialogs, "ask_save", lambda *_: tmp_path / "saved.csv")
    stopped, ended = keep(stop=2), keep()
    view = runs_view()
    controller = window.findChild(RunsController)
    assert controller is not None
    CHANGES[change](RunStore().folder)
    actions = view.actions_
    for record in (stopped, ended):
        view.table.choose([record.id])
        acts = [actions.use.trigger, actions.settings.trigger, actions.export_csv.trigger]
        acts += [actions.resume.trigger, lambda run=record: controller.rename(run.id, "new")]
        acts += [actions.delete.trigger, lambda run=record: controller.restore([run.id])]
        for act in acts:
            act()
            qtbot.wait(60)
            assert "\n" not in window.strip.message
            assert "unexpected" not in window.strip.message
    qtbot.waitUntil(lambda: window.training.state is State.IDLE)
    controller.refresh()
    qtbot.wait(60)
    assert window.isVisible()
