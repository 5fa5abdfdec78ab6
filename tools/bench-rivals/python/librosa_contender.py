"""librosa with its defaults, but for the edges: reflected, as librosa up to 0.9 did it. Its name ends in its resampler."""

import sys

import librosa
import numpy as np

from _contender import (
    DURATION_SECONDS,
    F_MAX,
    HOP_LENGTH,
    N_FFT,
    N_MELS,
    OFFSET_SECONDS,
    SAMPLE_RATE,
    TOP_DB,
    contend,
    mean_power,
    mean_square,
    to_vector,
)

RES_TYPE = sys.argv.pop(1)


def log_mel(samples):
    power = librosa.feature.melspectrogram(
        y=samples,
        sr=SAMPLE_RATE,
        n_fft=N_FFT,
        hop_length=HOP_LENGTH,
        n_mels=N_MELS,
        fmax=F_MAX,
        pad_mode="reflect",
    )
    return librosa.power_to_db(power, top_db=TOP_DB)


def file_to_vector(path):
    samples, _ = librosa.load(
        path, sr=SAMPLE_RATE, offset=OFFSET_SECONDS, duration=DURATION_SECONDS, res_type=RES_TYPE
    )
    return to_vector(log_mel(samples))


def fft(samples):
    return librosa.stft(samples, n_fft=N_FFT, hop_length=HOP_LENGTH, pad_mode="reflect")


def resample(samples):
    return librosa.resample(samples, orig_sr=48000, target_sr=SAMPLE_RATE, res_type=RES_TYPE)


if __name__ == "__main__":
    contend(
        ["librosa", "numpy", "scipy", "resampy" if RES_TYPE.startswith("kaiser") else "soxr"],
        {
            "file-to-vector": (file_to_vector, np.mean),
            "mel": (log_mel, np.mean),
            "fft": (fft, mean_power),
            "resample": (resample, mean_square),
        },
    )
