"""What a thread tells until the window looks."""

import threading

from digitpad.gui.mailbox import Mailbox


def test_everything_is_taken_once_and_in_order() -> None:
    mailbox: Mailbox[int] = Mailbox()
    for number in range(3):
        mailbox.put(number)
    assert mailbox.take() == [0, 1, 2]
    assert mailbox.take() == []


def test_of_networks_only_the_newest_is_kept() -> None:
    mailbox: Mailbox[int] = Mailbox()
    networks = [object(), object()]
    for network in networks:
        mailbox.put_network(network)
    assert mailbox.take_network() is networks[1]
    assert mailbox.take_network() is None


def test_nothing_that_several_threads_put_is_lost() -> None:
    mailbox: Mailbox[int] = Mailbox()
    taken: list[int] = []
    threads = [
        threading.Thread(target=lambda: [mailbox.put(number) for number in range(2000)])
        for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        taken += mailbox.take()
    taken += mailbox.take()
    assert sorted(taken) == sorted(3 * list(range(2000)))
