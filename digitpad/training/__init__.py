"""Training: settings, the loop as a generator of events, evaluation, the runs that are kept."""

from digitpad.nn import LayerSpec
from digitpad.training.config import AUGMENTATIONS, OPTIMIZERS, TrainConfig
from digitpad.training.events import (
    BatchEnded,
    EpochEnded,
    Event,
    ImagesMeasured,
    LearningRateChanged,
    RunEnded,
    RunStarted,
)
from digitpad.training.presets import PRESET_HELP, PRESETS
from digitpad.training.run_history import RunHistory, RunHistoryError
from digitpad.training.run_record import RunRecord, RunRecordError
from digitpad.training.run_state import RunState, RunStateError
from digitpad.training.run_store import DamagedRun, KeptRun, RunStore

__all__ = [
    "AUGMENTATIONS",
    "OPTIMIZERS",
    "PRESETS",
    "PRESET_HELP",
    "BatchEnded",
    "DamagedRun",
    "EpochEnded",
    "Event",
    "ImagesMeasured",
    "KeptRun",
    "LayerSpec",
    "LearningRateChanged",
    "RunEnded",
    "RunHistory",
    "RunHistoryError",
    "RunRecord",
    "RunRecordError",
    "RunStarted",
    "RunState",
    "RunStateError",
    "RunStore",
    "TrainConfig",
]
