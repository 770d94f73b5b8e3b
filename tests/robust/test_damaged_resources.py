"""A shipped file that is missing or damaged is one sentence, for window and command line."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from digitpad import app, cli, paths
from digitpad.data import bundled, non_digits
from digitpad.gui import looks
from digitpad.gui.icons import icon
from digitpad.gui.main_window import MainWindow

Damage = Callable[[Path], object]

WAYS: dict[str, Damage] = {
    "missing": Path.unlink,
    "empty": lambda path: path.write_bytes(b""),
    "half": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "other": lambda path: path.write_bytes(b"\xff\xfe$ {" + bytes(500)),
    "folder": lambda path: (path.unlink(), path.mkdir()),
}
QUICK = ("train", "--limit", "64", "--epochs", "1", "--no-keep")


@pytest.fixture
def resources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of what ships, which the program takes for its own."""
    kept = (bundled.mnist_arrays, bundled._drawings, bundled.drawn_set, non_digits._letters, icon)

    def forget() -> None:
        for function in kept:
            function.cache_clear()
        looks._lost.clear()

    copy = tmp_path / "resources"
    shutil.copytree(paths.resource("data").parent, copy)
    forget()
    with monkeypatch.context() as patch:
        patch.setattr(paths, "_PLACES", (copy,))
        yield copy
    forget()


@pytest.fixture
def opened(qtbot: QtBot, user_folder: Path) -> Callable[[], MainWindow]:
    """Opens the window."""

    def open_window() -> MainWindow:
        window = app.build(["digitpad"])
        qtbot.addWidget(window)
        window.show()
        return window

    return open_window


def the_complaint(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert cli.main(arguments) == 1
    printed = capsys.readouterr()
    (sentence,) = printed.err.splitlines()
    return sentence


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", ["data/mnist.npz", "data/pendigits.jsonl.gz"])
def test_commands_name_the_data_and_say_what_to_do(
    name: str, way: str, resources: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    WAYS[way](resources / name)
    sentence = the_complaint(capsys, *QUICK)
    assert f"resources/{name}" in sentence
    assert sentence.endswith("nstall Digitpad again.")


@pytest.mark.parametrize("way", ["missing", "half"])
def test_commands_say_that_the_network_on_board_is_damaged(
    way: str, resources: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    WAYS[way](resources / "weights" / "best.npz")
    sentence = the_complaint(capsys, "test", "--limit", "1")
    assert sentence.startswith("The network on board cannot be ")
    assert sentence.endswith("; install Digitpad again.")


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", ["style/digitpad.qss", "icons/undo.svg", "weights/best.npz"])
@pytest.mark.qt_log_level_fail("NO")  # Qt warns of what it cannot parse
def test_the_window_opens_without_it_and_says_so(
    name: str, way: str, resources: Path, opened: Callable[[], MainWindow]
) -> None:
    WAYS[way](resources / name)
    window = opened()
    assert window.isVisible()
    if (name, way) != ("style/digitpad.qss", "half"):  # Qt does not tell that it cannot parse it
        remedy = (
            "is a directory." if "best" in name and way == "folder" else "stall Digitpad again."
        )
        assert window.strip.message.endswith(remedy)
        assert "\n" not in window.strip.message


@pytest.mark.qt_log_level_fail("NO")
def test_the_window_opens_without_any_icon(
    resources: Path, opened: Callable[[], MainWindow]
) -> None:
    shutil.rmtree(resources / "icons")
    window = opened()
    assert window.isVisible()
    assert window.strip.message == (
        "The window lacks some of its looks (resources/icons, resources/icons/clear.svg, …): "
        "install Digitpad again."
    )
