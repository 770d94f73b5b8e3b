"""What a cell of a layer depends on: the numbers that went into it, back to the image."""

import numpy as np
from numpy.typing import NDArray

from digitpad.inside.trace import Cell, Trace
from digitpad.nn import Conv2D, Dense, Layer, MaxPool2D, Reshape, Softmax

Mask = NDArray[np.bool_]


def inputs_of(layer: Layer, cells: Mask) -> Mask:
    """Return which numbers of the layer's input (input_shape) go into ``cells`` (output_shape)."""
    if isinstance(layer, Conv2D):
        return _under_kernels(layer, cells)
    if isinstance(layer, MaxPool2D):
        return _in_windows(layer, cells)
    if isinstance(layer, Reshape):
        return cells.reshape(layer.input_shape)
    if isinstance(layer, Dense | Softmax):
        return np.full(layer.input_shape, bool(cells.any()))
    return cells  # every number on its own: activations, batch norm, dropout


def receptive_field(trace: Trace, number: int, cell: Cell) -> Mask:
    """Return which pixels (28, 28) of the image can change a cell of stage ``number``."""
    cells = one_cell(trace.stages[number].y.shape, cell)
    for before in range(number, 0, -1):
        cells = inputs_of(trace.layer(before), cells)
    pixels: Mask = np.any(cells, axis=2)
    return pixels


def one_cell(shape: tuple[int, ...], cell: Cell) -> Mask:
    """Return a mask with one cell."""
    cells = np.zeros(shape, np.bool_)
    cells[cell] = True
    return cells


def _under_kernels(layer: Conv2D, cells: Mask) -> Mask:
    rows, columns = cells.shape[:2]
    wide = layer.padded(np.zeros((1, *layer.input_shape)))
    anywhere = np.any(cells, axis=2, keepdims=True)
    for u in range(layer.kernel_size):
        for v in range(layer.kernel_size):
            wide[0, u : u + rows, v : v + columns] += anywhere
    touched: Mask = layer.unpadded(wide)[0] > 0
    return touched


def _in_windows(layer: MaxPool2D, cells: Mask) -> Mask:
    size = layer.size
    windows = cells.repeat(size, axis=0).repeat(size, axis=1)
    result = np.zeros(layer.input_shape, np.bool_)
    result[: windows.shape[0], : windows.shape[1]] = windows
    return result
