"""Training: settings, the loop as a generator of events, evaluation."""

from digitpad.nn import LayerSpec
from digitpad.training.config import AUGMENTATIONS, OPTIMIZERS, TrainConfig
from digitpad.training.evaluation import Evaluation, ImagesRead, evaluate, evaluation_steps
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
from digitpad.training.run import TrainingRun
from digitpad.training.run_state import RunState, RunStateError

__all__ = [
    "AUGMENTATIONS",
    "OPTIMIZERS",
    "PRESETS",
    "PRESET_HELP",
    "BatchEnded",
    "EpochEnded",
    "Evaluation",
    "Event",
    "ImagesMeasured",
    "ImagesRead",
    "LayerSpec",
    "LearningRateChanged",
    "RunEnded",
    "RunStarted",
    "RunState",
    "RunStateError",
    "TrainConfig",
    "TrainingRun",
    "evaluate",
    "evaluation_steps",
]
