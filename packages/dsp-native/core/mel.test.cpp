#include "mel.h"

#include <doctest.h>

#include <algorithm>
#include <cmath>

#include "signals.test.h"

using namespace prosodia;
using namespace prosodia::testing;

namespace {

std::vector<float> melPower(const std::vector<float>& samples, const MelOptions& options) {
  const Result<MelPlan> plan = MelPlan::create(options);
  REQUIRE(plan);
  std::vector<float> power(plan->bandCount() * plan->frameCount(samples.size()));
  StftScratch scratch;
  REQUIRE_FALSE(plan->compute(samples, scratch, power));
  return power;
}

}  // namespace

TEST_CASE("a band too narrow for any bin stays zero") {
  const Result<MelFilterbank> bank = MelFilterbank::create({44100, 128, 128, 0, 8000});
  REQUIRE(bank);
  CHECK(bank->weightStart[1] == 0);
  CHECK(melPower(noise(2000), {{128, 64, true, PadMode::reflect, {}}, {44100, 128, 128, 0, 8000}})[0] == 0);
}

TEST_CASE("a tone is loudest in the band around it") {
  const Result<MelFilterbank> bank = MelFilterbank::create({});
  REQUIRE(bank);
  for (const std::size_t band : {20U, 60U, 120U}) {
    const auto first = bank->weights.begin() + bank->weightStart[band];
    const auto peak = std::max_element(first, bank->weights.begin() + bank->weightStart[band + 1]) - first;
    const double hertz = (bank->firstBin[band] + static_cast<double>(peak)) * 44100 / 2048;
    const std::vector<float> power = melPower(tone(hertz, 44100, 20000), {});
    const std::size_t frames = power.size() / 128;
    std::vector<float> middle(128);
    for (std::size_t b = 0; b < 128; ++b) middle[b] = power[b * frames + frames / 2];
    CHECK(std::max_element(middle.begin(), middle.end()) - middle.begin() ==
          static_cast<std::ptrdiff_t>(band));
  }
}

TEST_CASE("beside the bands, the power of bins and its sum are those of the spectrum, with every kernel") {
  const std::vector<float> samples = noise(20000);
  for (const std::string& kernel : kernelNames()) {
    CAPTURE(kernel);
    const MelOptions options{{512, 128, true, PadMode::zero, kernel}, {16000, 512, 40, 50, 7000}};
    const Result<MelPlan> plan = MelPlan::create(options);
    REQUIRE(plan);
    const std::size_t frames = plan->frameCount(samples.size());
    std::vector<float> real(257 * frames);
    std::vector<float> imaginary(257 * frames);
    StftScratch scratch;
    REQUIRE_FALSE(plan->stft().compute(samples, scratch, real, imaginary));
    std::vector<float> bands(40 * frames);
    std::vector<float> power(100 * frames);
    std::vector<float> total(frames);
    const BinRows bins{30, 100, power.data(), total.data()};
    REQUIRE_FALSE(plan->computeRoom(scratch, bands, &bins));
    CHECK(bands == melPower(samples, options));
    std::vector<double> sums(frames);
    for (std::size_t i = frames; i < real.size(); ++i) {
      const double expectedPower = double{real[i]} * real[i] + double{imaginary[i]} * imaginary[i];
      sums[i % frames] += expectedPower;
      const std::size_t bin = i / frames;
      if (bin < 30 || bin >= 130) continue;
      CHECK(power[(bin - 30) * frames + i % frames] == doctest::Approx(expectedPower).epsilon(1e-5));
    }
    for (std::size_t t = 0; t < frames; ++t) CHECK(total[t] == doctest::Approx(sums[t]).epsilon(1e-5));
  }
}

TEST_CASE("mel power is the filterbank applied to the power of the spectrum") {
  const std::vector<float> samples = noise(6000);
  const MelOptions options{{512, 128, true, PadMode::zero, {}}, {16000, 512, 40, 50, 7000}};
  const Result<StftPlan> plan = StftPlan::create(options.stft);
  const Result<MelFilterbank> bank = MelFilterbank::create(options.bands);
  REQUIRE(plan);
  REQUIRE(bank);
  const std::size_t frames = plan->frameCount(samples.size());
  std::vector<float> real(257 * frames);
  std::vector<float> imaginary(257 * frames);
  StftScratch scratch;
  REQUIRE_FALSE(plan->compute(samples, scratch, real, imaginary));
  std::vector<float> dense(40 * 257);
  bank->writeDense(257, dense);

  const std::vector<float> power = melPower(samples, options);
  for (std::size_t band = 0; band < 40; ++band) {
    for (std::size_t frame = 0; frame < frames; ++frame) {
      double sum = 0;
      for (std::size_t bin = 0; bin < 257; ++bin) {
        const std::size_t at = bin * frames + frame;
        sum += dense[band * 257 + bin] * (std::pow(real[at], 2) + std::pow(imaginary[at], 2));
      }
      REQUIRE(power[band * frames + frame] == doctest::Approx(sum).epsilon(1e-6));
    }
  }
}

