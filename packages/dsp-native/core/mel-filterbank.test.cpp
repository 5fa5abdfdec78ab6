#include "mel-filterbank.h"

#include <doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

using namespace prosodia;

namespace {

std::vector<double> bandWeights(const MelFilterbank& bank, std::size_t band) {
  return {bank.weights.begin() + bank.weightStart[band], bank.weights.begin() + bank.weightStart[band + 1]};
}

}  // namespace

TEST_CASE("bands lie where Slaney's scale puts them: linear to 1 kHz, then by a factor") {
  // 15 mel of 200/3 Hz reach 1 kHz, 27 more reach 6.4 kHz: 42 equal steps put an edge at each of these.
  const Result<MelFilterbank> bank = MelFilterbank::create({12800, 12800, 41, 0, 6400});
  REQUIRE(bank);
  // One bin is one hertz, so a band's first and last bin are its edges, both weighing zero and thus left out.
  for (std::size_t band = 0; band < 14; ++band) {
    CAPTURE(band);
    CHECK(bank->firstBin[band] == std::floor(static_cast<double>(band) * 200 / 3) + 1);
  }
  const std::size_t topBand = 40;
  const double step = std::pow(6.4, 1.0 / 27);
  CHECK(bank->firstBin[topBand] == std::floor(6400 / step / step) + 1);
  CHECK(bank->binLimit == 6400);
}

TEST_CASE("every band has an area of one over its hertz") {
  const Result<MelFilterbank> bank = MelFilterbank::create({44100, 65536, 128, 0, 8000});
  REQUIRE(bank);
  for (std::size_t band = 0; band < 128; ++band) {
    const std::vector<double> weights = bandWeights(*bank, band);
    const double area = std::accumulate(weights.begin(), weights.end(), 0.0) * 44100 / 65536;
    REQUIRE(area == doctest::Approx(1).epsilon(2e-4));  // a sum over some 90 bins for the integral
  }
}

TEST_CASE("a band rises, falls and is never negative") {
  const Result<MelFilterbank> bank = MelFilterbank::create({});
  REQUIRE(bank);
  for (std::size_t band = 0; band < 128; ++band) {
    const std::vector<double> weights = bandWeights(*bank, band);
    REQUIRE_FALSE(weights.empty());
    const auto peak = std::max_element(weights.begin(), weights.end());
    CHECK(std::is_sorted(weights.begin(), peak));
    CHECK(std::is_sorted(peak, weights.end(), std::greater()));
    CHECK(*std::min_element(weights.begin(), weights.end()) > 0);
  }
}

TEST_CASE("only bins below fMax are needed: 372 of 1025 for the notebook's bands") {
  const Result<MelFilterbank> bank = MelFilterbank::create({});
  REQUIRE(bank);
  CHECK(bank->binLimit == 372);
}

TEST_CASE("the dense matrix holds the sparse weights and zeros") {
  const Result<MelFilterbank> bank = MelFilterbank::create({8000, 256, 20, 100, 3000});
  REQUIRE(bank);
  std::vector<float> matrix(20 * 129, 5);
  bank->writeDense(129, matrix);
  std::size_t nonZero = 0;
  for (const float weight : matrix) nonZero += weight != 0 ? 1 : 0;
  CHECK(nonZero == bank->weights.size());
  CHECK(matrix[3 * 129 + bank->firstBin[3]] == static_cast<float>(bank->weights[bank->weightStart[3]]));
}

TEST_CASE("bands that cannot be are refused by name") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const auto refusal = [](const MelBands& bands) {
    const Result<MelFilterbank> bank = MelFilterbank::create(bands);
    REQUIRE_FALSE(bank);
    CHECK(bank.error().code == ErrorCode::invalidOption);
    return bank.error().message;
  };
  CHECK(refusal({0, 2048, 128, 0, 8000}).find("for sampleRate") != std::string::npos);
  CHECK(refusal({nan, 2048, 128, 0, 8000}).find("for sampleRate") != std::string::npos);
  CHECK(refusal({44100, 0, 128, 0, 8000}).find("for nFft") != std::string::npos);
  CHECK(refusal({44100, 65538, 128, 0, 8000}).find("for nFft") != std::string::npos);
  CHECK(refusal({44100, 2048, 0, 0, 8000}).find("for nMels") != std::string::npos);
  CHECK(refusal({44100, 2048, 4097, 0, 8000}).find("for nMels") != std::string::npos);
  CHECK(refusal({44100, 2048, 128, 0, 22051}).find("for fMax") != std::string::npos);
  CHECK(refusal({44100, 2048, 128, 0, nan}).find("for fMax") != std::string::npos);
  CHECK(refusal({44100, 2048, 128, 8000, 8000}).find("for fMin") != std::string::npos);
  CHECK(refusal({44100, 2048, 128, -1, 8000}).find("for fMin") != std::string::npos);
}
