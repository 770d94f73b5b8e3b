"""A small network's figures, without a network."""

import numpy as np

from digitpad.data import ImageSet
from digitpad.gui.evaluate.measurement import Measured
from digitpad.training.evaluation import Evaluation

LABELS = [0, 0, 1, 1, 1]
ANSWERS = [0, 1, 1, 0, 0]
SURE = [0.95, 0.65, 1.0, 0.55, 0.85]


def measured() -> Measured:
    """Five images, two of them read right."""
    images = ImageSet("five", np.zeros((5, 28, 28), np.uint8), np.array(LABELS, np.uint8))
    probabilities = np.zeros((5, 10), np.float32)
    probabilities[range(5), ANSWERS] = SURE
    confusion = np.zeros((10, 10), np.intp)
    np.add.at(confusion, (LABELS, ANSWERS), 1)
    return Measured(images, Evaluation(0.4, 0.0, np.array(ANSWERS), probabilities, confusion))
