"""What ``python main.py`` says on machines that lack something, in processes of their own."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

MAIN = Path(__file__).resolve().parent.parent / "main.py"
DISPLAY_VARIABLES = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}

linux_only = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="displays and libraries as Linux has them"
)


def start(
    *arguments: str, python: Sequence[str] = (sys.executable,), **variables: str
) -> tuple[int, str, list[str]]:
    """Run main.py without any display but those named; return status, output and complaints."""
    environment = {key: value for key, value in os.environ.items() if key not in DISPLAY_VARIABLES}
    done = subprocess.run(
        [*python, str(MAIN), *arguments],
        env=environment | variables,
        cwd=MAIN.anchor,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr.splitlines()


@linux_only
def test_without_a_display_it_is_one_sentence() -> None:
    status, printed, complaints = start()
    assert (status, printed, len(complaints)) == (1, "", 1)
    assert "no display" in complaints[0]
    assert "train, test and classify" in complaints[0]


@linux_only
@pytest.mark.parametrize(
    "variables",
    [
        {"DISPLAY": ":987"},
        {"WAYLAND_DISPLAY": "wayland-987", "DISPLAY": ":987"},
        {"QT_QPA_PLATFORM": "xcb", "DISPLAY": ":987"},
    ],
)
def test_with_a_display_that_does_not_answer_it_is_one_sentence(variables: dict[str, str]) -> None:
    status, printed, complaints = start(**variables)
    assert (status, printed, len(complaints)) == (1, "", 1)
    assert "':987' does not answer" in complaints[0]


@linux_only
@pytest.mark.parametrize(
    ("broken", "variables", "packages"),
    [
        (["libEGL.so.1"], {}, "libegl1"),
        (["libEGL.so.1"], {"QT_QPA_PLATFORM": "offscreen"}, "libegl1"),
        (["libxcb-cursor.so.0"], {"DISPLAY": ":987"}, "libxcb-cursor0"),
        (["libEGL.so.1", "libxcb-cursor.so.0"], {"DISPLAY": ":987"}, "libegl1 libxcb-cursor0"),
    ],
)
def test_without_a_system_library_it_names_the_package(
    tmp_path: Path, broken: list[str], variables: dict[str, str], packages: str
) -> None:
    for name in broken:
        (tmp_path / name).touch()  # an empty file in front of the real library: it does not load
    status, printed, complaints = start(LD_LIBRARY_PATH=str(tmp_path), **variables)
    assert (status, printed, len(complaints)) == (1, "", 1)
    assert f"`apt-get install {packages}`" in complaints[0]
    assert all(name in complaints[0] for name in broken)


@pytest.mark.parametrize("arguments", [(), ("test",), ("--help",)])
def test_without_the_packages_it_says_how_to_install_them(arguments: tuple[str, ...]) -> None:
    # -S leaves out site-packages, as a bare Python would.
    status, printed, complaints = start(*arguments, python=(sys.executable, "-S"))
    assert (status, printed, len(complaints)) == (1, "", 1)
    assert "numpy, scipy" in complaints[0]
    assert ("PySide6" in complaints[0]) == (not arguments)
    assert "-m venv .venv" in complaints[0]


def test_commands_need_neither_a_display_nor_qt() -> None:
    block = (
        "import os, runpy, sys; sys.modules['PySide6'] = sys.modules['pyqtgraph'] = None; "
        "sys.argv = sys.argv[1:]; sys.path.insert(0, os.path.dirname(sys.argv[0])); "
        "runpy.run_path(sys.argv[0], run_name='__main__')"
    )
    status, printed, complaints = start(
        "test", "--limit", "10", python=(sys.executable, "-c", block)
    )
    assert (status, complaints) == (0, [])
    assert printed.splitlines()[-1].startswith("Correct: ")


def test_the_module_starts_as_main_does() -> None:
    for python in ((sys.executable, str(MAIN)), (sys.executable, "-m", "digitpad")):
        done = subprocess.run(
            [*python, "--version"], cwd=MAIN.parent, capture_output=True, text=True, check=True
        )
        assert done.stdout.startswith("Digitpad ")


def test_without_a_command_the_window_opens() -> None:
    # Instead of running the event loop, say which windows are open.
    block = (
        "import os, runpy, sys; from PySide6.QtWidgets import QApplication as App; "
        "App.exec = lambda *_: print([w.windowTitle() for w in App.topLevelWidgets() "
        "if w.isVisible()]) or 0; "
        "sys.argv = sys.argv[1:]; sys.path.insert(0, os.path.dirname(sys.argv[0])); "
        "runpy.run_path(sys.argv[0], run_name='__main__')"
    )
    status, printed, complaints = start(
        python=(sys.executable, "-c", block), QT_QPA_PLATFORM="offscreen"
    )
    assert (status, printed, complaints) == (0, "['Digitpad']\n", [])
