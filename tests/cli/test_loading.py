from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from digitpad import data
from digitpad.cli import loading
from digitpad.data import Splits, keras_datasets
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
