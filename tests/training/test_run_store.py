"""The folder of runs: read fast and whole, whatever lies in it and whoever else uses it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, sleep, time

import pytest

from digitpad.file_lock import FileLock
from digitpad.training import days_of_grace, run_store
from digitpad.training.run_record import RunRecord, RunRecordError
from digitpad.training.run_store import (
    DELETED_DAYS,
    HISTORY,
    NETWORK,
    RECORD,
    STATE,
    DamagedRun,
    RunStore,
)
from tests.conftest import OpenElsewhere

RecordOf = Callable[..., RunRecord]


@pytest.fixture
def store(tmp_path: Path) -> RunStore:
    return RunStore(tmp_path / "runs")


def put(store: RunStore, record: RunRecord) -> RunRecord:
    store.write(record.id, RECORD, record.dumps())
    return record


def put_all(store: RunStore, record: RunRecord) -> RunRecord:
    for part in (NETWORK, HISTORY, STATE):
        store.write(record.id, part, part.encode())
    return put(store, record)


def test_runs_lie_in_the_persons_own_folder(user_folder: Path) -> None:
    assert RunStore().folder == user_folder / "runs"
    assert RunStore().runs() == []
    assert not user_folder.exists()


def test_runs_are_listed_in_the_order_of_their_beginning(
    store: RunStore, record_of: RecordOf
) -> None:
    later = put(store, record_of(id="20261124T130000-00000000"))
    earlier = put(store, record_of())
    assert store.runs() == [earlier, later]
    assert store.record(later.id) == later


def test_ids_are_in_the_order_of_time_and_never_the_same() -> None:
    ids = [RunStore.new_id() for _ in range(100)]
    assert len(set(ids)) == 100
    assert [name[:21] for name in ids] == sorted(name[:21] for name in ids)


def test_a_damaged_record_is_listed_and_stays(store: RunStore, record_of: RecordOf) -> None:
    good = put(store, record_of())
    path = store.path("20260101T000000-ffffffff", RECORD)
    path.write_bytes(b"{ half a rec")
    damaged, kept = store.runs()
    assert isinstance(damaged, DamagedRun)
    assert damaged.id == "20260101T000000-ffffffff"
    assert damaged.sentence.startswith("This run cannot be shown: its record cannot be read (")
    assert damaged.sentence.endswith(").")
    assert kept == good
    assert path.read_bytes() == b"{ half a rec"
    with pytest.raises(RunRecordError, match="cannot be read"):
        store.record(damaged.id)


def test_a_record_under_the_name_of_another_run_is_damaged(
    store: RunStore, record_of: RecordOf
) -> None:
    record = put(store, record_of())
    shutil.copy(store.path(record.id, RECORD), store.path("copy", RECORD))
    assert store.runs() == [
        record,
        DamagedRun("copy", f"This run cannot be shown: its record is that of the run {record.id}."),
    ]
    with pytest.raises(RunRecordError, match="is that of the run"):
        store.record("copy")


def test_a_folder_in_place_of_a_record_is_damaged(store: RunStore) -> None:
    store.path("strange", RECORD).mkdir(parents=True)
    (damaged,) = store.runs()
    assert isinstance(damaged, DamagedRun)
    with pytest.raises(OSError, match="strange"):
        store.record("strange")


def test_a_record_that_is_far_too_large_is_damaged_and_not_read_whole(store: RunStore) -> None:
    store.folder.mkdir()
    with store.path("huge", RECORD).open("wb") as file:
        file.truncate(2**40)
    (damaged,) = store.runs()
    sentence = "This run cannot be shown: it is larger than 1 MB."
    assert damaged == DamagedRun("huge", sentence)


def test_names_are_numbered(store: RunStore, record_of: RecordOf) -> None:
    assert store.new_name("Quick") == "Quick"
    for number, name in enumerate(("Quick", "Quick 2", "Best")):
        put(store, record_of(id=f"2026112{number}T120000-00000000", name=name))
    assert store.new_name("Quick") == "Quick 3"
    assert store.new_name("Notebook") == "Notebook"


def test_a_run_is_renamed(store: RunStore, record_of: RecordOf) -> None:
    record = put(store, record_of())
    assert store.update(record.id, name="first try").name == "first try"
    assert store.record(record.id).name == "first try"
    with pytest.raises(ValueError, match="its name is ''"):
        store.update(record.id, name="")
    assert store.record(record.id).name == "first try"


def test_a_running_run_that_nobody_trains_was_interrupted(
    store: RunStore, record_of: RecordOf
) -> None:
    record = put_all(store, record_of(status="running"))
    lock = store.lock(record.id)
    assert store.is_in_training(record.id)
    assert store.record(record.id).status == "running"
    assert store.interrupted() == []
    assert not store.can_resume(store.record(record.id))
    lock.release(keep_file=True)
    (interrupted,) = store.interrupted()
    assert interrupted.status == store.record(record.id).status == "interrupted"
    assert store.runs() == [interrupted]
    assert store.can_resume(interrupted)
    store.forget_interruption(record.id)
    assert store.interrupted() == []
    assert store.runs() == [interrupted]


def test_an_interrupted_run_without_a_state_cannot_go_on(
    store: RunStore, record_of: RecordOf
) -> None:
    record = put(store, record_of(status="running"))
    store.lock(record.id).release(keep_file=True)
    assert store.interrupted() == []
    assert not store.can_resume(store.record(record.id))


def test_deleted_runs_can_be_brought_back(store: RunStore, record_of: RecordOf) -> None:
    record = put_all(store, record_of(status="stopped"))
    before = {path.name: path.read_bytes() for path in store.folder.iterdir()}
    assert store.delete([record.id]) == [record.id]
    assert store.runs() == []
    assert [path.name for path in store.folder.iterdir()] == ["deleted"]
    store.restore([record.id])
    assert store.runs() == [record]
    after = {path.name: path.read_bytes() for path in store.folder.iterdir() if path.is_file()}
    assert after == before


def test_on_windows_a_run_that_is_open_elsewhere_is_deleted_once_it_is_closed(
    store: RunStore, record_of: RecordOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = put_all(store, record_of())
    elsewhere = OpenElsewhere(monkeypatch, refusals=3)
    assert store.delete([record.id]) == [record.id]
    assert store.runs() == []
    assert elsewhere.left == 0


def test_deleted_runs_go_for_good_after_their_days_of_grace(
    store: RunStore, record_of: RecordOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone, deleted, kept = (put_all(store, record_of(id=f"20261124T13000{n}-0")) for n in range(3))
    for path in store.folder.iterdir():
        os.utime(path, (0, 0))  # nobody has touched them since 1970
    began = time()

    def sweep_on(days: range) -> None:
        for day in days:
            monkeypatch.setattr(days_of_grace, "time", lambda day=day: began + day * 24 * 3600)
            store.sweep_deleted()

    store.delete([gone.id])
    sweep_on(range(DELETED_DAYS))
    store.delete([deleted.id])
    assert len(list((store.folder / "deleted").glob("2*"))) == 8
    sweep_on(range(DELETED_DAYS, DELETED_DAYS + 3))
    store.restore([gone.id, deleted.id])
    assert store.runs() == [deleted, kept]


def test_a_run_in_training_is_not_deleted(store: RunStore, record_of: RecordOf) -> None:
    record = put_all(store, record_of(status="running"))
    lock = store.lock(record.id)
    assert RunStore(store.folder).delete([record.id]) == []
    assert store.runs() == [record]
    lock.release()


def test_what_another_program_changed_is_read_again(store: RunStore, record_of: RecordOf) -> None:
    record = put(store, record_of())
    assert store.runs() == [record]
    other = RunStore(store.folder)
    changed = other.update(record.id, test_accuracy=0.99)
    second = put(other, record_of(id="20261125T120000-00000000"))
    assert store.runs() == [changed, second]
    other.delete([record.id])
    assert store.runs() == [second]


MEASURE = """
import sys
from pathlib import Path
from time import sleep
from digitpad.training.run_store import RunStore

