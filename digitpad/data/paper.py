"""Separates the ink of a picture from its background: how much ink each pixel has.

If much of the picture has one colour and the rest is only edges and ink, that colour is the paper.
Otherwise the paper is what remains when everything narrow is filled in from its surroundings (grey
closing, or opening): shadows, patches of light and the edge of a table are wide, so they remain.
Then the remaining shadows between the ink are subtracted. Ink is what departs from the paper along
one direction of colour, so that dark on light, light on dark and red on green are all the same.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from digitpad.data.resample import stretch

_LEAST_CONTRAST = 8.0  # levels of 255; a flat picture saved as JPEG departs by 1 to 3
_LEAST_TO_NOISE = 5.0  # ink departs from the paper by at least this many times its noise
_GRAIN_TO_NOISE = 3.0  # what departs by fewer times the noise is paper
_INK_SHARE = 0.35  # of full ink; a pixel with less may be paper in a shadow
_FLAT = 48  # px; a picture this small has paper of one colour
_EVEN = 0.25  # of the pixels; if more share a colour, the paper has it everywhere
_BORDER = 3.0  # a pixel of the border counts this many times as much as another
_CORNER = 0.08  # of all pixels; each corner, which hardly any digit reaches, counts as much
_SAME = 1.0  # level; colours that differ by less are the same
_SAMPLES = 64  # rows and columns, enough to know the commonest colour
_SHADE, _INK = 0.12, 0.75  # of the contrast; between them a pixel is neither paper nor ink
_LEVEL = 0.05  # of the contrast; a smaller step from one sample to the next is no edge
_SHADES = 0.06  # of the samples; if more lie on a shade, the paper is unevenly lit
_WIDEST = 0.25  # of the shorter side; what is narrower may be ink
_BLUR, _BLURRED_SIDE = 1.0, 300  # px, of grain; less where the picture's longest side is less
_MEDIAN_SIDE, _MEDIAN_WINDOW = 48, 17  # px; a window this wide holds more paper than ink
_SHADOW_SIDE = 96  # px, enough to see the shadows
_LEAST_SHADOW = 2.0  # levels
_SHADOWLESS = 0.8  # there is no shadow if this share of the paper departs by less
_SHADOW_BLURS = (8.0, 4.0)  # px of those, one round each
_DARKEST_PAPER = 32.0  # levels; below this the difference would be mostly noise
_STRONGEST, _STRONGEST_SHARE = 12, 1 / 20  # pixels of the strongest ink, at most, and of all pixels
_HALF = 0.5  # of the strongest; a pixel with less is the edge of a line
_DEVIATION = 1.4826  # standard deviation of normal grain, in median absolute departures


def ink_of(picture: NDArray[np.float32]) -> NDArray[np.float32] | None:
    """Return the ink (H, W), 0 paper to 1, of a picture (H, W, C), 0 to 255; None when flat."""
    paper = _paper(picture)
    strength, sign = _along_ink(picture - paper)
    if _ink_level(strength) < _LEAST_CONTRAST:
        return None
    light = paper.mean(axis=2)
    for blur in _SHADOW_BLURS:
        shadow = _shadows(strength, _INK_SHARE * _ink_level(strength), blur)
        strength, light = strength - shadow, light + sign * shadow
    if sign < 0:  # darker than the paper: in half the light, half the difference
        strength *= np.median(light) / light.clip(_DARKEST_PAPER)
    level = _ink_level(strength)
    noise = _noise(strength, _INK_SHARE * level)
    if level < max(_LEAST_CONTRAST, _LEAST_TO_NOISE * noise):
        return None
    grain = min(_GRAIN_TO_NOISE * noise, _INK_SHARE * level)
    return ((strength - grain) / (level - grain)).clip(0, 1)


def _paper(picture: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the picture without its ink: (H, W, C) -> (H, W, C)."""
    height, width, _ = picture.shape
    rows = np.unique(np.linspace(0, height - 1, _SAMPLES).astype(np.intp))
    columns = np.unique(np.linspace(0, width - 1, _SAMPLES).astype(np.intp))
    colours = picture[np.ix_(rows, columns)]
    paper, share = _commonest_colour(colours)
    small = max(height, width) <= _FLAT
    if small or (share > _EVEN and not _has_shades((colours - paper).mean(axis=2))):
        return np.broadcast_to(paper, picture.shape)
    return _uneven_paper(picture)


def _has_shades(departure: NDArray[np.float32]) -> bool:
    """Tell whether surfaces, not only edges, are neither paper nor ink: departure (H, W).

    Ink lies on one side of the paper: what is lighter where ink is darker is better lit.
    """
    contrast = float(np.ptp(departure))
    down = np.abs(np.diff(departure, axis=0, append=departure[-1:]))
    across = np.abs(np.diff(departure, axis=1, append=departure[:, -1:]))
    other = (np.maximum(down, across) < _LEVEL * contrast) & (abs(departure) > _SHADE * contrast)
    if min(departure.max(), -departure.min()) <= _SHADE * contrast:
        other &= np.abs(departure) < _INK * contrast
    return float(other.mean()) > _SHADES


