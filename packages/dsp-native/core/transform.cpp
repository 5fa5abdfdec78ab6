#include "transform.h"

#include <cmath>
#include <numbers>

namespace prosodia {
namespace {

/** Eights first: the fewest passes over the memory. A single two is the slowest, so two fours stand for eight
 * and two. */
std::vector<std::uint32_t> radicesOf(std::size_t size) {
  std::vector<std::uint32_t> radices;
  const auto take = [&](std::uint32_t radix) {
    radices.push_back(radix);
    size /= radix;
  };
  while (size % 8 == 0 && (size / 8 % 2 != 0 || size / 8 % 4 == 0)) take(8);
  while (size % 4 == 0) take(4);
  for (const std::uint32_t radix : {2U, 3U, 5U}) {
    while (size % radix == 0) take(radix);
  }
  return radices;
}

}  // namespace

TransformPlan::TransformPlan(std::size_t points) : size(points), radices(radicesOf(points)), place(points) {
  std::size_t bins = 1;  // that the stages before have told apart
  for (const std::size_t radix : radices) {
    const std::size_t stageSize = size / bins;
    const std::size_t part = stageSize / radix;
    for (std::size_t i = 0; i < part && part > 1; ++i) {
      for (std::size_t q = 1; q < radix; ++q) {
        const double angle =
            -2 * std::numbers::pi * static_cast<double>(i * q) / static_cast<double>(stageSize);
        twiddles.push_back(static_cast<float>(std::cos(angle)));
        twiddles.push_back(static_cast<float>(std::sin(angle)));
      }
    }
    for (std::size_t bin = 0; bin < size; ++bin) {
      place[bin] += static_cast<std::uint32_t>(bin / bins % radix * part);
    }
    bins *= radix;
  }
}

}  // namespace prosodia