store, run_id = RunStore(Path(sys.argv[1])), sys.argv[2]
print("begun", flush=True)
for number in range(200):
    store.update(run_id, test_accuracy=number / 200)
    assert store.record(run_id).test_accuracy == number / 200
    sleep(0.005)
"""


def test_two_programs_that_change_one_record_lose_nothing(
    store: RunStore, record_of: RecordOf
) -> None:
    record = put(store, record_of())
    command = [sys.executable, "-c", MEASURE, str(store.folder), record.id]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "begun\n"
        number = 0
        while other.poll() is None:
            number += 1
            store.update(record.id, name=f"name {number}")
            assert store.record(record.id).name == f"name {number}"
            sleep(0.005)
    assert other.returncode == 0
    assert store.record(record.id).test_accuracy == 199 / 200
    assert number > 1


def test_a_program_that_hangs_while_it_writes_holds_nobody_up_for_long(
    store: RunStore, record_of: RecordOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_store, "_MOST_TRIES", 3)
    record = put(store, record_of())
    hanging = FileLock(store.folder / "writing")
    assert store.update(record.id, name="a name").name == "a name"
    hanging.release()
    assert [path.name for path in store.folder.iterdir()] == [f"{record.id}{RECORD}"]


@pytest.mark.slow
def test_a_thousand_runs_are_read_soon_and_looked_through_at_once(
    store: RunStore, record_of: RecordOf
) -> None:
    store.folder.mkdir()
    for number in range(1000):
        record = record_of(id=f"20261124T120000-{number:08x}")
        store.path(record.id, RECORD).write_bytes(record.dumps())
    began = perf_counter()
    assert len(store.runs()) == 1000
    read = perf_counter()
    assert len(store.runs()) == 1000
    assert read - began < 5.0
    assert perf_counter() - read < 0.5
