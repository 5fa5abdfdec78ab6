#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "error.h"

/** The delta stage: how each row of a feature matrix changes over its frames (librosa.feature.delta). */
namespace prosodia {

/** librosa.feature.delta's arguments; its mode is "interp", the default. */
struct DeltaOptions {
  std::uint32_t width = 9;  ///< frames that one value is fitted to: odd, 3 to 65535
  std::uint32_t order = 1;  ///< 1: slope per frame, 2: curvature per frame squared
};

/**
 * A Savitzky-Golay filter: fits a polynomial of degree `order` to each window of `width` frames and takes its
 * derivative of that order (scipy.signal.savgol_filter with polyorder = deriv = order). Immutable, so threads
 * share it.
 */
class DeltaPlan {
 public:
  /** Errors: INVALID_OPTION. */
  static Result<DeltaPlan> create(const DeltaOptions& options);

  /**
   * `values` and `deltas` are [rows x frames], row-major, and not the same memory; nothing is allocated.
   * Errors: INVALID_OPTION (fewer frames than `width`), AUDIO_NOT_FINITE (a value is not finite or its
   * magnitude exceeds 1e30).
   */
  Check compute(std::span<const float> values, std::size_t frames, std::span<float> deltas) const;

 private:
  explicit DeltaPlan(const DeltaOptions& options);

  std::vector<double> weights_;  ///< [width], for the frames of a window from its first on
};

}  // namespace prosodia
