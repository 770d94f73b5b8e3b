"""The curves of kept runs as points to draw, and as a table."""

import csv
import io

import numpy as np
import pytest

from digitpad.gui.runs.run_curves import csv_of, read_curves
from digitpad.training import (
    BatchEnded,
    EpochEnded,
    RunHistory,
    RunHistoryError,
    RunRecord,
    RunStarted,
    RunStore,
)
from digitpad.training.run_store import HISTORY
from tests.gui.runs.conftest import made

STEPS = 8  # of two epochs


@pytest.fixture
def store() -> RunStore:
    return RunStore()


def kept(store: RunStore, losses: list[float], **values: object) -> RunRecord:
    """Keep the curves of a run whose batches had these losses."""
    record = made(**values)
    history = RunHistory(RunStarted(record.config, 100, STEPS // 2, STEPS, 1000))
    for step, loss in enumerate(losses, 1):
        epoch, batch = divmod(step - 1, STEPS // 2)
        history.add(BatchEnded(step, epoch, batch, 25 * step, loss, 0.5, 0.01, float(step)))
    for epoch, drawn in enumerate((None, 0.75)):
        step = (epoch + 1) * STEPS // 2
        history.add(EpochEnded(epoch, step, 1.0, 0.5, 0.25, 0.9, drawn, 0.01, 9.0, 100.0))
    store.write(record.id, HISTORY, history.dumps())
    return record


def test_curves_lie_over_epochs_and_end_with_the_run(store: RunStore) -> None:
    (curves,) = read_curves(store, [kept(store, [1.0] * STEPS)])
    assert curves.last_epoch == 2.0
    assert curves.validation_accuracy[0].tolist() == [1.0, 2.0]
    assert curves.drawn_accuracy[0].tolist() == [2.0]  # not measured after the first epoch
    np.testing.assert_allclose(curves.loss[1], 1.0)


def test_a_run_that_diverged_leaves_the_others_their_room(store: RunStore) -> None:
    (curves,) = read_curves(store, [kept(store, [2.0, 1e30, np.inf, 2.0, 2.0, 2.0, 2.0, 2.0])])
    assert curves.loss[1].max() <= 6.0


def test_a_run_without_readable_curves_has_none(store: RunStore) -> None:
    record = made()
    store.write(record.id, HISTORY, b"nonsense")
    (curves,) = read_curves(store, [record])
    assert len(curves.loss[0]) == 0
    assert curves.last_epoch == 0.0
    with pytest.raises(RunHistoryError, match="the run Quick cannot be read"):
        csv_of(store, [record])


def test_the_table_has_a_line_for_each_batch_and_each_epoch(store: RunStore) -> None:
    record = kept(store, [0.5] * STEPS, name='mine, "the" first')
    lines = list(csv.DictReader(io.StringIO(csv_of(store, [record]).decode())))
    assert len(lines) == STEPS + 2
    assert {line["name"] for line in lines} == {'mine, "the" first'}
    assert [line["epoch"] for line in lines[:4]] == ["0.25", "0.5", "0.75", "1"]
    assert [line["drawn_accuracy"] for line in lines[-2:]] == ["", "0.75"]
