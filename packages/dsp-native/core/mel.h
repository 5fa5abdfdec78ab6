#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "error.h"
#include "stft.h"

/** The mel stage: the power of each frame in triangular bands on Slaney's mel scale. */
namespace prosodia {

/** librosa.filters.mel's arguments; scale and area normalisation are Slaney's (htk=False, norm="slaney"). */
struct MelBands {
  double sampleRate = 44100;  ///< hertz, finite, > 0
  std::uint32_t nFft = 2048;  ///< even, 4 to 65536
  std::uint32_t nMels = 128;  ///< 1 to 4096
  double fMin = 0;            ///< hertz, 0 <= fMin < fMax
  double fMax = 8000;         ///< hertz, at most sampleRate / 2

  bool operator==(const MelBands&) const = default;
};

/** A filterbank kept as what is not zero: for each band its first bin and the weights from there on. */
struct MelFilterbank {
  std::vector<std::uint32_t> firstBin;     ///< [nMels]
  std::vector<std::uint32_t> weightStart;  ///< [nMels + 1], where each band's weights begin in `weights`
  std::vector<double> weights;
  std::vector<float> singleWeights;  ///< the same in single precision
  std::uint32_t binLimit = 0;        ///< bins from here on touch no band
  /** [nMels], how much noise in the bins shows in a band: the sum of its squared weights over that of its
   * weights. */
  std::vector<float> noise;

  /** Errors: INVALID_OPTION. A band too narrow to hold any bin has no weights, as in librosa. */
  static Result<MelFilterbank> create(const MelBands& bands);

  /** The matrix librosa.filters.mel returns, [nMels x (nFft / 2 + 1)], row-major. */
  void writeDense(std::uint32_t binCount, std::span<float> matrix) const;

  /** As the kernels take it, with weights of either precision. */
  template <class Real>
  MelTables<Real> tables(const std::vector<Real>& ofPrecision) const {
    return {firstBin.size(), firstBin.data(), weightStart.data(), ofPrecision.data(), binLimit};
  }
};

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
   * The same for the samples that fill `stft().room(...)` of `scratch`; they must be finite. `binPower`,
   * unless null, becomes the power of all bins, [binCount x frameCount].
   */
  Check computeRoom(StftScratch& scratch, std::span<float> power, float* binPower = nullptr) const;

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
