#include "block-filter.h"

#include <algorithm>
#include <cstdint>

#include "polyphase.h"

namespace prosodia {
namespace {

/** Fewer output samples between two starts would leave too many of a last block to be done twice. */
constexpr std::size_t leastOutputs = 128;
constexpr std::size_t alignment = 64;

std::int64_t signedOf(std::size_t number) {
  return static_cast<std::int64_t>(number);
}

}  // namespace

BlockFilter::BlockFilter(const PolyphaseFilter& filter, std::size_t lanes) {
  const FilterTables& rows = filter.tables;
  const auto from = static_cast<std::size_t>(rows.from);
  const auto to = static_cast<std::size_t>(rows.to);
  const std::size_t periods = (leastOutputs + to - 1) / to;
  const std::size_t blocks = (periods * to + lanes - 1) / lanes;
  // Where the first tap of a lane lies behind that of a lane 0 which all follow in steps of one sample.
  const auto placeOf = [&](std::size_t output) {
    return signedOf(output * from / to) - signedOf(output % lanes);
  };
  std::vector<std::int64_t> first(blocks, INT64_MAX);
  std::vector<std::int64_t> last(blocks, INT64_MIN);
  for (std::size_t output = 0; output < blocks * lanes; ++output) {
    first[output / lanes] = std::min(first[output / lanes], placeOf(output));
    last[output / lanes] = std::max(last[output / lanes], placeOf(output));
  }
  std::size_t taps = 0;
  for (std::size_t block = 0; block < blocks; ++block) {
    taps = std::max(taps, static_cast<std::size_t>(last[block] - first[block]) + rows.taps);
  }
  const std::int64_t least = std::min<std::int64_t>(0, *std::min_element(first.begin(), first.end()));
  inputsBefore = static_cast<std::size_t>(-least);
  for (const std::int64_t place : first) firstInput.push_back(static_cast<std::size_t>(place - least));
  const std::size_t reach = *std::max_element(firstInput.begin(), firstInput.end()) + taps + lanes;
  inputsBehind = reach - std::min(reach, periods * from);

  coefficients.resize(blocks * taps * lanes + alignment / sizeof(float));
  const auto address = reinterpret_cast<std::uintptr_t>(coefficients.data());
  float* const aligned = coefficients.data() + (alignment - address % alignment) % alignment / sizeof(float);
  for (std::size_t output = 0; output < blocks * lanes; ++output) {
    const std::size_t block = output / lanes;
    const auto zeros = static_cast<std::size_t>(placeOf(output) - first[block]);
    const float* const row = rows.coefficients + output * from % to * rows.taps;
    for (std::size_t tap = 0; tap < rows.taps; ++tap) {
      aligned[(block * taps + zeros + tap) * lanes + output % lanes] = row[tap];
    }
  }
  tables = {periods * from, periods * to, blocks, taps, firstInput.data(), aligned};
}

}  // namespace prosodia
