"""Keras as a contender of packages/model's benchmark; packages/model/bench/README.md says what the runner expects.

The network comes as data, in the words of packages/model/src/networks/network-spec.ts, and so does the way it is
trained, in those of packages/model/src/training/train-options.ts. Before what the runner gives comes `xla` or `auto`.
"""

import functools
import json
import math
import os
import pathlib
import sys
import time

# Before TensorFlow loads: only its errors on stderr.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import keras
import numpy as np
import tensorflow as tf

class TimePooling(keras.layers.Layer):
    """Statistics over time, as packages/model/src/networks/_time-pooling.ts has them."""

    def __init__(self, spec):
        super().__init__()
        self._spec = spec

    def build(self, shape):
        units = self._spec["units"]
        self._kernel = self.add_weight(shape=(shape[-1], units))
        self._bias = self.add_weight(shape=(units,), initializer="zeros")
        self._score = self.add_weight(shape=(units, 1), initializer="zeros")

    def call(self, x):
        statistics = {"attention": self._attend, "max": lambda x: keras.ops.max(x, axis=1)}
        return keras.ops.concatenate(
            [statistics[name](x) for name in self._spec["statistics"]], axis=-1
        )

    def _attend(self, x):
        hidden = keras.ops.tanh(keras.ops.matmul(x, self._kernel) + self._bias)
        shares = keras.ops.softmax(keras.ops.matmul(hidden, self._score), axis=1)
        return keras.ops.sum(shares * x, axis=1)


LAYERS = {
    "conv1d": lambda spec: keras.layers.Conv1D(
        *(spec["filters"], spec["kernelSize"]),
        activation=spec["activation"],
        padding=spec.get("padding", "valid"),
        use_bias=spec.get("useBias", True),
    ),
    "batchNormalization": lambda spec: keras.layers.BatchNormalization(
        momentum=spec["momentum"], epsilon=spec["epsilon"]
    ),
    "activation": lambda spec: keras.layers.Activation(spec["activation"]),
    "dropout": lambda spec: keras.layers.Dropout(spec["rate"]),
    "gaussianNoise": lambda spec: keras.layers.GaussianNoise(spec["deviation"]),
    "maxPooling1d": lambda spec: keras.layers.MaxPooling1D(spec["poolSize"]),
    "timePooling": TimePooling,
    "flatten": lambda spec: keras.layers.Flatten(),
    "dense": lambda spec: keras.layers.Dense(
        spec["units"],
        activation=spec["activation"],
        kernel_initializer=spec.get("initialKernel", "glorot_uniform"),
    ),
}


def build(network):
    inputs = keras.Input(network["inputShape"])
    return keras.Model(inputs, functools.reduce(add_to, network["layers"], inputs))


def add_to(x, spec):
    if spec["type"] == "residual":
        return keras.layers.Add()([x, functools.reduce(add_to, spec["layers"], x)])
    return LAYERS[spec["type"]](spec)(x)


def optimizer(settings, steps):
    """Adam as packages/model/src/training takes it. What decays is said later, when there are weights."""
    rate = settings.get("learningRate", 1e-3)
    if settings.get("schedule", "constant") == "cosine":
        warm = max(1, round(steps * 0.1))
        rate = keras.optimizers.schedules.CosineDecay(
            0.0, steps - warm, warmup_target=rate, warmup_steps=warm
        )
    decay = settings.get("weightDecay", 0)
    return keras.optimizers.AdamW(rate, decay) if decay else keras.optimizers.Adam(rate)


class EpochTimes(keras.callbacks.Callback):
    """From one epoch's end to the next one's, so that nothing between two epochs is left out."""

    def on_train_begin(self, logs=None):
        self.milliseconds = []
        self._begin = time.perf_counter()

    def on_epoch_end(self, epoch, logs=None):
        now = time.perf_counter()
        self.milliseconds.append(1000 * (now - self._begin))
        self._begin = now


def main():
    compiler, folder, batch_size, epochs, warm_up = sys.argv[1:]
    folder = pathlib.Path(folder)
    shape = json.loads((folder / "shape.json").read_text())
    network = json.loads((folder / "network.json").read_text())
    x = np.fromfile(folder / "x.f32", np.float32).reshape(shape["rows"], *network["inputShape"])
    y = keras.utils.to_categorical(np.fromfile(folder / "y.i32", np.int32), shape["classes"])

    settings = json.loads((folder / "settings.json").read_text())
    if any(settings.get("augmentation", {}).values()):
        sys.exit("Expected no augmentation, which Keras has none of")
    epochs_in_all = int(warm_up) + int(epochs)

    keras.utils.set_random_seed(0)
    model = build(network)
    adam = optimizer(settings, epochs_in_all * math.ceil(len(x) / int(batch_size)))
    if settings.get("weightDecay", 0):
        small = [weight for weight in model.trainable_weights if len(weight.shape) < 2]
        adam.exclude_from_weight_decay(var_list=small)
    loss = keras.losses.CategoricalCrossentropy(label_smoothing=settings.get("labelSmoothing", 0))
    jit_compile = True if compiler == "xla" else "auto"
    model.compile(adam, loss=loss, metrics=["accuracy"], jit_compile=jit_compile)
    times = EpochTimes()
    losses = model.fit(
        *(x, y),
        batch_size=int(batch_size),
        epochs=epochs_in_all,
        shuffle=True,
        verbose=0,
        callbacks=[times],
    ).history["loss"]
    used = "XLA" if model.jit_compile else "no XLA"
    print(
        json.dumps(
            {
                "version": f"keras {keras.__version__}, tensorflow {tf.__version__}, {used}",
                "losses": losses,
                "msPerEpoch": times.milliseconds[int(warm_up) :],
            }
        )
    )


main()
