"""Who is measured.  Each peer's libraries are only ever imported in its own process."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class PeerInfo:
    """``module``: of this package, with a class ``Peer``; ``kind``: which of those it can be."""

    key: str
    title: str
    module: str
    kind: str = ""


OURS = "digitpad"
MACHINE = "sgemm"  # no peer: what the machine can do at most, measured the same way
PEERS: Mapping[str, PeerInfo] = {
    info.key: info
    for info in (
        PeerInfo(OURS, "Digitpad", "ours"),
        PeerInfo("keras-tensorflow", "Keras on TensorFlow", "keras_peer", "tensorflow"),
        PeerInfo("keras-jax", "Keras on JAX", "keras_peer", "jax"),
        PeerInfo("keras-torch", "Keras on PyTorch", "keras_peer", "torch"),
        PeerInfo("torch", "PyTorch eager", "torch_peer", "eager"),
        PeerInfo("torch-compile", "PyTorch compiled", "torch_peer", "compile"),
        PeerInfo("notebook", "notebook's formulas", "notebook"),
        PeerInfo(MACHINE, "NumPy sgemm", "sgemm"),
    )
}
