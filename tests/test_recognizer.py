"""From what a person draws to an answer, with the network on board and with others."""

import dataclasses
import re
import threading
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from digitpad import data
from digitpad.data.bundled import held_out_drawings
from digitpad.data.picture import NoDigitFound
from digitpad.nn import ModelFileError, Network
from digitpad.nn.model_file import dumps
from digitpad.recognizer import Answer, Recognizer

LAYERS = [{"layer": "Flatten"}, {"layer": "Dense", "units": 10}, {"layer": "Softmax"}]
SEVEN = [np.array([[0.0, 0], [40, 0], [15, 80]])]


@pytest.fixture(scope="module")
def shipped() -> Recognizer:
    return Recognizer.shipped()


@pytest.fixture(scope="module")
def scans() -> data.ImageSet:
    return data.load("mnist").test


def always(digit: int) -> Network:
    """Return a network that takes everything for ``digit``."""
    network = Network(LAYERS, rng=np.random.default_rng(0))
    network.parameters[:] = 0
    network.layers[1].parameters["b"][digit] = 9
    return network


def share_right(answers: list[Answer], labels: list[int]) -> float:
    pairs = zip(answers, labels, strict=True)
    return sum(answer.digit == label for answer, label in pairs) / len(labels)


def test_the_network_on_board_reads_scanned_digits(
    shipped: Recognizer, scans: data.ImageSet
) -> None:
    chosen = slice(0, 10_000, 25)
    answers = [shipped.from_image(image) for image in scans.images[chosen]]
    assert share_right(answers, scans.labels[chosen].tolist()) >= 0.98


def test_the_network_on_board_reads_what_unseen_people_drew(shipped: Recognizer) -> None:
    samples = held_out_drawings()[::4]
    answers = [shipped.from_strokes(sample.strokes) for sample in samples]
    labels = [sample.label for sample in samples if sample.label is not None]
    assert len(labels) > 300
    assert share_right(answers, labels) >= 0.96


def test_the_network_on_board_tells_how_well_it_reads(shipped: Recognizer) -> None:
    assert shipped.metadata["test_accuracy"] >= 0.99
    assert shipped.metadata["drawn_accuracy"] >= 0.97


def test_an_answer_has_the_digit_ten_probabilities_and_what_the_network_saw(
    shipped: Recognizer,
) -> None:
    answer = shipped.from_strokes(SEVEN)
    assert answer.digit == 7
    assert type(answer.digit) is int
    assert answer.probabilities.shape == (10,)
    assert answer.probabilities.dtype == np.float32
    assert answer.probabilities.sum() == pytest.approx(1, abs=1e-5)
    assert answer.probabilities.argmax() == 7
    assert answer.sentence == ""
    np.testing.assert_array_equal(answer.seen, data.image_from_strokes(SEVEN))
    with pytest.raises(dataclasses.FrozenInstanceError):
        answer.digit = 1


def test_the_size_and_the_place_of_a_drawing_do_not_matter(shipped: Recognizer) -> None:
    plain = shipped.from_strokes(SEVEN)
    for scale, shift in ((10.0, -300.0), (0.01, 7.0)):
        moved = shipped.from_strokes([scale * SEVEN[0] + shift])
        assert moved.digit == 7
        np.testing.assert_allclose(moved.probabilities, plain.probabilities, atol=0.02)


def test_an_image_is_read_as_it_is(shipped: Recognizer, scans: data.ImageSet) -> None:
    image = scans.images[3]
    answer = shipped.from_image(image)
    np.testing.assert_array_equal(answer.seen, image)
    expected = shipped.network.predict(data.as_input(image[np.newaxis]))[0]
    np.testing.assert_array_equal(answer.probabilities, expected)


@pytest.mark.parametrize("strokes", [[], [np.empty((0, 2))]])
def test_an_empty_drawing_is_said_to_be_empty(shipped: Recognizer, strokes: Any) -> None:
    with pytest.raises(data.NothingDrawn):
        shipped.from_strokes(strokes)


def test_an_image_of_another_size_names_both_shapes(shipped: Recognizer) -> None:
    with pytest.raises(ValueError, match=re.escape("expected (N, 28, 28, 1), got (1, 27, 28, 1)")):
        shipped.from_image(np.zeros((27, 28), np.uint8))


@pytest.mark.parametrize(
    ("specs", "shape"),
    [
        (LAYERS, (14, 14, 1)),
        (LAYERS, (28, 28, 3)),
        ([{"layer": "Flatten"}, {"layer": "Dense", "units": 11}], (28, 28, 1)),
        ([{"layer": "ReLU"}], (28, 28, 1)),
    ],
)
def test_a_network_that_cannot_read_digits_is_refused_and_the_old_one_stays(
    specs: list[Any], shape: tuple[int, ...]
) -> None:
    unfit = Network(specs, input_shape=shape, rng=np.random.default_rng(0))
    recognizer = Recognizer(always(4))
    message = f"it takes {re.escape(str(shape))} and ends with .*; reading digits needs"
    with pytest.raises(ValueError, match=message):
        recognizer.use(unfit)
    with pytest.raises(ValueError, match="reading digits needs"):
        Recognizer(unfit)
    assert recognizer.from_strokes(SEVEN).digit == 4


def test_another_network_is_used_from_the_next_drawing_on() -> None:
    recognizer = Recognizer(always(4))
    assert recognizer.from_strokes(SEVEN).digit == 4
    recognizer.use(always(2))
    assert recognizer.from_strokes(SEVEN).digit == 2


