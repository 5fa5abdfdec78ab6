#include "delta.h"

#include <doctest.h>

#include <cmath>
#include <limits>

#include "signals.test.h"

using namespace prosodia;
using namespace prosodia::testing;

namespace {

std::vector<float> delta(const std::vector<float>& values, std::size_t frames, const DeltaOptions& options) {
  const Result<DeltaPlan> plan = DeltaPlan::create(options);
  REQUIRE(plan);
  std::vector<float> deltas(values.size());
  REQUIRE_FALSE(plan->compute(values, frames, deltas));
  return deltas;
}

/** a + b t + c t^2 for frames from 0 on. */
std::vector<float> parabola(std::size_t frames, double a, double b, double c) {
  std::vector<float> values(frames);
  for (std::size_t t = 0; t < frames; ++t) {
    const auto x = static_cast<double>(t);
    values[t] = static_cast<float>(a + b * x + c * x * x);
  }
  return values;
}

std::vector<float> times(std::vector<float> values, float factor) {
  for (float& value : values) value *= factor;
  return values;
}

}  // namespace

TEST_CASE("the delta of a line is its slope, to both ends") {
  for (const std::uint32_t width : {3U, 9U, 21U}) {
    CAPTURE(width);
    for (const float value : delta(parabola(21, 5, -0.25, 0), 21, {width, 1})) {
      REQUIRE(value == doctest::Approx(-0.25).epsilon(1e-6));
    }
  }
}

TEST_CASE("the second delta of a parabola is its curvature, to both ends; that of a line is 0") {
  for (const std::uint32_t width : {3U, 9U, 21U}) {
    CAPTURE(width);
    for (const float value : delta(parabola(21, 5, -1, 0.5), 21, {width, 2})) {
      REQUIRE(value == doctest::Approx(1).epsilon(1e-6));
    }
    for (const float value : delta(parabola(21, 5, -1, 0), 21, {width, 2})) {
      REQUIRE(std::fabs(value) < 1e-12);
    }
  }
}

TEST_CASE("an impulse shows the filter, turned round") {
  std::vector<float> impulse(7, 0);
  impulse[3] = 10;
  // Slope by least squares over five frames: (-2, -1, 0, 1, 2) / 10. The outermost windows serve the ends.
  CHECK(delta(impulse, 7, {5, 1}) == std::vector<float>{1, 1, 1, 0, -1, -1, -1});
  CHECK(delta(impulse, 7, {3, 2}) == std::vector<float>{0, 0, 10, -20, 10, 0, 0});
}

TEST_CASE("twice the values have twice the delta") {
  for (const std::uint32_t order : {1U, 2U}) {
    const std::vector<float> values = noise(100);
    CHECK(delta(times(values, 2), 100, {9, order}) == times(delta(values, 100, {9, order}), 2));
  }
}

TEST_CASE("rows do not touch each other") {
  const std::vector<float> values = noise(3 * 30);
  const std::vector<float> together = delta(values, 30, {});
  for (std::ptrdiff_t row = 0; row < 3; ++row) {
    const std::vector<float> alone(values.begin() + row * 30, values.begin() + (row + 1) * 30);
    CHECK(delta(alone, 30, {}) ==
          std::vector<float>(together.begin() + row * 30, together.begin() + (row + 1) * 30));
  }
}

TEST_CASE("options of delta that cannot be are refused by name") {
  const auto refusal = [](const DeltaOptions& options) {
    const Result<DeltaPlan> plan = DeltaPlan::create(options);
    REQUIRE_FALSE(plan);
    CHECK(plan.error().code == ErrorCode::invalidOption);
    return plan.error().message;
  };
  for (const std::uint32_t width : {0U, 1U, 2U, 8U, 65537U}) {
    CHECK(refusal({width, 1}).find("for width") != std::string::npos);
  }
  CHECK(refusal({9, 0}) == "Expected 1 or 2 for order but received 0");
  CHECK(refusal({9, 3}).find("for order") != std::string::npos);
}

TEST_CASE("too few frames and values that are no numbers are refused") {
  const Result<DeltaPlan> plan = DeltaPlan::create({});
  REQUIRE(plan);
  std::vector<float> out(9);
  CHECK_FALSE(plan->compute(noise(9), 9, out));
  const Check few = plan->compute(noise(8), 8, out);
  REQUIRE(few);
  CHECK(few->code == ErrorCode::invalidOption);
  CHECK(few->message == "Expected at most the number of frames = 8 for width but received 9");

  for (const float bad : {std::numeric_limits<float>::quiet_NaN(), -INFINITY, 2e30F}) {
    std::vector<float> values = noise(9);
    values[4] = bad;
    const Check refused = plan->compute(values, 9, out);
    REQUIRE(refused);
    CHECK(refused->code == ErrorCode::audioNotFinite);
    CHECK(refused->message.find("for values[4]") != std::string::npos);
  }
}
