"""Writes packages/model/golden: what Keras and scikit-learn say of small cases. See README.md."""

import json
import os
import pathlib

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import keras
import numpy as np
import sklearn
import sklearn.metrics as metrics
import tensorflow as tf

GOLDEN = pathlib.Path(__file__).parents[2] / "packages" / "model" / "golden"
VERSIONS = {
    "keras": keras.__version__,
    "tensorflow": tf.__version__,
    "scikit-learn": sklearn.__version__,
    "numpy": np.__version__,
}
NAMES = ("kernel", "bias", "gamma", "beta", "moving_mean", "moving_variance")


def flat(array) -> list[float]:
    """float32 in the shortest decimals that give the same bits back."""
    return [float(str(value)) for value in np.asarray(array, np.float32).ravel()]


def weights_of(model: keras.Model) -> dict:
    return {
        f"{layer.name}/{weight.name}": flat(weight)
        for layer in model.layers
        for weight in layer.weights
        if weight.name in NAMES
    }


def write(name: str, content: dict) -> None:
    GOLDEN.mkdir(exist_ok=True)
    (GOLDEN / name).write_text(json.dumps({"versions": VERSIONS, **content}) + "\n")


def training_steps() -> None:
    """Two epochs of Adam over 10 rows in batches of 4, 4 and 2, in the order of the rows."""
    width, classes, rows, batch_size, epochs = 24, 3, 10, 4, 2
    random = np.random.default_rng(20)
    x = random.normal(size=(rows, width, 1)).astype(np.float32)
    y = np.arange(rows) % classes
    keras.utils.set_random_seed(1)
    model = keras.Sequential(
        [
            keras.Input((width, 1)),
            keras.layers.Conv1D(4, 5, activation="relu", name="conv1"),
            keras.layers.BatchNormalization(name="norm1"),
            keras.layers.MaxPooling1D(2, name="pool1"),
            keras.layers.Conv1D(6, 3, activation="relu", name="conv2"),
            keras.layers.BatchNormalization(name="norm2"),
            keras.layers.MaxPooling1D(2, name="pool2"),
            keras.layers.Flatten(name="flatten"),
            keras.layers.Dense(5, activation="relu", name="dense"),
            keras.layers.Dense(classes, activation="softmax", name="probabilities"),
        ]
    )
    model.compile("adam", loss="categorical_crossentropy", metrics=["accuracy"])
    before = weights_of(model)
    target = keras.utils.to_categorical(y, classes)
    history = model.fit(
        x, target, batch_size=batch_size, epochs=epochs, shuffle=False, verbose=0
    ).history
    after = weights_of(model)
    loss, accuracy = model.evaluate(x, target, verbose=0)
    write(
        "keras-steps.json",
        {
            "width": width,
            "classes": classes,
            "batchSize": batch_size,
            "x": flat(x),
            "y": y.tolist(),
            "before": before,
            "epochs": [
                {"loss": history["loss"][epoch], "accuracy": history["accuracy"][epoch]}
                for epoch in range(epochs)
            ],
            "after": after,
            "evaluation": {"loss": loss, "accuracy": accuracy},
            "probabilities": flat(model.predict(x, verbose=0)),
        },
    )


def scores() -> None:
    """Random answers for 60 rows, with a class that never occurs and one that is never predicted."""
    classes, rows = 5, 60
    random = np.random.default_rng(21)
    logits = random.normal(size=(rows, classes)) * 3
    logits[:, 4] = -8
    actual = random.choice([0, 1, 2, 4], rows)
    probabilities = np.exp(logits) / np.exp(logits).sum(1, keepdims=True)
    probabilities = probabilities.astype(np.float32)
    predicted = probabilities.argmax(1)
    present = sorted(set(actual) | set(predicted))
    precision, recall, f1, support = metrics.precision_recall_fscore_support(
        actual, predicted, labels=range(classes), zero_division=0
    )
    saturated = np.array([[0.0, 40.0, -30.0], [60.0, 0.0, 10.0]], np.float32)
    truth = keras.utils.to_categorical([2, 0], 3)
    softmax = keras.Sequential([keras.Input((3,)), keras.layers.Softmax()])
    softmax.compile(loss="categorical_crossentropy")
    write(
        "scores.json",
        {
            "probabilities": flat(probabilities),
            "actual": actual.tolist(),
            "classes": classes,
            "loss": metrics.log_loss(actual, probabilities, labels=range(classes)),
            "accuracy": metrics.accuracy_score(actual, predicted),
            "uar": metrics.recall_score(actual, predicted, labels=[0, 1, 2, 4], average="macro"),
            "macroF1": metrics.f1_score(actual, predicted, labels=present, average="macro"),
            "perClass": [
                {"precision": p, "recall": r, "f1": f, "support": int(s)}
                for p, r, f, s in zip(precision, recall, f1, support)
            ],
            "confusion": metrics.confusion_matrix(
                actual, predicted, labels=range(classes)
            ).tolist(),
            "saturated": {
                "probabilities": flat(softmax.predict(saturated, verbose=0)),
                "actual": [2, 0],
                "loss": softmax.evaluate(saturated, truth, verbose=0),
            },
        },
    )


training_steps()
scores()