def test_a_recognizer_keeps_a_frozen_snapshot_that_training_does_not_reach() -> None:
    network = always(4)
    recognizer = Recognizer(network)
    before = recognizer.from_strokes(SEVEN).probabilities
    network.parameters[:] = np.nan
    np.testing.assert_array_equal(recognizer.from_strokes(SEVEN).probabilities, before)
    assert recognizer.network is not network
    assert not recognizer.network.parameters.flags.writeable


def test_answers_given_while_networks_are_swapped_are_always_those_of_one_network() -> None:
    networks = [always(digit) for digit in range(10)]
    expected = {
        digit: Recognizer(network).from_strokes(SEVEN).probabilities.tobytes()
        for digit, network in enumerate(networks)
    }
    recognizer = Recognizer(networks[0])
    answers: list[Answer] = []
    ended = threading.Event()

    def read() -> None:
        while not ended.is_set():
            answers.append(recognizer.from_strokes(SEVEN))

    threads = [threading.Thread(target=read) for _ in range(2)]
    for thread in threads:
        thread.start()
    for number in range(300):
        recognizer.use(networks[number % 10])
    ended.set()
    for thread in threads:
        thread.join()
    assert answers
    for answer in answers:
        assert answer.digit is not None
        assert answer.probabilities.tobytes() == expected[answer.digit]


def test_a_recognizer_comes_from_the_bytes_of_a_model_file() -> None:
    recognizer = Recognizer.from_file(dumps(always(8), {"preset": "mine"}))
    assert recognizer.metadata == {"preset": "mine"}
    assert recognizer.from_strokes(SEVEN).digit == 8
    with pytest.raises(ModelFileError):
        Recognizer.from_file(b"not a model")


@pytest.mark.parametrize("look", [lambda ink: 255 - ink, lambda ink: ink])
def test_a_picture_is_read_dark_on_light_and_light_on_dark(
    shipped: Recognizer, scans: data.ImageSet, look: Callable[[Any], Any]
) -> None:
    answers = []
    for image in scans.images[:30]:
        sheet = np.zeros((120, 160), np.uint8)
        sheet[30:58, 70:98] = image
        answers.append(shipped.from_picture(look(sheet)))
    assert share_right(answers, list(scans.labels[:30])) >= 0.9
    assert {answer.seen.shape for answer in answers} == {(28, 28)}


def test_a_picture_without_a_digit_is_said_to_have_none(shipped: Recognizer) -> None:
    with pytest.raises(NoDigitFound):
        shipped.from_picture(np.full((50, 60), 255, np.uint8))


def test_what_an_answer_saw_stays_as_it_was(shipped: Recognizer, scans: data.ImageSet) -> None:
    image = scans.images[0].copy()
    answer = shipped.from_image(image)
    image[:] = 0
    assert answer.seen.any()


def test_a_network_whose_output_is_no_probabilities_is_refused() -> None:
    layers = [{"layer": "Flatten"}, {"layer": "Dense", "units": 10}]
    with pytest.raises(ValueError, match="ends with Dense"):
        Recognizer(Network(layers, rng=np.random.default_rng(0)))


def even(sureness: float) -> Network:
    """Return a network that leaves every answer as open as ``sureness`` says: 0 quite open."""
    network = Network(LAYERS, rng=np.random.default_rng(0))
    network.parameters[:] = 0
    network.layers[1].parameters["b"][3] = sureness
    return network


def test_where_any_digit_is_as_likely_it_is_no_digit_and_the_sentence_says_so() -> None:
    answer = Recognizer(even(0.0)).from_strokes(SEVEN)
    assert answer.digit is None
    assert answer.sentence == "This does not look like one digit."
    np.testing.assert_allclose(answer.probabilities, 0.1, atol=1e-6)


def test_how_open_an_answer_may_be_can_be_set() -> None:
    recognizer = Recognizer(even(4.0))  # an entropy of 0.65 nats
    assert recognizer.from_strokes(SEVEN).digit == 3
    recognizer.most_doubt = 0.5
    assert recognizer.from_strokes(SEVEN).digit is None


def test_a_dot_is_no_digit_however_sure_the_network_is() -> None:
    recognizer = Recognizer(always(4))
    for strokes in ([np.ones((1, 2))], [np.ones((3, 2)), np.ones((1, 2))]):
        answer = recognizer.from_strokes(strokes)
        assert (answer.digit, answer.sentence) == (None, "This is only a dot, not a digit.")
    slipped = [np.array([[50.0, 50.0], [50.0, 53.0]])]
    assert recognizer.from_strokes(slipped).digit == 4
    assert recognizer.from_strokes(slipped, dot=3.0).digit is None


@pytest.mark.parametrize("lean", [-0.12, -0.06, 0.0, 0.06, 0.12])
@pytest.mark.parametrize("points", [2, 30])
def test_a_plain_upright_line_is_a_one(lean: float, points: int) -> None:
    along = np.linspace(0, 1, points)
    line = np.column_stack([lean * along, along])
    answer = Recognizer.shipped().from_strokes([line])
    assert answer.digit == 1
    assert answer.probabilities[1] > 0.5


def test_a_line_with_a_gap_or_on_its_side_is_no_one() -> None:
    recognizer = Recognizer.shipped()
    lying = np.array([[0.0, 0.0], [1.0, 0.0]])
    assert recognizer.from_strokes([lying]).digit is None
    colon = [np.array([[0.0, 0.0], [0.0, 0.05]]), np.array([[0.0, 0.95], [0.0, 1.0]])]
    assert recognizer.from_strokes(colon).digit is None
