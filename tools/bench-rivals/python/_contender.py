"""The program around a contender written in Python; packages/dsp-native/bench/README.md says what the runner expects.

A stage is a function that does one clip: samples in memory (numpy.float32) or the path of a WAV file in, an array
out. What it needs is made when its module is loaded, which is not timed.
"""

import json
import multiprocessing
import sys
import time
from importlib.metadata import version

import numpy as np

SAMPLE_RATE = 44100
N_FFT = 2048
HOP_LENGTH = 512
N_MELS = 128
F_MAX = 8000
TOP_DB = 80
OFFSET_SECONDS = 0.5
DURATION_SECONDS = 3
MAX_FRAMES = 1 + DURATION_SECONDS * SAMPLE_RATE // HOP_LENGTH

FILE_STAGES = ("file-to-vector", "decode")


def contend(packages, stages):
    stage, threads, passes, list_file = sys.argv[1:]
    run_clip, check = stages[stage]
    with open(list_file, encoding="utf8") as lines:
        inputs = lines.read().splitlines()
    if stage not in FILE_STAGES:
        inputs = [np.fromfile(path, dtype=np.float32) for path in inputs]

    if int(threads) == 1:
        first, ms_per_clip = _time_passes(lambda: _first_of(map(run_clip, inputs)), int(passes))
    else:
        # Processes, as Python programs do it: threads would wait for each other.
        with multiprocessing.Pool(int(threads)) as pool:
            first, ms_per_clip = _time_passes(lambda: _first_of(pool.map(run_clip, inputs)), int(passes))
    ms_per_clip = [ms / len(inputs) for ms in ms_per_clip]
    names = ", ".join(f"{package} {version(package)}" for package in packages)
    print(json.dumps({"version": names, "check": float(check(first)), "msPerClip": ms_per_clip}))


def _time_passes(run_pass, passes):
    result = run_pass()  # not counted: it warms caches and compilers
    milliseconds = []
    for _ in range(passes):
        begin = time.perf_counter()
        result = run_pass()
        milliseconds.append(1000 * (time.perf_counter() - begin))
    return result, milliseconds


def _first_of(results):
    """Asks for every result, and keeps one."""
    first = None
    for result in results:
        if first is None:
            first = result
    return first


def mean_square(samples):
    return np.mean(np.square(samples, dtype=np.float64))


def mean_power(spectra):
    return np.mean(spectra.real.astype(np.float64) ** 2 + spectra.imag.astype(np.float64) ** 2)


def to_decibels(power):
    """librosa.power_to_db's default, for libraries that stop at the power."""
    decibels = 10 * np.log10(np.maximum(power, 1e-10))
    return np.maximum(decibels, decibels.max() - TOP_DB)


def to_vector(decibels):
    """[n_mels, frames] to the 259 values of mel-mean-259.v1."""
    vector = np.zeros(MAX_FRAMES, dtype=np.float32)
    means = decibels.mean(axis=0)
    vector[: len(means)] = means
    return vector
