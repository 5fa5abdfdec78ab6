#include "pitch.h"

#include <doctest.h>

#include <algorithm>
#include <cmath>

#include "signals.test.h"

using namespace prosodia;
using namespace prosodia::testing;

namespace {

constexpr double rate = 44100;

PitchOptions options(const std::string& kernel = {}) {
  PitchOptions result;
  result.sampleRate = rate;
  result.stft.kernel = kernel;
  return result;
}

struct Track {
  std::vector<float> hertz, strength, level;
};

Track track(const std::vector<float>& samples, const PitchOptions& chosen = options()) {
  const Result<PitchPlan> plan = PitchPlan::create(chosen);
  REQUIRE(plan);
  const auto frames = static_cast<std::size_t>(plan->frameCount(samples.size()));
  std::vector<float> rows(PitchPlan::rowCount * frames, NAN);
  StftScratch stft;
  PitchScratch scratch;
  REQUIRE_FALSE(plan->compute(samples, stft, scratch, rows));
  const auto row = [&](std::size_t index) {
    return std::vector<float>(rows.begin() + static_cast<std::ptrdiff_t>(index * frames),
                              rows.begin() + static_cast<std::ptrdiff_t>((index + 1) * frames));
  };
  return {row(0), row(1), row(2)};
}

/** A voice of ten harmonics, each half as loud as the one before. */
std::vector<float> voice(double hertz, std::size_t count) {
  std::vector<float> sum(count, 0);
  for (int harmonic = 1; harmonic <= 10; ++harmonic) {
    const std::vector<float> one = tone(harmonic * hertz, rate, count, std::pow(0.5, harmonic));
    for (std::size_t i = 0; i < count; ++i) sum[i] += one[i];
  }
  return sum;
}

std::string codeOf(const PitchOptions& chosen) {
  const Result<PitchPlan> plan = PitchPlan::create(chosen);
  return plan ? "" : std::string(codeName(plan.error().code));
}

}  // namespace

TEST_CASE("the pitch of a voice is right within four thousandths, from 80 to 550 Hz, with every kernel") {
  for (const std::string& kernel : kernelNames()) {
    for (const double hertz : {80.0, 97.3, 120.0, 201.7, 333.0, 550.0}) {
      CAPTURE(kernel);
      CAPTURE(hertz);
      const Track found = track(voice(hertz, 20000), options(kernel));
      // The first and last frames see the mirrored end.
      for (std::size_t frame = 3; frame + 3 < found.hertz.size(); ++frame) {
        CHECK(found.hertz[frame] == doctest::Approx(hertz).epsilon(0.004));
        CHECK(found.strength[frame] > 0.95);
      }
    }
  }
}

TEST_CASE("all kernels give the same pitch to the bit") {
  std::vector<float> samples = voice(140, 30000);
  const std::vector<float> hiss = noise(samples.size(), 5, 0.2);
  for (std::size_t i = 0; i < samples.size(); ++i) samples[i] += hiss[i];
  const Track reference = track(samples, options("scalar"));
  for (const std::string& kernel : kernelNames()) {
    CAPTURE(kernel);
    const Track other = track(samples, options(kernel));
    CHECK(other.hertz == reference.hertz);
    CHECK(other.strength == reference.strength);
    CHECK(other.level == reference.level);
  }
}

TEST_CASE("a transform in single precision moves neither pitch nor strength by a ten thousandth") {
  std::vector<float> samples = voice(140, 30000);
  const std::vector<float> hiss = noise(samples.size(), 5, 0.2);
  for (std::size_t i = 0; i < samples.size(); ++i) samples[i] += hiss[i];
  PitchOptions chosen = options();
  const Track exact = track(samples, chosen);
  chosen.stft.singlePrecision = true;
  const Track single = track(samples, chosen);
  CHECK(single.hertz != exact.hertz);
  for (std::size_t frame = 0; frame < exact.hertz.size(); ++frame) {
    CHECK(single.hertz[frame] == doctest::Approx(exact.hertz[frame]).epsilon(1e-4));
    CHECK(single.strength[frame] == doctest::Approx(exact.strength[frame]).epsilon(1e-4));
  }
}

