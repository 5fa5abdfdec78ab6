#pragma once

/** Frames side by side, so that a vector holds the same sample of each; part of the generic kernel, see
 * _kernel.h. */
#include <stddef.h>
#include <stdint.h>

#include "_transpose.h"

namespace prosodia::kernels::PROSODIA_KERNEL {

/** Frames whose samples are kept side by side at a time: few enough for the second cache. */
constexpr size_t framesPerBlock = 48;

/**
 * A signal cut into rows of one hop, row by row turned into columns: sample n of frame t lies in column n %
 * hopLength and row t + n / hopLength, so it is brought there once for all frames that it is part of.
 */
struct ColumnSizes {
  size_t columns;
  size_t stride;  ///< floats from one column to the next, an odd number of vectors, so that caches' sets are
                  ///< shared out
};

inline ColumnSizes columnSizes(size_t nFft, size_t hopLength) {
  const size_t rows = framesPerBlock + (nFft + hopLength - 1) / hopLength - 1;
  const size_t vectors =
      (rows + floatLanes - 1) / floatLanes + 1;  // the last round may read beyond the last frame
  return {wholeBlocks(hopLength < nFft ? hopLength : nFft), (vectors | 1) * floatLanes};
}

inline size_t columnFloats(const ColumnSizes& sizes) {
  return sizes.columns * sizes.stride;
}

/** The samples of `frameCount` frames, at most framesPerBlock; what lies beyond the signal's `length` is
 * zero. */
inline void fillColumns(const ColumnSizes& sizes, const float* signal, size_t length, size_t nFft,
                        size_t hopLength, size_t frameCount, float* columns) {
  const size_t rows = wholeBlocks(frameCount) + (nFft + hopLength - 1) / hopLength - 1;
  for (size_t row = 0; row < rows; row += floatLanes) {
    const auto start = static_cast<int64_t>(row * hopLength);
    intoLanes(signal, length, start, hopLength, sizes.columns, columns + row, sizes.stride);
  }
}

}  // namespace prosodia::kernels::PROSODIA_KERNEL
