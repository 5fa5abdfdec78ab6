#include "wav.h"

#include <doctest.h>

#include <cmath>

#include "clip.h"
#include "wav-builder.test.h"

using namespace prosodia;
using namespace prosodia::testing;

namespace {

struct Decoded {
  WavHeader header;
  std::vector<float> samples;
};

Decoded decode(const Bytes& file) {
  const MemoryBytes source(file);
  const Result<WavHeader> header = readWavHeader(source);
  INFO(std::string(header ? "" : header.error().message));
  REQUIRE(header);
  Decoded decoded{*header, {}};
  std::vector<std::uint8_t> bytes;
  REQUIRE_FALSE(readInterleaved(source, *header, {0, header->frames}, bytes, decoded.samples));
  return decoded;
}

Error refusal(const Bytes& file, const WavLimits& limits = {}) {
  const Result<WavHeader> header = readWavHeader(MemoryBytes(file), limits);
  REQUIRE_FALSE(header);
  return header.error();
}

/** Integers of `bytes` bytes each, left-justified, from full-scale fractions. */
Bytes integers(const WavBuilder& builder, std::size_t bytes, const std::vector<double>& fractions) {
  Bytes content;
  for (const double fraction : fractions) {
    const auto value = static_cast<std::int64_t>(fraction * std::ldexp(1.0, static_cast<int>(8 * bytes - 1)));
    const Bytes encoded = builder.number(static_cast<std::uint64_t>(value), bytes);
    content.insert(content.end(), encoded.begin(), encoded.end());
  }
  return content;
}

}  // namespace

TEST_CASE("PCM of 2 to 8 bytes, in either byte order, decodes to the fraction of full scale") {
  const std::vector<double> fractions{0, 0.5, -0.5, -1, 0.25};
  const std::vector<float> expectedSamples{0, 0.5F, -0.5F, -1, 0.25F};
  for (const bool bigEndian : {false, true}) {
    for (std::uint16_t bytes = 2; bytes <= 8; ++bytes) {
      CAPTURE(bigEndian);
      CAPTURE(bytes);
      WavBuilder builder({1, 1, 8000, static_cast<std::uint16_t>(8 * bytes), 0, bigEndian});
      const Decoded decoded = decode(builder.format().data(integers(builder, bytes, fractions)).file());
      CHECK(decoded.samples == expectedSamples);
      CHECK(encodingName(decoded.header) == "pcm" + std::to_string(8 * bytes));
      CHECK(decoded.header.warnings.empty());
    }
  }
}

TEST_CASE("one byte is unsigned, with 128 as zero") {
  WavBuilder builder({1, 1, 8000, 8, 0, false});
  CHECK(decode(builder.format().data({128, 0, 255, 192}).file()).samples ==
        std::vector<float>{0, -1, 127.0F / 128, 0.5F});
}

TEST_CASE("bits that fill no whole bytes are left-justified in their container") {
  WavBuilder twelve({1, 1, 8000, 12, 0, false});
  CHECK(decode(twelve.format().data({0x00, 0x40, 0x00, 0xc0}).file()).samples ==
        std::vector<float>{0.5F, -0.5F});
  WavBuilder twenty({1, 1, 8000, 20, 0, false});
  CHECK(decode(twenty.format().data({0x00, 0x00, 0x40}).file()).samples == std::vector<float>{0.5F});
  WavBuilder wide({1, 1, 8000, 24, 4, false});
  CHECK(decode(wide.format().data({0, 0, 0, 0x40}).file()).samples == std::vector<float>{0.5F});
}

TEST_CASE("float samples of 32 and 64 bits come through as they are") {
  const std::vector<float> values{0, 0.5F, -3.25F, 1e-40F, INFINITY};
  CHECK(decode(float32File(values, 8000)).samples == values);

  for (const bool bigEndian : {false, true}) {
    WavBuilder builder({3, 1, 8000, 64, 0, bigEndian});
    Bytes content;
    for (const double value : {0.5, -3.25, 1e300, -1e300}) {
      const Bytes bytes = builder.number(std::bit_cast<std::uint64_t>(value), 8);
      content.insert(content.end(), bytes.begin(), bytes.end());
    }
    CHECK(decode(builder.format().data(content).file()).samples ==
          std::vector<float>{0.5F, -3.25F, INFINITY, -INFINITY});
  }
}

