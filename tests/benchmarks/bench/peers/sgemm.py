"""No peer, but what the machine can do at most: large float32 matrix products in NumPy."""

import numpy as np

from bench.peers import base
from bench.works import Work

SIDE = 2048
FLOP_A_STEP = 2 * SIDE**3


class Products(base.Job):
    """Each step is one product of square matrices, on as many cores as BLAS was given."""

    def __init__(self) -> None:
        rng = np.random.default_rng(1)
        self._a, self._b = (rng.random((SIDE, SIDE), np.float32) for _ in range(2))
        self._out = np.empty((SIDE, SIDE), np.float32)

    def run(self, steps: int) -> None:
        for _ in range(steps):
            np.matmul(self._a, self._b, out=self._out)


class Peer(base.Peer):
    """NumPy's BLAS with its own threads."""

    def __init__(self, kind: str, threads: int) -> None:
        del kind, threads  # BLAS reads the number of threads from the environment

    def versions(self) -> dict[str, str]:
        return {"numpy": np.__version__}

    def job(self, work: Work) -> base.Job:
        del work
        return Products()
