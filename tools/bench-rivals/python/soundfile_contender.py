"""libsndfile through soundfile: the reader under librosa.load."""

import soundfile

from _contender import DURATION_SECONDS, OFFSET_SECONDS, contend, mean_square


def decode(path):
    with soundfile.SoundFile(path) as file:
        file.seek(int(OFFSET_SECONDS * file.samplerate))
        frames = int(DURATION_SECONDS * file.samplerate)
        samples = file.read(frames, dtype="float32", always_2d=True)
    return samples.mean(axis=1) if samples.shape[1] > 1 else samples[:, 0]


if __name__ == "__main__":
    contend(["soundfile", "numpy"], {"decode": (decode, mean_square)})
