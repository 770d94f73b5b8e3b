import numpy as np
import pytest

from digitpad import data
from digitpad.nn import Network
from digitpad.nn.engine import Workers
from digitpad.training import evaluation
from digitpad.training.evaluation import Evaluation, ImagesRead, evaluate, evaluation_steps


def reader_of_brightness() -> Network:
    """Return a network whose answer is known: 1 for a bright image, 0 for a dark one."""
    specs = [{"layer": "Flatten"}, {"layer": "Dense", "units": 3}, {"layer": "Softmax"}]
    network = Network(specs, rng=np.random.default_rng(0))
    network.parameters[:] = 0
    network.layers[1].parameters["W"][:, 1] = 1 / 784
    network.layers[1].parameters["b"][:] = [0.5, 0, -20]
    return network


def images(brightness: list[int], labels: list[int]) -> data.ImageSet:
    pixels = np.empty((len(brightness), 28, 28), np.uint8)
    pixels[...] = np.array(brightness).reshape(-1, 1, 1)
    return data.ImageSet("grey", pixels, np.array(labels, np.uint8))


def test_every_figure_is_that_of_a_reckoning_by_hand() -> None:
    grey = images([0, 0, 255, 255, 255], [0, 1, 1, 1, 2])
    result = evaluate(reader_of_brightness(), grey)
    dark, bright = np.exp([0.5, 0, -20]), np.exp([0.5, 1, -20])
    dark, bright = dark / dark.sum(), bright / bright.sum()
    p = [dark[0], dark[1], bright[1], bright[1], bright[2]]
    np.testing.assert_array_equal(result.predictions, [0, 0, 1, 1, 1])
    np.testing.assert_array_equal(result.confusion, [[1, 0, 0], [1, 2, 0], [0, 1, 0]])
    np.testing.assert_allclose(result.probabilities[2], bright, rtol=1e-5)
    assert result.accuracy == pytest.approx(3 / 5)
    assert result.loss == pytest.approx(-np.log(p).mean(), rel=1e-5)
    np.testing.assert_allclose(result.recall, [1, 2 / 3, 0])
    np.testing.assert_allclose(result.precision, [1 / 2, 2 / 3, np.nan])


def test_the_confusion_s_rows_are_the_true_classes_and_its_sum_the_images(
    splits: data.Splits,
) -> None:
    rng = np.random.default_rng(3)
    specs = [{"layer": "Flatten"}, {"layer": "Dense", "units": 10}, {"layer": "Softmax"}]
    result = evaluate(Network(specs, rng=rng), splits.test)
    counts = np.bincount(splits.test.labels, minlength=10)
    np.testing.assert_array_equal(result.confusion.sum(axis=1), counts)
    predicted = np.bincount(result.predictions, minlength=10)
    np.testing.assert_array_equal(result.confusion.sum(axis=0), predicted)
    assert np.trace(result.confusion) / len(splits.test) == pytest.approx(result.accuracy)
    assert result.probabilities.shape == (len(splits.test), 10)


def test_the_number_of_threads_changes_nothing(splits: data.Splits) -> None:
    network = reader_of_brightness()
    few = splits.test.images[:3]
    grey = data.ImageSet("few", np.tile(few, (200, 1, 1)), np.zeros(600, np.uint8))
    results = []
    for threads in (1, 2, 3):
        with Workers(threads) as workers:
            results.append(evaluate(network, grey, workers))
    for other in results[1:]:
        np.testing.assert_array_equal(other.probabilities, results[0].probabilities)
        assert other.loss == results[0].loss


def test_an_evaluation_in_steps_says_how_far_it_is_and_ends_with_the_same_figures(
    splits: data.Splits, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evaluation, "_part_size", lambda workers: 500)
    network = reader_of_brightness()
    many = np.tile(splits.test.images[:3], (400, 1, 1))
    grey = data.ImageSet("many", many, np.zeros(1200, np.uint8))
    *steps, last = evaluation_steps(network, grey)
    whole = evaluate(network, grey)
    assert steps == [
        *(ImagesRead(done, 1200) for done in range(500, 1200, 500)),
        ImagesRead(1200, 1200),
    ]
    assert isinstance(last, Evaluation)
    np.testing.assert_array_equal(last.probabilities, whole.probabilities)
    assert (last.accuracy, last.loss) == (whole.accuracy, whole.loss)


def test_an_impossible_answer_costs_much_and_not_infinitely_much() -> None:
    network = reader_of_brightness()
    network.layers[1].parameters["b"][2] = -1000
    result = evaluate(network, images([0], [2]))
    assert 50 < result.loss < 1000


def test_no_images_are_one_clear_sentence() -> None:
    with pytest.raises(ValueError, match=r"There are no images in grey to evaluate\."):
        evaluate(reader_of_brightness(), images([], []))


def an_evaluation(probabilities: list[list[float]]) -> Evaluation:
    p = np.array(probabilities, np.float32)
    return Evaluation(0.0, 0.0, p.argmax(axis=1), p, np.zeros((p.shape[1],) * 2, np.intp))


def test_the_calibration_error_is_how_far_sureness_is_from_being_right() -> None:
    result = an_evaluation([[0.9, 0.1]] * 10)
    right = np.zeros(10, np.uint8)
    right[0] = 1  # nine of ten
    assert result.calibration_error(right) == pytest.approx(0, abs=1e-6)
    assert result.calibration_error(np.zeros(10, np.uint8)) == pytest.approx(0.1)
    assert result.calibration_error(np.ones(10, np.uint8)) == pytest.approx(0.9)


def test_an_image_is_refused_where_the_answer_is_too_open() -> None:
    p = np.full((4, 10), 0.1)
    p[0] = np.eye(10)[3]
    p[1] = 0.5 * (np.eye(10)[3] + np.eye(10)[8])
    result = Evaluation(0.5, 1.0, p.argmax(axis=1), p, np.zeros((10, 10), np.intp))
    assert [result.refused(doubt) for doubt in (0.0, 0.7, 2.4)] == [0.75, 0.5, 0.0]
