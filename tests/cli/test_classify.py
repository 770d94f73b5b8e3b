import io
import json
import sys
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QImage

from digitpad import data
from digitpad.data.bundled import held_out_drawings
from tests.cli.conftest import Run, records

ONE = {"strokes": [[[5.0, 0.0], [5.0, 4.0], [5.0, 9.0]]], "label": 1}


def stroke_lines(*drawings: object) -> str:
    return "".join(json.dumps(drawing) + "\n" for drawing in drawings)


@pytest.fixture
def drawings(tmp_path: Path) -> Path:
    """Two hundred drawings of writers held out of training."""
    path = tmp_path / "drawings.jsonl"
    path.write_text(
        stroke_lines(
            *(
                {"strokes": [stroke.tolist() for stroke in sample.strokes], "label": sample.label}
                for sample in held_out_drawings()[:200]
            )
        )
    )
    return path


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """The first test image, a 7, dark on light in the corner of a larger sheet."""
    sheet = np.full((100, 160), 255, np.uint8)
    sheet[60:88, 10:38] = 255 - data.load("mnist").test.images[0]
    path = tmp_path / "seven.png"
    assert QImage(sheet.tobytes(), 160, 100, 160, QImage.Format.Format_Grayscale8).save(str(path))
    return path


def test_labelled_drawings_end_with_the_accuracy(run: Run, drawings: Path) -> None:
    status, lines, complaints = run("classify", drawings)
    assert (status, complaints) == (0, [])
    assert len(lines) == 201
    label = held_out_drawings()[0].label
    assert lines[0].startswith(f"{drawings}, 0: {label} (")
    assert lines[0].endswith(f"%), true: {label}")
    assert float(lines[-1].removeprefix("Correct: ").removesuffix("%")) >= 90


def test_json_answers_hold_what_the_contract_names(run: Run, drawings: Path) -> None:
    status, lines, complaints = run("classify", drawings, "--json")
    answers = records(lines)
    assert status == 0
    assert [answer["index"] for answer in answers] == list(range(200))
    for answer in answers:
        assert list(answer) == ["source", "index", "digit", "probabilities", "label"]
        assert answer["source"] == str(drawings)
        assert len(answer["probabilities"]) == 10
        assert sum(answer["probabilities"]) == pytest.approx(1, abs=1e-5)
    right = sum(answer["digit"] == answer["label"] for answer in answers)
    assert complaints == [f"Correct: {right / 200:.2%}"]


def test_a_picture_is_read(run: Run, picture: Path) -> None:
    status, lines, complaints = run("classify", picture)
    assert (status, complaints, len(lines)) == (0, [], 1)
    assert lines[0].startswith(f"{picture}: 7 (")


def test_pictures_and_drawings_mix_and_a_bad_file_does_not_stop_the_others(
    run: Run, picture: Path, drawings: Path, tmp_path: Path
) -> None:
    text = tmp_path / "text.png"
    text.write_text("not a picture")
    status, lines, complaints = run("classify", "--json", text, "no.jsonl", picture, drawings)
    assert status == 1
    assert [answer["source"] for answer in records(lines)] == [str(picture)] + [str(drawings)] * 200
    assert "text.png" in complaints[0]
    assert complaints[1] == "no.jsonl cannot be read: no such file or directory."
    assert complaints[2].startswith("Correct: ")
    assert "label" not in records(lines)[0]


def test_a_bad_line_is_named_and_the_next_ones_are_read(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "some.jsonl"
    path.write_text(stroke_lines(ONE) + "{broken\n" + stroke_lines(ONE))
    status, lines, complaints = run("classify", "--json", path)
    assert status == 1
    assert [answer["index"] for answer in records(lines)] == [0, 2]
    assert complaints[0].startswith("some.jsonl, line 2: ")


def test_a_file_that_is_not_text_is_one_sentence_a_line(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "binary.jsonl"
    path.write_bytes(b"\xff\xfe\x00\n")
    status, lines, complaints = run("classify", path)
    assert (status, lines, len(complaints)) == (1, [], 1)
    assert complaints[0].startswith("binary.jsonl, line 1: ")


def test_a_file_without_drawings_is_one_sentence(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "blank.jsonl"
    path.write_text("\n\n")
    assert run("classify", path) == (1, [], ["blank.jsonl holds no drawings."])


def test_a_drawing_without_points_is_no_digit(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "empty.jsonl"
    path.write_text(stroke_lines({"strokes": []}))
    _, lines, _ = run("classify", "--json", path)
    (answer,) = records(lines)
    assert answer["digit"] is None
    assert answer["probabilities"] == [0.1] * 10
    assert run("classify", path)[1] == [f"{path}, 0: ? (Nothing is drawn yet.)"]


def test_a_blank_picture_is_no_digit(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "blank.png"
    blank = QImage(50, 50, QImage.Format.Format_RGB32)
    blank.fill(0xFFFFFFFF)
    assert blank.save(str(path))
    status, lines, complaints = run("classify", path)
    assert (status, complaints) == (0, [])
    assert lines[0].startswith(f"{path}: ? (")


def test_strokes_come_from_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    content = stroke_lines(ONE).encode() + b"{broken\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    status, lines, complaints = run("classify", "-", "--json")
    (answer,) = records(lines)
    assert (status, answer["source"], answer["digit"]) == (1, "-", 1)
    assert complaints[0].startswith("standard input, line 2: ")


def test_names_that_are_no_text_can_be_printed(run: Run) -> None:
    status, _, complaints = run("classify", "na\udcffme.jsonl")
    assert status == 1
    assert complaints == ["na\\udcffme.jsonl cannot be read: no such file or directory."]
