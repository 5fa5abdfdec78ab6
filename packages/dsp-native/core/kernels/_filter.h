#pragma once

/** The polyphase filter of the resample stage; part of the generic kernel, see _kernel.h. */
#include <stddef.h>
#include <stdint.h>

#include "_lanes.h"
#include "kernel.h"

namespace prosodia::kernels::PROSODIA_KERNEL {

/**
 * The dot product in 32 running sums that every kernel adds up in the same order, so that all give the same
 * bits; that many also keep an addition from waiting for the one before.
 */
inline float dot(const float* a, const float* b, size_t count) {
  constexpr size_t sums = 32;
  constexpr size_t vectors = sums / floatLanes;
  Floats running[vectors];
  for (size_t v = 0; v < vectors; ++v) running[v] = Floats(0.0F);
  size_t i = 0;
  for (; i + sums <= count; i += sums) {
    for (size_t v = 0; v < vectors; ++v) {
      running[v] += Floats::load(a + i + v * floatLanes) * Floats::load(b + i + v * floatLanes);
    }
  }
  // Halves onto halves: whole vectors while there are several, then the lanes of the last one.
  for (size_t left = vectors / 2; left > 0; left /= 2) {
    for (size_t v = 0; v < left; ++v) running[v] += running[v + left];
  }
  float parts[floatLanes];
  running[0].store(parts);
  for (size_t left = floatLanes / 2; left > 0; left /= 2) {
    for (size_t lane = 0; lane < left; ++lane) parts[lane] += parts[lane + left];
  }
  float total = parts[0];
  for (; i < count; ++i) total += a[i] * b[i];
  return total;
}

inline void filter(const FilterTables& tables, const float* input, size_t inputLength, uint64_t firstOutput,
                   float* output, size_t outputLength) {
  const size_t half = tables.taps / 2;
  // Output sample k lies between input samples `whole` and `whole + 1`, remainder / to of the way.
  const uint64_t start = firstOutput % tables.to * tables.from;
  uint64_t whole = firstOutput / tables.to * tables.from + start / tables.to;
  uint64_t remainder = start % tables.to;
  const bool isExact = tables.phases == tables.to;
  const uint64_t wholeStep = tables.from / tables.to;
  const uint64_t remainderStep = tables.from % tables.to;

  for (size_t k = 0; k < outputLength; ++k) {
    // Taps meet input samples whole + 1 - half ... whole + half; the signal is zero outside of the input.
    const size_t firstTap = whole + 1 < half ? half - 1 - static_cast<size_t>(whole) : 0;
    const size_t firstSample = static_cast<size_t>(whole) + 1 + firstTap - half;
    const size_t wanted = tables.taps - firstTap;
    const size_t present = firstSample < inputLength ? inputLength - firstSample : 0;
    const size_t count = wanted < present ? wanted : present;

    const uint64_t phase = isExact ? remainder : remainder * tables.phases / tables.to;
    const float* const row = tables.coefficients + static_cast<size_t>(phase) * tables.taps + firstTap;
    float value = dot(input + firstSample, row, count);
    if (!isExact) {
      const uint64_t between = remainder * tables.phases % tables.to;
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
