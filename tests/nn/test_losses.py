"""Losses against closed forms, and their derivatives with respect to p and to the logits."""

import re
from collections.abc import Callable

import numpy as np
import pytest

from digitpad.nn import (
    Array,
    CategoricalCrossEntropy,
    Loss,
    MeanSquaredError,
    NotebookLoss,
    Softmax,
    loss_named,
    softmax,
)

LABELS = np.array([0, 3, 1, 1])
ROWS = np.eye(4)[LABELS]
ALL = [CategoricalCrossEntropy(), CategoricalCrossEntropy(0.2), MeanSquaredError(), NotebookLoss()]


def name_of(loss: Loss) -> str:
    return f"{type(loss).__name__} {getattr(loss, 'smoothing', '')}".strip()


def numeric(f: Callable[[Array], float], x: Array, step: float = 1e-6) -> Array:
    """Return the central difference of f for each number of x."""
    slope = np.empty_like(x)
    for index in np.ndindex(x.shape):
        unit = np.zeros_like(x)
        unit[index] = step
        slope[index] = (f(x + unit) - f(x - unit)) / (2 * step)
    return slope


@pytest.fixture
def logits(rng: np.random.Generator) -> Array:
    return rng.standard_normal((4, 4))


@pytest.mark.parametrize("loss", ALL, ids=name_of)
@pytest.mark.parametrize("targets", [LABELS, ROWS, softmax(3 * ROWS)], ids=["int", "rows", "soft"])
def test_the_derivative_with_respect_to_p_is_that_of_central_differences(
    loss: Loss, targets: Array, logits: Array
) -> None:
    p = softmax(logits)
    _, dp = loss(p, targets)
    np.testing.assert_allclose(dp, numeric(lambda q: loss(q, targets)[0], p), atol=1e-7, rtol=1e-7)


@pytest.mark.parametrize("smoothing", [0, 0.1])
@pytest.mark.parametrize("targets", [LABELS, ROWS, softmax(3 * ROWS)], ids=["int", "rows", "soft"])
def test_the_fused_step_has_the_value_and_the_derivative_with_respect_to_the_logits(
    smoothing: float, targets: Array, logits: Array
) -> None:
    loss = CategoricalCrossEntropy(smoothing)
    value, dlogits = loss.from_logits(logits, targets)
    p, backward = Softmax((4,)).forward(logits)
    plain_value, dp = loss(p, targets)
    assert value == pytest.approx(plain_value, rel=1e-12)
    np.testing.assert_allclose(dlogits, backward(dp)[0], atol=1e-12)
    slope = numeric(lambda z: loss.from_logits(z, targets)[0], logits)
    np.testing.assert_allclose(dlogits, slope, atol=1e-8)


def test_cross_entropy_of_certain_and_uniform_answers_by_hand() -> None:
    loss = CategoricalCrossEntropy()
    assert loss(ROWS, LABELS)[0] == 0
    assert loss(np.full((4, 4), 0.25), LABELS)[0] == pytest.approx(np.log(4), rel=1e-14)
    assert loss(np.array([[0.1, 0.9]]), np.array([0]))[0] == pytest.approx(-np.log(0.1))


def test_cross_entropy_s_derivatives_are_minus_y_over_p_and_p_minus_y(logits: Array) -> None:
    p = softmax(logits)
    np.testing.assert_allclose(CategoricalCrossEntropy()(p, LABELS)[1], -ROWS / p / 4, rtol=1e-14)
    fused = CategoricalCrossEntropy().from_logits(logits, LABELS)[1]
    np.testing.assert_allclose(fused, (p - ROWS) / 4, atol=1e-15)


def test_mean_squared_error_is_the_mean_over_images_and_classes(logits: Array) -> None:
    p = softmax(logits)
    value, dp = MeanSquaredError()(p, LABELS)
    assert value == pytest.approx(sum((p - ROWS).ravel() ** 2) / 16, rel=1e-14)
    np.testing.assert_allclose(dp, 2 * (p - ROWS) / 16, rtol=1e-14)


def test_the_notebook_s_loss_is_half_the_mean_squared_error_and_so_is_its_derivative(
    logits: Array,
) -> None:
    p = softmax(logits)
    value, dp = NotebookLoss()(p, LABELS)
    whole_value, whole_dp = MeanSquaredError()(p, LABELS)
    assert value == pytest.approx(whole_value / 2, rel=1e-14)
    np.testing.assert_allclose(dp, whole_dp / 2, rtol=1e-14)


