"""kaldi-native-fbank set to librosa's mel bands; it makes its plan for each clip, so that is timed."""

import kaldi_native_fbank
import numpy as np

from _contender import F_MAX, HOP_LENGTH, N_FFT, N_MELS, SAMPLE_RATE, contend, to_decibels

OPTIONS = kaldi_native_fbank.FbankOptions()
OPTIONS.frame_opts.samp_freq = SAMPLE_RATE
OPTIONS.frame_opts.frame_length_ms = 1000 * N_FFT / SAMPLE_RATE
OPTIONS.frame_opts.frame_shift_ms = 1000 * HOP_LENGTH / SAMPLE_RATE
OPTIONS.frame_opts.window_type = "hann"
OPTIONS.frame_opts.dither = 0
OPTIONS.frame_opts.preemph_coeff = 0
OPTIONS.frame_opts.remove_dc_offset = False
OPTIONS.frame_opts.snip_edges = True
OPTIONS.mel_opts.num_bins = N_MELS
OPTIONS.mel_opts.low_freq = 0
OPTIONS.mel_opts.high_freq = F_MAX
OPTIONS.mel_opts.is_librosa = True
OPTIONS.use_log_fbank = False
OPTIONS.energy_floor = 0


def log_mel(samples):
    fbank = kaldi_native_fbank.OnlineFbank(OPTIONS)
    fbank.accept_waveform(SAMPLE_RATE, np.pad(samples, N_FFT // 2, mode="reflect"))
    fbank.input_finished()
    frames = [fbank.get_frame(frame) for frame in range(fbank.num_frames_ready)]
    return to_decibels(np.stack(frames, axis=1))


if __name__ == "__main__":
    contend(["kaldi-native-fbank", "numpy"], {"mel": (log_mel, np.mean)})