def _uneven_paper(picture: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the picture without what is narrower than ``_WIDEST``: (H, W, C) -> (H, W, C).

    Shadows and tables count as paper: they are wide, or would be if more of them were in view.
    """
    height, width, _ = picture.shape
    blur = _BLUR * min(1.0, max(height, width) / _BLURRED_SIDE)
    calm = ndimage.gaussian_filter(picture, (blur, blur, 0))
    small = [min(side, _MEDIAN_SIDE) for side in (height, width)]
    grey = stretch(calm.mean(axis=2), small)[:, :, np.newaxis]
    usual = ndimage.median_filter(grey, (_MEDIAN_WINDOW, _MEDIAN_WINDOW, 1))
    # Filled the wrong way, the spaces between lines become ink, which is rare anywhere.
    fill = min(
        (ndimage.grey_closing, ndimage.grey_opening),
        key=lambda fill: float(np.abs(_filled(grey, fill) - usual).sum()),
    )
    paper = _filled(calm, fill)
    # Filling follows the extremes of the grain that is left; the median undoes that shift.
    paper = paper + np.median(calm - paper, axis=(0, 1))
    return np.asarray(paper + (picture - calm), np.float32)


def _filled(
    picture: NDArray[np.float32], fill: Callable[..., NDArray[np.float32]]
) -> NDArray[np.float32]:
    """Fill what is darker (``fill`` closes) or lighter (it opens), and narrower than ``_WIDEST``.

    Beyond its edge the picture is taken to go on as it is there.
    """
    side = max(3, round(_WIDEST * min(picture.shape[:2])))
    room = ((side, side), (side, side), (0, 0))
    inside = slice(side, -side)
    return fill(np.pad(picture, room, mode="edge"), (side, side, 1))[inside, inside]


def _commonest_colour(colours: NDArray[np.float32]) -> tuple[NDArray[np.float32], float]:
    """Return the colour (C,) that most pixels (H, W, C) have, and the share of those that do.

    Pixels of the border count more: a digit that fills its picture may have most of the others.
    """
    grey = colours.mean(axis=2)
    weights = np.ones(grey.shape)
    weights[[0, -1]] = weights[:, [0, -1]] = _BORDER
    weights[np.ix_([0, -1], [0, -1])] += _CORNER * grey.size
    counts = np.bincount((grey // _SAME).astype(np.intp).ravel(), weights.ravel())
    middle = (np.argmax(counts) + 0.5) * _SAME
    same = np.abs(grey - middle) <= _SAME
    paper: NDArray[np.float32] = np.median(colours[same], axis=0)
    return paper, float(same.mean())


def _along_ink(departure: NDArray[np.float32]) -> tuple[NDArray[np.float32], int]:
    """Return how far each pixel departs from the paper towards the ink: (H, W, C) -> (H, W).

    The second value is 1 when ink is lighter than the paper, and -1 when it is darker.
    """
    flat = departure.reshape(-1, departure.shape[2]).astype(np.float64)
    direction = np.linalg.eigh(flat.T @ flat)[1][:, -1]
    direction /= np.abs(direction).sum()
    strength = (flat @ direction).reshape(departure.shape[:2]).astype(np.float32)
    lighter = direction.sum() > 0
    if (strength**3).sum() < 0:  # ink is rare and far from the paper
        strength, lighter = -strength, not lighter
    return strength, 1 if lighter else -1


def _ink_level(strength: NDArray[np.float32]) -> float:
    """Return full ink: the upper quartile of what is half as strong as the strongest pixels."""
    rank = min(_STRONGEST, 1 + int(strength.size * _STRONGEST_SHARE))
    strongest = np.partition(strength, -rank, axis=None)[-rank]
    return float(np.quantile(strength[strength >= _HALF * strongest], 0.75))


def _noise(strength: NDArray[np.float32], ink: float) -> float:
    """Return the standard deviation of the paper's grain, from the median absolute departure."""
    return _DEVIATION * float(np.median(np.abs(strength[strength < ink])))


def _shadows(strength: NDArray[np.float32], ink: float, blur: float) -> NDArray[np.float32]:
    """Return the shadows that ``_paper`` left: a wide mean over the pixels that are not ink."""
    paper = strength < ink
    if np.quantile(np.abs(strength[paper]), _SHADOWLESS) < _LEAST_SHADOW:
        return np.zeros_like(strength)
    height, width = strength.shape
    small = [min(side, _SHADOW_SIDE) for side in (height, width)]
    share = stretch(paper.astype(np.float32), small)
    mean = stretch(np.where(paper, strength, 0), small)
    blurred = [ndimage.gaussian_filter(part, blur) for part in (mean, share)]
    return stretch(blurred[0] / blurred[1].clip(1e-3), (height, width))
