import ast
import importlib.util
import platform
import subprocess
import sys
from pathlib import Path

import pytest

from digitpad import start_checks

ROOT = Path(__file__).resolve().parent.parent


def test_nothing_is_wrong_with_this_machine() -> None:
    assert start_checks.start_problem(window=False) == ""
    assert start_checks.qt_problem() == ""


def test_qt_leaves_the_way_python_imports_as_it_was() -> None:
    program = (
        "import builtins; usual = builtins.__import__; from digitpad import start_checks;"
        "assert start_checks.qt_problem() == '' and builtins.__import__ is usual"
    )
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, timeout=100)


def test_an_old_python_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 8, 18))
    monkeypatch.setattr(platform, "python_version", lambda: "3.8.18")
    assert start_checks.start_problem(window=True) == (
        "Digitpad needs Python 3.11 or later and this is Python 3.8.18: "
        "install a newer Python and start Digitpad with it."
    )


@pytest.mark.parametrize("name", ["main.py", "digitpad/__init__.py", "digitpad/__main__.py"])
def test_an_old_python_can_read_the_way_to_that_sentence(name: str) -> None:
    ast.parse((ROOT / name).read_bytes(), feature_version=(3, 7))
    ast.parse((ROOT / "digitpad" / "start_checks.py").read_bytes(), feature_version=(3, 7))


def test_missing_packages_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if "q" in name else name)
    sentence = start_checks.start_problem(window=True)
    assert "(tqdm, pyqtgraph)" in sentence
    assert "(tqdm)" in start_checks.start_problem(window=False)


def test_the_packages_that_are_checked_are_those_that_are_installed() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    names = start_checks.PACKAGES + start_checks.WINDOW_PACKAGES
    assert [name for name in names if f'"{name}' not in text] == []


@pytest.mark.parametrize(
    ("variables", "problem"),
    [
        ({}, True),
        ({"QT_QPA_PLATFORM": "offscreen"}, False),
        ({"QT_QPA_PLATFORM": "minimal:key=1"}, False),
        ({"QT_QPA_PLATFORM": "xcb"}, True),
        ({"DISPLAY": ":1"}, False),
        ({"WAYLAND_DISPLAY": "wayland-0"}, False),
        ({"WAYLAND_DISPLAY": "broken"}, True),
        ({"WAYLAND_DISPLAY": "broken", "DISPLAY": ":1"}, False),
    ],
)
def test_one_display_that_works_is_enough(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], problem: bool
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)

    def connection_problem(name: str) -> str:
        return "It does not answer." if "broken" in variables.values() and name != "xcb" else ""

    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(start_checks, "plugin_problem", lambda name: "")
    monkeypatch.setattr(start_checks, "connection_problem", connection_problem)
    assert bool(start_checks.display_problem()) == problem


def test_other_platforms_have_a_display_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.delenv("DISPLAY", raising=False)
    assert start_checks.display_problem() == ""


def test_a_qt_that_does_not_load_for_another_reason_says_it() -> None:
    sentence = start_checks.libraries_sentence({}, "undefined symbol: qt_version")
    assert "undefined symbol: qt_version" in sentence


def test_many_missing_libraries_are_three_names_and_all_packages(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(start_checks, "loads", lambda name: False)
    sentence = start_checks.libraries_sentence(start_checks.QT_LIBRARIES, "")
    assert "(libGL.so.1, libEGL.so.1, libglib-2.0.so.0, ...)" in sentence
    assert all(package in sentence for package in start_checks.QT_LIBRARIES.values())


def test_a_home_that_stands_for_no_folder_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIGITPAD_HOME", "~nobody-of-this-name/digits")
    assert start_checks.start_problem(window=False) == (
        "Digitpad cannot tell where to keep your files (~nobody-of-this-name/digits stands for no "
        "folder): set the environment variable DIGITPAD_HOME to a folder of yours."
    )
    monkeypatch.setenv("DIGITPAD_HOME", "")
    assert start_checks.start_problem(window=False) == ""
