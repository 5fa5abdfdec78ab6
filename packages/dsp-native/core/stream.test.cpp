#include "stream.h"

#include <doctest.h>

#include <algorithm>
#include <functional>
#include <limits>
#include <random>

#include "signals.test.h"

using namespace prosodia;
using namespace prosodia::testing;

namespace {

using NextSize = std::function<std::size_t()>;

/** Small, so that a test's signal has many frames. */
StreamOptions smallFrames(std::uint32_t fromRate) {
  StreamOptions options;
  options.fromRate = fromRate;
  options.toRate = 16000;
  options.mel.stft.nFft = 240;
  options.mel.stft.hopLength = 75;
  options.mel.bands.nMels = 20;
  return options;
}

/** What the stages make of the whole signal, a frame after the other. */
std::vector<float> batch(const std::vector<float>& samples, const StreamOptions& options) {
  const Result<Resampler> resampler =
      Resampler::create(options.fromRate, options.toRate, options.mel.stft.kernel);
  REQUIRE(resampler);
  std::vector<float> resampled(resampler->outputLength(samples.size()));
  resampler->process(samples, resampled);
  MelOptions melOptions = options.mel;
  melOptions.bands.sampleRate = options.toRate;
  const Result<MelPlan> plan = MelPlan::create(melOptions);
  REQUIRE(plan);
  const std::size_t frames = plan->frameCount(resampled.size());
  const std::size_t bands = plan->bandCount();
  std::vector<float> power(bands * frames);
  StftScratch scratch;
  REQUIRE_FALSE(plan->compute(resampled, scratch, power));
  powerToDb(power, power, options.decibel, plan->kernel());
  std::vector<float> inTime(power.size());
  for (std::size_t i = 0; i < power.size(); ++i) inTime[i % frames * bands + i / frames] = power[i];
  return inTime;
}

std::vector<float> inPieces(const std::vector<float>& samples, const StreamOptions& options,
                            const NextSize& nextSize) {
  Result<LogMelStream> stream = LogMelStream::create(options);
  REQUIRE(stream);
  std::vector<float> frames;
  std::span<const float> left = samples;
  while (!left.empty()) {
    const std::size_t size = std::min(nextSize(), left.size());
    REQUIRE_FALSE(stream->push(left.first(size), frames));
    left = left.subspan(size);
  }
  REQUIRE_FALSE(stream->finish(frames));
  return frames;
}

NextSize always(std::size_t size) {
  return [size] { return size; };
}

NextSize anything() {
  return [random = std::mt19937(1)]() mutable { return random() % 3 == 0 ? random() % 5000 : random() % 50; };
}

std::vector<float> streamed(const std::vector<float>& samples, const StreamOptions& options) {
  return inPieces(samples, options, always(samples.size()));
}

}  // namespace

TEST_CASE("pieces of any size give the batch's frames, to the last bit") {
  const std::vector<float> samples = noise(9001);
  const NextSize sizes[] = {always(1), always(7), always(160), always(1024), always(9001), anything()};
  // None, down, up and the notebook's; the last have 44101 phases, which are interpolated.
  for (const std::uint32_t fromRate : {16000U, 48000U, 8000U, 44100U, 16001U}) {
    for (const bool center : {true, false}) {
      for (const PadMode padMode : {PadMode::reflect, PadMode::zero}) {
        StreamOptions options = smallFrames(fromRate);
        options.mel.stft.center = center;
        options.mel.stft.padMode = padMode;
        const std::vector<float> whole = batch(samples, options);
        for (std::size_t i = 0; i < std::size(sizes); ++i) {
          CAPTURE(fromRate);
          CAPTURE(center);
          CAPTURE(i);
          REQUIRE(inPieces(samples, options, sizes[i]) == whole);
        }
      }
    }
  }
}

TEST_CASE("the notebook's frames are the batch's too, in every kernel and precision") {
  const std::vector<float> samples = noise(30000);
  for (const std::string& kernel : kernelNames()) {
    for (const bool singlePrecision : {false, true}) {
      CAPTURE(kernel);
      StreamOptions options;
      options.fromRate = 48000;
      options.mel.stft.kernel = kernel;
      options.mel.stft.singlePrecision = singlePrecision;
      CHECK(inPieces(samples, options, anything()) == batch(samples, options));
    }
  }
}

TEST_CASE("signals of every short length, and hops beyond the frame, end as the batch does") {
  for (const std::uint32_t hop : {1U, 12U, 30U, 100U}) {
    for (std::size_t length = 1; length < 130; ++length) {
      for (const std::uint32_t fromRate : {16000U, 24000U}) {
        StreamOptions options = smallFrames(fromRate);
        options.mel.stft.nFft = 24;
        options.mel.stft.hopLength = hop;
        const std::vector<float> samples = noise(length);
        CAPTURE(hop);
        CAPTURE(length);
        REQUIRE(inPieces(samples, options, always(5)) == batch(samples, options));
      }
    }
  }
}

