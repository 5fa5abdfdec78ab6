"""Writes the golden data of @prosodia/dsp-native: what librosa makes of synthetic signals.

    python generate.py

Everything comes from formulas and a fixed seed, so the same versions write the same bytes. A case names a stage of
dsp-native, the options in its own vocabulary, and a file of little-endian float32 in row-major order.
"""

import json
import platform
from pathlib import Path

import librosa
import numpy as np
import scipy
import soundfile
import soxr

import reference

FOLDER = Path(__file__).parents[2] / "packages" / "dsp-native" / "golden"
FORMAT = 1
RATE = 48000
LENGTH = 9600


def main():
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.iterdir():
        old.unlink()
    samples = {name: write_wav(name, signal) for name, signal in signals().items()}
    cases = [
        *filterbanks(),
        *resampled(samples),
        *spectra(samples),
        *log_mels(samples),
        *decibels(),
        *coefficients(samples),
        *deltas(samples),
        *clips(samples),
    ]
    versions = {
        "python": platform.python_version(),
        **{module.__name__: module.__version__ for module in (librosa, np, scipy, soundfile, soxr)},
    }
    manifest = {"format": FORMAT, "generator": "tools/golden/generate.py", "versions": versions, "cases": cases}
    (FOLDER / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n")
    size = sum(file.stat().st_size for file in FOLDER.iterdir())
    print(f"{len(cases)} cases, {size} bytes")


def signals():
    """In [-1, 1): one signal for each thing that can go wrong."""
    time = np.arange(LENGTH) / RATE
    random = np.random.default_rng(20240613)
    tone = np.sin(2 * np.pi * 1000 * time)
    burst = np.where(time < 0.05, 0.9 * tone, 0.0)
    return {
        "sine": 0.5 * tone,
        # 50 Hz to 15 kHz, the frequency rising exponentially.
        "sweep": 0.5 * np.sin(2 * np.pi * 50 * 0.2 / np.log(300) * (np.exp(time / 0.2 * np.log(300)) - 1)),
        "impulse": np.where(np.arange(LENGTH) == LENGTH // 2, 0.9, 0.0),
        "noise": random.uniform(-0.5, 0.5, LENGTH),
        "silence": np.zeros(LENGTH),
        # Shorter than half a frame of 2048: reflection folds it several times.
        "short": random.uniform(-0.5, 0.5, 300),
        # Noise of one bit after a loud tone: most of it lies below the -80 dB floor.
        "floor": burst + random.integers(-1, 2, LENGTH) / 32768,
        "stereo": np.stack([0.5 * tone, random.uniform(-0.3, 0.3, LENGTH)], axis=1),
    }


def write_wav(name, signal):
    """Writes 16-bit PCM and returns the samples as librosa sees them: float32, channels averaged."""
    path = FOLDER / f"{name}.wav"
    soundfile.write(path, np.round(signal * 32767).astype(np.int16), RATE, subtype="PCM_16")
    return librosa.load(path, sr=None, mono=True)[0]


def case(stage, name, values, options, **more):
    """Writes the values and returns the manifest's entry."""
    values = np.ascontiguousarray(values, dtype="<f4")
    file = f"{stage}-{name}.f32"
    values.tofile(FOLDER / file)
    return {"stage": stage, "name": name, "file": file, "shape": values.shape, "options": options, **more}


def filterbanks():
    for name, rate, n_fft, n_mels, low, high in [
        ("narrow", 16000, 512, 40, 0, 8000),
        ("offset", 22050, 256, 20, 300, 4000),
        # More bands than bins: some bands are empty.
        ("empty-bands", 44100, 128, 48, 0, 22050),
    ]:
        weights = librosa.filters.mel(sr=rate, n_fft=n_fft, n_mels=n_mels, fmin=low, fmax=high)
        options = {"sampleRate": rate, "nFft": n_fft, "nMels": n_mels, "fMin": low, "fMax": high}
        yield case("filterbank", name, weights, options)


def resampled(samples):
    for name, to_rate in [("sweep", 44100), ("noise", 16000), ("impulse", 22050)]:
        values = librosa.resample(samples[name], orig_sr=RATE, target_sr=to_rate, res_type="soxr_vhq")
        yield case("resample", name, values, {"fromRate": RATE, "toRate": to_rate}, input=f"{name}.wav")


def spectra(samples):
    for name, source, options in [
        # No hop that divides the length: librosa 0.11 then reflects one sample short of what numpy.pad does.
        ("noise", "noise", {"nFft": 256, "hopLength": 170}),
        ("short", "short", {"nFft": 1024, "hopLength": 64}),
        ("constant", "noise", {"nFft": 120, "hopLength": 250, "padMode": "constant"}),
        ("uncentred", "sweep", {"nFft": 250, "hopLength": 250, "center": False}),
    ]:
        spectrum = librosa.stft(
            samples[source].astype(np.float64),
            n_fft=options["nFft"],
            hop_length=options["hopLength"],
            center=options.get("center", True),
            pad_mode=options.get("padMode", "reflect"),
        )
        yield case("stft", name, [spectrum.real, spectrum.imag], options, input=f"{source}.wav")


def log_mels(samples):
    whole = {"sampleRate": RATE}
    for name, source, options in [
        *((name, name, whole) for name in ["sine", "sweep", "impulse", "noise", "silence", "short", "floor"]),
        ("unfloored", "floor", {**whole, "topDb": None}),
        ("uncentred", "noise", {**whole, "center": False}),
        ("constant", "noise", {**whole, "padMode": "constant"}),
        ("narrow", "sweep", {**whole, "nFft": 960, "hopLength": 480, "nMels": 40, "fMin": 100, "fMax": 16000}),
    ]:
        values = log_mel(samples[source], options)
        yield case("log-mel", name, values, options, input=f"{source}.wav")


def log_mel(samples, options):
    theirs = {
        "n_fft": "nFft",
        "hop_length": "hopLength",
        "n_mels": "nMels",
        "fmin": "fMin",
        "fmax": "fMax",
        "center": "center",
        "pad_mode": "padMode",
        "top_db": "topDb",
    }
    settings = {key: options[ours] for key, ours in theirs.items() if ours in options}
    # Double precision: the golden value is the right one, not one of many roundings.
    return reference.log_mel(samples.astype(np.float64), RATE, **settings)


def decibels():
    power = np.concatenate([[0, 1e-12, 1e-10, 2e-10], np.logspace(-9, 6, 60)]).astype(np.float32)
    for name, options in [
        ("default", {}),
        ("unfloored", {"topDb": None}),
        ("relative", {"ref": 1000, "amin": 1e-5, "topDb": 30}),
    ]:
        settings = {key: options[ours] for key, ours in [("ref", "ref"), ("amin", "amin")] if ours in options}
        values = librosa.power_to_db(power.astype(np.float64), top_db=options.get("topDb", 80.0), **settings)
        yield case("decibel", name, [power, values], options)


def coefficients(samples):
    whole = {"sampleRate": RATE}
    for name, source, options in [
        ("noise", "noise", whole),
        ("floor", "floor", {**whole, "nMfcc": 13}),
        ("liftered", "sweep", {**whole, "nMfcc": 13, "lifter": 22}),
        ("narrow", "sweep", {**whole, "nFft": 960, "hopLength": 480, "nMels": 40, "fMax": 16000, "nMfcc": 40}),
    ]:
        values = librosa.feature.mfcc(
            S=log_mel(samples[source], options), n_mfcc=options.get("nMfcc", 20), lifter=options.get("lifter", 0)
        )
        yield case("mfcc", name, values, options, input=f"{source}.wav")


def deltas(samples):
    """Each with the matrix it is made from: coefficients of 19 frames."""
    matrix = librosa.feature.mfcc(S=log_mel(samples["sweep"], {"sampleRate": RATE}), n_mfcc=6).astype(np.float32)
    for name, options in [
        ("slope", {}),
        ("curvature", {"order": 2}),
        ("narrow", {"width": 3, "order": 2}),
        # One window: every frame has the value of the same fit.
        ("widest", {"width": 19}),
    ]:
        values = librosa.feature.delta(matrix.astype(np.float64), **options)
        yield case("delta", name, [matrix, values], options)


def clips(samples):
    options = {"offsetSeconds": 0.02, "durationSeconds": 0.15}
    frames = 1 + int(0.15 * reference.SAMPLE_RATE) // 512
    for name in samples:
        if name == "short":
            continue  # nothing is left of it after the offset
        loaded, _ = librosa.load(
            FOLDER / f"{name}.wav", sr=reference.SAMPLE_RATE, offset=0.02, duration=0.15, res_type="soxr_vhq"
        )
        row = reference.band_means(reference.log_mel(loaded.astype(np.float64)), frames)
        yield case("extract", name, row, options, input=f"{name}.wav")


if __name__ == "__main__":
    main()
