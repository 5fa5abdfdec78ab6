"""Compares @prosodia/dsp-native with librosa on a corpus of real recordings.

    python agreement.py --data DIR [--resampler soxr_vhq]

Exits with 1 when a figure exceeds its limit.
"""

import argparse
import subprocess
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import librosa
import numpy as np
import soxr

import reference

# Frames whose resampled neighbourhood touches the ends of the clip, where librosa's own resamplers differ.
FIRST_EDGE_FRAMES = 2
LAST_EDGE_FRAMES = 3
CHUNK = 120


def main():
    arguments = parse_arguments()
    paths = sorted(str(path) for path in Path(arguments.data).rglob("*.wav"))
    if not paths:
        sys.exit(f"Expected WAV files for --data but received none in {arguments.data}")
    print(f"{len(paths)} files; librosa {librosa.__version__}, soxr {soxr.__version__}, {arguments.resampler}")

    same = SameSamples()
    rows, frames = [], []
    with ProcessPoolExecutor(arguments.workers) as pool, tempfile.TemporaryDirectory() as folder:
        for start in range(0, len(paths), CHUNK):
            chunk = paths[start : start + CHUNK]
            clips = list(pool.map(reference_of, chunk, [arguments.resampler] * len(chunk)))
            same.add(clips, Path(folder))
            rows += [reference.band_means(decibels) for _, decibels, _ in clips]
            frames += [min(decibels.shape[1], reference.MAX_FRAMES) for _, decibels, _ in clips]
        ours = extract_values(paths, Path(folder))

    passed = [same.report(), report_from_file(ours, np.array(rows), np.array(frames))]
    sys.exit(0 if all(passed) else 1)


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True, help="folder of WAV files, searched with its subfolders")
    parser.add_argument("--resampler", default="soxr_vhq", help="librosa's res_type")
    parser.add_argument("--workers", type=int, default=2, help="processes for librosa's side")
    return parser.parse_args()


def reference_of(path, resampler):
    """Samples, librosa's log-mel spectrogram of them, and the same computed in double precision."""
    samples = reference.load(path, resampler)
    return samples, reference.log_mel(samples), reference.log_mel(samples.astype(np.float64))


def node(*arguments):
    subprocess.run(["node", str(Path(__file__).with_name("dump.mjs")), *map(str, arguments)], check=True)


def extract_values(paths, folder):
    (folder / "paths.txt").write_text("\n".join(paths))
    node("clips", folder / "paths.txt", folder / "values.f32")
    return np.fromfile(folder / "values.f32", dtype="<f4").reshape(len(paths), reference.MAX_FRAMES)


class SameSamples:
    """The stages after resampling: both sides get the samples that librosa loaded."""

    def __init__(self):
        self.differences = {"librosa as it is (float32)": [], "librosa in double precision": []}

    def add(self, clips, folder):
        (folder / "lengths.txt").write_text("\n".join(str(len(samples)) for samples, _, _ in clips))
        np.concatenate([samples for samples, _, _ in clips]).astype("<f4").tofile(folder / "samples.f32")
        node("samples", folder / "lengths.txt", folder / "samples.f32", folder / "log-mel.f32")
        ours = np.fromfile(folder / "log-mel.f32", dtype="<f4")
        ends = np.cumsum([decibels.size for _, decibels, _ in clips])[:-1]
        for values, (_, single, double) in zip(np.split(ours, ends), clips, strict=True):
            for known, theirs in zip(self.differences.values(), (single, double), strict=True):
                above = theirs > theirs.max() - 80
                known.append(np.abs(values.reshape(theirs.shape) - theirs)[above])

    def report(self):
        print("\nGiven the same samples: mel values above the -80 dB floor, difference in dB")
        for name, parts in self.differences.items():
            every = np.concatenate(parts)
            print(f"  {name}: {every.size} values, mean {every.mean():.7f}, largest {every.max():.6f}, "
                  f"{np.count_nonzero(every > 0.001)} beyond 0.001")
        every = np.concatenate(next(iter(self.differences.values())))
        return check("largest", every.max(), 0.001)


def report_from_file(ours, theirs, frames):
    differences = np.abs(ours.astype(np.float64) - theirs)
    column = np.arange(differences.shape[1])
    there = column < frames[:, None]
    interior = there & (column >= FIRST_EDGE_FRAMES) & (column < frames[:, None] - LAST_EDGE_FRAMES)
    edge = there & ~interior
    print(f"\nFrom the file: {differences.size} values, difference in dB")
    print(f"  beyond 0.005: {np.count_nonzero(differences > 0.005)} values, "
          f"{np.count_nonzero(differences[interior] > 0.005)} of them in interior frames")
    return all([
        check("frames that a clip lacks: largest", np.abs(ours[~there]).max(initial=0.0), 0),
        check("mean", differences.mean(), 0.0002),
        check("share beyond 0.005", np.mean(differences > 0.005), 0.0002),
        check("largest in interior frames", differences[interior].max(), 0.02),
        check("largest in edge frames", differences[edge].max(), 0.3),
    ])


def check(name, value, limit):
    passed = bool(value <= limit)
    print(f"  {name}: {value:.6f} ({'at most' if passed else 'NOT at most'} {limit})")
    return passed


if __name__ == "__main__":
    main()
