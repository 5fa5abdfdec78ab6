#include "band-resample.h"

#include <doctest.h>

#include <algorithm>
#include <cmath>

#include "resample.h"
#include "signals.test.h"
#include "stft.h"

using namespace prosodia;
using namespace prosodia::testing;

namespace {

constexpr double keptHertz = 9500;

struct Rates {
  std::uint32_t from;
  std::uint32_t to;
};

/** Pairs for which the short filter is used. */
constexpr Rates shortRates[] = {
    {48000, 44100}, {96000, 44100}, {32000, 44100}, {22050, 44100}, {192000, 48000}};

std::vector<float> resampled(const std::vector<float>& samples, Rates rates, const std::string& kernel = {}) {
  const Result<BandResampler> resampler = BandResampler::create(rates.from, rates.to, keptHertz, kernel);
  REQUIRE(resampler);
  std::vector<float> output(resampler->outputLength(samples.size()));
  BandResampleScratch scratch;
  const auto read = [&](std::size_t first, std::span<float> target) {
    REQUIRE(first + target.size() <= samples.size());
    std::copy_n(samples.begin() + static_cast<std::ptrdiff_t>(first), target.size(), target.begin());
  };
  resampler->process(read, samples.size(), output, scratch);
  return output;
}

std::vector<float> fullBand(const std::vector<float>& samples, Rates rates) {
  const Result<Resampler> resampler = Resampler::create(rates.from, rates.to);
  REQUIRE(resampler);
  std::vector<float> output(resampler->outputLength(samples.size()));
  resampler->process(samples, output);
  return output;
}

/** The largest magnitude of the bins below 8 kHz in any frame, the mirrored ones at the ends included. */
double largestBelow8kHz(const std::vector<float>& samples, std::uint32_t sampleRate) {
  const Result<StftPlan> plan = StftPlan::create({});
  REQUIRE(plan);
  const auto frames = static_cast<std::size_t>(plan->frameCount(samples.size()));
  std::vector<float> real(plan->binCount() * frames);
  std::vector<float> imaginary(real.size());
  StftScratch scratch;
  REQUIRE_FALSE(plan->compute(samples, scratch, real, imaginary));
  const std::size_t bins = std::size_t{8000} * 2048 / sampleRate;
  double largest = 0;
  for (std::size_t i = 0; i < bins * frames; ++i)
    largest = std::max<double>(largest, std::hypot(real[i], imaginary[i]));
  return largest;
}

}  // namespace

TEST_CASE("below the kept frequency nothing differs from the full band, the ends included") {
  for (const Rates& rates : shortRates) {
    CAPTURE(rates.from);
    const std::vector<float> signal = noise(rates.from);  // all frequencies alike, and no silence at the ends
    const std::vector<float> full = fullBand(signal, rates);
    std::vector<float> difference = resampled(signal, rates);
    REQUIRE(difference.size() == full.size());
    std::transform(difference.begin(), difference.end(), full.begin(), difference.begin(), std::minus());
    CHECK(rms(difference) > 0.01);  // above it they do differ
    // -100 dB of what is there: two filters, each right to 120 dB, and the side lobes of window and fade.
    CHECK(largestBelow8kHz(difference, rates.to) < 1e-5 * largestBelow8kHz(full, rates.to));
  }
}

TEST_CASE("a short filter is used where it pays, else the full band") {
  const auto taps = [](std::uint32_t from, std::uint32_t to, double kept) {
    return BandResampler::create(from, to, kept)->taps();
  };
  const auto fullTaps = [](std::uint32_t from, std::uint32_t to) {
    return Resampler::create(from, to)->taps();
  };
  CHECK(taps(48000, 44100, keptHertz) == 16);
  for (const Rates& rates : shortRates)
    CHECK(taps(rates.from, rates.to, keptHertz) * 4 < fullTaps(rates.from, rates.to));
  CHECK(taps(16000, 44100, keptHertz) == fullTaps(16000, 44100));  // the filter's slope lies in the kept band
  CHECK(taps(48000, 16000, 8000) == fullTaps(48000, 16000));       // up to the Nyquist frequency
  CHECK(taps(48000, 44100, 21000) == fullTaps(48000, 44100));
  CHECK(taps(48000, 44101, keptHertz) == fullTaps(48000, 44101));  // too many phases
  CHECK(taps(44100, 44100, keptHertz) == 1);
}

TEST_CASE("signals of all lengths, the empty one included, end as the full band does") {
  const Rates rates{48000, 44100};
  for (const std::size_t length :
       {0, 1, 2, 100, 1114, 1115, 1116, 1500, 4319, 4320, 4321, 5120, 5121, 30719, 40960, 50001}) {
    CAPTURE(length);
    const std::vector<float> signal = noise(length);
    const std::vector<float> full = fullBand(signal, rates);
    const std::vector<float> output = resampled(signal, rates);
    REQUIRE(output.size() == full.size());
    if (full.size() < 1024) {
      CHECK(output == full);
    } else {
      CHECK(output.front() == full.front());
      CHECK(output.back() == full.back());
    }
  }
}

TEST_CASE("every kernel resamples the band to the same bits") {
  const std::vector<float> signal = noise(40001);
  for (const Rates& rates : shortRates) {
    const std::vector<float> reference = resampled(signal, rates, "scalar");
    for (const std::string& kernel : kernelNames()) {
      CAPTURE(kernel);
      CHECK(resampled(signal, rates, kernel) == reference);
    }
  }
}
