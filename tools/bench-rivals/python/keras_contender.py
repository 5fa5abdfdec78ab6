"""Keras as a contender of packages/model's benchmark; packages/model/bench/README.md says what the runner expects.

The network comes as data, in the words of packages/model/src/networks/network-spec.ts.
"""

import json
import os
import pathlib
import sys
import time

# Before TensorFlow loads: only its errors on stderr.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import keras
import numpy as np
import tensorflow as tf

LAYERS = {
    "conv1d": lambda spec: keras.layers.Conv1D(
        spec["filters"], spec["kernelSize"], activation=spec["activation"]
    ),
    "batchNormalization": lambda spec: keras.layers.BatchNormalization(
        momentum=spec["momentum"], epsilon=spec["epsilon"]
    ),
    "maxPooling1d": lambda spec: keras.layers.MaxPooling1D(spec["poolSize"]),
    "flatten": lambda spec: keras.layers.Flatten(),
    "dense": lambda spec: keras.layers.Dense(spec["units"], activation=spec["activation"]),
}


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
    folder, batch_size, epochs, warm_up = sys.argv[1:]
    folder = pathlib.Path(folder)
    shape = json.loads((folder / "shape.json").read_text())
    network = json.loads((folder / "network.json").read_text())
    x = np.fromfile(folder / "x.f32", np.float32).reshape(shape["rows"], *network["inputShape"])
    y = keras.utils.to_categorical(np.fromfile(folder / "y.i32", np.int32), shape["classes"])

    keras.utils.set_random_seed(0)
    layers = [LAYERS[spec["type"]](spec) for spec in network["layers"]]
    model = keras.Sequential([keras.Input(network["inputShape"]), *layers])
    model.compile("adam", loss="categorical_crossentropy", metrics=["accuracy"])
    times = EpochTimes()
    losses = model.fit(
        *(x, y),
        batch_size=int(batch_size),
        epochs=int(warm_up) + int(epochs),
        shuffle=True,
        verbose=0,
        callbacks=[times],
    ).history["loss"]
    compiler = "XLA" if model.jit_compile else "no XLA"
    print(
        json.dumps(
            {
                "version": f"keras {keras.__version__}, tensorflow {tf.__version__}, {compiler}",
                "losses": losses,
                "msPerEpoch": times.milliseconds[int(warm_up) :],
            }
        )
    )


main()
