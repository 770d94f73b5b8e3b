"""Steps of learning on copies of a network; the network itself is never changed."""

from digitpad.gui.answer.networks import OpaqueNetwork
from digitpad.inside.way_back import WayBack, stepped


class Rehearsal:
    """The network in use, and what became of it after each step."""

    def __init__(self) -> None:
        self._networks: list[OpaqueNetwork] = []

    @property
    def network(self) -> OpaqueNetwork | None:
        """The network after all steps, None before there is any network."""
        return self._networks[-1] if self._networks else None

    @property
    def steps(self) -> int:
        """How many steps were taken."""
        return max(0, len(self._networks) - 1)

    def begin(self, network: OpaqueNetwork | None) -> None:
        """Use ``network``; if it is another one than before, forget the steps."""
        if network is None:
            self._networks.clear()
        elif not self._networks or self._networks[0] is not network:
            self._networks = [network]

    def step(self, way: WayBack, learning_rate: float) -> None:
        """Take a step against the gradient."""
        if self._networks:
            self._networks.append(stepped(self._networks[-1], way, learning_rate))

    def undo(self) -> None:
        """Go back by one step, if one was taken."""
        if self.steps:
            self._networks.pop()
