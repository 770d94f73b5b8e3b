"""Nothing is executed or opened beyond what was asked for."""

import json
import sys
import sysconfig
from pathlib import Path

import pytest

from tests.robust import program
from tests.robust.watched import FORBIDDEN

Seen = list[tuple[str, str]]


@pytest.fixture(scope="module")
def person(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of somebody who has nothing yet."""
    return tmp_path_factory.mktemp("person")


@pytest.fixture(scope="module")
def data_folder(person: Path) -> Path:
    return person / "chosen folder"


@pytest.fixture(scope="module")
def seen(person: Path, data_folder: Path) -> Seen:
    """What the program did while somebody looked at everything, drew, trained and copied."""
    report = person.with_name("report.json")
    ended = program.run(data_folder, "session_under_watch", report, HOME=str(person))
    assert (ended.status, ended.stderr) == (0, "")
    return [(what, where) for what, where in json.loads(report.read_text())]


@pytest.mark.slow
def test_no_network_no_other_program_and_no_pickle(seen: Seen) -> None:
    assert [(what, where) for what, where in seen if what in FORBIDDEN] == []


@pytest.mark.slow
def test_no_code_but_that_of_modules_is_executed(seen: Seen) -> None:
    """Dataclasses write their methods as text, and literals of array files become syntax trees."""
    standard = Path(sysconfig.get_path("stdlib"))
    helpers = {
        standard / "dataclasses.py",
        standard / "ast.py",
        standard / "collections/__init__.py",
    }
    code = [where for what, where in seen if what in ("exec", "compile")]
    assert [where for where in code if Path(where.split(" from ")[-1]) not in helpers] == []


@pytest.mark.slow
def test_files_are_written_only_in_the_folder_that_one_setting_chooses(
    seen: Seen, person: Path, data_folder: Path
) -> None:
    changes = ("write", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "shutil.rmtree")
    written = {Path(where) for what, where in seen if what in changes}
    assert any(path.name.endswith(".tmp") for path in written)  # or nothing was watched at all
    outside = {path for path in written if not path.is_relative_to(data_folder)}
    assert outside <= {Path("/dev/null")}
    assert list(person.iterdir()) == [data_folder]


@pytest.mark.slow
def test_files_are_read_only_in_that_folder_and_in_the_program(
    seen: Seen, data_folder: Path
) -> None:
    places = (data_folder, program.ROOT, Path(sys.prefix), Path(sys.base_prefix))
    read = [where for what, where in seen if what == "read" and not where.startswith("handle ")]
    outside = [
        where for where in read if not any(Path(where).is_relative_to(place) for place in places)
    ]
    assert outside == []
