#pragma once

/** The polyphase filter of the resample stage; part of the generic kernel, see _kernel.h. */
#include <stddef.h>
#include <stdint.h>

#include "_lanes.h"
#include "kernel.h"

namespace prosodia::kernels::PROSODIA_KERNEL {

/** The dot product, summed in several accumulators so that one addition need not wait for the one before. */
PROSODIA_INLINE float dot(const float* a, const float* b, size_t count) {
  constexpr size_t accumulators = 4;
  constexpr size_t stride = accumulators * floatLanes;
  Floats sums[accumulators] = {Floats(0.0F), Floats(0.0F), Floats(0.0F), Floats(0.0F)};
  size_t i = 0;
  for (; i + stride <= count; i += stride) {
    for (size_t s = 0; s < accumulators; ++s) {
      sums[s] += Floats::load(a + i + s * floatLanes) * Floats::load(b + i + s * floatLanes);
    }
  }
  float lanes[floatLanes];
  ((sums[0] + sums[1]) + (sums[2] + sums[3])).store(lanes);
  float total = 0;
  for (size_t lane = 0; lane < floatLanes; ++lane) total += lanes[lane];
  for (; i < count; ++i) total += a[i] * b[i];
  return total;
}

inline void filter(const FilterTables& tables, const float* input, size_t inputLength, float* output,
                   size_t outputLength) {
  const size_t half = tables.taps / 2;
  uint64_t whole = 0;      // the output sample lies between input samples `whole` and `whole + 1`,
  uint64_t remainder = 0;  // remainder / to of the way
  const uint64_t wholeStep = tables.from / tables.to;
  const uint64_t remainderStep = tables.from % tables.to;

  for (size_t k = 0; k < outputLength; ++k) {
    // Taps meet input samples whole + 1 - half ... whole + half; the signal is zero outside of the input.
    const size_t firstTap = whole + 1 < half ? half - 1 - static_cast<size_t>(whole) : 0;
    const size_t firstSample = static_cast<size_t>(whole) + 1 + firstTap - half;
    const size_t wanted = tables.taps - firstTap;
    const size_t present = firstSample < inputLength ? inputLength - firstSample : 0;
    const size_t count = wanted < present ? wanted : present;

    const uint64_t position = remainder * tables.phases;
    const size_t phase = static_cast<size_t>(position / tables.to);
    const float* const row = tables.coefficients + phase * tables.taps + firstTap;
    float value = dot(input + firstSample, row, count);
    if (const uint64_t between = position % tables.to; between != 0) {
      const float next = dot(input + firstSample, row + tables.taps, count);
      value += (next - value) * (static_cast<float>(between) / static_cast<float>(tables.to));
    }
    output[k] = value;

    whole += wholeStep;
    remainder += remainderStep;
    if (remainder >= tables.to) {
      remainder -= tables.to;
      ++whole;
    }
  }
}

}  // namespace prosodia::kernels::PROSODIA_KERNEL
