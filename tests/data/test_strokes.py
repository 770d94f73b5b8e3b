import gzip
import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from digitpad import data
from digitpad.data.strokes import is_stroke_file

GOOD = '{"strokes": [[[0, 1], [2.5, 3]], [[4, 5]]], "label": 7, "writer": "ada"}'


def written(folder: Path, *lines: str) -> Path:
    path = folder / "drawings.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_a_line_becomes_strokes_label_writer_and_index(tmp_path: Path) -> None:
    (sample,) = data.read_stroke_lines(written(tmp_path, GOOD))
    assert [stroke.tolist() for stroke in sample.strokes] == [[[0, 1], [2.5, 3]], [[4, 5]]]
    assert sample.strokes[0].dtype == np.float64
    assert (sample.label, sample.writer, sample.index) == (7, "ada", 0)


def test_label_and_writer_may_be_left_out(tmp_path: Path) -> None:
    (sample,) = data.read_stroke_lines(written(tmp_path, '{"strokes": []}'))
    assert (sample.strokes, sample.label, sample.writer, sample.index) == ((), None, None, 0)


def test_empty_lines_count_as_lines_but_not_as_drawings(tmp_path: Path) -> None:
    lines = data.read_stroke_lines(written(tmp_path, "", GOOD, "  ", GOOD, "{"))
    assert [next(lines).index, next(lines).index] == [0, 1]
    with pytest.raises(data.BadStrokeLine, match="line 5"):
        next(lines)


def test_a_bad_line_is_one_error_and_the_next_line_can_still_be_read(tmp_path: Path) -> None:
    lines = data.read_stroke_lines(written(tmp_path, GOOD, "no json", GOOD))
    assert next(lines).index == 0
    with pytest.raises(data.BadStrokeLine):
        next(lines)
    assert next(lines).index == 2
    assert list(lines) == []


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "this is not JSON"),
        ("[" * 100_000, "this is not JSON"),
        ("[]", 'there is no list "strokes"'),
        ("7", 'there is no list "strokes"'),
        ('{"label": 1}', 'there is no list "strokes"'),
        ('{"strokes": 5}', 'there is no list "strokes"'),
        ('{"strokes": [5]}', "a stroke must be a list of points"),
        ('{"strokes": [[1, 2]]}', "a stroke must be a list of points"),
        ('{"strokes": [[[1, 2, 3]]]}', "a stroke must be a list of points"),
        ('{"strokes": [[[1, 2], [3]]]}', "a stroke must be a list of points"),
        ('{"strokes": [[["a", "b"]]]}', "a stroke must be a list of points"),
        ('{"strokes": [[[null, 1]]]}', "a stroke must be a list of points"),
        ('{"strokes": [{}]}', "a stroke must be a list of points"),
        (
            '{"strokes": [[[1e999, 0]]]}',
            "a point is [inf, 0.0]; x and y must be numbers up to 1e+100.",
        ),
        ('{"strokes": [[[2, 1], [0, -1e101]]]}', "a point is [0.0, -1e+101]; x and y must be"),
        ('{"strokes": [[[NaN, 0]]]}', "a point is [nan, 0.0]; x and y must be numbers"),
        (f'{{"strokes": [[[1{"0" * 400}, 0]]]}}', "a stroke must be a list of points"),
        ('{"strokes": [], "label": 10}', "the label must be a digit from 0 to 9, not 10"),
        ('{"strokes": [], "label": "7"}', 'the label must be a digit from 0 to 9, not "7"'),
        ('{"strokes": [], "label": true}', "the label must be a digit from 0 to 9, not true"),
        ('{"strokes": [], "writer": 3}', "the writer must be text, not 3"),
    ],
)
def test_a_bad_line_says_where_and_why_in_one_sentence(
    line: str, reason: str, tmp_path: Path
) -> None:
    with pytest.raises(data.BadStrokeLine) as caught:
        list(data.read_stroke_lines(written(tmp_path, GOOD, line)))
    assert str(caught.value).startswith(f"drawings.jsonl, line 2: {reason}")
    assert len(str(caught.value)) < 200


def test_a_line_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "binary.jsonl"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(data.BadStrokeLine, match=r"binary.jsonl, line 1: this is not JSON"):
        next(data.read_stroke_lines(path))


def test_a_byte_order_mark_is_no_error(tmp_path: Path) -> None:
    path = tmp_path / "marked.jsonl"
    path.write_text(GOOD, encoding="utf-8-sig")
    assert len(list(data.read_stroke_lines(path))) == 1


@pytest.mark.parametrize("name", ["packed.jsonl.gz", "PACKED.JSONL.GZ"])
def test_a_packed_file_is_unpacked(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(gzip.compress(GOOD.encode()))
    assert next(data.read_stroke_lines(path)).label == 7


@pytest.mark.parametrize(
    ("name", "holds_strokes"),
    [("a.jsonl", True), ("A.JSONL.GZ", True), ("a.json", False), ("a.gz", False), ("jsonl", False)],
)
def test_a_stroke_file_is_known_by_its_name(name: str, holds_strokes: bool) -> None:
    assert is_stroke_file(name) is holds_strokes


@pytest.mark.parametrize("keep", [5, 40, 60])
def test_a_damaged_packed_file_is_an_os_error(keep: int, tmp_path: Path) -> None:
    path = tmp_path / "packed.jsonl.gz"
    path.write_bytes(gzip.compress(GOOD.encode())[:keep])
    with pytest.raises(OSError, match=r"^it is damaged and cannot be unpacked$"):
        data.read_stroke_lines(path)


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz"])
def test_a_file_that_is_too_large_is_an_os_error(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    content = GOOD.encode() + bytes(10_000)
    path.write_bytes(gzip.compress(content) if name.endswith("gz") else content)
    with pytest.raises(OSError, match=r"^(it is larger than|it is too large when)"):
        data.read_stroke_lines(path, 9_000)


def test_a_missing_file_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        data.read_stroke_lines(tmp_path / "none.jsonl")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=12,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(strokes=json_values, label=json_values, writer=json_values)
def test_whatever_json_holds_is_a_drawing_or_a_bad_line(
    strokes: object, label: object, writer: object, tmp_path: Path
) -> None:
    line = json.dumps({"strokes": strokes, "label": label, "writer": writer})
    lines = data.read_stroke_lines(written(tmp_path, line))
    try:
        sample = next(lines)
    except data.BadStrokeLine:
        return
    assert all(stroke.shape[1] == 2 for stroke in sample.strokes)
    assert sample.label is None or 0 <= sample.label <= 9


def test_a_drawing_written_as_a_line_is_read_again() -> None:
    strokes = [np.array([[0.25, 1.0], [2.5, 3.0]]), np.array([[4.0, 5.0]])]
    line = data.stroke_line(strokes, decimals=2)
    assert "\n" not in line
    again = data.read_stroke_line(line).strokes
    assert [one.tolist() for one in again] == [one.tolist() for one in strokes]


def test_a_text_that_is_no_drawing_is_refused() -> None:
    with pytest.raises(data.BadStrokeLine, match="this is not JSON"):
        data.read_stroke_line("seven")
