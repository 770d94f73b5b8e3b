"""What a thread has to tell, until the window looks."""

import threading
from typing import Generic, TypeVar

from digitpad.gui.answer.networks import OpaqueNetwork

Item = TypeVar("Item")


class Mailbox(Generic[Item]):
    """Any thread puts items in, the window takes all of them out at its own pace.

    Of networks only the newest is kept: older ones are of no use to anybody.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._items: list[Item] = []
        self._network: OpaqueNetwork | None = None

    def put(self, item: Item) -> None:
        """Add an item."""
        with self._lock:
            self._items.append(item)

    def put_network(self, network: OpaqueNetwork) -> None:
        """Replace the network."""
        with self._lock:
            self._network = network

    def take(self) -> list[Item]:
        """Return all items, oldest first, and forget them."""
        with self._lock:
            items, self._items = self._items, []
            return items

    def take_network(self) -> OpaqueNetwork | None:
        """Return the newest network that nobody has taken yet."""
        with self._lock:
            network, self._network = self._network, None
            return network
