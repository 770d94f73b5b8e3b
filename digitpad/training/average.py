"""A moving average of the weights: often better than the last step's."""

from digitpad.nn import Network


class WeightAverage:
    """Follows ``network`` with the given ``decay`` per step; with 0 it is the network itself.

    Early on the decay is smaller, (1 + n) / (10 + n) after n steps, so that the first, random
    weights are soon forgotten.
    Source: averaging is of Polyak & Juditsky 1992, SIAM J. Control Optim. 30(4); as an exponential
    mean it is that of Tarvainen & Valpola 2017, arXiv:1703.01780, section 2; the decay's beginning
    is that of TensorFlow's ExponentialMovingAverage with ``num_updates``.
    """

    def __init__(self, network: Network, decay: float) -> None:
        self._live = network
        self._decay = decay
        self._average = network.copy() if decay else network
        self.steps = 0

    def network(self) -> Network:
        """Return the network to evaluate and keep; the next step changes it."""
        return self._average

    def update(self) -> None:
        """Move towards the live weights; call it once a step."""
        self.steps += 1
        if not self._decay:
            return
        share = 1 - min(self._decay, (1 + self.steps) / (10 + self.steps))
        for average, live in (
            (self._average.parameters, self._live.parameters),
            (self._average.statistics, self._live.statistics),
        ):
            average += average.dtype.type(share) * (live - average)

    def restore(self, good: Network) -> None:
        """Set both the live weights and the average to those of ``good``."""
        for network in (self._live, self._average):
            network.parameters[:] = good.parameters
            network.statistics[:] = good.statistics
