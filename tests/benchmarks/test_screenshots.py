"""The command that takes pictures of the window takes them."""

from pathlib import Path

from PySide6.QtGui import QImage

from tests.benchmarks.conftest import run


def test_a_state_is_taken_in_each_of_its_looks(tmp_path: Path) -> None:
    said = run("screenshots.py", str(tmp_path), "--only", "unsure")
    pictures = {path.stem: QImage(str(path)) for path in tmp_path.glob("*.png")}
    assert len(pictures) == len(said.splitlines()) == 5
    assert pictures["unsure-1366x720-light"].width() == 1366
    assert pictures["unsure-1366x720@2x-light"].width() == 2732
    assert pictures["unsure-1366x720-light"] != pictures["unsure-1366x720-dark"]


def test_every_state_has_a_name_of_its_own() -> None:
    names = run("screenshots.py", "--list").splitlines()
    assert len(set(names)) == len(names)
    assert {"first-start", "drawing", "unsure", "training", "trained", "evaluation"} <= set(names)