def test_the_notebook_s_derivative_for_one_image_is_the_notebook_s_formula(logits: Array) -> None:
    """The notebook: (p - y) / C, with C = 10 classes, then the softmax Jacobian."""
    p = softmax(logits[:1])
    _, dp = NotebookLoss()(p, LABELS[:1])
    np.testing.assert_allclose(dp, (p - ROWS[:1]) / 4, rtol=1e-14)


def test_what_the_notebook_reports_is_cross_entropy_over_the_number_of_classes() -> None:
    p = softmax(np.random.default_rng(1).standard_normal((6, 10)))
    labels = np.arange(6)
    value, _ = NotebookLoss()(p, labels)
    reported = NotebookLoss().reported(value, p, labels)
    assert reported == pytest.approx(CategoricalCrossEntropy()(p, labels)[0] / 10, rel=1e-12)
    assert reported != pytest.approx(value, rel=0.1)


def test_the_other_losses_report_what_they_make_small() -> None:
    for loss in (CategoricalCrossEntropy(), MeanSquaredError()):
        assert loss.reported(1.25, ROWS, LABELS) == 1.25


def test_only_cross_entropy_knows_a_step_from_the_logits(logits: Array) -> None:
    assert MeanSquaredError().from_logits(logits, LABELS) is None
    assert NotebookLoss().from_logits(logits, LABELS) is None


def test_label_smoothing_mixes_the_target_with_the_uniform_distribution(logits: Array) -> None:
    p, soft = softmax(logits), 0.8 * ROWS + 0.2 / 4
    smoothed, plain = CategoricalCrossEntropy(0.2), CategoricalCrossEntropy()
    assert smoothed(p, LABELS)[0] == pytest.approx(plain(p, soft)[0], rel=1e-13)
    np.testing.assert_allclose(smoothed(p, LABELS)[1], plain(p, soft)[1], rtol=1e-13)
    assert not smoothed.from_logits(np.log(soft), LABELS)[1].round(14).any()


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_logarithm_of_zero_is_large_but_finite(dtype: type) -> None:
    p = np.array([[0, 1], [1, 0]], dtype)
    value, dp = CategoricalCrossEntropy()(p, np.array([0, 0]))
    assert 20 < value < 1e3
    assert np.isfinite(dp).all()
    dx = p * (dp - (p * dp).sum(axis=1, keepdims=True))
    assert np.isfinite(dx).all()
    assert np.isfinite(NotebookLoss().reported(value, p, np.array([0, 0])))


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_logits_of_ten_thousand_give_their_exact_loss(dtype: type) -> None:
    logits = np.array([[1e4, -1e4], [-1e4, 1e4]], dtype)
    value, dlogits = CategoricalCrossEntropy().from_logits(logits, np.array([0, 0]))
    assert value == pytest.approx(1e4)
    assert dlogits.dtype == dtype
    np.testing.assert_allclose(dlogits, [[0, 0], [-0.5, 0.5]], atol=1e-12)


@pytest.mark.parametrize("loss", ALL, ids=name_of)
@pytest.mark.parametrize("labels", [[0, 4], [-1, 2]])
def test_labels_outside_the_classes_are_refused(loss: Loss, labels: list[int]) -> None:
    message = f"labels: expected 0 to 3, got {min(labels)} to {max(labels)}"
    with pytest.raises(ValueError, match=re.escape(message)):
        loss(np.full((2, 4), 0.25), np.array(labels))


@pytest.mark.parametrize("loss", ALL, ids=name_of)
def test_labels_as_mnist_stores_them_are_fine(loss: Loss, logits: Array) -> None:
    p = softmax(logits)
    assert loss(p, LABELS.astype(np.uint8))[0] == loss(p, LABELS)[0]


def test_losses_are_found_by_name() -> None:
    assert type(loss_named("cross_entropy")) is CategoricalCrossEntropy
    assert loss_named("cross_entropy", smoothing=0.1).smoothing == 0.1
    assert type(loss_named("mean_squared_error")) is MeanSquaredError
    assert type(loss_named("notebook")) is NotebookLoss


def test_an_unknown_loss_or_smoothing_is_one_sentence() -> None:
    with pytest.raises(ValueError, match="loss is 'hinge'; choose one of cross_entropy, mean_"):
        loss_named("hinge")
    with pytest.raises(
        ValueError, match=r"smoothing is 0\.1; only the loss cross_entropy takes it"
    ):
        loss_named("notebook", smoothing=0.1)
    with pytest.raises(ValueError, match="label smoothing is 1; it must be at least 0 and below 1"):
        CategoricalCrossEntropy(1)
