"""torchaudio with every plan made once, set to librosa's mel bands; WAV files by soundfile, as its own reader went."""

import numpy as np
import torch
import torchaudio

from _contender import F_MAX, HOP_LENGTH, N_FFT, N_MELS, SAMPLE_RATE, TOP_DB
from _contender import contend, mean_power, mean_square, to_vector
from soundfile_contender import decode

torch.set_num_threads(1)
torch.set_grad_enabled(False)

WINDOW = torch.hann_window(N_FFT)
RESAMPLE = torchaudio.transforms.Resample(48000, SAMPLE_RATE)
TO_DECIBELS = torchaudio.transforms.AmplitudeToDB("power", TOP_DB)
MEL = torchaudio.transforms.MelSpectrogram(
    sample_rate=SAMPLE_RATE,
    n_fft=N_FFT,
    hop_length=HOP_LENGTH,
    f_max=F_MAX,
    n_mels=N_MELS,
    norm="slaney",
    mel_scale="slaney",
    pad_mode="reflect",
)


def log_mel(samples):
    return TO_DECIBELS(MEL(torch.from_numpy(samples))).numpy()


def fft(samples):
    spectra = torch.stft(
        torch.from_numpy(samples),
        n_fft=N_FFT,
        hop_length=HOP_LENGTH,
        window=WINDOW,
        pad_mode="reflect",
        return_complex=True,
    )
    return spectra.numpy()


def resample(samples):
    return RESAMPLE(torch.from_numpy(samples)).numpy()


def file_to_vector(path):
    return to_vector(log_mel(resample(decode(path))))


if __name__ == "__main__":
    contend(
        ["torchaudio", "torch"],
        {
            "file-to-vector": (file_to_vector, np.mean),
            "mel": (log_mel, np.mean),
            "fft": (fft, mean_power),
            "resample": (resample, mean_square),
        },
    )
