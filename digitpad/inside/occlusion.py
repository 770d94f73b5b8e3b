"""What the score loses when some of the ink is covered."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from digitpad.data import as_input
from digitpad.inside.score import Contrast, logits_of
from digitpad.nn import Array, Network

PATCH = 5  # pixels, two pens wide: what is covered at a time
_AT_A_TIME = 16  # images between two looks at whether anybody still wants to know

Image = NDArray[np.uint8]
Mask = NDArray[np.bool_]


def occlusion(
    network: Network, image: Image, contrast: Contrast, *, patch: int = PATCH
) -> Iterator[Array]:
    """Yield what the score loses without the ink around each pixel: (28, 28) -> (28, 28).

    Covered is the ``patch`` x ``patch`` square around it; 0 where that holds no ink.  The maps
    fill up row by row; the last is whole.
    Source: Zeiler & Fergus 2014, arXiv:1311.2901, section 4.2.
    """
    places = [place for place in np.ndindex(image.shape) if image[square(place, patch)].any()]
    losses = np.zeros(image.shape, np.float32)
    whole = _score(network, [image], contrast)[0]
    for start in range(0, len(places), _AT_A_TIME):
        some = places[start : start + _AT_A_TIME]
        covered = [_without_square(image, place, patch) for place in some]
        for place, score in zip(some, _score(network, covered, contrast), strict=True):
            losses[place] = whole - score
        yield losses.copy()


def part_occlusion(
    network: Network, image: Image, parts: Sequence[Mask], contrast: Contrast
) -> tuple[Array, list[float]]:
    """Return what the score loses without each part (28, 28): shown in its ink, and as a list.

    ``parts`` may be strokes, see ``stroke_parts``; returns (28, 28) and a number each.
    """
    images = [image, *(np.where(part, np.uint8(0), image) for part in parts)]
    whole, *left = _score(network, images, contrast)
    losses = [whole - score for score in left]
    result = np.zeros(image.shape, np.float32)
    for part, loss in zip(parts, losses, strict=True):
        result[part & (image > 0)] = loss
    return result, losses


def stroke_parts(image: Image, lines: Sequence[NDArray[np.float64]]) -> list[Mask]:
    """Share the pixels out among the strokes, each to the nearest -> a mask (28, 28) a stroke.

    ``lines`` (P, 2) are x, y in pixels of the image, the middle of the first at (0.5, 0.5).
    """
    rows, columns = np.indices(image.shape)
    pixels = np.stack([columns, rows], axis=-1).reshape(-1, 1, 2) + np.float64(0.5)
    distances = np.stack([_distances(pixels, line) for line in lines])
    nearest = distances.argmin(axis=0).reshape(image.shape)
    return [nearest == number for number in range(len(lines))]


def square(place: tuple[int, ...], patch: int) -> tuple[slice, slice]:
    """Return the rows and columns of the square around ``place``, cut at the edges."""
    before, after = patch // 2, patch - patch // 2
    row, column = place
    rows = slice(max(0, row - before), row + after)
    return rows, slice(max(0, column - before), column + after)


def _without_square(image: Image, place: tuple[int, ...], patch: int) -> Image:
    covered = image.copy()
    covered[square(place, patch)] = 0
    return covered


def _score(network: Network, images: Sequence[Image], contrast: Contrast) -> list[float]:
    scores: list[float] = contrast.scores(logits_of(network, as_input(np.stack(images)))).tolist()
    return scores


def _distances(pixels: NDArray[np.float64], line: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how far pixels (M, 1, 2) are from a line of P points -> (M,)."""
    start, end = (line[:-1], line[1:]) if len(line) > 1 else (line, line)
    along = end - start
    length_squared = np.maximum((along**2).sum(axis=1), np.finfo(np.float64).tiny)
    share = np.clip(((pixels - start) * along).sum(axis=2) / length_squared, 0, 1)
    nearest = start + share[:, :, np.newaxis] * along
    distances: NDArray[np.float64] = np.sqrt(((pixels - nearest) ** 2).sum(axis=2)).min(axis=1)
    return distances