TEST_CASE("A-law and mu-law follow the tables of G.711") {
  WavBuilder aLaw({6, 1, 8000, 8, 0, false});
  // Codes of the smallest, a middle and the largest positive and negative value (tables 1a and 1b).
  CHECK(decode(aLaw.format().data({0xd5, 0x55, 0xaa, 0x2a}).file()).samples ==
        std::vector<float>{1 / 4096.0F, -1 / 4096.0F, 4032 / 4096.0F, -4032 / 4096.0F});
  WavBuilder muLaw({7, 1, 8000, 8, 0, false});
  CHECK(decode(muLaw.format().data({0xff, 0x7f, 0x80, 0x00}).file()).samples ==
        std::vector<float>{0, -0.0F, 8031 / 8192.0F, -8031 / 8192.0F});
}

TEST_CASE("WAVE_FORMAT_EXTENSIBLE decodes as the format inside of it, in either byte order") {
  for (const bool bigEndian : {false, true}) {
    WavBuilder builder({1, 1, 8000, 16, 0, bigEndian});
    const Decoded decoded = decode(builder.extensibleFormat().data(builder.number(0x4000, 2)).file());
    CHECK(decoded.samples == std::vector<float>{0.5F});
  }
}

TEST_CASE("channels stay interleaved, and their mean is the mono signal") {
  const std::vector<float> interleaved{0.5F, -0.5F, 1, 0.5F, 0.25F, 0};
  const Bytes file = float32File(interleaved, 8000, 2);
  CHECK(decode(file).samples == interleaved);

  const MemoryBytes source(file);
  const Result<WavHeader> header = readWavHeader(source);
  REQUIRE(header);
  std::vector<std::uint8_t> bytes;
  std::vector<float> mono;
  REQUIRE_FALSE(readMono(source, *header, {0, header->frames}, bytes, mono));
  CHECK(mono == std::vector<float>{0, 0.75F, 0.125F});
}

TEST_CASE("chunks may come in any order, with others between and odd sizes padded") {
  const Bytes samples{0x00, 0x40};
  WavBuilder dataFirst;
  dataFirst.data(samples).chunk("LIST", {1, 2, 3}).format();
  CHECK(decode(dataFirst.file()).samples == std::vector<float>{0.5F});
  WavBuilder surrounded;
  surrounded.chunk("JUNK", {1}).format().chunk("bext", {1, 2, 3, 4, 5}).data(samples).chunk("data", {9, 9});
  CHECK(decode(surrounded.file()).samples == std::vector<float>{0.5F});
}

TEST_CASE("of several formats the first one counts") {
  WavBuilder builder;
  builder.format().chunk("fmt ", WavBuilder({1, 2, 8000, 8, 0, false}).plainFormat()).data({0x00, 0x40});
  CHECK(decode(builder.file()).samples == std::vector<float>{0.5F});
}

TEST_CASE("RF64 takes the size of its data from ds64, also when that is nothing") {
  for (const std::uint64_t size : {std::uint64_t{2}, std::uint64_t{0}}) {
    WavBuilder builder;
    Bytes sizes(28, 0);
    sizes[8] = static_cast<std::uint8_t>(size);
    const Bytes file =
        builder.chunk("ds64", sizes).format().data({0x00, 0x40, 0x00, 0x20}, 0xffffffff).file("RF64");
    const Decoded decoded = decode(file);
    CHECK(decoded.header.frames == size / 2);
    CHECK(decoded.header.warnings.empty());
  }
}

TEST_CASE("data that ends early is read as far as it goes, with a warning") {
  const Decoded decoded = decode(WavBuilder().format().data({0x00, 0x40, 0x00, 0x20, 0x01}, 1000).file());
  CHECK(decoded.samples == std::vector<float>{0.5F, 0.25F, 1 / 32768.0F});
  REQUIRE(decoded.header.warnings.size() == 1);
  CHECK(decoded.header.warnings[0] == "the data chunk claims 1000 bytes, of which 6 are there");
}

TEST_CASE("bytes that make no whole frame are left out with a warning") {
  const Decoded decoded =
      decode(WavBuilder({1, 2, 8000, 16, 0, false}).format().data({0, 0x40, 0, 0x40, 0, 0}).file());
  CHECK(decoded.header.frames == 1);
  REQUIRE(decoded.header.warnings.size() == 1);
  CHECK(decoded.header.warnings[0] == "the last 2 bytes of data are no whole frame");
}

