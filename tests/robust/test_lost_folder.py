"""The data folder is moved, deleted or becomes read-only: training and drawing go on."""

import sys
from pathlib import Path

import pytest

from digitpad.training import RunRecord
from digitpad.training.run_store import RunStore
from tests.robust import program

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows moves no folder that is in use"),
]
DRIVE = "lose_the_folder_while_training"


def lose(home: Path, loss: str) -> list[str]:
    """Return what the window told."""
    ended = program.run(home, DRIVE, loss)
    assert (ended.status, ended.stderr) == (0, "")
    *told, answer, stopped = ended.stdout.splitlines()
    assert answer == "answer 7"
    assert stopped.startswith("Training was stopped in epoch ")
    return told


def the_run_in(home: Path) -> RunRecord:
    """Return the one run that is kept there; all of it can be read."""
    store = RunStore(home / "runs")
    (run,) = store.runs()
    assert isinstance(run, RunRecord)
    assert store.network(run.id)[1]["name"] == run.name
    assert store.history(run).columns("batches")["step"][-1] >= run.step
    assert store.state(run.id).numbers["step"] == run.step
    return run


@pytest.mark.parametrize("loss", ["moved", "deleted"])
def test_a_folder_that_is_gone_is_made_anew_with_the_whole_run_in_it(
    user_folder: Path, loss: str
) -> None:
    assert not any("cannot" in message for message in lose(user_folder, loss))
    run = the_run_in(user_folder)
    assert run.status == "stopped"
    if loss == "moved":
        before = the_run_in(user_folder.with_name("moved"))
        assert (before.id, before.status) == (run.id, "interrupted")
        assert before.step < run.step
    assert not list(user_folder.parent.rglob(".*.tmp"))


def test_a_folder_that_can_no_longer_be_written_is_told_once_and_keeps_what_it_has(
    user_folder: Path,
) -> None:
    told = lose(user_folder, "read-only")
    assert sum(message.startswith("The run cannot be saved: ") for message in told) == 1, told
    assert the_run_in(user_folder).status == "interrupted"
