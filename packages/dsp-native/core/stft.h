#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "error.h"
#include "fft.h"

/** The stft stage: overlapping frames, a periodic Hann window, a Fourier transform of each. */
namespace prosodia {

/** What lies beyond the two ends of a centred signal (numpy.pad's mode). */
enum class PadMode {
  reflect,  ///< mirrored at the end samples, as often as a short signal needs; a single sample is repeated
  zero,     ///< zeros (librosa's "constant")
};

/** librosa.stft's n_fft, hop_length, center and pad_mode; the window is always Hann over n_fft. */
struct StftOptions {
  std::uint32_t nFft = 2048;      ///< even, 4 to 65536, no prime factor above 5
  std::uint32_t hopLength = 512;  ///< 1 to 2^31 - 1
  bool center = true;             ///< frame t is centred on sample t * hopLength; else it starts there
  PadMode padMode = PadMode::reflect;
  std::string kernel;  ///< forces an instruction set; empty: PROSODIA_KERNEL, else the best this CPU has
  /** A transform twice as fast, off by some -138 dB of what is in a frame. */
  bool singlePrecision = false;

  bool operator==(const StftOptions&) const = default;
};

/** Working memory of one thread; grows once, then is used again. */
struct StftScratch {
  std::vector<float> padded;
  FftScratch fft;
};

/** Options that passed their checks, with window and twiddles; immutable, so threads share it. */
class StftPlan {
 public:
  /** Errors: INVALID_OPTION. */
  static Result<StftPlan> create(const StftOptions& options);

  /** Frames of a signal: 1 + n / hopLength when centred, else 1 + (n - nFft) / hopLength, 0 if it is too
   * short. */
  std::uint64_t frameCount(std::uint64_t sampleCount) const;

  /** nFft / 2 + 1 */
  std::uint32_t binCount() const { return fft_.binCount(); }

  /**
   * The complex spectrogram, real and imaginary parts apart, each [binCount x frameCount], row-major: all
   * frames of bin 0 first, as in librosa.stft. Errors: AUDIO_EMPTY (also when not one frame fits),
   * AUDIO_NOT_FINITE.
   */
  Check compute(std::span<const float> samples, StftScratch& scratch, std::span<float> real,
                std::span<float> imaginary) const;

  /**
   * Checks the samples and leaves them padded in `scratch.padded`; frame t then starts at t * hopLength. They
   * may lie there already, in its room.
   */
  Check pad(std::span<const float> samples, StftScratch& scratch) const;

  /** Where that many samples lie in `scratch.padded`, for one who makes them there; padEnds comes next. */
  std::span<float> room(std::size_t sampleCount, StftScratch& scratch) const;

  /** Pads the samples that fill the room. They must be finite. Errors: AUDIO_EMPTY. */
  Check padEnds(StftScratch& scratch) const;

  const StftOptions& options() const { return options_; }
  const FrameFft& fft() const { return fft_; }

 private:
  StftPlan(StftOptions options, FrameFft fft) : options_(std::move(options)), fft_(std::move(fft)) {}
  std::size_t margin() const { return options_.center ? options_.nFft / 2 : 0; }

  StftOptions options_;
  FrameFft fft_;
};

}  // namespace prosodia
