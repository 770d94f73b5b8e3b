"""Data: MNIST, pen strokes, and the way from strokes and pictures to what a network sees."""

from digitpad.data.augmentation import AUGMENTATIONS, Augmentation
from digitpad.data.datasets import DATASETS, DatasetInfo, DatasetMissing, LoadingCancelled, load
from digitpad.data.drawing import (
    Formation,
    NothingDrawn,
    formation,
    image_from_strokes,
    images_from_drawings,
)
from digitpad.data.image_set import DrawnPart, ImageSet, Splits, as_input
from digitpad.data.labels import NO_DIGIT
from digitpad.data.points import Strokes
from digitpad.data.stroke_augmentation import StrokeAugmentation
from digitpad.data.strokes import (
    BadStrokeLine,
    StrokeSample,
    read_stroke_line,
    read_stroke_lines,
    stroke_line,
    take_stroke_lines,
)

__all__ = [
    "AUGMENTATIONS",
    "DATASETS",
    "NO_DIGIT",
    "Augmentation",
    "BadStrokeLine",
    "DatasetInfo",
    "DatasetMissing",
    "DrawnPart",
    "Formation",
    "ImageSet",
    "LoadingCancelled",
    "NothingDrawn",
    "Splits",
    "StrokeAugmentation",
    "StrokeSample",
    "Strokes",
    "as_input",
    "formation",
    "image_from_strokes",
    "images_from_drawings",
    "load",
    "read_stroke_line",
    "read_stroke_lines",
    "stroke_line",
    "take_stroke_lines",
]
