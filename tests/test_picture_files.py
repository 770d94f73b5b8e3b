"""A digit is read from files of every kind that people have, and a bad one is one sentence."""

import struct
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from digitpad import data
from digitpad.data.bundled import held_out_drawings
from digitpad.data.picture import NoDigitFound
from digitpad.gui.desk.picture_reader import image_from_array, read_picture
from digitpad.recognizer import Recognizer

WRITTEN = ("png", "jpg", "bmp", "webp", "tif", "ppm")
SAMPLES = held_out_drawings()[5:400:40]


@pytest.fixture(scope="module")
def shipped() -> Recognizer:
    return Recognizer.shipped()


def sheet(sample: data.StrokeSample) -> NDArray[np.uint8]:
    """Return a drawing as a picture (200, 300), black on white, four times as large as MNIST's."""
    image = data.image_from_strokes(sample.strokes).repeat(4, axis=0).repeat(4, axis=1)
    paper = np.full((200, 300), 255, np.uint8)
    paper[40:152, 90:202] -= image
    return paper


def gif(*frames: NDArray[np.uint8]) -> bytes:
    """Return a moving picture of grey frames (H, W), with codes of nine bits and no compression."""
    height, width = frames[0].shape
    greys = bytes(level for grey in range(256) for level in (grey, grey, grey))
    parts = [b"GIF89a", struct.pack("<HHBBB", width, height, 0xF7, 0, 0), greys]
    for frame in frames:
        codes = [256]
        for start in range(0, frame.size, 200):  # a clear code before any code needs ten bits
            codes += [*frame.ravel()[start : start + 200].tolist(), 256]
        codes[-1] = 257
        bits = np.array([code >> place & 1 for code in codes for place in range(9)], np.uint8)
        content = np.packbits(bits, bitorder="little").tobytes()
        parts.append(struct.pack("<BHHHHBB", 0x2C, 0, 0, width, height, 0, 8))
        for start in range(0, len(content), 255):
            block = content[start : start + 255]
            parts.append(bytes([len(block)]) + block)
        parts.append(b"\0")
    return b"".join([*parts, b"\x3b"])


@pytest.mark.parametrize("ending", WRITTEN)
def test_a_digit_is_read_from_a_file_of_each_kind(
    shipped: Recognizer, tmp_path: Path, ending: str
) -> None:
    right = 0
    for sample in SAMPLES:
        grey = sheet(sample)
        path = tmp_path / f"digit.{ending}"
        opaque = np.dstack([grey, grey, grey, np.full_like(grey, 255)])
        assert image_from_array(opaque).save(str(path))
        right += shipped.from_picture(read_picture(path)).digit == sample.label
    assert right >= len(SAMPLES) - 1


def test_of_a_moving_gif_the_first_frame_is_read(shipped: Recognizer, tmp_path: Path) -> None:
    seven = next(sample for sample in SAMPLES if sample.label not in (None, 8))
    path = tmp_path / "moving.gif"
    path.write_bytes(gif(sheet(seven), np.full((200, 300), 255, np.uint8)))
    assert shipped.from_picture(read_picture(path)).digit == seven.label


def test_a_digit_of_alpha_alone_is_read(shipped: Recognizer, tmp_path: Path) -> None:
    sample = SAMPLES[0]
    picture = np.zeros((200, 300, 4), np.uint8)
    picture[:, :, 3] = 255 - sheet(sample)
    path = tmp_path / "clear.png"
    assert image_from_array(picture).save(str(path))
    assert shipped.from_picture(read_picture(path)).digit == sample.label


@pytest.mark.parametrize("level", [0, 128, 255])
def test_an_empty_picture_is_one_clear_sentence(shipped: Recognizer, level: int) -> None:
    with pytest.raises(NoDigitFound, match=r"^There is no digit in the picture.*\.$"):
        shipped.from_picture(np.full((60, 80, 3), level, np.uint8))
