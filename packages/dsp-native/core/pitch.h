#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "error.h"
#include "kernels/kernel.h"
#include "stft.h"

/**
 * The pitch stage: the fundamental frequency of each frame, by autocorrelation (Boersma 1993, "Accurate
 * short-term analysis of the fundamental frequency and the harmonics-to-noise ratio of a sampled sound").
 */
namespace prosodia {

struct PitchOptions {
  double sampleRate = 22050;  ///< hertz, finite, > 0
  StftOptions stft;           ///< nFft must hold two periods of minHertz
  double minHertz = 75;       ///< lowest pitch, finite, > 0
  double maxHertz = 600;      ///< highest pitch, above minHertz, at most a quarter of sampleRate
  /**
   * Frames before the first and behind the last that are at most so many dB below the loudest get no pitch,
   * which takes longest to find (librosa.effects.trim cuts them off). At least 0; nullopt: all get one.
   */
  std::optional<double> topDb = std::nullopt;

  bool operator==(const PitchOptions&) const = default;
};

/** Working memory of one thread; grows once, then is used again. */
struct PitchScratch {
  std::vector<float> real;
  std::vector<float> imaginary;
  std::vector<float> power;  ///< of the bins that the pitch is heard in
  std::vector<float> total;  ///< of each frame
  std::vector<float> correlation;
};

/** The cosines of every lag; immutable, so threads share it. */
class PitchPlan {
 public:
  static constexpr std::size_t rowCount = 3;

  /** Errors: INVALID_OPTION. */
  static Result<PitchPlan> create(const PitchOptions& options);

  std::uint64_t frameCount(std::uint64_t sampleCount) const { return stft_.frameCount(sampleCount); }

  /**
   * `rows` becomes [3 x frames], row-major: the pitch in hertz, 0 in a frame without a peak; how periodic the
   * frame is at it, 0 to 1 (the ratio of harmonics to noise is s / (1 - s)); and the level in dB of full
   * scale under the window, at least -100. Whether a frame is voiced is for the caller to say; 0.5 is a usual
   * bound. Errors: AUDIO_EMPTY (also when not one frame fits), AUDIO_NOT_FINITE.
   */
  Check compute(std::span<const float> samples, StftScratch& stft, PitchScratch& scratch,
                std::span<float> rows) const;

  /** Where the power of bins lies in `scratch`, with `frames` for a stride, for one who has it; computeRoom
   * comes next. */
  BinRows room(std::size_t frames, PitchScratch& scratch) const;

  /** The same rows, of the frames whose power fills the room. */
  void computeRoom(std::size_t frames, PitchScratch& scratch, std::span<float> rows) const;

 private:
  PitchPlan(const PitchOptions& options, StftPlan stft);
  struct Peak {
    float hertz = 0;
    float strength = 0;
  };
  Peak highestPeak(const float* correlation, double total) const;
  struct FrameSpan {
    std::size_t first;
    std::size_t end;
  };
  FrameSpan withoutQuietEnds(std::span<const float> level) const;

  StftPlan stft_;
  double minHertz_;
  std::optional<double> topDb_;
  std::size_t firstBin_;
  std::size_t binCount_;            ///< bins that the pitch is heard in
  double firstLag_;                 ///< seconds
  std::size_t lagCount_;            ///< one more at each end than is asked for, so that peaks have neighbours
  std::vector<double> leastCosts_;  ///< [lagCount], of an octave at the least place of a peak there
  std::vector<float> cosines_;      ///< [lagCount x binCount], over the window's own correlation
};

}  // namespace prosodia
