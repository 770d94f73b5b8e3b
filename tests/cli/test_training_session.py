import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from digitpad import __version__
from digitpad.data import Splits
from digitpad.nn import model_file
from digitpad.training import (
    Event,
    RunEnded,
    RunStarted,
)
from digitpad.training.run import TrainingRun
from tests.cli.conftest import Run, records

SHORT = ("train", "--preset", "Quick", "--limit", 256, "--epochs", 2)


def test_each_epoch_is_one_line(run: Run, small_data: Splits) -> None:
    status, lines, complaints = run(*SHORT)
    assert (status, complaints) == (0, [])
    epochs = [line for line in lines if re.match(r"\d+/\d+, ", line)]
    pattern = r"[12]/2, error=\d+\.\d+, accuracy=[01]\.\d+, drawn=[01]\.\d+"
    assert [bool(re.fullmatch(pattern, line)) for line in epochs] == [True, True]
    assert lines[-1].startswith("Test images: ")


def test_json_and_log_are_the_same_objects(run: Run, small_data: Splits, tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    _, lines, _ = run(*SHORT, "--json", "--log", log)
    assert log.read_text().splitlines() == lines
    started, first, second, ended = records(lines)
    assert [started["event"], first["event"], second["event"], ended["event"]] == [
        "started",
        "epoch",
        "epoch",
        "ended",
    ]
    assert started["settings"]["limit"] == started["images"] == 256
    assert (first["epoch"], second["epoch"], second["epochs"]) == (1, 2, 2)
    assert second["error"] < first["error"]
    assert ended["reason"] == "finished"


def test_the_saved_network_says_what_it_is(run: Run, small_data: Splits, tmp_path: Path) -> None:
    out = tmp_path / "new folder" / "net.npz"
    _, lines, complaints = run(*SHORT, "--seed", 7, "--json", "--out", out)
    ended = records(lines)[-1]
    network, metadata = model_file.loads(out.read_bytes())
    assert complaints == [f"Saved as {out}."]
    assert (metadata["preset"], metadata["seed"], metadata["epochs"]) == ("Quick", 7, 2)
    assert metadata["version"] == __version__
    for name in ("test_accuracy", "validation_accuracy", "drawn_accuracy", "seconds"):
        assert metadata[name] == ended[name]
    assert run("test", "--model", out)[1][-1] == f"Correct: {metadata['test_accuracy']:.2%}"
    assert network.output_shape == (10,)


def test_one_seed_gives_the_same_network_again(
    run: Run, small_data: Splits, tmp_path: Path
) -> None:
    networks = []
    for name in ("a.npz", "b.npz"):
        run(*SHORT, "--seed", 3, "--out", tmp_path / name)
        networks.append(model_file.loads((tmp_path / name).read_bytes())[0])
    np.testing.assert_array_equal(networks[0].parameters, networks[1].parameters)


def test_a_run_that_diverges_at_once_saves_nothing(
    run: Run, small_data: Splits, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def events(training: TrainingRun) -> Iterator[Event]:
        yield RunStarted(training.config, 256, 2, 4, 10)
        yield RunEnded("diverged", "Training diverged.", 0, 1, 0.1, None, None)

    monkeypatch.setattr(TrainingRun, "events", events)
    out = tmp_path / "net.npz"
    status, lines, complaints = run(*SHORT, "--out", out)
    assert (status, complaints) == (1, [])
    assert "Training diverged." in lines
    assert not out.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signal that is Ctrl-C alone")
def test_ctrl_c_keeps_what_is_learnt(tmp_path: Path) -> None:
    out = tmp_path / "net.npz"
    command = [sys.executable, "-m", "digitpad", *map(str, SHORT), "--epochs", "5000"]
    with subprocess.Popen(
        [*command, "--out", str(out)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        while not process.stdout.readline().startswith("1/5000, "):
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        printed, complaints = process.communicate()
    assert process.returncode == 130
    assert "Training was stopped" in printed
    assert complaints.splitlines() == ["Stopping after this batch.", f"Saved as {out}."]
    _, metadata = model_file.loads(out.read_bytes())
    assert metadata["reason"] == "stopped"
