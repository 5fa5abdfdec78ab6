#pragma once

#include <cstdint>
#include <vector>

#include "kernels/kernel.h"

namespace prosodia {

/** Where a low-pass filter's pass band ends and its stop band begins, in units of half the input's rate. */
struct FilterEdges {
  double pass = 0;
  double stop = 0;
};

/** The coefficients of a windowed-sinc (Kaiser) filter between two rates, 120 dB down in its stop band. */
struct PolyphaseFilter {
  /**
   * `from` and `to` have no common factor. The number of taps is the smallest multiple of `tapMultiple`, an
   * even number, that the edges allow.
   */
  PolyphaseFilter(std::uint64_t from, std::uint64_t to, FilterEdges edges, std::size_t tapMultiple);

  PolyphaseFilter(const PolyphaseFilter&) = delete;
  PolyphaseFilter& operator=(const PolyphaseFilter&) = delete;

  /** Whether each phase has a row of its own; else neighbouring rows are interpolated. */
  bool isExact() const { return tables.phases == tables.to; }

  /**
   * Row p holds the taps for an output sample that lies p / phases of an input sample after input sample n;
   * tap t meets input sample n + 1 - taps / 2 + t. One row more than there are phases closes the last
   * interpolation.
   */
  std::vector<float> coefficients;
  FilterTables tables;
};

}  // namespace prosodia
