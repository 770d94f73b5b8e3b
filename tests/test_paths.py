import sys
from pathlib import Path

import pytest

from digitpad import paths


def test_a_shipped_file_is_found() -> None:
    assert paths.resource("data/mnist.npz").is_file()


def test_the_package_is_looked_into_before_the_folder_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside, beside = tmp_path / "digitpad" / "resources", tmp_path / "resources"
    for place in (inside, beside):
        place.mkdir(parents=True)
        (place / "both").touch()
    (beside / "one").touch()
    monkeypatch.setattr(paths, "_PLACES", (inside, beside))
    assert paths.resource("both") == inside / "both"
    assert paths.resource("one") == beside / "one"


def test_a_missing_resource_is_one_sentence_with_its_name() -> None:
    with pytest.raises(FileNotFoundError, match=r"^the file resources/no/such is missing; install"):
        paths.resource("no/such")


def test_one_setting_moves_the_user_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DIGITPAD_HOME", str(tmp_path / "elsewhere"))
    assert paths.user_folder() == tmp_path / "elsewhere"


def test_a_relative_setting_does_not_follow_the_working_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DIGITPAD_HOME", "here")
    assert paths.user_folder() == tmp_path / "here"


def test_asking_for_the_user_folder_does_not_create_it(user_folder: Path) -> None:
    assert paths.user_folder() == user_folder
    assert not user_folder.exists()


@pytest.mark.parametrize(
    ("platform", "variable", "value", "expected"),
    [
        ("linux", "XDG_DATA_HOME", "/data", "/data/digitpad"),
        ("linux", "XDG_DATA_HOME", "relative", "/people/ada/.local/share/digitpad"),
        ("linux", "XDG_DATA_HOME", "", "/people/ada/.local/share/digitpad"),
        ("darwin", "XDG_DATA_HOME", "/data", "/people/ada/Library/Application Support/Digitpad"),
        ("win32", "LOCALAPPDATA", "/local", "/local/Digitpad"),
        ("win32", "LOCALAPPDATA", "", "/people/ada/AppData/Local/Digitpad"),
    ],
)
def test_each_platform_has_its_own_place(
    platform: str, variable: str, value: str, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DIGITPAD_HOME")
    monkeypatch.setenv("HOME", "/people/ada")
    monkeypatch.setenv(variable, value)
    monkeypatch.setattr(sys, "platform", platform)
    assert paths.user_folder() == Path(expected)
