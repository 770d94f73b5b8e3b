"""A network, its loss and its optimizer as Keras has them."""

from typing import Any

from bench.peers.base import Unsupported
from digitpad import nn
from digitpad.nn import Layer, Network
from digitpad.training import TrainConfig


def keras_model(network: Network, *, softmax: bool) -> Any:
    """Return a Sequential model with the weights of ``network``; its output may stay logits."""
    import keras

    model = keras.Sequential([keras.layers.Input(network.input_shape)])
    for layer in network.layers:
        if isinstance(layer, nn.Softmax) and not softmax:
            continue
        numbers = [*layer.parameters.values(), *layer.statistics.values()]
        for made in keras_layers(layer):
            model.add(made)
            count = len(made.get_weights())
            made.set_weights(numbers[:count])
            numbers = numbers[count:]
    return model


def keras_layers(layer: Layer) -> list[Any]:
    """Return what stands for ``layer``, without its weights.  Raises: Unsupported."""
    from keras import layers

    match layer:
        case nn.Conv2D():
            own_bias = layer.bias == "position"
            conv = layers.Conv2D(
                layer.filters, layer.kernel_size, padding=layer.padding, use_bias=not own_bias
            )
            return [conv, _position_bias()] if own_bias else [conv]
        case nn.MaxPool2D():
            return [layers.MaxPooling2D(layer.size)]
        case nn.BatchNorm():
            return [layers.BatchNormalization(momentum=0.9, epsilon=layer.epsilon)]
        case nn.ReLU():
            return [layers.ReLU()]
        case nn.Flatten():
            return [layers.Flatten()]
        case nn.Dropout():
            return [layers.Dropout(layer.rate)]
        case nn.Dense():
            return [layers.Dense(layer.units)]
        case nn.Softmax():
            return [layers.Softmax()]
    raise Unsupported(f"not translated to Keras: {layer.spec()}")


def _position_bias() -> Any:
    """Return a layer with one bias for each output place, as the notebook has it."""
    import keras

    class PositionBias(keras.layers.Layer):
        def build(self, shape: tuple[int, ...]) -> None:
            self.b = self.add_weight(shape=shape[1:])

        def call(self, x: Any) -> Any:
            return x + self.b

    return PositionBias()


def keras_loss(config: TrainConfig) -> Any:
    """Return the loss of logits for labels (N,)."""
    import keras

    def rows(labels: Any) -> Any:
        return keras.ops.one_hot(keras.ops.reshape(labels, (-1,)), 10, dtype="float32")

    def half_squares(labels: Any, logits: Any) -> Any:
        difference = keras.ops.softmax(logits) - rows(labels)
        return 0.5 * keras.ops.mean(difference * difference, axis=-1)

    if config.loss == "notebook":
        return half_squares
    if not config.label_smoothing:
        return keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    smooth = keras.losses.CategoricalCrossentropy(
        from_logits=True, label_smoothing=config.label_smoothing
    )
    return lambda labels, logits: smooth(rows(labels), logits)


def keras_optimizer(config: TrainConfig, rate: Any) -> Any:
    """Return SGD, Adam or, with weight decay, AdamW; ``rate``: a number or Keras' schedule."""
    import keras

    if config.optimizer == "sgd":
        return keras.optimizers.SGD(rate)
    if config.weight_decay:
        return keras.optimizers.AdamW(rate, weight_decay=config.weight_decay)
    return keras.optimizers.Adam(rate)


def keras_schedule(rates: Any) -> Any:
    """Return Keras' schedule with the learning rate of each step, (steps,)."""
    import keras

    class Table(keras.optimizers.schedules.LearningRateSchedule):
        def __call__(self, step: Any) -> Any:
            return keras.ops.take(keras.ops.convert_to_tensor(rates), keras.ops.cast(step, "int32"))

    return Table()
