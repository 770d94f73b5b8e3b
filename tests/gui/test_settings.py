from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray
from pytestqt.qtbot import QtBot

from digitpad import app
from digitpad.gui.settings import Settings


def saved(path: Path, **values: object) -> Settings:
    settings = Settings(path)
    for name, value in values.items():
        settings.remember(name, value)
    settings.save()
    return Settings(path)


def test_values_come_back(tmp_path: Path) -> None:
    settings = saved(tmp_path / "s.json", a="dark", b=17, c=0.004, d=QByteArray(b"\x00\xff"))
    assert settings.choice("a", ("light", "dark"), "light") == "dark"
    assert settings.whole("b", 1, 100, 5) == 17
    assert settings.number("c", 0.0, 1.0, 0.1) == 0.004
    assert settings.content("d") == QByteArray(b"\x00\xff")


@pytest.mark.parametrize(
    "value",
    ['""', '"5"', "NaN", "-Infinity", "-3", "1e9", "12.5", "true", "[5]", "null", "9" * 999],
)
def test_a_value_that_cannot_be_is_the_default(tmp_path: Path, value: str) -> None:
    (tmp_path / "s.json").write_text(f'{{"a": {value}}}')
    settings = Settings(tmp_path / "s.json")
    assert settings.whole("a", 1, 100, 5) == 5
    assert settings.number("a", 20.0, 30.0, 25.0) == 25.0
    assert settings.choice("a", ("light", "dark"), "light") == "light"
    assert settings.content("a").isEmpty()


def test_what_was_never_remembered_is_the_default(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "none" / "s.json")
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
    first.views.open("Evaluate")
    first.body.set_canvas_share(0.3)
    first.dialogs.folder = "/somewhere"
    config, place = panel.config(), first.saveGeometry()
    first.close()
    second = app.build(["digitpad"])
    qtbot.addWidget(second)
    assert second.train_view.panel.config() == config
    assert second.desk.brush_width.value() == 31
    assert second.theme.mode == "dark"
    assert second.views.current == "Evaluate"
    assert second.body.canvas_share == 0.3
    assert second.dialogs.folder == "/somewhere"
    assert second.actions_.modes["dark"].isChecked()
    assert Settings().content("window/geometry") == place


def test_what_another_window_saved_meanwhile_stays(tmp_path: Path) -> None:
    path = tmp_path / "s.json"
    first, second = Settings(path), Settings(path)
    first.remember("a", 1)
    second.remember("b", 2)
    second.save()
    first.save()
    both = Settings(path)
    assert (both.number("a", 0, 9, 0), both.number("b", 0, 9, 0)) == (1, 2)


def test_nothing_is_written_when_nothing_changed(tmp_path: Path) -> None:
    path = tmp_path / "s.json"
    saved(path, a=1)
    path.write_bytes(path.read_bytes() + b" ")
    again = Settings(path)
    again.remember("a", 1)
    again.save()
    assert path.read_bytes().endswith(b" ")


def test_a_folder_that_cannot_be_written_is_no_trouble(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("DIGITPAD_HOME", str(tmp_path / "file" / "below"))
    window = app.build(["digitpad"])
    window.show()
    assert window.close()
    assert not window.isVisible()
