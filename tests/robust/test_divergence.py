"""A learning rate of a million: the run ends, its last good weights are back, and it says so."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from digitpad.nn import model_file
from tests.robust import program

FEW = ("--preset", "Quick", "--limit", "256", "--batch-size", "16", "--epochs", "2")


@pytest.mark.slow
@pytest.mark.parametrize("optimizer", ["sgd", "adam"])
def test_the_command_line_says_what_to_try(tmp_path: Path, optimizer: str) -> None:
    out = tmp_path / "network.npz"
    rate = ("--optimizer", optimizer, "--learning-rate", "1e6")
    done = subprocess.run(
        [sys.executable, "-m", "digitpad", "train", *FEW, *rate, "--json", "--out", str(out)],
        cwd=program.ROOT,
        env=dict(os.environ),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "Warning" not in done.stderr
    ended = json.loads(done.stdout.splitlines()[-1])
    assert ended["reason"] == "diverged"
    if out.exists():  # it had a good epoch before
        network, _ = model_file.loads(out.read_bytes())
        assert np.isfinite(network.parameters).all()
