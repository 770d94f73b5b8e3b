import os
import sys
from pathlib import Path

import pytest

from digitpad.cli import train
from digitpad.data import Splits
from digitpad.training import PRESETS, TrainConfig
from tests.cli.conftest import Run


def test_every_setting_of_a_run_has_an_option() -> None:
    # The layers are edited in the window; the preset names them here.
    settings = set(TrainConfig.__dataclass_fields__) - {"preset", "layers"}
    assert set(train.SETTINGS) == settings


def test_an_option_changes_the_preset_and_nothing_else(
    run: Run, small_data: Splits, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[TrainConfig] = []

    class Session:
        def __init__(self, config: TrainConfig, splits: Splits, **_: object) -> None:
            seen.append(config)
            assert len(splits.train) == 600

        def run(self) -> int:
            return 0

    monkeypatch.setattr(train, "TrainingSession", Session)
    assert run("train", "--preset", "notebook", "--limit", "all", "--seed", 9)[0] == 0
    expected = PRESETS["Notebook"].__dict__ | {"limit": None, "seed": 9}
    assert seen[0].__dict__ == expected


@pytest.mark.parametrize(
    ("option", "value", "words"),
    [
        ("--epochs", "0", "number of epochs is 0"),
        ("--learning-rate", "-1", "learning rate is -1"),
        ("--learning-rate", "nan", "learning rate is nan"),
        ("--batch-size", "0", "batch size is 0"),
        ("--limit", "0", "number of images is 0"),
    ],
)
def test_a_setting_that_cannot_be_is_one_sentence(
    run: Run, option: str, value: str, words: str
) -> None:
    status, lines, complaints = run("train", option, value)
    assert (status, lines, len(complaints)) == (1, [], 1)
    assert words in complaints[0]


@pytest.mark.parametrize("option", ["--out", "--log"])
def test_a_place_that_cannot_be_written_is_found_before_the_work(
    run: Run, tmp_path: Path, option: str
) -> None:
    (tmp_path / "file").write_text("")
    status, lines, complaints = run("train", option, tmp_path / "file" / "net.npz")
    assert (status, lines, len(complaints)) == (1, [], 1)
    assert complaints[0].endswith(f"cannot be written: {tmp_path / 'file'} is not a folder.")
    status, lines, complaints = run("train", option, tmp_path)
    assert (status, lines) == (1, [])
    assert "it is a folder" in complaints[0]


@pytest.mark.skipif(sys.platform == "win32", reason="pipes with a path are of Unix")
def test_a_pipe_or_device_is_no_place_for_a_network(run: Run, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    status, lines, complaints = run("train", "--out", pipe)
    sentence = f"{pipe} cannot be written: it is a device or pipe, not a file."
    assert (status, lines, complaints) == (1, [], [sentence])
