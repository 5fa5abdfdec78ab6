#include "decibel.h"

#include <doctest.h>

#include <cmath>
#include <limits>
#include <vector>

using namespace prosodia;

namespace {

std::vector<float> toDb(std::vector<float> power, const DecibelOptions& options) {
  powerToDb(power, power, options);
  return power;
}

}  // namespace

TEST_CASE("a factor of ten is ten decibels, relative to ref") {
  CHECK(toDb({1, 10, 0.001F}, {}) == std::vector<float>{0, 10, -30});
  CHECK(toDb({1, 10, 100}, {100, 1e-10, 80}) == std::vector<float>{-20, -10, 0});
}

TEST_CASE("amin bounds powers and ref from below") {
  CHECK(toDb({0, 1e-20F}, {1, 1e-10, std::nullopt}) == std::vector<float>{-100, -100});
  CHECK(toDb({1e-5F}, {1e-9, 1e-5, std::nullopt}) == std::vector<float>{0});
}

TEST_CASE("topDb lifts what lies further below the largest value, and only that") {
  CHECK(toDb({1, 1e-7F, 1e-9F, 0}, {}) == std::vector<float>{0, -70, -80, -80});
  CHECK(toDb({1, 0}, {1, 1e-10, std::nullopt}) == std::vector<float>{0, -100});
  CHECK(toDb({1, 0.1F}, {1, 1e-10, 0.0}) == std::vector<float>{0, 0});
}

TEST_CASE("silence is 100 dB down") {
  CHECK(toDb({0, 0}, {}) == std::vector<float>{-100, -100});
}

TEST_CASE("options that cannot be are refused") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK_FALSE(checkDecibelOptions({}));
  for (const DecibelOptions& options :
       {DecibelOptions{0, 1e-10, 80}, DecibelOptions{nan, 1e-10, 80}, DecibelOptions{1, 0, 80},
        DecibelOptions{1, INFINITY, 80}, DecibelOptions{1, 1e-10, -1}, DecibelOptions{1, 1e-10, nan}}) {
    REQUIRE(checkDecibelOptions(options));
    CHECK(checkDecibelOptions(options)->code == ErrorCode::invalidOption);
  }
}
