#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "kernels/kernel.h"

namespace prosodia {

/**
 * How the fast complex Fourier transform falls into small ones, decimation in frequency: a stage of radix r
 * makes r transforms of a part of the size, one after the other, of every r-th bin each. The kernels do them
 * in place.
 */
struct TransformPlan {
  /** `size` is at least 2 and has no prime factor above 5. */
  explicit TransformPlan(std::size_t size);

  std::size_t size;
  std::vector<std::uint32_t> radices;
  /**
   * For each stage but the last, for each i below part = size / radix and each q from 1 below radix: the
   * cosine and the sine of -2 pi i q / size, where size is that of the stage.
   */
  std::vector<float> twiddles;
  std::vector<std::uint32_t> place;  ///< [size], where each bin comes to lie
};

}  // namespace prosodia
