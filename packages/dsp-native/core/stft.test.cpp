#include "stft.h"

#include <doctest.h>

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>

#include "signals.test.h"

using namespace prosodia;
using namespace prosodia::testing;

namespace {

struct Spectrogram {
  std::size_t bins;
  std::size_t frames;
  std::vector<float> real;
  std::vector<float> imaginary;

  std::complex<double> at(std::size_t bin, std::size_t frame) const {
    return {real[bin * frames + frame], imaginary[bin * frames + frame]};
  }
};

Spectrogram stft(const std::vector<float>& samples, const StftOptions& options) {
  const Result<StftPlan> plan = StftPlan::create(options);
  REQUIRE(plan);
  const std::size_t frames = plan->frameCount(samples.size());
  Spectrogram result{plan->binCount(), frames, {}, {}};
  result.real.resize(result.bins * frames);
  result.imaginary.resize(result.bins * frames);
  StftScratch scratch;
  REQUIRE_FALSE(plan->compute(samples, scratch, result.real, result.imaginary));
  return result;
}

StftOptions options(std::uint32_t nFft, std::uint32_t hopLength, const std::string& kernel = {}) {
  return {nFft, hopLength, true, PadMode::reflect, kernel};
}

StftOptions singleOptions(std::uint32_t nFft, std::uint32_t hopLength, const std::string& kernel = {}) {
  StftOptions single = options(nFft, hopLength, kernel);
  single.singlePrecision = true;
  return single;
}

/** The transform by its definition, of a windowed frame that begins at `start` of a signal with no padding.
 */
std::complex<double> definition(const std::vector<float>& samples, std::size_t start, std::size_t nFft,
                                std::size_t bin) {
  std::complex<double> sum;
  for (std::size_t n = 0; n < nFft; ++n) {
    const double turn = 2 * std::numbers::pi * static_cast<double>(n) / static_cast<double>(nFft);
    const double window = 0.5 - 0.5 * std::cos(turn);
    sum += window * samples[start + n] * std::polar(1.0, -turn * static_cast<double>(bin));
  }
  return sum;
}

std::vector<float> padded(const std::vector<float>& samples, std::uint32_t nFft, PadMode mode) {
  const Result<StftPlan> plan = StftPlan::create({nFft, 1, true, mode, {}});
  REQUIRE(plan);
  StftScratch scratch;
  REQUIRE_FALSE(plan->pad(samples, scratch));
  return scratch.padded;
}

}  // namespace

TEST_CASE("each bin is what the definition of the transform says, for every size and kernel") {
  const std::vector<float> samples = noise(2000);
  for (const std::string& kernel : kernelNames()) {
    for (const std::uint32_t nFft : {4U, 6U, 10U, 16U, 60U, 400U, 512U, 1000U}) {
      CAPTURE(kernel);
      CAPTURE(nFft);
      StftOptions uncentred = options(nFft, 100, kernel);
      uncentred.center = false;
      const Spectrogram spectrogram = stft(samples, uncentred);
      double largest = 0;
      for (std::size_t frame = 0; frame < spectrogram.frames; frame += 3) {
        for (std::size_t bin = 0; bin < spectrogram.bins; bin += 1 + nFft / 50) {
          const auto ideal = definition(samples, frame * 100, nFft, bin);
          largest = std::max(largest, std::abs(spectrogram.at(bin, frame) - ideal));
        }
      }
      // Values reach some 20; the transform is in double precision and only its result is rounded to float.
      CHECK(largest < 2e-6);
    }
  }
}

TEST_CASE("a tone on a bin shows there with half the window's sum, and on the two beside it") {
  const Spectrogram spectrogram = stft(tone(100 * 8000.0 / 1024, 8000, 8000), options(1024, 256));
  const std::size_t middle = spectrogram.frames / 2;
  CHECK(std::abs(spectrogram.at(100, middle)) == doctest::Approx(256).epsilon(1e-6));
  CHECK(std::abs(spectrogram.at(99, middle)) == doctest::Approx(128).epsilon(1e-6));
  CHECK(std::abs(spectrogram.at(101, middle)) == doctest::Approx(128).epsilon(1e-6));
  CHECK(std::abs(spectrogram.at(103, middle)) < 1e-3);
}

TEST_CASE("an impulse has the same magnitude in every bin: the window's height where it lies") {
  std::vector<float> impulse(4096);
  impulse[2048] = 1;
  const Spectrogram spectrogram = stft(impulse, options(512, 128));
  for (std::size_t bin = 0; bin < spectrogram.bins; ++bin) {
    REQUIRE(std::abs(spectrogram.at(bin, 16)) == doctest::Approx(1).epsilon(1e-6));
    REQUIRE(std::abs(spectrogram.at(bin, 17)) == doctest::Approx(0.5).epsilon(1e-6));
  }
}

TEST_CASE("a frame's energy is that of its windowed samples (Parseval)") {
  const std::vector<float> samples = noise(4096);
  StftOptions uncentred = options(1024, 512);
  uncentred.center = false;
  const Spectrogram spectrogram = stft(samples, uncentred);
  for (std::size_t frame = 0; frame < spectrogram.frames; ++frame) {
    double inTime = 0;
    for (std::size_t n = 0; n < 1024; ++n) {
      const double window = 0.5 - 0.5 * std::cos(2 * std::numbers::pi * static_cast<double>(n) / 1024);
      inTime += std::pow(window * samples[frame * 512 + n], 2);
    }
    double inFrequency = 0;
    for (std::size_t bin = 0; bin <= 512; ++bin) {
      inFrequency += std::norm(spectrogram.at(bin, frame)) * (bin == 0 || bin == 512 ? 1 : 2);
    }
    REQUIRE(inFrequency / 1024 == doctest::Approx(inTime).epsilon(1e-6));
  }
}

