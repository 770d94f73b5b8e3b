"""``digitpad train`` keeps its runs where the window lists them."""

import logging
from pathlib import Path

import pytest

from digitpad.data import Splits
from digitpad.training import RunRecord, RunStore
from tests.cli.conftest import Run

SHORT = ("train", "--preset", "Quick", "--limit", 256, "--epochs", 2)


def test_a_run_is_kept_with_its_accuracy_on_the_test_images(run: Run, small_data: Splits) -> None:
    _, lines, _ = run(*SHORT)
    (record,) = RunStore().runs()
    assert isinstance(record, RunRecord)
    assert (record.status, record.epochs_done, record.config.limit) == ("finished", 2, 256)
    assert lines[-1] == f"Test images: {100 * record.test_accuracy:.2f} %"
    assert RunStore().network(record.id)[1]["name"] == "Quick"


def test_an_interrupted_run_can_go_on(
    run: Run, small_data: Splits, interrupted_after_one_epoch: pytest.MonkeyPatch
) -> None:
    assert run(*SHORT)[0] == 130
    (record,) = RunStore().runs()
    assert isinstance(record, RunRecord)
    assert record.status == "stopped"
    assert RunStore().can_resume(record)


@pytest.mark.parametrize("how", ["--no-keep", "--checkpoint"])
def test_a_run_can_be_left_out(run: Run, small_data: Splits, tmp_path: Path, how: str) -> None:
    run(*SHORT, *((how,) if how == "--no-keep" else (how, tmp_path / "part.npz")))
    assert RunStore().runs() == []


def test_a_folder_that_cannot_be_written_is_one_sentence(
    run: Run, small_data: Splits, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("DIGITPAD_HOME", str(tmp_path / "file" / "home"))
    # As outside of pytest, which adds handlers of its own: logging without one would print a stack.
    monkeypatch.setattr(logging.getLogger(), "handlers", [])
    status, _, complaints = run(*SHORT)
    assert status == 0
    assert complaints == [
        "The run cannot be saved: not a directory. Training goes on without saving."
    ]
