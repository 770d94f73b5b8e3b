"""A learning rate of a million: the run ends, its last good weights are back, and it says so."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.robust import program

FEW = ("--preset", "Quick", "--limit", "256", "--batch-size", "16", "--epochs", "2")


@pytest.mark.slow
@pytest.mark.parametrize("optimizer", ["sgd", "adam"])
def test_the_command_line_says_what_to_try_and_saves_no_network_that_learnt_nothing(
    tmp_path: Path, optimizer: str
) -> None:
    out = tmp_path / "network.npz"
    rate = ("--optimizer", optimizer, "--learning-rate", "1e6")
    done = subprocess.run(
        [sys.executable, "-m", "digitpad", "train", *FEW, *rate, "--out", str(out)],
        cwd=program.ROOT,
        env=dict(os.environ),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, "")
    sentence = (
        "Training diverged in epoch 1 and the last good weights are back; "
        "try a learning rate below 1e+06."
    )
    assert sentence in done.stdout.splitlines()
    assert not out.exists()
