#include "mfcc.h"

#include <doctest.h>

#include <cmath>
#include <limits>

#include "signals.test.h"

using namespace prosodia;
using namespace prosodia::testing;

namespace {

std::vector<float> mfcc(const std::vector<float>& decibels, const MfccOptions& options) {
  const Result<MfccPlan> plan = MfccPlan::create(options);
  REQUIRE(plan);
  const std::size_t frames = decibels.size() / options.nMels;
  std::vector<float> coefficients(plan->coefficientCount() * frames);
  plan->compute(decibels, frames, coefficients);
  return coefficients;
}

}  // namespace

TEST_CASE("a flat spectrum is the first coefficient alone: the level times the root of the bands") {
  const std::vector<float> coefficients = mfcc(std::vector<float>(64, -30), {64, 5, 0});
  CHECK(coefficients[0] == doctest::Approx(-240));
  for (std::size_t k = 1; k < 5; ++k) CHECK(std::fabs(coefficients[k]) < 1e-12);
}

TEST_CASE("a cosine over the bands is one coefficient") {
  std::vector<float> decibels(40);
  for (std::size_t band = 0; band < 40; ++band) {
    decibels[band] = static_cast<float>(std::cos(std::numbers::pi * 3 * (band + 0.5) / 40));
  }
  const std::vector<float> coefficients = mfcc(decibels, {40, 40, 0});
  for (std::size_t k = 0; k < 40; ++k) {
    CAPTURE(k);
    // The cosine's length is the root of 40 / 2; its values are rounded to float.
    CHECK(std::fabs(coefficients[k] - (k == 3 ? std::sqrt(20.0) : 0.0)) < 1e-6);
  }
}

TEST_CASE("all coefficients hold the energy of the spectrum (Parseval)") {
  const std::vector<float> decibels = noise(128);
  CHECK(rms(mfcc(decibels, {128, 128, 0})) == doctest::Approx(rms(decibels)).epsilon(1e-7));
}

TEST_CASE("fewer coefficients are the first ones of more") {
  const std::vector<float> all = mfcc(noise(128 * 7), {128, 128, 0});
  CHECK(mfcc(noise(128 * 7), {128, 20, 0}) == std::vector<float>(all.begin(), all.begin() + 20 * 7));
}

TEST_CASE("liftering weights coefficient k by 1 + L / 2 sin(pi (k + 1) / L)") {
  const std::vector<float> plain = mfcc(noise(40), {40, 13, 0});
  const std::vector<float> liftered = mfcc(noise(40), {40, 13, 22});
  for (std::size_t k = 0; k < 13; ++k) {
    const double weight = 1 + 11 * std::sin(std::numbers::pi * (static_cast<double>(k) + 1) / 22);
    CHECK(liftered[k] == doctest::Approx(weight * plain[k]).epsilon(1e-6));
  }
}

TEST_CASE("a frame's coefficients are the same bits wherever the frame stands") {
  // 150 frames are two full blocks and a part of one.
  const std::size_t frames = 150;
  const std::vector<float> decibels = noise(40 * frames);
  const std::vector<float> together = mfcc(decibels, {40, 13, 0});
  for (std::size_t frame = 0; frame < frames; ++frame) {
    std::vector<float> column(40);
    for (std::size_t band = 0; band < 40; ++band) column[band] = decibels[band * frames + frame];
    const std::vector<float> alone = mfcc(column, {40, 13, 0});
    for (std::size_t k = 0; k < 13; ++k) REQUIRE(together[k * frames + frame] == alone[k]);
  }
}

TEST_CASE("no frame has no coefficients") {
  CHECK(mfcc({}, {40, 13, 0}).empty());
}

TEST_CASE("options of mfcc that cannot be are refused by name") {
  const auto refusal = [](const MfccOptions& options) {
    const Result<MfccPlan> plan = MfccPlan::create(options);
    REQUIRE_FALSE(plan);
    CHECK(plan.error().code == ErrorCode::invalidOption);
    return plan.error().message;
  };
  CHECK(refusal({0, 1, 0}).find("for nMels") != std::string::npos);
  CHECK(refusal({4097, 1, 0}).find("for nMels") != std::string::npos);
  CHECK(refusal({40, 0, 0}).find("for nMfcc") != std::string::npos);
  CHECK(refusal({40, 41, 0}) == "Expected an integer from 1 to nMels = 40 for nMfcc but received 41");
  for (const double lifter :
       {-1.0, 0.5, 5e-324, double{INFINITY}, std::numeric_limits<double>::quiet_NaN()}) {
    CHECK(refusal({40, 13, lifter}).find("for lifter") != std::string::npos);
  }
  CHECK(MfccPlan::create({40, 40, 1e308}));
}
