#include "pipeline.h"

#include <doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "signals.test.h"
#include "wav-builder.test.h"

using namespace prosodia;
using namespace prosodia::testing;

namespace {

struct Extracted {
  Result<ClipFrames> clip;
  std::vector<float> row;
};

Extracted extract(const Bytes& file, const PipelineOptions& options = {}) {
  const Result<Pipeline> pipeline = Pipeline::create(options);
  REQUIRE(pipeline);
  std::vector<float> row(pipeline->width(), 5);
  Scratch scratch;
  Result<ClipFrames> clip = pipeline->extract(MemoryBytes(file), scratch, row);
  return {std::move(clip), std::move(row)};
}

bool allZero(std::span<const float> values) {
  return std::all_of(values.begin(), values.end(), [](float value) { return value == 0; });
}

}  // namespace

TEST_CASE("three and a half seconds at 48 kHz fill the notebook's 259 frames") {
  const Extracted extracted = extract(pcm16File(noise(168000), 48000));
  REQUIRE(extracted.clip);
  CHECK(extracted.clip->count == 259);
  REQUIRE(extracted.row.size() == 259);
  CHECK(std::none_of(extracted.row.begin(), extracted.row.end(), [](float value) { return value == 0; }));
}

TEST_CASE("frames a short recording lacks stay zero") {
  const Extracted extracted = extract(pcm16File(noise(72000), 48000));  // one second behind the offset
  REQUIRE(extracted.clip);
  CHECK(extracted.clip->count == 1 + 44100 / 512);
  CHECK(allZero(std::span(extracted.row).subspan(extracted.clip->count)));
  CHECK(extracted.row[extracted.clip->count - 1] != 0);
}

TEST_CASE("the row is the mean over the bands of the log-mel spectrogram") {
  const Bytes file = pcm16File(noise(100000), 48000);
  PipelineOptions options;
  options.output = Output::logMel;
  const Extracted spectrogram = extract(file, options);
  const Extracted means = extract(file);
  REQUIRE(spectrogram.clip);
  REQUIRE(spectrogram.row.size() == 128 * 259);
  std::vector<double> sums(259);
  for (std::size_t i = 0; i < spectrogram.row.size(); ++i) sums[i % 259] += spectrogram.row[i];
  for (std::size_t frame = 0; frame < 259; ++frame) {
    REQUIRE(means.row[frame] == doctest::Approx(sums[frame] / 128).epsilon(1e-6));
  }
}

TEST_CASE("what lies outside of the window changes nothing") {
  std::vector<float> samples = noise(200000);
  const std::vector<float> row = extract(pcm16File(samples, 48000)).row;
  std::fill(samples.begin(), samples.begin() + 24000, 0.0F);
  std::fill(samples.begin() + 24000 + 144000, samples.end(), 0.0F);
  CHECK(extract(pcm16File(samples, 48000)).row == row);
}

TEST_CASE("louder by a factor is higher by its decibels") {
  std::vector<float> samples = noise(168000);
  const std::vector<float> loud = extract(float32File(samples, 48000)).row;
  for (float& sample : samples) sample *= 0.125F;
  const std::vector<float> quiet = extract(float32File(samples, 48000)).row;
  for (std::size_t frame = 0; frame < 259; ++frame) {
    REQUIRE(loud[frame] - quiet[frame] == doctest::Approx(20 * std::log10(8)).epsilon(1e-5));
  }
}

