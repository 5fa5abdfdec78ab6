#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "error.h"

/** The mfcc stage: the shape of each frame's log-mel spectrum in a few numbers (librosa.feature.mfcc). */
namespace prosodia {

/** librosa.feature.mfcc's n_mfcc and lifter; dct_type is 2 and norm "ortho", its defaults. */
struct MfccOptions {
  std::uint32_t nMels = 128;  ///< bands of the spectrogram, 1 to 4096
  std::uint32_t nMfcc = 20;   ///< coefficients kept, 1 to nMels
  /** Length of the sine that weights the coefficients, finite, >= 1; 0: no weighting. */
  double lifter = 0;
};

/** The cosines of an orthonormal DCT-II, liftered; immutable, so threads share it. */
class MfccPlan {
 public:
  /** Errors: INVALID_OPTION. */
  static Result<MfccPlan> create(const MfccOptions& options);

  std::uint32_t coefficientCount() const { return nMfcc_; }

  /**
   * `decibels` is a finite log-mel spectrogram [nMels x frames], `coefficients` becomes [nMfcc x frames],
   * both row-major. Sums are in double precision; nothing is allocated.
   */
  void compute(std::span<const float> decibels, std::size_t frames, std::span<float> coefficients) const;

 private:
  explicit MfccPlan(const MfccOptions& options);

  std::uint32_t nMels_;
  std::uint32_t nMfcc_;
  std::vector<double> basis_;  ///< [nMfcc x nMels]
};

}  // namespace prosodia
