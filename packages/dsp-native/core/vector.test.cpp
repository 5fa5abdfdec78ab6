#include "vector.h"

#include <doctest.h>

#include <vector>

using namespace prosodia;

TEST_CASE("each frame becomes the mean of its bands") {
  const std::vector<float> spectrogram{1, 2, 3, 5, 6, 10};  // two bands of three frames
  std::vector<float> row(3);
  bandMeans(spectrogram, 3, row);
  CHECK(row == std::vector<float>{3, 4, 6.5F});
}

TEST_CASE("a row shorter than the spectrogram takes its first frames") {
  const std::vector<float> spectrogram{1, 2, 3, 5, 6, 10};
  std::vector<float> row(2);
  bandMeans(spectrogram, 3, row);
  CHECK(row == std::vector<float>{3, 4});
}
