"""Kernels as one picture."""

import numpy as np
import pytest

from digitpad.gui.inside.kernel_mosaic import Mosaic


@pytest.mark.parametrize(("count", "k", "across"), [(5, 3, 2), (1, 1, 1), (12, 2, 4), (7, 5, 7)])
def test_every_weight_is_found_where_it_is_laid(count: int, k: int, across: int) -> None:
    mosaic = Mosaic(count, k, across)
    kernels = np.arange(float(count * k * k)).reshape(count, k, k)
    picture = mosaic.lay(kernels)
    assert picture.shape == mosaic.shape
    found = 0
    for row, column in np.ndindex(picture.shape):
        weight = mosaic.weight_at(row, column)
        assert (weight is None) == np.isnan(picture[row, column])
        if weight is not None:
            assert picture[row, column] == kernels[weight]
            assert mosaic.place_of(*weight) == (row, column)
            found += 1
    assert found == kernels.size
