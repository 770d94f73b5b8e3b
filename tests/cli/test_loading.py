from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from digitpad import data
from digitpad.cli import loading
from digitpad.cli.output import Complaint, ProgressBar
from digitpad.data import Splits, keras_datasets
from digitpad.nn import Network, model_file
from tests.cli.conftest import Run


def test_a_data_set_that_is_missing_is_fetched_and_loaded(
    monkeypatch: pytest.MonkeyPatch, small_data: Splits, capsys: pytest.CaptureFixture[str]
) -> None:
    fetched: list[str] = []

    def load(key: str, *, limit: int | None = None) -> Splits:
        if key not in fetched:
            raise data.DatasetMissing(key)
        return small_data

    def fetch(key: str, **_: object) -> Iterator[SimpleNamespace]:
        yield SimpleNamespace(bytes_done=5, bytes_total=10, sentence="")
        fetched.append(key)

    monkeypatch.setattr(data, "load", load)
    monkeypatch.setattr(keras_datasets, "fetch", fetch)
    assert loading.load_dataset("keras-mnist") is small_data
    assert capsys.readouterr().err == 'Fetching the data set "keras-mnist" through Keras.\n'


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (
            PermissionError(13, "Permission denied", "/a"),
            'The data set "mnist" cannot be read: permission denied.',
        ),
        (ValueError("There is no such thing."), "There is no such thing."),
    ],
)
def test_a_data_set_that_cannot_be_loaded_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, error: Exception, sentence: str
) -> None:
    def load(key: str, *, limit: int | None = None) -> Splits:
        raise error

    monkeypatch.setattr(data, "load", load)
    with pytest.raises(Complaint) as caught:
        loading.load_dataset("mnist")
    assert str(caught.value) == sentence


def test_a_network_that_reads_no_digits_is_one_sentence(run: Run, tmp_path: Path) -> None:
    layers = [{"layer": "Flatten"}, {"layer": "Dense", "units": 10}]
    path = tmp_path / "net.npz"
    path.write_bytes(model_file.dumps(Network(layers, rng=np.random.default_rng(0)), {}))
    assert run("test", "--model", path) == (
        1,
        [],
        [
            f"The network {path} cannot be used: it takes (28, 28, 1) and ends with Dense (10,); "
            "reading digits needs (28, 28, 1) and Softmax (10,)."
        ],
    )


def test_ctrl_c_ends_the_fetch_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[str] = []

    def load(key: str, *, limit: int | None = None) -> Splits:
        raise data.DatasetMissing(key)

    def fetch(key: str, **_: object) -> Iterator[SimpleNamespace]:
        try:
            yield SimpleNamespace(bytes_done=5, bytes_total=10, sentence="")
        finally:
            ended.append(key)

    def interrupted(bar: ProgressBar, count: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(data, "load", load)
    monkeypatch.setattr(keras_datasets, "fetch", fetch)
    monkeypatch.setattr(ProgressBar, "update", interrupted)
    with pytest.raises(KeyboardInterrupt):
        loading.load_dataset("keras-mnist")
    assert ended == ["keras-mnist"]


def test_a_fetch_that_fails_is_one_sentence(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def load(key: str, *, limit: int | None = None) -> Splits:
        raise data.DatasetMissing(key)

    def fetch(key: str, **_: object) -> Iterator[object]:
        raise keras_datasets.FetchFailed("There is no network.")
        yield

    monkeypatch.setattr(data, "load", load)
    monkeypatch.setattr(keras_datasets, "fetch", fetch)
    status, lines, complaints = run("train", "--dataset", "keras-fashion-mnist")
    assert (status, lines, complaints[-1]) == (1, [], "There is no network.")
