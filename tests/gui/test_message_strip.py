"""What happened, and help below it."""

from pytestqt.qtbot import QtBot

from digitpad.gui.message_strip import MessageStrip, Offer


def test_a_message_stays_until_it_is_closed_and_help_waits_below(qtbot: QtBot) -> None:
    strip = MessageStrip()
    qtbot.addWidget(strip)
    strip.show_tip("This is the seed.")
    assert strip.text.text() == "This is the seed."
    strip.show_problem("The file is gone.")
    strip.show_tip("This is the brush.")
    assert strip.text.text() == "The file is gone."
    strip.close_button.click()
    assert strip.text.text() == "This is the brush."


def test_a_message_can_offer_something_and_comes_back_until_it_is_answered(qtbot: QtBot) -> None:
    strip, done = MessageStrip(), []
    qtbot.addWidget(strip)
    strip.show_message("A run was interrupted.", Offer("Go on with it", lambda: done.append(1)))
    assert strip.action_button.text() == "Go on with it"
    strip.show_problem("The file is gone.")
    strip.show_problem("The other file is gone, too.")
    assert not strip.action_button.isVisibleTo(strip)
    strip.close_button.click()
    assert strip.message == "A run was interrupted."
    strip.action_button.click()
    assert done == [1]
    assert strip.message == ""
    assert not strip.action_button.isVisibleTo(strip)


def test_a_problem_comes_back_when_the_news_over_it_are_closed(qtbot: QtBot) -> None:
    strip = MessageStrip()
    qtbot.addWidget(strip)
    strip.show_problem("The file is gone.")
    strip.show_problem("The run cannot be saved.")
    strip.show_message("It is done.")
    strip.show_message("It is measured.", Offer("Use it", strip.clear))
    strip.close_button.click()
    assert strip.message == "The run cannot be saved."
    strip.close_button.click()
    assert strip.message == ""


def test_a_question_says_what_closing_it_means_and_can_be_withdrawn(qtbot: QtBot) -> None:
    strip = MessageStrip()
    qtbot.addWidget(strip)
    strip.show_message("Stop?", Offer("Stop", strip.clear, otherwise="Go on"))
    assert strip.close_button.text() == "Go on"
    strip.show_message("It is done.")
    assert strip.close_button.text() == "Close"
    strip.withdraw("Stop?")
    strip.close_button.click()
    assert strip.message == ""
