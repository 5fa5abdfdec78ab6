#include "resample.h"

#include <doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "signals.test.h"

using namespace prosodia;
using namespace prosodia::testing;

namespace {

std::vector<float> resampled(const std::vector<float>& samples, std::uint32_t from, std::uint32_t to,
                             const std::string& kernel = {}) {
  const Result<Resampler> resampler = Resampler::create(from, to, kernel);
  REQUIRE(resampler);
  std::vector<float> output(resampler->outputLength(samples.size()));
  resampler->process(samples, output);
  return output;
}

/** Away from the ends, where the signal's sudden start and stop is no pure tone. */
std::span<const float> interior(const std::vector<float>& samples, std::size_t margin) {
  return std::span(samples).subspan(margin, samples.size() - 2 * margin);
}

struct Rates {
  std::uint32_t from;
  std::uint32_t to;
};

/** Up, down, by whole and by awkward ratios, and one pair whose phases are interpolated. */
constexpr Rates manyRates[] = {{48000, 44100}, {44100, 48000}, {16000, 44100}, {8000, 44100},
                               {96000, 44100}, {44100, 22050}, {22050, 44100}, {11025, 44100},
                               {44101, 44100}, {192000, 8000}};

}  // namespace

TEST_CASE("a tone in the pass band keeps its height and its place in time") {
  for (const Rates& rates : manyRates) {
    CAPTURE(rates.from);
    CAPTURE(rates.to);
    for (const double share : {0.01, 0.3, 0.9}) {
      const double hertz = share * std::min(rates.from, rates.to) / 2;
      const std::vector<float> output =
          resampled(tone(hertz, rates.from, 6 * rates.from / 10), rates.from, rates.to);
      const std::vector<float> ideal = tone(hertz, rates.to, output.size());
      const std::size_t margin = output.size() / 4;
      // 120 dB down is 1e-6; float rounding of samples, coefficients and sums adds as much again.
      CHECK(largestDifference(interior(output, margin), interior(ideal, margin)) < 3e-6);
    }
  }
}

TEST_CASE("a tone above the lower Nyquist frequency is gone") {
  for (const Rates& rates :
       {Rates{48000, 44100}, Rates{44100, 16000}, Rates{96000, 44100}, Rates{44101, 22050}}) {
    CAPTURE(rates.from);
    const double hertz = 1.01 * rates.to / 2;
    const std::vector<float> output = resampled(tone(hertz, rates.from, rates.from), rates.from, rates.to);
    CHECK(rms(interior(output, output.size() / 4)) < 2e-6);
  }
}

TEST_CASE("a constant stays that constant") {
  for (const Rates& rates : manyRates) {
    CAPTURE(rates.from);
    const std::vector<float> output =
        resampled(std::vector<float>(rates.from / 2, 0.75F), rates.from, rates.to);
    const std::vector<float> ideal(output.size(), 0.75F);
    const std::size_t margin = output.size() / 4;
    CHECK(largestDifference(interior(output, margin), interior(ideal, margin)) < 5e-7);
  }
}

TEST_CASE("the length is that of the duration, rounded up") {
  const auto length = [](std::uint32_t from, std::uint32_t to, std::uint64_t count) {
    return Resampler::create(from, to)->outputLength(count);
  };
  CHECK(length(48000, 44100, 144000) == 132300);
  CHECK(length(48000, 44100, 1) == 1);
  CHECK(length(48000, 44100, 0) == 0);
  CHECK(length(44100, 48000, 100) == 109);
  CHECK(length(16000, 16000, 123) == 123);
  CHECK(length(0x7fffffff, 0x7ffffffe, std::uint64_t{1} << 40) == (std::uint64_t{1} << 40) - 512);
}

TEST_CASE("an impulse spreads to both sides alike: no delay") {
  std::vector<float> impulse(2001);
  impulse[1000] = 1;
  const std::vector<float> output = resampled(impulse, 22050, 44100);
  CHECK(std::max_element(output.begin(), output.end()) - output.begin() == 2000);
  for (std::size_t i = 1; i < 1000; ++i)
    REQUIRE(output[2000 + i] == doctest::Approx(output[2000 - i]).epsilon(1e-6));
}

TEST_CASE("the sum of two signals becomes the sum of both results") {
  const std::vector<float> a = noise(5000, 1);
  const std::vector<float> b = noise(5000, 2);
  std::vector<float> sum(5000);
  std::transform(a.begin(), a.end(), b.begin(), sum.begin(), std::plus());
  const std::vector<float> fromA = resampled(a, 48000, 44100);
  const std::vector<float> fromB = resampled(b, 48000, 44100);
  std::vector<float> expectedSum(fromA.size());
  std::transform(fromA.begin(), fromA.end(), fromB.begin(), expectedSum.begin(), std::plus());
  CHECK(largestDifference(resampled(sum, 48000, 44100), expectedSum) < 1e-6);
}

TEST_CASE("a shift by a whole period of the two rates only shifts the result, to the last bit") {
  // 160 input samples are exactly 147 output samples.
  const std::vector<float> signal = noise(4000);
  std::vector<float> shifted(160);
  shifted.insert(shifted.end(), signal.begin(), signal.end());
  const std::vector<float> direct = resampled(signal, 48000, 44100);
  const std::vector<float> later = resampled(shifted, 48000, 44100);
  const auto middle = [](const std::vector<float>& x, std::size_t from) {
    return std::vector<float>(x.begin() + static_cast<std::ptrdiff_t>(from),
                              x.begin() + static_cast<std::ptrdiff_t>(from + 3000));
  };
  CHECK(middle(direct, 200) == middle(later, 347));
}

TEST_CASE("equal rates change nothing") {
  const std::vector<float> signal = noise(100);
  CHECK(resampled(signal, 44100, 44100) == signal);
}

TEST_CASE("signals shorter than the filter have their defined result, one sample and none included") {
  for (const Rates& rates : manyRates) {
    CAPTURE(rates.from);
    CHECK(resampled({}, rates.from, rates.to).empty());
    const std::vector<float> single = resampled({0.5F}, rates.from, rates.to);
    // The sinc at its centre, scaled to the pass band: 0.9558 of the narrower bandwidth.
    const double height = 0.5 * 0.95575 * std::min(1.0, static_cast<double>(rates.to) / rates.from);
    CHECK(single[0] == doctest::Approx(height).epsilon(1e-3));
  }
}

TEST_CASE("every kernel resamples to the same bits") {
  const std::vector<float> signal = noise(3001);
  for (const Rates& rates : manyRates) {
    const std::vector<float> reference = resampled(signal, rates.from, rates.to, "scalar");
    for (const std::string& kernel : kernelNames()) {
      CAPTURE(kernel);
      CHECK(resampled(signal, rates.from, rates.to, kernel) == reference);
    }
  }
}

TEST_CASE("rates that cannot be are refused") {
  for (const Rates& rates : {Rates{0, 8000}, Rates{8000, 0}, Rates{0x80000000, 0x7fffffff},
                             Rates{8000, 8000 * 257}, Rates{8000 * 257, 8000}}) {
    const Result<Resampler> resampler = Resampler::create(rates.from, rates.to);
    REQUIRE_FALSE(resampler);
    CHECK(resampler.error().code == ErrorCode::invalidOption);
  }
}
