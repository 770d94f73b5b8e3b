"""A full disk or an unwritable folder: the old file is kept, one sentence says so, work goes on."""

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.robust import program

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are of Unix")

LIMITED_TRAIN = """
import sys
from tests.robust.program import limit_file_size
from digitpad import cli
limit_file_size()
sys.exit(cli.main(["train", *sys.argv[1:]]))
"""
SETTINGS = '{"training/seed": 7}'
FEW = ("--preset", "Notebook", "--limit", "64", "--batch-size", "64", "--epochs", "3")


def start_training(*arguments: object, limit: int | None = None) -> "subprocess.Popen[str]":
    settings = {} if limit is None else {program.FILE_SIZE_LIMIT: str(limit)}
    return subprocess.Popen(
        [sys.executable, "-c", LIMITED_TRAIN, *FEW, *map(str, arguments)],
        env={**os.environ, **settings},
        cwd=program.ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.slow
def test_the_window_goes_on_when_files_can_grow_no_more(user_folder: Path) -> None:
    user_folder.mkdir()
    settings = user_folder / "settings.json"
    settings.write_text(SETTINGS)
    ended = program.run(user_folder, "draw_train_and_close", **{program.FILE_SIZE_LIMIT: "200"})
    check_that_it_went_on(ended)
    assert settings.read_text() == SETTINGS
    assert not list(user_folder.rglob(".*.tmp"))


@pytest.fixture
def full_disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a disk of its own, which is full but for the settings on it."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(disk)]
    if (
        sys.platform != "linux"
        or subprocess.run(mount, capture_output=True, check=False).returncode
    ):
        pytest.skip("only root may mount a disk, and not in every container")
    try:
        (disk / "settings.json").write_text(SETTINGS)
        with open(disk / "rest", "wb", buffering=0) as rest, contextlib.suppress(OSError):
            while True:
                rest.write(bytes(4096))
        yield disk
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.slow
def test_the_window_goes_on_when_a_real_disk_is_full(full_disk: Path) -> None:
    check_that_it_went_on(program.run(full_disk, "draw_train_and_close"))
    assert (full_disk / "settings.json").read_text() == SETTINGS
    assert not list(full_disk.rglob(".*.tmp"))


@pytest.mark.slow
def test_the_window_goes_on_when_its_folder_cannot_be_written(user_folder: Path) -> None:
    user_folder.write_text("a file where the folder should be")
    check_that_it_went_on(program.run(user_folder, "draw_train_and_close"))


def check_that_it_went_on(ended: program.Ended) -> None:
    assert (ended.status, ended.stderr) == (0, "")
    message, answer, *_, status = ended.stdout.splitlines()
    assert message.startswith("The drawing cannot be kept safe from a crash (")
    assert answer == "answer 7"
    assert status.startswith("Training is complete: 1 epoch.")


@pytest.mark.slow
def test_a_training_on_the_command_line_goes_on_and_keeps_the_last_checkpoint(
    tmp_path: Path,
) -> None:
    checkpoint, log = tmp_path / "part.npz", tmp_path / "log.jsonl"
    with start_training("--checkpoint", checkpoint) as begun:
        while not checkpoint.exists():
            time.sleep(0.01)
        begun.kill()
    kept = checkpoint.read_bytes()
    with start_training("--checkpoint", checkpoint, "--log", log, limit=100) as process:
        out, errors = process.communicate()
    assert process.returncode == 0
    assert checkpoint.read_bytes() == kept
    for path in (checkpoint, log):
        told = [line for line in errors.splitlines() if line.startswith(f"{path} cannot be ")]
        assert len(told) == 1, errors
    assert "3/3, " in out


def test_a_network_that_cannot_be_saved_in_the_end_is_one_sentence(tmp_path: Path) -> None:
    with start_training("--out", tmp_path / "out.npz", limit=100) as process:
        _, errors = process.communicate()
    assert process.returncode == 1
    assert errors.splitlines()[-1].startswith(f"{tmp_path / 'out.npz'} cannot be written: ")
    left = [path.name for path in tmp_path.rglob("*") if path.suffix in (".npz", ".tmp")]
    assert left == []
