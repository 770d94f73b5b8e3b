from pathlib import Path

import pytest

from digitpad.data import Splits
from tests.cli.conftest import Run, records


def test_the_network_on_board_reads_99_percent_of_the_test_images(run: Run) -> None:
    status, lines, _ = run("test")
    assert status == 0
    name, percent = lines[-1].split()
    assert name == "Correct:"
    assert 99.0 <= float(percent.removesuffix("%")) <= 100.0


def test_verbose_prints_each_image_as_the_notebook_does(run: Run, small_data: Splits) -> None:
    _, lines, _ = run("test", "--limit", 4, "--verbose")
    assert lines[:4] == [f"pred: {label}, true: {label}" for label in (7, 2, 1, 0)]
    assert lines[-1] == "Correct: 100.00%"


def test_json_is_one_object_per_line_with_the_summary_last(run: Run, small_data: Splits) -> None:
    _, lines, _ = run("test", "--limit", 4, "--verbose", "--json")
    *images, summary = records(lines)
    assert images == [
        {"index": index, "digit": label, "label": label} for index, label in enumerate([7, 2, 1, 0])
    ]
    assert (summary["images"], summary["correct"], summary["accuracy"]) == (4, 4, 1.0)
    assert 0 < summary["error"] < 0.1
    assert summary["drawn_accuracy"] > 0.9


def test_it_tells_what_is_refused_and_how_far_its_confidence_can_be_trusted(
    run: Run, small_data: Splits
) -> None:
    _, lines, _ = run("test", "--limit", 4, "--json")
    (summary,) = records(lines)
    assert 0 <= summary["refused"] <= 0.25
    assert 0 <= summary["drawn_refused"] < 0.1 < summary["others_refused"] <= 1
    assert 0 <= summary["drawn_calibration_error"] < 0.2
    _, lines, _ = run("test", "--limit", 4)
    assert [line.partition(":")[0] for line in lines] == [
        "Drawn digits of unseen writers",
        "Taken for no digit",
        "Calibration error",
        "Correct",
    ]


def test_another_network_can_be_tested(run: Run, small_data: Splits, untrained: Path) -> None:
    status, lines, _ = run("test", "--model", untrained)
    assert status == 0
    assert float(lines[-1].removeprefix("Correct: ").removesuffix("%")) < 40


@pytest.mark.parametrize("command", [["test"], ["classify", "any.jsonl"]])
def test_a_network_that_cannot_be_used_is_one_sentence(
    run: Run, tmp_path: Path, command: list[str]
) -> None:
    broken = tmp_path / "broken.npz"
    broken.write_bytes(b"PK not a model")
    status, lines, complaints = run(*command, "--model", broken)
    assert (status, lines, len(complaints)) == (1, [], 1)
    assert str(broken) in complaints[0]


def test_a_network_that_is_not_there_is_one_sentence(run: Run, tmp_path: Path) -> None:
    missing = tmp_path / "missing.npz"
    sentence = f"The network {missing} cannot be read: no such file or directory."
    assert run("test", "--model", missing) == (1, [], [sentence])
