"""The arrows of the design: who may import what, and where things may lie."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "digitpad"

# Part of the program -> (our parts, other packages) that it may import.
ALLOWED: dict[str, tuple[set[str], set[str]]] = {
    "paths": (set(), set()),
    "files": (set(), set()),
    "file_lock": (set(), set()),
    "seat": ({"file_lock"}, set()),
    "log": (set(), set()),
    "start_checks": (set(), {"PySide6"}),
    "nn": (set(), {"numpy", "scipy", "threadpoolctl"}),
    "data": ({"paths", "files"}, {"numpy", "scipy"}),
    "training": ({"nn", "data", "paths", "files", "file_lock"}, {"numpy"}),
    "recognizer": ({"nn", "data", "paths"}, {"numpy"}),
    "inside": ({"nn", "data"}, {"numpy"}),
    "gui": (
        {"training", "recognizer", "inside", "data", "paths", "files", "seat", "log"},
        {"PySide6", "pyqtgraph", "numpy", "scipy"},
    ),
    "app": ({"gui", "recognizer", "paths", "files", "seat", "log"}, {"PySide6", "pyqtgraph"}),
    "cli": (
        {"gui", "training", "recognizer", "data", "nn", "files", "start_checks"},
        {"numpy", "tqdm"},
    ),
    "__main__": ({"start_checks", "cli", "app"}, set()),
    "__init__": (set(), set()),
}
# One file may use keras: it only ever runs as a process of its own.
KERAS_FILE = PACKAGE / "data" / "keras_process.py"
TOP_LEVEL = {"README.md", "LICENSE", "NOTICE", "pyproject.toml", "main.py"}
TOP_FOLDERS = {"digitpad", "resources", "tests"}

MODULES = sorted(PACKAGE.rglob("*.py"))
SOURCES = [*MODULES, ROOT / "main.py", *sorted((ROOT / "tests").rglob("*.py"))]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def part_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported_names(path: Path) -> Iterator[str]:
    """Absolute dotted names of all that the file imports, wherever in the file."""
    package = path.relative_to(ROOT).with_suffix("").parts[:-1]
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) + 1 - node.level] if node.level else ()
            for alias in node.names:
                yield ".".join([*base, *filter(None, [node.module]), alias.name])


def wrong_arrows(path: Path) -> list[str]:
    part = part_of(path)
    ours, others = ALLOWED[part]
    if path == KERAS_FILE:
        others = others | {"keras"}
    wrong = []
    for name in imported_names(path):
        first, *rest = name.split(".")
        if first == "digitpad":
            # "from digitpad import __version__" names no part of the program.
            target = rest[0] if rest else ""
            fine = target in ours | {part} or target.startswith("__version")
        else:
            fine = first in sys.stdlib_module_names or first in others
        if not fine:
            wrong.append(name)
    return wrong


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_imports_only_what_the_design_allows(path: Path) -> None:
    assert wrong_arrows(path) == []


@pytest.mark.parametrize(
    ("place", "line", "wrong"),
    [
        ("nn/dense.py", "from digitpad.data import load", ["digitpad.data.load"]),
        ("nn/dense.py", "from ..training import loop", ["digitpad.training.loop"]),
        ("nn/dense.py", "from . import layer", []),
        ("data/mnist.py", "import keras", ["keras"]),
        ("training/loop.py", "def f():\n    import PySide6.QtCore", ["PySide6.QtCore"]),
        ("gui/desk/canvas.py", "import digitpad.nn.network", ["digitpad.nn.network"]),
        ("recognizer.py", "from digitpad import gui", ["digitpad.gui"]),
    ],
)
def test_the_check_itself_sees_a_wrong_arrow(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, line: str, wrong: list[str]
) -> None:
    path = tmp_path / "digitpad" / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(line)
    monkeypatch.setattr(sys.modules[__name__], "ROOT", tmp_path)
    monkeypatch.setattr(sys.modules[__name__], "PACKAGE", tmp_path / "digitpad")
    assert wrong_arrows(path) == wrong


@pytest.mark.parametrize("part", ALLOWED)
def test_what_a_part_may_import_it_does_import(part: str) -> None:
    names = [name for path in MODULES if part_of(path) == part for name in imported_names(path)]
    imported = {name.removeprefix("digitpad.").split(".")[0] for name in names}
    ours, others = ALLOWED[part]
    assert (ours | others) - imported == set()


def test_qt_is_imported_only_by_the_window_and_the_start_checks() -> None:
    users = {
        part_of(path)
        for path in MODULES
        if any(name.split(".")[0] in {"PySide6", "pyqtgraph"} for name in imported_names(path))
    }
    assert users <= {"gui", "app", "start_checks"}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_only_the_command_line_prints(path: Path) -> None:
    if part_of(path) in {"cli", "__main__"} or path == KERAS_FILE:
        return
    calls = [node for node in ast.walk(ast.parse(path.read_bytes())) if isinstance(node, ast.Call)]
    assert not [call.lineno for call in calls if getattr(call.func, "id", "") == "print"]


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_files_and_functions_are_short_enough_to_read(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    long = [
        node.name
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno >= 60
    ]
    assert len(text.splitlines()) <= 300
    assert not long


def test_the_top_level_holds_what_the_design_names_and_no_more() -> None:
    ignored = {
        line.rstrip("/") for line in (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    }
    visible = [
        path
        for path in ROOT.iterdir()
        if not path.name.startswith(".") and not any(path.match(pattern) for pattern in ignored)
    ]
    assert {path.name for path in visible if path.is_dir()} <= TOP_FOLDERS
    assert {path.name for path in visible if path.is_file()} == TOP_LEVEL


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_a_test_lies_where_the_module_it_tests_lies(path: Path) -> None:
    if not path.is_relative_to(ROOT / "tests") or not path.name.startswith("test_"):
        return
    folder = path.relative_to(ROOT / "tests").parent
    assert folder in (Path("benchmarks"), Path("robust")) or (PACKAGE / folder).is_dir()
