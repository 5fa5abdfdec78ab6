#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "error.h"
#include "mel-filterbank.h"
#include "stft.h"

/** The mel stage: the power of each frame in triangular bands on Slaney's mel scale. */
namespace prosodia {

/** librosa.feature.melspectrogram's options, power = 2. `bands.nFft` follows `stft.nFft`. */
struct MelOptions {
  StftOptions stft;
  MelBands bands;
  /**
   * Whether frames are done again in double precision where single precision could move a band by 0.001 dB. A
   * band may then be off by more only where it is 80 dB below the loudest of its frame.
   */
  bool mend = true;

  bool operator==(const MelOptions&) const = default;
};

/** An StftPlan with a filterbank behind it; immutable, so threads share it. */
class MelPlan {
 public:
  /** Errors: INVALID_OPTION. */
  static Result<MelPlan> create(const MelOptions& options);

  std::uint64_t frameCount(std::uint64_t sampleCount) const { return stft_.frameCount(sampleCount); }
  const Kernel& kernel() const { return stft_.fft().kernel(); }
  std::uint32_t bandCount() const { return static_cast<std::uint32_t>(filterbank_.firstBin.size()); }

  /**
   * The mel power spectrogram, [bandCount x frameCount], row-major as librosa's.
   * Errors: AUDIO_EMPTY (also when not one frame fits), AUDIO_NOT_FINITE.
   */
  Check compute(std::span<const float> samples, StftScratch& scratch, std::span<float> power) const;

  /**
   * The same for the samples that fill `stft().room(...)` of `scratch`; they must be finite. `bins`,
   * unless null, get the power of theirs, with the frames for a stride.
   */
  Check computeRoom(StftScratch& scratch, std::span<float> power, const BinRows* bins = nullptr) const;

  /**
   * Frames of a signal that was checked and padded before: frame t is padded[t * hopLength ... + nFft). The
   * same bits as compute gives, for any number of them.
   */
  void computeFrames(std::span<const float> padded, std::size_t frameCount, FftScratch& scratch,
                     MelRows rows) const;

  const StftPlan& stft() const { return stft_; }

  /** Memory of its tables, about. */
  std::size_t tableBytes() const;

 private:
  MelPlan(StftPlan stft, MelFilterbank filterbank, bool mend)
      : stft_(std::move(stft)), filterbank_(std::move(filterbank)), mend_(mend) {}
  void mendFrames(std::span<const float> padded, std::size_t frameCount, FftScratch& scratch,
                  MelRows rows) const;
  static constexpr std::size_t framesPerBlock = 16;  ///< that are looked at side by side
  using FrameFlags = std::array<int, framesPerBlock>;
  FrameFlags doubtfulFrames(MelRows rows, std::span<const float> energy) const;

  StftPlan stft_;
  MelFilterbank filterbank_;
  bool mend_;
};

}  // namespace prosodia
