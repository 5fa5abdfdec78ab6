"""The notebook's network in Keras on the arrays of train-prosodia.mjs: mean and spread of the test accuracy.

See README.md. Prints one JSON object; progress goes to stderr.
"""

import argparse
import json
import os
import pathlib
import statistics
import sys
import time

# Before TensorFlow loads: only its errors on stderr.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import keras
import numpy as np
import tensorflow as tf


def notebook_cnn(width: int, classes: int) -> keras.Model:
    layers = [keras.Input((width, 1))]
    for filters in (64, 128, 256):
        layers += [
            keras.layers.Conv1D(filters, 5, activation="relu"),
            keras.layers.BatchNormalization(),
            keras.layers.MaxPooling1D(2),
        ]
    layers += [
        keras.layers.Flatten(),
        keras.layers.Dense(128, activation="relu"),
        keras.layers.Dense(32, activation="relu"),
        keras.layers.Dense(classes, activation="softmax"),
    ]
    return keras.Sequential(layers)


def read_part(folder: pathlib.Path, name: str, shape: dict) -> tuple[np.ndarray, np.ndarray]:
    x = np.fromfile(folder / f"{name}-x.f32", "<f4").reshape(shape["rows"], shape["width"], 1)
    y = np.fromfile(folder / f"{name}-y.i32", "<i4")
    return x, keras.utils.to_categorical(y, 8)


def train_once(parts: dict, batch_size: int, epochs: int, seed: int) -> dict:
    keras.backend.clear_session()
    keras.utils.set_random_seed(seed)
    (train_x, train_y), (test_x, test_y) = parts["train"], parts["test"]
    model = notebook_cnn(train_x.shape[1], train_y.shape[1])
    model.compile("adam", loss="categorical_crossentropy", metrics=["accuracy"])
    started = time.perf_counter()
    model.fit(train_x, train_y, batch_size=batch_size, epochs=epochs, shuffle=True, verbose=0)
    seconds = time.perf_counter() - started
    loss, accuracy = model.evaluate(test_x, test_y, verbose=0)
    return {"seed": seed, "accuracy": float(accuracy), "loss": float(loss), "seconds": seconds}


def spread(values: list[float]) -> dict:
    deviation = statistics.stdev(values) if len(values) > 1 else 0
    return {"mean": statistics.fmean(values), "deviation": deviation, "values": values}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--arrays", type=pathlib.Path, required=True)
    options.add_argument("--batch-sizes", default="32,64,128")
    options.add_argument("--seeds", type=int, default=5)
    options.add_argument("--epochs", type=int, default=50)
    flags = options.parse_args()

    shapes = json.loads((flags.arrays / "arrays.json").read_text())
    parts = {name: read_part(flags.arrays, name, shapes[name]) for name in ("train", "test")}
    results = []
    for batch_size in map(int, flags.batch_sizes.split(",")):
        runs = []
        for seed in range(flags.seeds):
            runs.append(train_once(parts, batch_size, flags.epochs, seed))
            print(json.dumps({"batchSize": batch_size, **runs[-1]}), file=sys.stderr, flush=True)
        summary = {key: spread([run[key] for run in runs]) for key in ("accuracy", "loss")}
        results.append({"batchSize": batch_size, **summary})
    record = {
        "trainer": "keras",
        "backend": f"keras {keras.__version__}, tensorflow {tf.__version__}",
        "sha256": shapes["sha256"],
        "counts": {name: shapes[name]["rows"] for name in ("train", "test")},
        "epochs": flags.epochs,
        "results": results,
    }
    print(json.dumps(record, indent=1))


main()
