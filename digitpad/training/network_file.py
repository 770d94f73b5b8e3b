"""A network as the bytes of a file of its own, for the window to save."""

from collections.abc import Mapping
from typing import Any

from digitpad.nn import Network, model_file


def network_bytes(network: Network, facts: Mapping[str, Any]) -> bytes:
    """Return a model file's bytes; ``facts`` (plain JSON data) are what is known of the network."""
    return model_file.dumps(network, dict(facts))
