#include "vector.h"

namespace prosodia {

void bandMeans(std::span<const float> spectrogram, std::size_t frames, std::span<float> row) {
  const std::size_t bands = spectrogram.size() / frames;
  for (std::size_t frame = 0; frame < row.size(); ++frame) {
    double sum = 0;
    for (std::size_t band = 0; band < bands; ++band) sum += spectrogram[band * frames + frame];
    row[frame] = static_cast<float>(sum / static_cast<double>(bands));
  }
}

}  // namespace prosodia
