"""The evaluation after an epoch, in parts, so that a run can pause or stop between them."""

from collections.abc import Generator, Sequence
from threading import Event
from time import perf_counter

from digitpad.data import ImageSet
from digitpad.nn import Network
from digitpad.nn.engine import Workers
from digitpad.training.evaluation import Evaluation, evaluation_parts
from digitpad.training.events import ImagesMeasured
from digitpad.training.progress import Progress


def measure(
    network: Network, sets: Sequence[ImageSet], workers: Workers, progress: Progress, stop: Event
) -> Generator[ImagesMeasured, None, list[Evaluation] | None]:
    """Evaluate ``network`` on each of the sets; return None when ``stop`` is set meanwhile.

    The time it takes, without that of the caller between two parts, is added to ``progress``.
    """
    total = sum(len(images) for images in sets)
    done, results = 0, []
    for images in sets:
        parts = evaluation_parts(network, images, workers)
        began = perf_counter()
        for part in parts:
            progress.seconds += perf_counter() - began
            if isinstance(part, Evaluation):
                results.append(part)
            else:
                yield ImagesMeasured(progress.epochs_done, done + part.done, total)
                if stop.is_set():
                    return None
            began = perf_counter()
        done += len(images)
    return results
