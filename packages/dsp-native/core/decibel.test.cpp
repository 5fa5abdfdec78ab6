#include "decibel.h"

#include <doctest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "signals.test.h"

using namespace prosodia;
using namespace prosodia::testing;

namespace {

std::vector<float> toDb(const std::vector<float>& power, const DecibelOptions& options,
                        const std::string& kernel = {}) {
  std::vector<float> decibels(power.size());
  powerToDb(power, decibels, options, **chooseKernel(kernel));
  return decibels;
}

/** Every 1009th float from the smallest to the largest, and the neighbours of one. */
std::vector<float> floatsOfEverySize() {
  std::vector<float> floats;
  for (std::uint32_t bits = 1; bits < 0x7f800000; bits += 1009) floats.push_back(std::bit_cast<float>(bits));
  for (std::uint32_t bits = 0x3f800000 - 5000; bits < 0x3f800000 + 5000; ++bits)
    floats.push_back(std::bit_cast<float>(bits));
  return floats;
}

}  // namespace

TEST_CASE("a factor of ten is ten decibels, relative to ref") {
  CHECK(toDb({1, 10, 0.001F}, {}) == std::vector<float>{0, 10, -30});
  CHECK(toDb({1, 10, 100}, {100, 1e-10, 80}) == std::vector<float>{-20, -10, 0});
}

TEST_CASE("the logarithm is the standard library's, for floats of every size and in every kernel") {
  const std::vector<float> powers = floatsOfEverySize();
  const DecibelOptions unbounded{1, 1e-300, std::nullopt};
  const std::vector<float> reference = toDb(powers, unbounded, "scalar");
  double largest = 0;
  for (std::size_t i = 0; i < powers.size(); ++i) {
    const double ideal = 10 * std::log10(static_cast<double>(powers[i]));
    // The result's own rounding is half a unit in its last place.
    const double rounding = std::fabs(ideal) * std::ldexp(1.0, -24);
    largest = std::max(largest, std::fabs(reference[i] - ideal) - rounding);
  }
  CHECK(largest < 2.5e-7);
  for (const std::string& kernel : kernelNames()) {
    CAPTURE(kernel);
    CHECK(toDb(powers, unbounded, kernel) == reference);
  }
}

TEST_CASE("any number of values gives the same values and the same floor") {
  const std::vector<float> powers = noise(70, 3, 0.5);
  std::vector<float> squares;
  for (const float value : powers) squares.push_back(value * value);
  for (std::size_t count = 0; count <= squares.size(); ++count) {
    const std::vector<float> some(squares.begin(), squares.begin() + static_cast<std::ptrdiff_t>(count));
    const std::vector<float> reference = toDb(some, {1, 1e-10, 20.0}, "scalar");
    for (const std::string& kernel : kernelNames()) CHECK(toDb(some, {1, 1e-10, 20.0}, kernel) == reference);
  }
}

TEST_CASE("infinite power is infinitely loud, and none below zero is heard") {
  CHECK(toDb({INFINITY, 1, 0, -1}, {1, 1e-10, std::nullopt}) == std::vector<float>{INFINITY, 0, -100, -100});
  CHECK(toDb({0}, {1, 1e-300, std::nullopt}) == std::vector<float>{-3000});
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
