"""Start, pause, step, stop and settings in any order and speed: a state machine in the window."""

from typing import ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from hypothesis.stateful import run_state_machine_as_test as run_machine
from PySide6.QtCore import QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from digitpad import app, data
from digitpad.data import Splits
from digitpad.gui.train.training_controller import State
from digitpad.gui.train.training_thread import TrainingThread
from tests.robust.conftest import Tell
from tests.robust.drives import draw

ACTIONS = 500
IN_ONE_WINDOW = 50
PATIENCE_MS = 10_000
ENABLED = {
    State.IDLE: {"start", "step"},
    State.PREPARING: {"stop"},
    State.RUNNING: {"pause", "step", "stop"},
    State.PAUSED: {"pause", "step", "stop"},
    State.STOPPING: set(),
}
NEXT = {
    State.IDLE: {State.PREPARING},
    State.PREPARING: {State.RUNNING, State.PAUSED, State.STOPPING, State.IDLE},
    State.RUNNING: {State.PAUSED, State.STOPPING, State.IDLE},
    State.PAUSED: {State.RUNNING, State.STOPPING, State.IDLE},
    State.STOPPING: {State.IDLE},
}


class SomebodyHasty(RuleBasedStateMachine):
    """Acts in the window without looking at it."""

    acted: ClassVar[int] = 0
    seen: ClassVar[set[State]] = set()

    @initialize()
    def open(self) -> None:
        self.window = app.build(["digitpad"])
        self.window.show()
        self.panel = self.window.train_view.panel
        self.panel.batch_size.setValue(32)
        self.state = State.IDLE
        self.illegal: list[tuple[State, State]] = []
        self.window.training.state_changed.connect(self.note)

    def note(self) -> None:
        before, self.state = self.state, self.window.training.state
        SomebodyHasty.seen.add(self.state)
        if self.state is not before and self.state not in NEXT[before]:
            self.illegal.append((before, self.state))

    @rule(name=st.sampled_from(["start", "pause", "step", "stop"]), key=st.booleans())
    def press(self, name: str, key: bool) -> None:
        if key:
            getattr(self.window.actions_, name).trigger()
        else:
            getattr(self.panel, name).click()

    @rule(name=st.sampled_from(["start", "pause_or_resume", "step", "stop"]))
    def ask_whatever_the_buttons_say(self, name: str) -> None:
        getattr(self.window.training, name)()

    @rule(wait_ms=st.integers(0, 60))
    def let_time_pass(self, wait_ms: int) -> None:
        QTest.qWait(wait_ms)

    @rule(name=st.sampled_from(["epochs", "batch_size", "seed", "limit"]), value=st.integers(0, 99))
    def set_number(self, name: str, value: int) -> None:
        getattr(self.panel, name).setValue(value)

    @rule(rate=st.floats(1e-6, 1e3))
    def set_rate(self, rate: float) -> None:
        self.panel.learning_rate.setValue(rate)

    @rule(name=st.sampled_from(["preset", "dataset", "optimizer"]), index=st.integers(0, 2))
    def choose(self, name: str, index: int) -> None:
        box = getattr(self.panel, name)
        box.setCurrentIndex(index % box.count())

    @rule(name=st.sampled_from(["undo", "redo", "clear", "eraser"]))
    def change_the_drawing(self, name: str) -> None:
        getattr(self.window.actions_, name).trigger()

    @rule()
    def draw(self) -> None:
        draw(self.window)

    @rule(index=st.integers(0, 9))
    def choose_a_network(self, index: int) -> None:
        box = self.window.chooser.box
        index %= max(1, box.count())
        box.setCurrentIndex(index)
        box.activated.emit(index)

    @rule(index=st.integers(0, 9))
    def switch_views(self, index: int) -> None:
        self.window.views.bar.setCurrentIndex(index % self.window.views.bar.count())

    @rule()
    def close_and_open(self) -> None:
        self.teardown()
        self.open()

    @invariant()
    def the_state_is_legal_and_the_buttons_are_right(self) -> None:
        SomebodyHasty.acted += 1
        if not hasattr(self, "window"):
            return
        state = self.window.training.state
        SomebodyHasty.seen.add(state)
        for parts in (self.panel, self.window.actions_):
            enabled = {
                name
                for name in ENABLED[State.IDLE] | ENABLED[State.RUNNING]
                if getattr(parts, name).isEnabled()
            }
            assert enabled == ENABLED[state]
        assert self.illegal == []
        assert (state is State.IDLE) == (self.window.training._thread is None)
        assert self.panel.pause.text() == ("Resume" if state is State.PAUSED else "Pause")
        threads = self.window.findChildren(TrainingThread)
        assert sum(thread.isRunning() for thread in threads) <= 1

    def teardown(self) -> None:
        if hasattr(self, "window"):
            self.window.close()
            self.window.deleteLater()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.mark.slow
def test_five_hundred_hasty_actions_never_confuse_the_window(
    qtbot: QtBot, few_images: Splits, monkeypatch: pytest.MonkeyPatch, tell: Tell
) -> None:
    def load(key: str, **_: object) -> Splits:
        return few_images

    monkeypatch.setattr(data, "load", load)
    run_machine(
        SomebodyHasty,
        settings=settings(
            max_examples=ACTIONS // IN_ONE_WINDOW + 2,  # the first ones are short
            stateful_step_count=IN_ONE_WINDOW,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    tell(f"{SomebodyHasty.acted} actions, states seen: {len(SomebodyHasty.seen)} of {len(State)}")
    assert SomebodyHasty.acted >= ACTIONS
    assert SomebodyHasty.seen >= {State.IDLE, State.PREPARING, State.RUNNING}