TEST_CASE("the same sound at other rates, depths and channels gives nearly the same row") {
  const auto sound = [](double sampleRate) {
    std::vector<float> samples = tone(440, sampleRate, static_cast<std::size_t>(3.6 * sampleRate), 0.3);
    const std::vector<float> other = tone(3000, sampleRate, samples.size(), 0.1);
    std::transform(samples.begin(), samples.end(), other.begin(), samples.begin(), std::plus());
    return samples;
  };
  const std::vector<float> reference = extract(float32File(sound(44100), 44100)).row;
  for (const std::uint32_t rate : {16000U, 22050U, 48000U, 96000U}) {
    CAPTURE(rate);
    const std::vector<float> row = extract(float32File(sound(rate), rate)).row;
    // Away from the ends, where a cut tone is a click whose upper half another rate cannot hold.
    CHECK(largestDifference(std::span(row).subspan(4, 250), std::span(reference).subspan(4, 250)) < 0.01);
  }
  const std::vector<float> mono = sound(44100);
  std::vector<float> stereo;
  for (const float sample : mono) stereo.insert(stereo.end(), {sample, sample});
  CHECK(extract(float32File(stereo, 44100, 2)).row == reference);
}

TEST_CASE("the short filter for the mel bands gives what the full band gives") {
  for (const std::uint32_t rate : {22050U, 32000U, 44100U, 48000U, 96000U}) {
    CAPTURE(rate);
    const Bytes file = pcm16File(noise(4 * rate), rate);
    PipelineOptions options;
    options.output = Output::logMel;
    const std::vector<float> row = extract(file, options).row;
    options.exact = true;
    CHECK(largestDifference(row, extract(file, options).row) < 0.001);
  }
}

TEST_CASE("single precision moves no value of a spectrogram of noise by a thousandth of a decibel") {
  const Bytes file = pcm16File(noise(168000), 48000);
  PipelineOptions options;
  options.output = Output::logMel;
  const std::vector<float> single = extract(file, options).row;
  options.stft.singlePrecision = false;
  const std::vector<float> exact = extract(file, options).row;
  CHECK(largestDifference(single, exact) < 0.001);
  CHECK(single != exact);
}

TEST_CASE("a mean over the bands hides the single precision that it is made in") {
  std::vector<float> samples = tone(300, 48000, 168000, 0.9);
  const std::vector<float> quiet = noise(samples.size(), 5, 1e-4);
  std::transform(samples.begin(), samples.end(), quiet.begin(), samples.begin(), std::plus());
  const Bytes file = float32File(samples, 48000);
  PipelineOptions options;
  const std::vector<float> row = extract(file, options).row;
  options.exact = true;
  CHECK(largestDifference(row, extract(file, options).row) < 0.0005);
}

TEST_CASE("silence is -100 dB everywhere, as are denormal samples") {
  for (const float level : {0.0F, 1e-40F}) {
    const Extracted extracted = extract(float32File(std::vector<float>(168000, level), 48000));
    REQUIRE(extracted.clip);
    CHECK(std::all_of(extracted.row.begin(), extracted.row.end(), [](float db) { return db == -100; }));
  }
}

TEST_CASE("one sample behind the offset is one frame") {
  const Extracted extracted = extract(pcm16File(noise(24001), 48000));
  REQUIRE(extracted.clip);
  CHECK(extracted.clip->count == 1);
  CHECK(std::isfinite(extracted.row[0]));
}

TEST_CASE("a clip that cannot be analysed is an error and leaves its row at zero") {
  const auto code = [](const Bytes& file) {
    const Extracted extracted = extract(file);
    REQUIRE_FALSE(extracted.clip);
    CHECK(allZero(extracted.row));
    return extracted.clip.error().code;
  };
  CHECK(code(pcm16File(noise(24000), 48000)) == ErrorCode::audioEmpty);
  CHECK(code({1, 2, 3}) == ErrorCode::wavNotWave);
  CHECK(code(pcm16File(noise(200), 100)) == ErrorCode::invalidOption);  // 441 times apart from 44.1 kHz
  std::vector<float> samples = noise(168000);
  samples[100000] = std::numeric_limits<float>::quiet_NaN();
  CHECK(code(float32File(samples, 48000)) == ErrorCode::audioNotFinite);
  samples[100000] = INFINITY;
  CHECK(code(float32File(samples, 48000)) == ErrorCode::audioNotFinite);
}