TEST_CASE("a signal shifted by one hop is the same frames, one later, to the last bit") {
  const std::vector<float> samples = noise(5000);
  std::vector<float> shifted(256);
  shifted.insert(shifted.end(), samples.begin(), samples.end());
  for (const std::string& kernel : kernelNames()) {
    const Spectrogram direct = stft(samples, options(1024, 256, kernel));
    const Spectrogram later = stft(shifted, options(1024, 256, kernel));
    for (std::size_t bin = 0; bin < direct.bins; ++bin) {
      for (std::size_t frame = 3; frame + 3 < direct.frames; ++frame) {
        REQUIRE(direct.at(bin, frame) == later.at(bin, frame + 1));
      }
    }
  }
}

TEST_CASE("reflection mirrors at the end samples, as often as needed, as numpy.pad does") {
  CHECK(padded({1, 2, 3, 4, 5}, 4, PadMode::reflect) == std::vector<float>{3, 2, 1, 2, 3, 4, 5, 4, 3});
  CHECK(padded({1, 2, 3}, 10, PadMode::reflect) == std::vector<float>{2, 1, 2, 3, 2, 1, 2, 3, 2, 1, 2, 3, 2});
  CHECK(padded({1, 2}, 6, PadMode::reflect) == std::vector<float>{2, 1, 2, 1, 2, 1, 2, 1});
  CHECK(padded({7}, 4, PadMode::reflect) == std::vector<float>{7, 7, 7, 7, 7});
}

TEST_CASE("zero padding pads with zeros") {
  CHECK(padded({1, 2, 3}, 4, PadMode::zero) == std::vector<float>{0, 0, 1, 2, 3, 0, 0});
}

TEST_CASE("the number of frames is librosa's") {
  const auto frames = [](std::uint64_t samples, bool center) {
    return StftPlan::create({2048, 512, center, PadMode::reflect, {}})->frameCount(samples);
  };
  CHECK(frames(132300, true) == 259);
  CHECK(frames(1, true) == 1);
  CHECK(frames(512, true) == 2);
  CHECK(frames(2047, false) == 0);
  CHECK(frames(2048, false) == 1);
  CHECK(frames(132300, false) == 255);
}

TEST_CASE("every kernel gives the same bits, for any number of frames") {
  for (const std::size_t hops : {0U, 1U, 2U, 3U, 4U, 5U, 7U, 8U, 9U}) {
    const std::vector<float> samples = noise(1 + hops * 64);
    const Spectrogram reference = stft(samples, options(256, 64, "scalar"));
    const Spectrogram singleReference = stft(samples, singleOptions(256, 64, "scalar"));
    for (const std::string& kernel : kernelNames()) {
      CAPTURE(kernel);
      CAPTURE(hops);
      const Spectrogram spectrogram = stft(samples, options(256, 64, kernel));
      CHECK(spectrogram.real == reference.real);
      CHECK(spectrogram.imaginary == reference.imaginary);
      const Spectrogram single = stft(samples, singleOptions(256, 64, kernel));
      CHECK(single.real == singleReference.real);
      CHECK(single.imaginary == singleReference.imaginary);
    }
  }
}

TEST_CASE("single precision errs by less than -120 dB of what is in the frame, for every size") {
  for (const std::uint32_t nFft : {4U, 6U, 10U, 16U, 60U, 400U, 512U, 1000U, 65536U}) {
    CAPTURE(nFft);
    const std::vector<float> samples = noise(nFft + 1000);
    const Spectrogram exact = stft(samples, options(nFft, 500));
    const Spectrogram single = stft(samples, singleOptions(nFft, 500));
    // What is in a frame: the largest magnitude that its samples could give.
    const double most = 1e-6 * nFft / 4;
    CHECK(largestDifference(single.real, exact.real) < most);
    CHECK(largestDifference(single.imaginary, exact.imaginary) < most);
  }
}

TEST_CASE("samples that cannot be analysed are refused") {
  const Result<StftPlan> plan = StftPlan::create({16, 4, false, PadMode::reflect, {}});
  REQUIRE(plan);
  StftScratch scratch;
  const auto code = [&](const std::vector<float>& samples) {
    const Check bad = plan->compute(samples, scratch, {}, {});
    REQUIRE(bad);
    return bad->code;
  };
  CHECK(code({}) == ErrorCode::audioEmpty);
  CHECK(code(std::vector<float>(15)) == ErrorCode::audioEmpty);
  CHECK(code(std::vector<float>(16, INFINITY)) == ErrorCode::audioNotFinite);
}

TEST_CASE("options that cannot be are refused by name") {
  const auto refusal = [](const StftOptions& bad) {
    const Result<StftPlan> plan = StftPlan::create(bad);
    REQUIRE_FALSE(plan);
    CHECK(plan.error().code == ErrorCode::invalidOption);
    return plan.error().message;
  };
  for (const std::uint32_t nFft : {0U, 2U, 7U, 14U, 1022U, 65538U, 131072U}) {
    CHECK(refusal(options(nFft, 4)).find("for nFft") != std::string::npos);
  }
  CHECK(refusal(options(16, 0)).find("for hopLength") != std::string::npos);
  CHECK(refusal(options(16, 4, "abacus")).find("for kernel but received 'abacus'") != std::string::npos);
}
