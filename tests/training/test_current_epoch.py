import numpy as np

from digitpad.nn import Network
from digitpad.training.current_epoch import ARRAYS, CurrentEpoch
from tests.training.conftest import LAYERS


def begun(seed: int) -> CurrentEpoch:
    return CurrentEpoch({}, np.arange(5), Network(LAYERS, rng=np.random.default_rng(seed)))


def test_an_epoch_restored_from_its_arrays_has_come_as_far() -> None:
    epoch, other = begun(1), begun(2)
    for loss, accuracy in ((2.0, 0.25), (1.0, None), (0.75, 0.75)):
        epoch.add_batch(loss, accuracy)
    arrays = epoch.arrays()
    assert tuple(arrays) == ARRAYS
    other.restore({name: array.copy() for name, array in arrays.items()})
    assert other.losses == [2.0, 1.0, 0.75]
    assert (other.good.parameters == epoch.good.parameters).all()
    assert (other.good.statistics == epoch.good.statistics).all()
    assert other.mean_loss == epoch.mean_loss == 1.25


def test_batches_without_digits_do_not_count_towards_the_accuracy() -> None:
    epoch = begun(1)
    epoch.add_batch(1.0, None)
    epoch.add_batch(1.0, 0.5)
    epoch.add_batch(1.0, 1.0)
    assert epoch.mean_accuracy == 0.75