TEST_CASE("warnings of the file reach the caller") {
  WavBuilder builder;
  const Extracted extracted = extract(builder.format().data(Bytes(16000, 1), 20000).file());
  REQUIRE(extracted.clip);
  CHECK(extracted.clip->warnings ==
        std::vector<std::string>{"the data chunk claims 20000 bytes, of which 16000 are there",
                                 "its band ends at 4000 Hz, the features go up to 8000 Hz"});
}

TEST_CASE("memory used before leaves no trace") {
  const Result<Pipeline> pipeline = Pipeline::create({});
  REQUIRE(pipeline);
  const Bytes longFile = pcm16File(noise(168000, 1), 48000);
  const Bytes shortFile = pcm16File(noise(30000, 2), 16000);
  Scratch used;
  std::vector<float> row(259);
  REQUIRE(pipeline->extract(MemoryBytes(longFile), used, row));
  REQUIRE(pipeline->extract(MemoryBytes(shortFile), used, row));
  CHECK(row == extract(shortFile).row);
}

TEST_CASE("more sample rates than a thread keeps resamplers for give the same rows") {
  const Result<Pipeline> pipeline = Pipeline::create({});
  REQUIRE(pipeline);
  Scratch used;
  for (int round = 0; round < 2; ++round) {
    for (std::uint32_t rate = 8000; rate < 8000 + 10 * 441; rate += 441) {
      const Bytes file = pcm16File(noise(2 * rate), rate);
      std::vector<float> row(259);
      REQUIRE(pipeline->extract(MemoryBytes(file), used, row));
      REQUIRE(row == extract(file).row);
    }
  }
}

TEST_CASE("every kernel gives the same row to the last bit") {
  const Bytes file = pcm16File(noise(150000), 48000);
  PipelineOptions options;
  options.stft.kernel = "scalar";
  const std::vector<float> reference = extract(file, options).row;
  for (const std::string& kernel : kernelNames()) {
    CAPTURE(kernel);
    options.stft.kernel = kernel;
    CHECK(extract(file, options).row == reference);
  }
}

TEST_CASE("a pipeline reads PROSODIA_KERNEL when it is built and never again") {
  const Bytes file = pcm16File(noise(100000), 48000);
  std::vector<float> row(259);
  Scratch scratch;
  const Result<Pipeline> pipeline = Pipeline::create({});
  REQUIRE(pipeline);
  const ForcedKernel unknown("abacus");
  CHECK(pipeline->extract(MemoryBytes(file), scratch, row));
  CHECK(Pipeline::create({}).error().message.find("for PROSODIA_KERNEL but received 'abacus'") !=
        std::string::npos);
}

TEST_CASE("options that cannot be are refused when the pipeline is built") {
  const auto refusal = [](auto change) {
    PipelineOptions options;
    change(options);
    const Result<Pipeline> pipeline = Pipeline::create(options);
    REQUIRE_FALSE(pipeline);
    CHECK(pipeline.error().code == ErrorCode::invalidOption);
    return pipeline.error().message;
  };
  const auto names = [](const std::string& message, const std::string& option) {
    return message.find("for " + option + " but") != std::string::npos;
  };
  CHECK(names(refusal([](PipelineOptions& o) { o.sampleRate = 0; }), "sampleRate"));
  CHECK(names(refusal([](PipelineOptions& o) { o.offsetSeconds = -1; }), "offsetSeconds"));
  CHECK(names(refusal([](PipelineOptions& o) { o.durationSeconds = 0; }), "durationSeconds"));
  CHECK(names(refusal([](PipelineOptions& o) { o.durationSeconds = 1e12; }), "durationSeconds"));
  CHECK(names(refusal([](PipelineOptions& o) { o.stft.nFft = 2047; }), "nFft"));
  CHECK(names(refusal([](PipelineOptions& o) { o.nMels = 0; }), "nMels"));
  CHECK(names(refusal([](PipelineOptions& o) { o.fMax = 30000; }), "fMax"));
  CHECK(names(refusal([](PipelineOptions& o) { o.decibel.amin = 0; }), "amin"));
}
