import threading
from pathlib import Path

import pytest

from digitpad import data


@pytest.mark.parametrize("limit", [1, 1_000, 55_000])
def test_a_limit_takes_the_first_training_images_and_nothing_else(
    limit: int,
) -> None:
    whole, limited = data.load("mnist"), data.load("mnist", limit=limit)
    assert (limited.train.labels == whole.train.labels[:limit]).all()
    assert len(limited.validation) == 5_000
    assert len(limited.test) == 10_000


def test_a_limit_below_one_is_refused() -> None:
    with pytest.raises(ValueError, match="must be 1 or more, not 0"):
        data.load("mnist", limit=0)


def test_an_unknown_key_says_what_there_is() -> None:
    with pytest.raises(ValueError, match='no data set "cifar": choose one of mnist, mnist'):
        data.load("cifar")


@pytest.mark.parametrize("info", [info for info in data.DATASETS if info.needs_download])
def test_a_set_that_is_not_there_is_never_downloaded_but_named(
    info: data.DatasetInfo, user_folder: Path
) -> None:
    with pytest.raises(data.DatasetMissing, match=rf"^{info.title} is not on this computer yet"):
        data.load(info.key)
    assert not user_folder.exists()


@pytest.mark.parametrize("delay_s", [0.0, 0.5, 1.5])
def test_loading_that_is_cancelled_ends_without_a_result(delay_s: float) -> None:
    cancelled = threading.Event()
    timer = threading.Timer(delay_s, cancelled.set)
    timer.start()
    with pytest.raises(data.LoadingCancelled, match="mnist\\+strokes"):
        data.load("mnist+strokes", cancelled=cancelled)
    timer.join()