TEST_CASE("half voice and half noise is half periodic (the ratio of harmonics to noise is s / (1 - s))") {
  std::vector<float> samples = voice(150, 60000);
  std::vector<float> hiss = noise(samples.size(), 3, 1);
  // Only what lies below 4 kHz is heard: a fifth and a bit of white noise's power.
  const double gain = rms(samples) / (rms(hiss) * std::sqrt((4000 - 37.5) / (rate / 2)));
  for (std::size_t i = 0; i < samples.size(); ++i) samples[i] += static_cast<float>(gain) * hiss[i];
  const Track found = track(samples);
  double sum = 0;
  for (const float strength : found.strength) sum += strength;
  CHECK(sum / static_cast<double>(found.strength.size()) == doctest::Approx(0.5).epsilon(0.1));
}

TEST_CASE("noise is not periodic, and silence has neither pitch nor strength") {
  const Track hiss = track(noise(44100));
  double sum = 0;
  for (const float strength : hiss.strength) sum += strength;
  CHECK(sum / static_cast<double>(hiss.strength.size()) < 0.3);
  const Track silence = track(std::vector<float>(10000, 0));
  for (std::size_t frame = 0; frame < silence.hertz.size(); ++frame) {
    CHECK(silence.hertz[frame] == 0);
    CHECK(silence.strength[frame] == 0);
    CHECK(silence.level[frame] == doctest::Approx(-100));
  }
}

TEST_CASE("the level is that of the samples, in dB of full scale") {
  const Track found = track(tone(200, rate, 30000, 0.5));
  for (std::size_t frame = 3; frame + 3 < found.level.size(); ++frame) {
    CHECK(found.level[frame] == doctest::Approx(10 * std::log10(0.125)).epsilon(0.001));
  }
}

TEST_CASE("quiet ends get no pitch where they need none, and all else stays as it is to the bit") {
  std::vector<float> samples = voice(140, 60000);
  for (std::size_t i = 0; i < samples.size(); ++i) samples[i] *= i % 20000 < 10000 ? 0.001F : 1.0F;
  const Track all = track(samples);
  PitchOptions chosen = options();
  chosen.topDb = 20;
  const Track trimmed = track(samples, chosen);
  CHECK(trimmed.level == all.level);
  const float least = *std::max_element(all.level.begin(), all.level.end()) - 20;
  const auto isLoud = [&](float level) { return level >= least; };
  const auto first = std::find_if(all.level.begin(), all.level.end(), isLoud) - all.level.begin();
  const auto behind = all.level.rend() - std::find_if(all.level.rbegin(), all.level.rend(), isLoud);
  REQUIRE(std::count_if(all.level.begin(), all.level.end(), isLoud) < behind - first);
  for (std::ptrdiff_t i = 0; i < static_cast<std::ptrdiff_t>(all.hertz.size()); ++i) {
    const auto frame = static_cast<std::size_t>(i);
    const bool isKept = i >= first && i < behind;
    CHECK(trimmed.hertz[frame] == (isKept ? all.hertz[frame] : 0));
    CHECK(trimmed.strength[frame] == (isKept ? all.strength[frame] : 0));
  }
}

TEST_CASE("options that no pitch can be found with are refused") {
  PitchOptions chosen = options();
  CHECK(codeOf(chosen).empty());
  chosen.minHertz = 40;  // not two periods in 2048 samples
  CHECK(codeOf(chosen) == "INVALID_OPTION");
  chosen = options();
  chosen.topDb = -1;
  CHECK(codeOf(chosen) == "INVALID_OPTION");
  chosen = options();
  chosen.maxHertz = 75;
  CHECK(codeOf(chosen) == "INVALID_OPTION");
  chosen.maxHertz = 1001;
  CHECK(codeOf(chosen) == "INVALID_OPTION");
  chosen = options();
  chosen.sampleRate = NAN;
  CHECK(codeOf(chosen) == "INVALID_OPTION");
  chosen = options();
  chosen.stft.nFft = 7;
  CHECK(codeOf(chosen) == "INVALID_OPTION");
  chosen = options();
  chosen.sampleRate = 1e-300;  // an age between two samples
  chosen.minHertz = 1e-302;
  chosen.maxHertz = 2e-301;
  CHECK(codeOf(chosen) == "INVALID_OPTION");
  chosen = options();
  chosen.sampleRate = 8000;
  chosen.stft.nFft = 65536;
  chosen.minHertz = 1;
  CHECK(codeOf(chosen) == "INVALID_OPTION");
}
