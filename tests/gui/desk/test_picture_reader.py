"""Pictures from outside: whole ones are read, others are one sentence."""

import struct
import subprocess
import sys
import zlib
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from digitpad.gui.desk.picture_reader import (
    PictureError,
    array_from_image,
    image_from_array,
    read_picture,
)
from tests.robust.corpus import digit_one, encoded, png


def gradient(width: int = 40, height: int = 30) -> np.ndarray:
    picture = np.full((height, width, 4), 255, np.uint8)
    picture[..., 0] = np.arange(width) * 255 // width
    picture[..., 1] = (np.arange(height) * 255 // height)[:, None]
    return picture


def save(path: Path, picture: np.ndarray) -> Path:
    assert image_from_array(picture).save(str(path))
    return path


@pytest.mark.parametrize("ending", ["png", "bmp", "ppm"])
def test_a_picture_comes_back_as_it_was_saved(tmp_path: Path, ending: str) -> None:
    path = save(tmp_path / f"picture.{ending}", gradient())
    assert np.array_equal(read_picture(path), gradient())


def test_an_array_keeps_its_alpha(tmp_path: Path) -> None:
    picture = gradient()
    picture[:10, :, 3] = 0
    read = read_picture(save(tmp_path / "picture.png", picture))
    assert np.array_equal(read[..., 3], picture[..., 3])


def test_the_content_tells_what_a_file_is_and_not_its_name(tmp_path: Path) -> None:
    path = save(tmp_path / "picture.png", gradient())
    assert np.array_equal(read_picture(path.rename(tmp_path / "picture.jpg")), gradient())


def test_a_large_picture_is_made_smaller(tmp_path: Path) -> None:
    read = read_picture(save(tmp_path / "large.png", gradient(2400, 600)))
    assert read.shape == (256, 1024, 4)


def test_rows_that_qt_pads_are_read_right() -> None:
    image = QImage(33, 5, QImage.Format.Format_RGB888)
    image.fill(0xFF3366)
    assert (array_from_image(image) == [0xFF, 0x33, 0x66, 0xFF]).all()


def test_an_array_outlives_its_picture() -> None:
    image = image_from_array(gradient())
    array = array_from_image(image)
    del image
    assert np.array_equal(array, gradient())


def test_an_empty_picture_is_refused() -> None:
    with pytest.raises(PictureError, match="no picture"):
        array_from_image(QImage())


@pytest.mark.parametrize("ending", ["png", "jpg", "bmp"])
@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 0.99])
def test_a_truncated_picture_is_refused(tmp_path: Path, ending: str, share: float) -> None:
    rng = np.random.default_rng(0)
    noisy = gradient(200, 200)
    noisy[..., :3] = rng.integers(0, 256, (200, 200, 3))
    path = save(tmp_path / f"half.{ending}", noisy)
    content = path.read_bytes()
    path.write_bytes(content[: int(share * len(content))])
    with pytest.raises(PictureError, match=r"^half\.\w+ .*\.$"):
        read_picture(path)


def test_a_file_that_is_no_picture_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("seven")
    with pytest.raises(PictureError, match=r"notes\.txt is not a picture"):
        read_picture(path)


def test_a_vector_picture_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "drawing.svg"
    path.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    with pytest.raises(PictureError, match="not a picture that can be read"):
        read_picture(path)


@pytest.mark.parametrize("name", ["nothing.png", "."])
def test_a_missing_file_and_a_folder_are_one_sentence(tmp_path: Path, name: str) -> None:
    with pytest.raises(PictureError, match="cannot be opened"):
        read_picture(tmp_path / name)


def test_a_header_that_asks_for_a_huge_picture_is_refused(tmp_path: Path) -> None:
    def chunk(kind: bytes, content: bytes) -> bytes:
        body = kind + content
        return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0)
    path = tmp_path / "bomb.png"
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )
    with pytest.raises(PictureError, match="100000 x 100000 pixels"):
        read_picture(path)


def test_only_the_first_frame_of_a_moving_picture_is_read(tmp_path: Path) -> None:
    # Two frames of 1x1 pixel: black, then white.
    frame = b"\x2c\0\0\0\0\1\0\1\0\0\2\2%s\x01\0"
    head = b"GIF89a\1\0\1\0\x80\0\0\0\0\0\xff\xff\xff"
    path = tmp_path / "moving.gif"
    path.write_bytes(head + frame % b"\x44" + frame % b"\x4c" + b"\x3b")
    assert read_picture(path).tolist() == [[[0, 0, 0, 255]]]


def test_pictures_can_be_read_without_an_application(tmp_path: Path) -> None:
    path = save(tmp_path / "picture.png", gradient())
    script = (
        "import sys, pathlib\n"
        "from digitpad.gui.desk.picture_reader import read_picture\n"
        "print(read_picture(pathlib.Path(sys.argv[1])).shape)\n"
        "assert 'PySide6.QtWidgets' not in sys.modules\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "(30, 40, 4)"


def test_what_some_programs_append_to_a_picture_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "appended.png"
    path.write_bytes(encoded(digit_one(), "PNG") + bytes(100))
    assert read_picture(path).shape == (160, 120, 4)


def test_a_picture_of_a_single_column_keeps_it(tmp_path: Path) -> None:
    image = QImage(1, 16_000, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    path = tmp_path / "column.png"
    path.write_bytes(encoded(image, "PNG"))
    assert read_picture(path).shape == (1024, 1, 4)


@pytest.mark.qt_log_level_fail("NO")  # Qt warns of it, too
def test_a_picture_of_too_many_pixels_is_not_called_damaged(tmp_path: Path) -> None:
    path = tmp_path / "many.png"
    path.write_bytes(png(16_000, 16_000, zlib.compress(bytes(9_999)), colour=2))
    with pytest.raises(PictureError, match=r"^many\.png has 16000 x 16000 pixels: please make it"):
        read_picture(path)


def test_a_folder_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(PictureError, match=r"^\. cannot be opened: it is a folder, not a file\.$"):
        read_picture(Path("."))


def test_a_file_that_is_far_too_large_is_said_to_be(tmp_path: Path) -> None:
    path = tmp_path / "huge.png"
    with path.open("wb") as file:
        file.truncate(2**40)
    with pytest.raises(
        PictureError, match=r"^huge\.png cannot be opened: it is larger than 64 MB\.$"
    ):
        read_picture(path)
