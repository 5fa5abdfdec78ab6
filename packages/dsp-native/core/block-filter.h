#pragma once

#include <cstddef>
#include <vector>

#include "kernels/kernel.h"

namespace prosodia {

struct PolyphaseFilter;

/**
 * A polyphase filter laid out for a kernel that computes neighbouring output samples at once, one in each
 * lane: lane l of a block meets input sample l behind what lane 0 meets. Where its own first tap lies
 * elsewhere, zeros stand before it.
 */
struct BlockFilter {
  /** The filter must have a row for each phase. */
  BlockFilter(const PolyphaseFilter& filter, std::size_t lanes);

  BlockFilter(const BlockFilter&) = delete;
  BlockFilter& operator=(const BlockFilter&) = delete;

  std::vector<std::size_t> firstInput;
  std::vector<float> coefficients;  ///< from a vector's boundary on
  BlockTables tables;
  std::size_t inputsBefore;  ///< input samples in front of the first tap of output 0 that are read
  std::size_t inputsBehind;  ///< beyond those of a period
};

}  // namespace prosodia
