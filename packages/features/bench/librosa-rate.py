"""Clips a second of librosa: file to 259 band means, in as many processes as asked for."""

import sys
import time
from multiprocessing import Pool
from pathlib import Path

import librosa
import numpy as np


def features(path):
    samples, rate = librosa.load(path, sr=44100, offset=0.5, duration=3, res_type="soxr_hq")
    mel = librosa.feature.melspectrogram(y=samples, sr=rate, n_fft=2048, hop_length=512, n_mels=128, fmax=8000, pad_mode="reflect")
    return librosa.power_to_db(mel).mean(axis=0)


if __name__ == "__main__":
    files = sorted(str(path) for path in Path(sys.argv[1]).iterdir())
    processes = int(sys.argv[2])
    with Pool(processes) as pool:
        pool.map(features, files[: 2 * processes], chunksize=1)
        began = time.perf_counter()
        rows = pool.map(features, files, chunksize=4)
        seconds = time.perf_counter() - began
    assert all(np.isfinite(row).all() for row in rows)
    print(len(files) / seconds)
