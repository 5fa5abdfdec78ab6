"""Writes what SciPy and scikit-learn say of small cases for the packages. See README.md."""

import json
import pathlib

import numpy as np
import scipy
import sklearn
from scipy import optimize, special, stats
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier
from sklearn.svm import SVC

PACKAGES = pathlib.Path(__file__).parents[2] / "packages"
VERSIONS = {
    "numpy": np.__version__,
    "scipy": scipy.__version__,
    "scikit-learn": sklearn.__version__,
}


def flat(array) -> list[float]:
    """float32 in the shortest decimals that give the same bits back."""
    return [float(str(value)) for value in np.asarray(array, np.float32).ravel()]


def write(name: str, content: dict) -> None:
    (PACKAGES / name).write_text(json.dumps({"versions": VERSIONS, **content}) + "\n")


def calibration() -> dict:
    """A classifier of 4 classes that is too sure of itself, on 200 rows."""
    rows, classes, bins = 200, 4, 15
    random = np.random.default_rng(30)
    actual = random.integers(classes, size=rows)
    logits = 4 * random.normal(size=(rows, classes)) + 3 * np.eye(classes)[actual]
    probabilities = special.softmax(logits, axis=1).astype(np.float32)

    confidence = probabilities.max(1)
    right = probabilities.argmax(1) == actual
    of_bin, _, place = stats.binned_statistic(
        -confidence, confidence, "sum", bins, range=(-1, 0)
    )  # mirrored, so that a bin holds its upper end
    right_of_bin = np.bincount(place - 1, right, bins)

    def loss(temperature: float) -> float:
        at = special.log_softmax(np.log(probabilities.astype(np.float64)) / temperature, axis=1)
        return -at[np.arange(rows), actual].mean()

    found = optimize.minimize_scalar(loss, bounds=(0.02, 50), method="bounded", options={"xatol": 1e-9})
    order = np.argsort(-confidence, kind="stable")
    risks = np.cumsum(~right[order]) / np.arange(1, rows + 1)
    return {
        "probabilities": flat(probabilities),
        "actual": actual.tolist(),
        "ece": float(np.abs(of_bin - right_of_bin).sum() / rows),
        "temperature": found.x,
        "lossAtTemperature": found.fun,
        "area": float(risks.mean()),
        "riskOfHalf": float(risks[rows // 2 - 1]),
    }


def mcnemar() -> list[dict]:
    pairs = [(0, 0), (1, 0), (3, 9), (9, 3), (40, 61), (700, 690), (12, 1100)]
    return [
        {
            "onlyFirst": b,
            "onlySecond": c,
            "p": stats.binomtest(b, b + c).pvalue if b + c else 1.0,
        }
        for b, c in pairs
    ]


def bootstrap() -> dict:
    """Twelve groups of 30 answers each; with equal sizes the accuracy is the mean of the groups'."""
    random = np.random.default_rng(31)
    hits = random.binomial(30, random.uniform(0.3, 0.9, size=12))
    interval = stats.bootstrap(
        (hits / 30,), np.mean, method="percentile", n_resamples=200_000, rng=32
    ).confidence_interval
    return {"hits": hits.tolist(), "of": 30, "interval": [interval.low, interval.high]}


def classifiers() -> None:
    """Three overlapping clouds in five columns: 90 rows to fit, 60 others to ask for."""
    width, classes = 5, 3
    random = np.random.default_rng(33)
    centres = random.normal(size=(classes, width))

    def rows(count: int):
        y = random.integers(classes, size=count)
        return (centres[y] + random.normal(size=(count, width))).astype(np.float32), y

    x, y = rows(90)
    asked, truth = rows(60)
    logistic = {
        str(cost): flat(
            LogisticRegression(C=cost, tol=1e-10, max_iter=10_000).fit(x, y).predict_proba(asked)
        )
        for cost in (0.01, 1.0)
    }
    neighbours = {
        str(k): flat(KNeighborsClassifier(k, algorithm="brute").fit(x, y).predict_proba(asked))
        for k in (1, 5)
    }
    machines = {
        "linear": SVC(kernel="linear", C=0.5),
        "rbf": SVC(kernel="rbf", C=3, gamma=0.7 / width),
    }
    write(
        "model/golden/classifiers.json",
        {
            "width": width,
            "classes": classes,
            **{"x": flat(x), "y": y.tolist(), "asked": flat(asked), "truth": truth.tolist()},
            "logisticRegression": logistic,
            "nearestNeighbours": neighbours,
            "svmScores": {
                name: flat(machine.fit(x, y).decision_function(asked))
                for name, machine in machines.items()
            },
        },
    )


write(
    "statistics/golden/statistics.json",
    {"calibration": calibration(), "mcnemar": mcnemar(), "bootstrap": bootstrap()},
)
classifiers()
