"""Digits that real people drew and wrote."""

import numpy as np
import pytest
from numpy.typing import NDArray

from digitpad import data
from digitpad.data import bundled
from tests.data.keras_server import contents, server  # noqa: F401 (fixtures are known by this)


@pytest.fixture(scope="session")
def samples() -> tuple[data.StrokeSample, ...]:
    """A hundred drawings of several writers."""
    return bundled.held_out_drawings()[::15]


@pytest.fixture(scope="session")
def scans() -> NDArray[np.uint8]:
    """A hundred images of MNIST, ten of each digit."""
    arrays = bundled.mnist_arrays()
    order = np.argsort(arrays["y_test"][:1500], kind="stable")
    return arrays["x_test"][order[7::15]]


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(3)
