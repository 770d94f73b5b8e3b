"""What is known of a run: kept as it is, and checked when it is read."""

import dataclasses
import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digitpad.training import PRESETS, run_record
from digitpad.training.run_record import RunRecord, RunRecordError

RecordOf = Callable[..., RunRecord]


@pytest.mark.parametrize("preset", PRESETS)
def test_a_record_is_the_same_after_reading(record_of: RecordOf, preset: str) -> None:
    record = record_of(
        config=PRESETS[preset],
        name="größer als 99 %",
        seconds=12.5,
        images_per_second=9800.0,
        validation_accuracy=0.991,
        drawn_accuracy=None,
        test_accuracy=1.0,
    )
    assert RunRecord.loads(record.dumps()) == record
    assert record.started == datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "its name is ''"),
        ({"name": "a\nb"}, "its name is"),
        ({"name": "a" * 81}, "its name is"),
        ({"status": "asleep"}, "its status is 'asleep'"),
        ({"started_at": "yesterday"}, "its started at is 'yesterday'"),
        ({"started_at": "2026-11-24T12:00:00"}, "its started at"),
        ({"seconds": -1.0}, "its seconds is -1.0"),
        ({"seconds": float("nan")}, "its seconds is nan"),
        ({"step": 1.5}, "its step is 1.5"),
        ({"step": True}, "its step is True"),
        ({"parameter_count": 2**70}, "its parameter count"),
        ({"test_accuracy": 1.01}, "its test accuracy is 1.01"),
        ({"drawn_accuracy": "0.9"}, "its drawn accuracy is '0.9'"),
        ({"images_per_second": float("inf")}, "its images per second is inf"),
    ],
)
def test_values_that_no_run_can_have_are_refused(
    record_of: RecordOf, changes: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(ValueError, match=sentence):
        record_of(**changes)


def test_a_changed_record_does_not_pass_its_checksum(record_of: RecordOf) -> None:
    content = record_of(validation_accuracy=0.5).dumps()
    with pytest.raises(RunRecordError, match="checksum"):
        RunRecord.loads(content.replace(b"0.5", b"0.6"))


def test_every_truncation_is_refused(record_of: RecordOf) -> None:
    content = record_of().dumps()
    for end in range(len(content)):
        with pytest.raises(RunRecordError, match="cannot be read"):
            RunRecord.loads(content[:end])


@given(
    st.recursive(
        st.none() | st.integers() | st.text(), lambda v: st.lists(v) | st.dictionaries(st.text(), v)
    )
)
def test_any_other_json_is_refused(content: Any) -> None:
    with pytest.raises(RunRecordError, match="cannot be read"):
        RunRecord.loads(json.dumps(content).encode())


@given(st.binary(max_size=200))
def test_any_other_bytes_are_refused(content: bytes) -> None:
    with pytest.raises(RunRecordError, match="cannot be read"):
        RunRecord.loads(content)


def test_a_record_with_the_right_checksum_is_still_checked(record_of: RecordOf) -> None:
    values = dataclasses.asdict(record_of())
    for wrong in (
        {**values, "seconds": "long"},
        {**values, "config": {**values["config"], "epochs": -3}},
        {**values, "config": {**values["config"], "layers": [{"layer": "Sorcery"}]}},
        {**values, "config": None},
        {**values, "something": "new"},
    ):
        content = {"format": 1, "sha256": run_record._digest(wrong), "run": wrong}
        with pytest.raises(RunRecordError, match="cannot be read"):
            RunRecord.loads(json.dumps(content).encode())


def test_the_score_is_the_mean_of_what_was_measured(record_of: RecordOf) -> None:
    assert record_of().score is None
    assert record_of(validation_accuracy=0.98).score == 0.98
    assert record_of(validation_accuracy=0.98, drawn_accuracy=0.90).score == pytest.approx(0.94)
