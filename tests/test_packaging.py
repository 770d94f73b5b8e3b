"""The README's commands, and what an installed Digitpad is like outside the checkout."""

import os
import re
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from digitpad import __version__, start_checks
from digitpad.recognizer import Recognizer

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def command_after(mark: str) -> str:
    found = re.search(rf"<!-- {mark} -->\n```sh\n(.*)\n```\n", README)
    assert found is not None
    return found[1]


def test_the_readme_has_one_line_for_the_window_and_one_for_the_tests() -> None:
    assert command_after("window command").endswith("main.py")
    assert "-m pytest -n 2 " in command_after("test command")


def test_the_readme_names_the_debian_packages_that_the_start_checks_name_first() -> None:
    named = set(command_after("Debian packages").split())
    named_by_others = {"libfreetype6", "libx11-6"}  # libfontconfig1 and libgl1 depend on them
    assert set(start_checks.QT_LIBRARIES.values()) - named_by_others <= named


def test_every_file_that_the_readme_names_is_there() -> None:
    names = re.findall(r"\]\((?!https?:|#)([^)]+)\)", README)
    assert [name for name in names if not (ROOT / name).exists()] == []


def pip(*arguments: object) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pip", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", "--no-deps", "--no-build-isolation", "-w", folder, ROOT)
    (path,) = folder.glob("*.whl")
    return path


@pytest.mark.slow
def test_a_wheel_holds_the_package_with_its_resources_and_nothing_else(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    shipped = [path for path in (ROOT / "resources").rglob("*") if path.is_file()]
    wanted = {f"digitpad/{path.relative_to(ROOT).as_posix()}" for path in shipped}
    assert wanted
    assert wanted <= names
    others = {name for name in names if not name.startswith("digitpad/")}
    assert {name.split("/")[0] for name in others} == {f"digitpad-{__version__}.dist-info"}


@pytest.mark.slow
def test_an_installed_digitpad_finds_its_resources_outside_the_checkout(
    wheel: Path, tmp_path: Path
) -> None:
    # Its environment has nothing but the wheel; the packages it needs come from this one.
    home = tmp_path / "environment"
    venv.create(home, with_pip=False)
    programs = home / ("Scripts" if os.name == "nt" else "bin")
    pip(f"--python={programs / 'python'}", "install", "--no-deps", wheel)
    packages = os.pathsep.join(path for path in sys.path if path.endswith("site-packages"))

    def output(*command: object) -> str:
        return subprocess.run(
            [str(part) for part in command],
            cwd=tmp_path,
            env=os.environ | {"PYTHONPATH": packages},
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    where = output(programs / "python", "-c", "import digitpad; print(digitpad.__file__)")
    assert Path(where).is_relative_to(home)
    assert output(programs / "digitpad", "test", "--limit", 50).startswith("Drawn digits")


def test_the_readme_states_the_accuracy_of_the_network_on_board() -> None:
    metadata = Recognizer.shipped().metadata
    for name in ("test_accuracy", "drawn_accuracy"):
        assert f"| {100 * metadata[name]:.2f} % |" in README
