"""Kernels side by side as one picture, with a gap between them."""

from dataclasses import dataclass

import numpy as np

from digitpad.gui.inside.signed_colours import Values


@dataclass(frozen=True)
class Mosaic:
    """``count`` kernels of k x k, ``across`` of them in a row."""

    count: int
    k: int
    across: int

    @property
    def shape(self) -> tuple[int, int]:
        """Height and width in cells, the gaps of one cell included."""
        step, down = self.k + 1, -(-self.count // self.across)
        return (down * step - 1, self.across * step - 1)

    def lay(self, kernels: Values) -> Values:
        """Return kernels (count, k, k) as one picture, with NaN in the gaps."""
        step, down = self.k + 1, -(-self.count // self.across)
        picture = np.full((down, self.across, step, step), np.nan, kernels.dtype)
        flat = picture.reshape(-1, step, step)
        flat[: self.count, : self.k, : self.k] = kernels
        whole = picture.transpose(0, 2, 1, 3).reshape(down * step, self.across * step)
        return whole[:-1, :-1]

    def weight_at(self, row: int, column: int) -> tuple[int, int, int] | None:
        """Return kernel, row and column in it of a cell of the picture; None in a gap."""
        (down, u), (along, v) = divmod(row, self.k + 1), divmod(column, self.k + 1)
        kernel = down * self.across + along
        if u == self.k or v == self.k or along >= self.across or kernel >= self.count:
            return None
        return (kernel, u, v)

    def place_of(self, kernel: int, u: int, v: int) -> tuple[int, int]:
        """Return the cell of the picture: ``weight_at`` the other way."""
        down, along = divmod(kernel, self.across)
        return (down * (self.k + 1) + u, along * (self.k + 1) + v)
