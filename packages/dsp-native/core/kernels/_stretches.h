#pragma once

/**
 * The polyphase filter with a stretch of the signal in each lane; part of the generic kernel, see _kernel.h.
 *
 * Stretches are whole periods of the two rates, so all lanes meet the same coefficients at the same time, and
 * no sum has to be gathered from several lanes. Pays off for filters of any length, but needs a row for each
 * phase.
 */
#include <stddef.h>
#include <stdint.h>

#include "_lanes.h"
#include "_transpose.h"
#include "kernel.h"

namespace prosodia::kernels::PROSODIA_KERNEL {

/** Parts of a stretch that are filtered at once, so that no addition waits for the one before. */
constexpr size_t partsTogether = 4;
/** Fewer output samples in a part than this would hardly outweigh the taps that parts overlap by. */
constexpr uint64_t leastPartOutputs = 128;

struct StretchSizes {
  size_t partInputs;
  size_t partOutputs;
  size_t stretchInputs;
  size_t stretchOutputs;
  size_t inputVectors;   ///< that a stretch and the taps beyond it need
  size_t outputVectors;  ///< room for the outputs of a stretch
};

inline StretchSizes stretchSizes(const FilterTables& tables) {
  const uint64_t periods = (leastPartOutputs + tables.to - 1) / tables.to;
  StretchSizes sizes;
  sizes.partInputs = static_cast<size_t>(periods * tables.from);
  sizes.partOutputs = static_cast<size_t>(periods * tables.to);
  sizes.stretchInputs = partsTogether * sizes.partInputs;
  sizes.stretchOutputs = partsTogether * sizes.partOutputs;
  sizes.inputVectors = wholeBlocks(sizes.stretchInputs + tables.taps);
  sizes.outputVectors = wholeBlocks(sizes.stretchOutputs);
  return sizes;
}

inline size_t stretchScratchFloats(const FilterTables& tables) {
  const StretchSizes sizes = stretchSizes(tables);
  return floatLanes * (sizes.inputVectors + sizes.outputVectors + 1);
}

inline void filterStretch(const FilterTables& tables, const StretchSizes& sizes, const Floats* input,
                          Floats* output) {
  uint64_t whole = 0;
  uint64_t remainder = 0;
  for (size_t k = 0; k < sizes.partOutputs; ++k) {
    const float* const row = tables.coefficients + static_cast<size_t>(remainder) * tables.taps;
    const Floats* const first = input + static_cast<size_t>(whole);
    Floats sums[partsTogether];
    for (size_t part = 0; part < partsTogether; ++part) sums[part] = Floats(0.0F);
    for (size_t tap = 0; tap < tables.taps; ++tap) {
      const Floats coefficient(row[tap]);
      for (size_t part = 0; part < partsTogether; ++part) {
        sums[part] += first[part * sizes.partInputs + tap] * coefficient;
      }
    }
    for (size_t part = 0; part < partsTogether; ++part) output[part * sizes.partOutputs + k] = sums[part];
    whole += tables.from / tables.to;
    remainder += tables.from % tables.to;
    if (remainder >= tables.to) {
      remainder -= tables.to;
      ++whole;
    }
  }
}

inline void filterStretches(const FilterTables& tables, const float* input, size_t inputLength, float* output,
                            size_t outputLength, float* scratch) {
  const StretchSizes sizes = stretchSizes(tables);
  Floats* const in = reinterpret_cast<Floats*>(aligned(scratch));
  Floats* const out = in + sizes.inputVectors;
  int64_t inputStart = 0;
  size_t outputStart = 0;
  while (outputStart < outputLength) {
    intoLanes(input, inputLength, inputStart, sizes.stretchInputs, sizes.inputVectors,
              reinterpret_cast<float*>(in), floatLanes);
    filterStretch(tables, sizes, in, out);
    outOfLanes(out, sizes.stretchOutputs, output + outputStart, outputLength - outputStart);
    inputStart += static_cast<int64_t>(floatLanes * sizes.stretchInputs);
    outputStart += floatLanes * sizes.stretchOutputs;
  }
}

}  // namespace prosodia::kernels::PROSODIA_KERNEL
