#include "vector.h"

#include <algorithm>
#include <array>

namespace prosodia {
namespace {

/** Frames whose sums are kept side by side: few enough for the first cache, many enough to fill vectors. */
constexpr std::size_t framesPerBlock = 64;

}  // namespace

void bandMeans(std::span<const float> spectrogram, std::size_t frames, std::span<float> row) {
  const std::size_t bands = spectrogram.size() / frames;
  std::array<double, framesPerBlock> sums;
  for (std::size_t start = 0; start < row.size(); start += framesPerBlock) {
    const std::size_t count = std::min(framesPerBlock, row.size() - start);
    sums.fill(0);
    for (std::size_t band = 0; band < bands; ++band) {
      const float* const values = spectrogram.data() + band * frames + start;
      for (std::size_t i = 0; i < count; ++i) sums[i] += values[i];
    }
    for (std::size_t i = 0; i < count; ++i)
      row[start + i] = static_cast<float>(sums[i] / static_cast<double>(bands));
  }
}

}  // namespace prosodia