TEST_CASE("a block size that contradicts channels and bits is ignored with a warning") {
  const Decoded decoded = decode(WavBuilder({1, 3, 8000, 24, 4, false}).format().data(Bytes(18, 0)).file());
  CHECK(decoded.header.frames == 2);
  REQUIRE(decoded.header.warnings.size() == 1);
  CHECK(decoded.header.warnings[0].find("block size of 4 bytes") != std::string::npos);
}

TEST_CASE("what is no WAV file, or an incomplete one, is refused with its own code") {
  CHECK(refusal({}).code == ErrorCode::wavNotWave);
  CHECK(refusal(WavBuilder::text("fLaC\0\0\0\0\0\0\0\0\0\0\0\0")).code == ErrorCode::wavNotWave);
  CHECK(refusal(WavBuilder::text("RIFF1234AVI xxxxxxxx")).byteOffset == 8);
  CHECK(refusal(WavBuilder().data({0, 0}).file()).code == ErrorCode::wavFormatMissing);
  CHECK(refusal(WavBuilder().format().file()).code == ErrorCode::wavDataMissing);
  const Error cut = refusal(WavBuilder().format().chunk("FLLR", {0, 0}, 4044).file());
  CHECK(cut.code == ErrorCode::wavDataMissing);
  CHECK(cut.message ==
        "Expected a 'data' chunk for the file but received its end within its 'FLLR' chunk at byte 36: "
        "no sound is in it; copy or download it again");
  CHECK(refusal(WavBuilder().chunk("fmt ", Bytes(15, 0)).data({0, 0}).file()).code ==
        ErrorCode::wavFormatInvalid);
}

TEST_CASE("a format that cannot be is refused at its byte") {
  const auto code = [](WavSpec spec) { return refusal(WavBuilder(spec).format().data({0, 0}).file()).code; };
  CHECK(code({1, 0, 8000, 16, 2, false}) == ErrorCode::wavFormatInvalid);
  CHECK(code({1, 1, 0, 16, 0, false}) == ErrorCode::wavFormatInvalid);
  CHECK(code({1, 1, 8000, 0, 0, false}) == ErrorCode::wavFormatInvalid);
  CHECK(code({1, 1, 8000, 65, 0, false}) == ErrorCode::wavFormatInvalid);
  CHECK(code({3, 1, 8000, 16, 0, false}) == ErrorCode::wavFormatInvalid);
  CHECK(code({6, 1, 8000, 16, 0, false}) == ErrorCode::wavFormatInvalid);
  CHECK(refusal(WavBuilder({1, 0, 8000, 16, 2, false}).format().data({0, 0}).file()).byteOffset == 22);
}

TEST_CASE("an encoding that is not decoded here is refused by its name") {
  const Error error = refusal(WavBuilder({0x11, 1, 8000, 4, 0, false}).format().data({0, 0}).file());
  CHECK(error.code == ErrorCode::wavFormatUnsupported);
  CHECK(error.message ==
        "Expected PCM, IEEE float, A-law or mu-law for the encoding but received format tag 0x0011 (IMA "
        "ADPCM) at byte "
        "20");
}

TEST_CASE("each limit refuses what exceeds it and nothing below") {
  const Bytes file =
      WavBuilder({1, 2, 8000, 16, 0, false}).chunk("LIST", {}).format().data(Bytes(32000, 0)).file();
  const MemoryBytes source(file);
  const auto passes = [&](WavLimits limits) { return static_cast<bool>(readWavHeader(source, limits)); };
  WavLimits exact{file.size(), 1.0, 2, 3};
  CHECK(passes(exact));
  WavLimits limits = exact;
  limits.maxBytes -= 1;
  CHECK(refusal(file, limits).code == ErrorCode::wavLimit);
  limits = exact;
  limits.maxSeconds = 0.999;
  CHECK(refusal(file, limits).code == ErrorCode::wavLimit);
  limits = exact;
  limits.maxChannels = 1;
  CHECK(refusal(file, limits).code == ErrorCode::wavLimit);
  limits = exact;
  limits.maxChunks = 2;
  CHECK(refusal(file, limits).code == ErrorCode::wavLimit);
}