TEST_CASE("a frame comes as soon as its last sample is there") {
  const StreamOptions options = smallFrames(16000);
  Result<LogMelStream> stream = LogMelStream::create(options);
  REQUIRE(stream);
  const std::vector<float> samples = noise(2000);
  std::vector<float> frames;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    REQUIRE_FALSE(stream->push(std::span(samples).subspan(i, 1), frames));
    // Frame t ends nFft / 2 = 120 samples after its centre, t * 75; the mirrored start takes one more.
    const std::size_t present = i + 1;
    const std::size_t count = present <= 120 ? 0 : (present - 120) / 75 + 1;
    REQUIRE(frames.size() == count * 20);
  }
}

TEST_CASE("a stream of any length holds what it held at its start") {
  for (const std::uint32_t fromRate : {16000U, 44100U}) {
    for (const std::uint32_t hop : {75U, 100000U}) {
      StreamOptions options = smallFrames(fromRate);
      options.mel.stft.hopLength = hop;
      Result<LogMelStream> stream = LogMelStream::create(options);
      REQUIRE(stream);
      const std::size_t bytes = stream->bytes();
      const std::vector<float> second = noise(fromRate);
      std::vector<float> frames;
      for (int i = 0; i < 30; ++i) {
        frames.clear();
        REQUIRE_FALSE(stream->push(second, frames));
        REQUIRE(stream->bytes() == bytes);
      }
    }
  }
}

TEST_CASE("topDb counts from the loudest value so far, frames given before stay as they are") {
  StreamOptions options = smallFrames(16000);
  options.mel.stft.center = false;
  options.mel.stft.hopLength = 240;
  std::vector<float> samples = noise(240, 1, 1e-3);
  const std::vector<float> loud = noise(240, 2, 1);
  samples.insert(samples.end(), loud.begin(), loud.end());
  samples.insert(samples.end(), 240, 0.0F);
  const std::vector<float> unfloored = streamed(samples, options);
  options.decibel.topDb = 30;
  const std::vector<float> floored = streamed(samples, options);

  REQUIRE(floored.size() == 60);
  const float quietPeak = *std::max_element(unfloored.begin(), unfloored.begin() + 20);
  const float peak = *std::max_element(unfloored.begin(), unfloored.end());
  REQUIRE(peak > quietPeak + 30);
  for (std::size_t i = 0; i < 60; ++i) {
    CHECK(floored[i] == std::max(unfloored[i], (i < 20 ? quietPeak : peak) - 30));
  }

  SUBCASE("and so does a running reference") {
    options.runningReference = true;
    const std::vector<float> relative = streamed(samples, options);
    for (std::size_t i = 0; i < 60; ++i) CHECK(relative[i] == floored[i] - (i < 20 ? quietPeak : peak));
  }
}

TEST_CASE("a piece with a sample that is none is refused and changes nothing") {
  const StreamOptions options = smallFrames(48000);
  const std::vector<float> samples = noise(5000);
  Result<LogMelStream> stream = LogMelStream::create(options);
  REQUIRE(stream);
  std::vector<float> frames;
  REQUIRE_FALSE(stream->push(std::span(samples).first(3000), frames));
  for (const float bad : {NAN, INFINITY, 1e13F}) {
    std::vector<float> spoilt = samples;
    spoilt.back() = bad;
    const std::size_t before = frames.size();
    const Check refused = stream->push(spoilt, frames);
    REQUIRE(refused);
    CHECK(refused->code == ErrorCode::audioNotFinite);
    CHECK(frames.size() == before);
  }
  REQUIRE_FALSE(stream->push({}, frames));
  REQUIRE_FALSE(stream->push(std::span(samples).subspan(3000), frames));
  REQUIRE_FALSE(stream->finish(frames));
  CHECK(frames == batch(samples, options));
}

TEST_CASE("a signal without a frame ends in an error") {
  for (const bool center : {true, false}) {
    StreamOptions options = smallFrames(16000);
    options.mel.stft.center = center;
    Result<LogMelStream> stream = LogMelStream::create(options);
    REQUIRE(stream);
    std::vector<float> frames;
    if (!center) REQUIRE_FALSE(stream->push(noise(239), frames));
    const Check refused = stream->finish(frames);
    REQUIRE(refused);
    CHECK(refused->code == ErrorCode::audioEmpty);
    CHECK(frames.empty());
  }
}

TEST_CASE("options of a stream that cannot be are refused by name") {
  const auto refusal = [](const std::function<void(StreamOptions&)>& change) {
    StreamOptions options;
    change(options);
    const Result<LogMelStream> stream = LogMelStream::create(options);
    REQUIRE_FALSE(stream);
    CHECK(stream.error().code == ErrorCode::invalidOption);
    return stream.error().message;
  };
  const auto names = [](const std::string& message, const char* name) {
    return message.find(std::string("for ") + name) != std::string::npos;
  };
  CHECK(names(refusal([](StreamOptions& options) { options.fromRate = 0; }), "fromRate"));
  CHECK(names(refusal([](StreamOptions& options) { options.toRate = 0; }), "toRate"));
  CHECK(names(refusal([](StreamOptions& options) { options.mel.stft.nFft = 7; }), "nFft"));
  CHECK(names(refusal([](StreamOptions& options) { options.mel.bands.fMax = 30000; }), "fMax"));
  CHECK(names(refusal([](StreamOptions& options) { options.decibel.amin = 0; }), "amin"));
  CHECK(names(refusal([](StreamOptions& options) { options.mel.stft.kernel = "none"; }), "kernel"));
}
