"""The command that measures Look inside drives the window and tells what it found."""

import json
import subprocess
import sys
from pathlib import Path

COMMAND = Path(__file__).resolve().parent / "look_inside.py"


def test_a_page_is_measured_while_drawing_and_while_training(tmp_path: Path) -> None:
    file = tmp_path / "found.json"
    done = subprocess.run(
        [
            sys.executable,
            str(COMMAND),
            "--page",
            "Kernels",
            "--seconds",
            "0.6",
            "--json",
            str(file),
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "\nKernels, training" in done.stdout
    figures = json.loads(file.read_text())["figures"]
    assert list(figures) == ["Kernels, drawing", "Kernels, training"]
    for found in figures.values():
        assert found["frames a second"] > 0
        assert 0 < found["pen to bars, median ms"] <= found["pen to bars, p99 ms"]
    assert figures["Kernels, training"]["training, share of none"] > 0
