"""What the choices of a setting are called, by their keys. Knows nothing of Qt."""

from collections.abc import Mapping
from types import MappingProxyType

OPTIMIZER_TITLES: Mapping[str, str] = MappingProxyType({"sgd": "SGD", "adam": "Adam"})
SCHEDULE_TITLES: Mapping[str, str] = MappingProxyType(
    {"constant": "constant", "cosine": "cosine", "one_cycle": "one cycle"}
)
LOSS_TITLES: Mapping[str, str] = MappingProxyType(
    {
        "cross_entropy": "cross-entropy",
        "mean_squared_error": "squared error",
        "notebook": "notebook",
    }
)
# By the setting that they are choices of.
CHOICE_TITLES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {"optimizer": OPTIMIZER_TITLES, "schedule": SCHEDULE_TITLES, "loss": LOSS_TITLES}
)
