"""The notebook's pipeline in librosa: what @prosodia/dsp-native is compared with."""

import librosa
import numpy as np

SAMPLE_RATE = 44100
MAX_FRAMES = 259
MEL = {"n_fft": 2048, "hop_length": 512, "n_mels": 128, "fmin": 0.0, "fmax": 8000.0}


def load(path, res_type="soxr_vhq"):
    """Half a second on, three seconds long, mono, 44.1 kHz: float32 samples."""
    samples, _ = librosa.load(
        path, sr=SAMPLE_RATE, mono=True, offset=0.5, duration=3.0, res_type=res_type
    )
    return samples


def log_mel(samples, sample_rate=SAMPLE_RATE, top_db=80.0, **options):
    """Decibels, [n_mels, frames]. Computed in the precision of `samples`."""
    settings = {**MEL, "pad_mode": "reflect", "power": 2.0, **options}
    power = librosa.feature.melspectrogram(y=samples, sr=sample_rate, **settings)
    return librosa.power_to_db(power, ref=1.0, amin=1e-10, top_db=top_db)


def band_means(decibels, frames=MAX_FRAMES):
    """The mean over the bands of each frame; frames that a short clip lacks stay 0."""
    row = np.zeros(frames, dtype=np.float32)
    kept = min(frames, decibels.shape[1])
    row[:kept] = decibels[:, :kept].mean(axis=0)
    return row
