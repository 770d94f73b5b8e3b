"""What is switched off, and the way back."""

from digitpad.gui.inside.switchboard import Switchboard


def test_every_act_can_be_undone() -> None:
    board = Switchboard()
    board.undo()
    assert not board.can_undo
    board.toggle((0, 1))
    board.toggle((2, 5))
    board.toggle((0, 1))
    assert board.off == {(2, 5)}
    board.all_on()
    assert board.off == frozenset()
    states = []
    while board.can_undo:
        board.undo()
        states.append(set(board.off))
    assert states == [{(2, 5)}, {(0, 1), (2, 5)}, {(0, 1)}, set()]


def test_all_on_when_all_is_on_is_no_act() -> None:
    board = Switchboard()
    board.all_on()
    assert not board.can_undo
    board.toggle((0, 0))
    board.forget()
    assert not board.off
    assert not board.can_undo
