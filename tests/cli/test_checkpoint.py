"""``digitpad train --checkpoint``: interrupted and resumed."""

from pathlib import Path

import numpy as np
import pytest

from digitpad.data import Splits
from digitpad.nn import model_file
from tests.cli.conftest import Run, records

SHORT = ("train", "--preset", "Quick", "--limit", 256, "--epochs", 3, "--json")


def test_an_interrupted_run_ends_with_the_weights_and_log_it_would_have_had(
    run: Run,
    small_data: Splits,
    tmp_path: Path,
    interrupted_after_one_epoch: pytest.MonkeyPatch,
) -> None:
    part, out, log = tmp_path / "part.npz", tmp_path / "net.npz", tmp_path / "log.jsonl"
    options = (*SHORT, "--out", out, "--log", log, "--checkpoint", part)
    assert run(*options)[0] == 130
    interrupted_after_one_epoch.undo()
    status, lines, complaints = run(*options)
    assert status == 0
    assert complaints[0] == "Resuming after epoch 1 of 3."
    assert [record.get("epoch") for record in records(lines)] == [None, 2, 3, None]
    whole = tmp_path / "whole.npz"
    _, whole_lines, _ = run(*SHORT, "--out", whole)
    networks = [model_file.loads(path.read_bytes())[0] for path in (out, whole)]
    np.testing.assert_array_equal(networks[0].parameters, networks[1].parameters)
    kept, expected = records(log.read_text().splitlines()), records(whole_lines)
    assert [r["event"] for r in kept] == ["started", "epoch", "epoch", "epoch", "ended"]
    assert [r.get("error") for r in kept] == [r.get("error") for r in expected]


def test_a_checkpoint_of_another_run_is_one_sentence_and_stays_as_it_was(
    run: Run, small_data: Splits, tmp_path: Path
) -> None:
    part = tmp_path / "part.npz"
    run(*SHORT, "--checkpoint", part)
    before = part.read_bytes()
    status, _, complaints = run(*SHORT, "--checkpoint", part, "--seed", 9)
    assert status == 1
    reason = "it was begun with other settings, seed 1 instead of 9"
    remedy = "to begin anew, choose another file for --checkpoint"
    assert complaints == [f"The run in {part} cannot be resumed: {reason}; {remedy}."]
    assert part.read_bytes() == before


def test_a_file_that_is_no_checkpoint_is_one_sentence(
    run: Run, small_data: Splits, tmp_path: Path
) -> None:
    part = tmp_path / "part.npz"
    part.write_bytes(b"something of the person's own")
    status, _, complaints = run(*SHORT, "--checkpoint", part)
    assert status == 1
    (complaint,) = complaints
    assert complaint.count("damaged") == 1
    assert part.read_bytes() == b"something of the person's own"


def test_a_log_that_is_no_text_is_one_sentence_and_stays_as_it_was(
    run: Run, small_data: Splits, tmp_path: Path
) -> None:
    part, log = tmp_path / "part.npz", tmp_path / "photo.jpg"
    run(*SHORT, "--checkpoint", part)
    log.write_bytes(b"\xff\xd8\xff\xe0")
    status, _, complaints = run(*SHORT, "--checkpoint", part, "--log", log)
    assert status == 1
    assert complaints[-1] == f"{log} is not the log of a run: choose another file."
    assert log.read_bytes() == b"\xff\xd8\xff\xe0"


def test_two_results_in_one_file_are_one_sentence_and_the_file_stays_as_it_was(
    run: Run, small_data: Splits, tmp_path: Path
) -> None:
    part, link = tmp_path / "part.npz", tmp_path / "link.npz"
    link.symlink_to(part)
    part.write_bytes(b"a checkpoint")
    status, lines, complaints = run(*SHORT, "--checkpoint", part, "--out", link)
    assert (status, lines) == (1, [])
    assert complaints == [f"--out and --checkpoint are both {part}: choose two files."]
    assert part.read_bytes() == b"a checkpoint"
