from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QByteArray
from pytestqt.qtbot import QtBot

from digitpad import app
from digitpad.gui.settings import Settings

NAMES = [
    "window/geometry",
    "window/mode",
    "canvas/brush",
    "training/preset",
    "training/dataset",
    "training/optimizer",
    "training/epochs",
    "training/batch_size",
    "training/seed",
    "training/limit",
    "training/learning_rate",
]

GARBAGE = ["@ByteArray(x)", "-1", "nan", "@Rect(1 2)", "é", ""]


def saved(path: Path, **values: object) -> Settings:
    settings = Settings(path)
    for name, value in values.items():
        settings.remember(name, value)
    settings.save()
    return Settings(path)


def test_values_come_back(tmp_path: Path) -> None:
    settings = saved(tmp_path / "s.ini", a="dark", b=17, c=0.004, d=QByteArray(b"\x00\xff"))
    assert settings.choice("a", ("light", "dark"), "light") == "dark"
    assert settings.whole("b", 1, 100, 5) == 17
    assert settings.number("c", 0.0, 1.0, 0.1) == 0.004
    assert settings.content("d") == QByteArray(b"\x00\xff")


@pytest.mark.parametrize("value", ["", "x", "nan", "inf", "-3", "1e9", "12.5", "@Invalid()", "[1]"])
def test_a_value_that_cannot_be_is_the_default(tmp_path: Path, value: str) -> None:
    settings = saved(tmp_path / "s.ini", a=value)
    assert settings.whole("a", 1, 100, 5) == 5
    assert settings.choice("a", ("light", "dark"), "light") == "light"
    assert settings.content("a").isEmpty()


def test_what_was_never_remembered_is_the_default(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "none" / "s.ini")
    assert settings.whole("a", 1, 100, 5) == 5
    assert settings.number("a", 0.0, 1.0, 0.25) == 0.25


def test_the_window_remembers_what_was_set(qtbot: QtBot) -> None:
    first = app.build(["digitpad"])
    panel = first.train_view.panel
    panel.preset.choose("Notebook")
    panel.epochs.setValue(33)
    panel.learning_rate.setValue(0.025)
    panel.limit.setValue(2000)
    panel.dataset.choose("mnist+strokes")
    first.desk.brush_width.setValue(31)
    first.actions_.modes["dark"].trigger()
    config, place = panel.config(), first.saveGeometry()
    first.close()
    second = app.build(["digitpad"])
    qtbot.addWidget(second)
    assert second.train_view.panel.config() == config
    assert second.desk.brush_width.value() == 31
    assert second.theme.mode == "dark"
    assert second.actions_.modes["dark"].isChecked()
    assert Settings().content("window/geometry") == place


def test_a_garbage_settings_file_is_as_none(qtbot: QtBot, user_folder: Path) -> None:
    user_folder.mkdir()
    rng = np.random.default_rng(7)
    usual = app.build(["digitpad"]).train_view.panel.config()
    for turn in range(12):
        names = [name.split("/")[1] for name in rng.permutation(NAMES)]
        values = "\n".join(f"{name}={rng.choice(GARBAGE)}" for name in names)
        noise = rng.bytes(200) if turn % 2 else b""
        content = noise + f"\n[training]\n{values}\n[window]\n{values}\n".encode() + noise
        (user_folder / "settings.ini").write_bytes(content)
        window = app.build(["digitpad"])
        assert window.train_view.panel.config() == usual
        window.deleteLater()


def test_a_folder_that_cannot_be_written_is_no_trouble(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("DIGITPAD_HOME", str(tmp_path / "file" / "below"))
    window = app.build(["digitpad"])
    window.show()
    window.close()
