#include <doctest.h>

#include <random>

#include "clip.h"
#include "wav-builder.test.h"
#include "wav.h"

using namespace prosodia;
using namespace prosodia::testing;

/** Files nobody means well with. What is promised is bounded work and a defined answer; sanitizers watch the
 * rest. */
namespace {

Bytes soundFile() {
  WavBuilder builder({1, 2, 8000, 24, 0, false});
  return builder.chunk("LIST", {1, 2, 3})
      .extensibleFormat()
      .data(Bytes(60, 0x55))
      .chunk("bext", Bytes(9, 1))
      .file();
}

/** Reads the header and every frame it promises; true when the file was accepted. */
bool readsAll(const Bytes& file) {
  const MemoryBytes source(file);
  const Result<WavHeader> header = readWavHeader(source);
  if (!header) {
    CHECK_FALSE(header.error().message.empty());
    return false;
  }
  REQUIRE(header->dataOffset + header->frames * header->bytesPerFrame() <= file.size());
  std::vector<std::uint8_t> bytes;
  std::vector<float> samples;
  REQUIRE_FALSE(readInterleaved(source, *header, {0, header->frames}, bytes, samples));
  REQUIRE(samples.size() == header->frames * header->channels);
  return true;
}

}  // namespace

TEST_CASE("a file cut at any byte is refused or read as far as it goes") {
  const Bytes whole = soundFile();
  std::size_t accepted = 0;
  for (std::size_t length = 0; length <= whole.size(); ++length) {
    accepted += readsAll(Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length))) ? 1 : 0;
  }
  // From the end of the data chunk's header on, 60 bytes of samples and 18 of the chunk behind it.
  CHECK(accepted == 60 + 18 + 1);
}

TEST_CASE("any byte of a file may be any value") {
  const Bytes whole = soundFile();
  for (std::size_t at = 0; at < whole.size(); ++at) {
    for (const int value : {0x00, 0x01, 0x7f, 0x80, 0xfe, 0xff}) {
      Bytes changed = whole;
      changed[at] = static_cast<std::uint8_t>(value);
      readsAll(changed);
    }
  }
  CHECK(readsAll(whole));
}

TEST_CASE("many bytes at once may be any value") {
  std::mt19937 random(7);
  const Bytes whole = soundFile();
  std::size_t accepted = 0;
  for (int round = 0; round < 20000; ++round) {
    Bytes changed = whole;
    for (int change = 0; change < 6; ++change) changed[random() % 80] = static_cast<std::uint8_t>(random());
    accepted += readsAll(changed) ? 1 : 0;
  }
  CHECK(accepted > 0);
}

TEST_CASE("sizes at the edge of 32 and 64 bits take no memory and end the walk") {
  for (const std::int64_t claimed : {0x7fffffffLL, 0x80000000LL, 0xfffffffeLL, 0xffffffffLL}) {
    CHECK(readsAll(WavBuilder().format().data({0, 0}, claimed).file()));
    CHECK_FALSE(readsAll(WavBuilder().chunk("LIST", {0, 0}, claimed).format().data({0, 0}).file()));
    CHECK_FALSE(readsAll(WavBuilder().chunk("fmt ", Bytes(16, 1), claimed).data({0, 0}).file()));
  }
  Bytes longSizes(28, 0xff);
  CHECK(readsAll(WavBuilder().chunk("ds64", longSizes).format().data({0, 0}, 0xffffffff).file("RF64")));
}

TEST_CASE("a file of nothing but chunks is given up at the limit") {
  WavBuilder builder;
  for (int i = 0; i < 5000; ++i) builder.chunk("JUNK", {});
  const Bytes file = builder.format().data({0, 0}).file();
  const Result<WavHeader> header = readWavHeader(MemoryBytes(file));
  REQUIRE_FALSE(header);
  CHECK(header.error().code == ErrorCode::wavLimit);
  CHECK(header.error().byteOffset == 12 + 8 * 4096);
}
