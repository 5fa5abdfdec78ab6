#pragma once

/**
 * The polyphase filter with an output sample in each lane; part of the generic kernel, see _kernel.h. Nothing
 * is turned into lanes or back: neighbouring output samples meet neighbouring input samples, but for a few.
 */
#include <stddef.h>

#include "_lanes.h"
#include "kernel.h"

namespace prosodia::kernels::PROSODIA_KERNEL {

template <size_t periods>
PROSODIA_INLINE void filterPeriods(const BlockTables& tables, const float* input, float* output) {
  for (size_t block = 0; block < tables.blocks; ++block) {
    const float* const coefficients = tables.coefficients + block * tables.taps * floatLanes;
    const float* const first = input + tables.firstInput[block];
    Floats sums[periods];
    PROSODIA_UNROLL
    for (size_t period = 0; period < periods; ++period) sums[period] = Floats(0.0F);
    for (size_t tap = 0; tap < tables.taps; ++tap) {
      const Floats coefficient = Floats::load(coefficients + tap * floatLanes);
      PROSODIA_UNROLL
      for (size_t period = 0; period < periods; ++period) {
        sums[period] += Floats::load(first + period * tables.inputs + tap) * coefficient;
      }
    }
    PROSODIA_UNROLL
    for (size_t period = 0; period < periods; ++period) {
      sums[period].store(output + period * tables.outputs + block * floatLanes);
    }
  }
}

inline void filterBlocks(const BlockTables& tables, const float* input, size_t periods, float* output) {
  for (; periods >= blockPeriods; periods -= blockPeriods) {
    filterPeriods<blockPeriods>(tables, input, output);
    input += blockPeriods * tables.inputs;
    output += blockPeriods * tables.outputs;
  }
  for (; periods > 0; --periods, input += tables.inputs, output += tables.outputs) {
    filterPeriods<1>(tables, input, output);
  }
}

}  // namespace prosodia::kernels::PROSODIA_KERNEL