TEST_CASE("every kernel gives the same mel power to the last bit") {
  for (const std::size_t count : {1U, 700U, 20000U}) {
    MelOptions options;
    options.stft.kernel = "scalar";
    const std::vector<float> reference = melPower(noise(count), options);
    options.stft.singlePrecision = true;
    const std::vector<float> single = melPower(noise(count), options);
    for (const std::string& kernel : kernelNames()) {
      CAPTURE(kernel);
      options.stft.kernel = kernel;
      options.stft.singlePrecision = false;
      CHECK(melPower(noise(count), options) == reference);
      options.stft.singlePrecision = true;
      CHECK(melPower(noise(count), options) == single);
    }
  }
}

TEST_CASE("single precision errs by less than -120 dB of what is in the frame") {
  MelOptions options;
  options.mend = false;
  const std::vector<float> samples = tone(1000, 44100, 20000);
  const std::vector<float> exact = melPower(samples, options);
  options.stft.singlePrecision = true;
  const std::vector<float> single = melPower(samples, options);
  const float loudest = *std::max_element(exact.begin(), exact.end());
  for (std::size_t i = 0; i < exact.size(); ++i) {
    // Amplitudes, because the error adds to them: silent bands show it whole.
    REQUIRE(std::fabs(std::sqrt(single[i]) - std::sqrt(exact[i])) < 1e-6 * std::sqrt(loudest));
  }
}

namespace {

/** The largest difference in dB among bands less than 80 dB below the loudest of their frame. */
double largestSeenDifference(const std::vector<float>& power, const std::vector<float>& reference) {
  const std::size_t frames = reference.size() / 128;
  double largest = 0;
  for (std::size_t t = 0; t < frames; ++t) {
    float loudest = 0;
    for (std::size_t i = t; i < reference.size(); i += frames) loudest = std::max(loudest, reference[i]);
    for (std::size_t i = t; i < reference.size(); i += frames) {
      if (reference[i] <= 1e-8 * loudest) continue;
      largest = std::max(largest, std::fabs(10 * std::log10(static_cast<double>(power[i]) / reference[i])));
    }
  }
  return largest;
}

}  // namespace

TEST_CASE("frames in which single precision would show are mended, whatever is loud in them") {
  const std::vector<float> quiet = noise(20000, 5, 3e-3);
  for (const double hertz : {0.0, 60.0, 1000.0, 5000.0, 15000.0}) {
    CAPTURE(hertz);
    std::vector<float> samples =
        hertz == 0 ? std::vector<float>(20000, 0.5F) : tone(hertz, 44100, quiet.size(), 0.9);
    std::transform(samples.begin(), samples.end(), quiet.begin(), samples.begin(), std::plus());
    MelOptions options;
    const std::vector<float> exact = melPower(samples, options);
    options.stft.singlePrecision = true;
    const double mended = largestSeenDifference(melPower(samples, options), exact);
    options.mend = false;
    CHECK(mended < 0.0005);
    CHECK(largestSeenDifference(melPower(samples, options), exact) > 2 * mended);
  }
}

TEST_CASE("a mended frame is the same bits among any others") {
  std::vector<float> samples = tone(300, 44100, 40000, 0.9);
  const std::vector<float> loud = noise(20000);
  std::copy(loud.begin(), loud.end(), samples.begin() + 7000);
  for (const std::uint32_t hopLength : {512U, 500U, 3000U}) {
    CAPTURE(hopLength);
    MelOptions options;
    options.stft.singlePrecision = true;
    options.stft.center = false;
    options.stft.hopLength = hopLength;
    const Result<MelPlan> plan = MelPlan::create(options);
    REQUIRE(plan);
    const std::size_t frames = plan->frameCount(samples.size());
    std::vector<float> together(128 * frames);
    std::vector<float> alone(128 * frames);
    FftScratch scratch;
    plan->computeFrames(samples, frames, scratch, {together.data(), frames});
    for (std::size_t t = 0; t < frames; ++t) {
      plan->computeFrames(std::span(samples).subspan(t * hopLength, 2048), 1, scratch,
                          {alone.data() + t, frames});
    }
    CHECK(together == alone);
  }
}

TEST_CASE("the loudest samples that are allowed overflow nothing") {
  for (const bool single : {false, true}) {
    MelOptions options;
    options.stft.singlePrecision = single;
    const std::vector<float> power = melPower(std::vector<float>(5000, 1e12F), options);
    for (const float value : power) REQUIRE(std::isfinite(value));
  }
}
