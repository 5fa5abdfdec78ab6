#pragma once

/** A signal cut into one stretch for each lane; part of the generic kernel, see _kernel.h. */
#include <stddef.h>
#include <stdint.h>

#include "_lanes.h"

namespace prosodia::kernels::PROSODIA_KERNEL {

/** `count` rounded up to whole blocks of as many vectors as there are lanes. */
constexpr size_t wholeBlocks(size_t count) {
  return (count + floatLanes - 1) / floatLanes * floatLanes;
}

/** The first float at or behind `scratch` where a vector may begin; costs one vector at most. */
inline float* aligned(float* scratch) {
  const uintptr_t alignment = sizeof(Doubles);
  return reinterpret_cast<float*>((reinterpret_cast<uintptr_t>(scratch) + alignment - 1) / alignment *
                                  alignment);
}

/** One step of the transposition: swaps the off-diagonal squares of `distance` lanes in each pair of rows. */
template <size_t distance>
PROSODIA_INLINE void swapSquares(Floats (&rows)[floatLanes]) {
  PROSODIA_UNROLL
  for (size_t row = 0; row < floatLanes; ++row) {
    if ((row & distance) != 0) continue;
    const Floats upper = rows[row];
    const Floats lower = rows[row + distance];
    rows[row] = Floats::choose<distance, 0>(upper, lower);
    rows[row + distance] = Floats::choose<distance, 1>(upper, lower);
  }
}

/** Row r, lane c becomes row c, lane r. */
PROSODIA_INLINE void transpose(Floats (&rows)[floatLanes]) {
  if constexpr (floatLanes >= 16) swapSquares<8>(rows);
  if constexpr (floatLanes >= 8) swapSquares<4>(rows);
  if constexpr (floatLanes >= 4) swapSquares<2>(rows);
  if constexpr (floatLanes >= 2) swapSquares<1>(rows);
}

/** input[at] and on, zero outside of the input. */
PROSODIA_INLINE Floats loadOrZero(const float* input, int64_t length, int64_t at) {
  constexpr auto width = static_cast<int64_t>(floatLanes);
  if (at >= 0 && at + width <= length) return Floats::load(input + at);
  if (at <= -width || at >= length) return Floats(0.0F);
  float values[floatLanes];
  for (int64_t n = 0; n < width; ++n) {
    values[n] = at + n >= 0 && at + n < length ? input[at + n] : 0.0F;
  }
  return Floats::load(values);
}

/**
 * Vector i, lane l = input[start + l * stride + i], zero outside of the input, for `count` vectors (whole
 * blocks), each `distance` floats behind the one before.
 */
inline void intoLanes(const float* input, size_t inputLength, int64_t start, size_t stride, size_t count,
                      float* lanes, size_t distance) {
  const auto length = static_cast<int64_t>(inputLength);
  const auto laneStride = static_cast<int64_t>(stride);
  constexpr auto width = static_cast<int64_t>(floatLanes);
  for (size_t i = 0; i < count; i += floatLanes) {
    const int64_t first = start + static_cast<int64_t>(i);
    Floats rows[floatLanes];
    if (first >= 0 && first + (width - 1) * laneStride + width <= length) {
      PROSODIA_UNROLL
      for (int64_t lane = 0; lane < width; ++lane) {
        rows[lane] = Floats::load(input + first + lane * laneStride);
      }
    } else {
      for (int64_t lane = 0; lane < width; ++lane) {
        rows[lane] = loadOrZero(input, length, first + lane * laneStride);
      }
    }
    transpose(rows);
    PROSODIA_UNROLL
    for (size_t n = 0; n < floatLanes; ++n) rows[n].store(lanes + (i + n) * distance);
  }
}

}  // namespace prosodia::kernels::PROSODIA_KERNEL
