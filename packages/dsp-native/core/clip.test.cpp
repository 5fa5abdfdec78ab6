#include "clip.h"

#include <doctest.h>

#include <cmath>
#include <limits>

#include "wav-builder.test.h"

using namespace prosodia;
using namespace prosodia::testing;

namespace {

WavHeader headerOf(std::uint32_t sampleRate, std::uint64_t frames) {
  WavHeader header;
  header.sampleRate = sampleRate;
  header.frames = frames;
  header.channels = 1;
  header.bytesPerSample = 2;
  return header;
}

}  // namespace

TEST_CASE("a window counts frames as librosa.load does, and ends with the file") {
  const auto range = [](std::uint32_t rate, std::uint64_t frames, ClipWindow window) {
    const FrameRange found = framesOfWindow(headerOf(rate, frames), window);
    return std::pair(found.first, found.count);
  };
  CHECK(range(48000, 200000, {0.5, 3.0}) == std::pair<std::uint64_t, std::uint64_t>{24000, 144000});
  CHECK(range(48000, 100000, {0.5, 3.0}) == std::pair<std::uint64_t, std::uint64_t>{24000, 76000});
  CHECK(range(48000, 24000, {0.5, 3.0}) == std::pair<std::uint64_t, std::uint64_t>{24000, 0});
  CHECK(range(48000, 100, {0.5, 3.0}) == std::pair<std::uint64_t, std::uint64_t>{100, 0});
  // int() cuts: 0.3333 s at 11025 Hz is 3674.6 frames.
  CHECK(range(11025, 50000, {0.3333, 0.3333}) == std::pair<std::uint64_t, std::uint64_t>{3674, 3674});
  CHECK(range(8000, 1000, {}) == std::pair<std::uint64_t, std::uint64_t>{0, 1000});
  CHECK(range(8000, 1000, {1e300, 1e300}) == std::pair<std::uint64_t, std::uint64_t>{1000, 0});
}

TEST_CASE("only the window's frames are read") {
  const Bytes file = float32File({1, 2, 3, 4, 5, 6}, 2, 1);
  const MemoryBytes source(file);
  const Result<WavHeader> header = readWavHeader(source);
  REQUIRE(header);
  std::vector<std::uint8_t> bytes;
  std::vector<float> samples;
  REQUIRE_FALSE(readMono(source, *header, framesOfWindow(*header, {1.0, 1.5}), bytes, samples));
  CHECK(samples == std::vector<float>{3, 4, 5});
  CHECK(bytes.size() == 12);
}

TEST_CASE("a file that lost its end since the header was read gives fewer samples") {
  const Bytes file = float32File({1, 2, 3, 4}, 8000);
  const Result<WavHeader> header = readWavHeader(MemoryBytes(file));
  REQUIRE(header);
  const MemoryBytes shorter{std::span(file).first(file.size() - 6)};
  std::vector<std::uint8_t> bytes;
  std::vector<float> samples;
  REQUIRE_FALSE(readMono(shorter, *header, {0, header->frames}, bytes, samples));
  CHECK(samples == std::vector<float>{1, 2});
}

TEST_CASE("a window that cannot be is refused") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK_FALSE(checkClipWindow({0, 3.0}));
  CHECK_FALSE(checkClipWindow({0, std::nullopt}));
  for (const ClipWindow& window : {ClipWindow{-0.1, 3.0}, ClipWindow{nan, 3.0}, ClipWindow{INFINITY, 3.0},
                                   ClipWindow{0, 0.0}, ClipWindow{0, -1.0}, ClipWindow{0, nan}}) {
    const Check bad = checkClipWindow(window);
    REQUIRE(bad);
    CHECK(bad->code == ErrorCode::invalidOption);
  }
}

TEST_CASE("samples must be there, finite and not absurd") {
  CHECK(checkSamples({})->code == ErrorCode::audioEmpty);
  const float nan = std::numeric_limits<float>::quiet_NaN();
  for (const float bad : {nan, INFINITY, -INFINITY, 2e12F}) {
    const std::vector<float> samples{0, 0, bad};
    REQUIRE(checkSamples(samples));
    CHECK(checkSamples(samples)->code == ErrorCode::audioNotFinite);
    CHECK(checkSamples(samples)->message.find("as sample 2") != std::string::npos);
  }
  CHECK_FALSE(checkSamples(std::vector<float>{0, 1e12F, 1e-45F}));
}
