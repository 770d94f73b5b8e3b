"""Cross-correlation with 3x3 kernels and the 2x2 pooling after it, for prediction.

With as few channels as images have, Winograd's transforms do not pay (see ``large_tiles``): here
each of the four outputs of a window is a product with 3x3 patches.  They are compared as they come,
while they are still in the cache: Keras' convnet takes 36.9 us an image instead of 38.6 when all
four come first.
"""

from collections.abc import Callable

import numpy as np

from digitpad.nn.layer import Array


def prepared(W: Array, b: Array, rows: int, columns: int) -> Callable[[Array], Array]:
    """Return the function from x (H, W, N, C) to the pooled maps (rows, columns, N, F).

    W (3, 3, C, F); b (F,).  The input must be large enough.
    """
    filters = len(b)
    kernels = np.vstack([W.reshape(-1, filters), b])

    def correlate(x: Array) -> Array:
        first, *others = _patches(x, rows, columns)
        y: Array = np.matmul(first, kernels)
        plane = np.empty_like(y)
        for patches in others:
            np.maximum(y, np.matmul(patches, kernels, out=plane), out=y)
        return y.reshape(rows, columns, -1, filters)

    return correlate


def _patches(x: Array, rows: int, columns: int) -> Array:
    """Return the patches of each of a window's four places: (4, rows, columns·N, 9·C + 1).

    The last number is 1, for the bias.  In memory it is (4, 9·C + 1, rows, columns·N): long runs.
    """
    n, channels = x.shape[2:]
    x = np.ascontiguousarray(x)
    down, right, image, channel = x.strides
    taps = np.ndarray(  # made a view this way at a tenth of the cost of ``as_strided``
        (2, 2, 3, 3, channels, rows, columns, n),
        x.dtype,
        x,
        strides=(down, right, down, right, channel, 2 * down, 2 * right, image),
    )
    patches = np.empty((4, 9 * channels + 1, rows, columns * n), x.dtype)
    patches[:, -1] = 1
    patches[:, :-1].reshape(taps.shape)[...] = taps
    return patches.transpose(0, 2, 3, 1)
