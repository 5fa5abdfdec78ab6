"""audioflux with its plan made once; padding and decibels, which it leaves to the caller, by numpy."""

import audioflux
import numpy as np
from audioflux.type import (
    SpectralDataType,
    SpectralFilterBankNormalType,
    SpectralFilterBankScaleType,
    SpectralFilterBankStyleType,
    WindowType,
)

from _contender import F_MAX, HOP_LENGTH, N_FFT, N_MELS, SAMPLE_RATE, contend, to_decibels

MEL = audioflux.BFT(
    num=N_MELS,
    radix2_exp=N_FFT.bit_length() - 1,
    samplate=SAMPLE_RATE,
    low_fre=0,
    high_fre=F_MAX,
    window_type=WindowType.HANN,
    slide_length=HOP_LENGTH,
    scale_type=SpectralFilterBankScaleType.MEL,
    style_type=SpectralFilterBankStyleType.SLANEY,
    normal_type=SpectralFilterBankNormalType.BAND_WIDTH,
    data_type=SpectralDataType.POWER,
)


def log_mel(samples):
    padded = np.pad(samples, N_FFT // 2, mode="reflect")
    return to_decibels(MEL.bft(padded, result_type=1))


if __name__ == "__main__":
    contend(["audioflux", "numpy"], {"mel": (log_mel, np.mean)})
