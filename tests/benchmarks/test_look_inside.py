"""The command that measures Look inside drives the window and tells what it found."""

import json
from pathlib import Path

from tests.benchmarks.conftest import run


def test_a_page_is_measured_while_drawing_and_while_training(tmp_path: Path) -> None:
    file = tmp_path / "found.json"
    said = run("look_inside.py", "--page", "Kernels", "--seconds", "0.6", "--json", str(file))
    assert "\nKernels, training" in said
    figures = json.loads(file.read_text())["figures"]
    assert list(figures) == ["Kernels, drawing", "Kernels, training"]
    for found in figures.values():
        assert found["frames a second"] > 0
        assert 0 < found["pen to bars, median ms"] <= found["pen to bars, p99 ms"]
    assert figures["Kernels, training"]["training, share of none"] > 0
