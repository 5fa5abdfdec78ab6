#include <array>
#include <cstring>
#include <string>

#include "_wav-format.h"

namespace prosodia {
namespace {

constexpr std::uint16_t tagPcm = 0x0001;
constexpr std::uint16_t tagFloat = 0x0003;
constexpr std::uint16_t tagALaw = 0x0006;
constexpr std::uint16_t tagMuLaw = 0x0007;
constexpr std::uint16_t tagExtensible = 0xfffe;
constexpr std::size_t plainFormatBytes = 16;

std::string hexTag(std::uint32_t tag) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text = "0x";
  for (int shift = 12; shift >= 0; shift -= 4) text += digits[(tag >> shift) & 15];
  return text;
}

/** The encodings people really meet, so that a refusal can name them. */
std::string describeTag(std::uint16_t tag) {
  switch (tag) {
    case 0x0002:
      return "format tag 0x0002 (Microsoft ADPCM)";
    case 0x0011:
      return "format tag 0x0011 (IMA ADPCM)";
    case 0x0031:
      return "format tag 0x0031 (GSM 6.10)";
    case 0x0050:
      return "format tag 0x0050 (MPEG audio)";
    case 0x0055:
      return "format tag 0x0055 (MP3)";
    case 0x00ff:
      return "format tag 0x00ff (AAC)";
    default:
      return "format tag " + hexTag(tag);
  }
}

/** The tag of WAVE_FORMAT_EXTENSIBLE is the first field of its GUID, the rest of which is always the same. */
Result<std::uint16_t> subFormatTag(std::span<const std::uint8_t> content, std::uint64_t body,
                                   bool bigEndian) {
  if (content.size() < wavFormatBytes) {
    return expectedAt(body, ErrorCode::wavFormatInvalid, "40 bytes", "the extensible 'fmt ' chunk",
                      std::to_string(content.size()));
  }
  constexpr std::array<std::uint8_t, 8> tail{0x80, 0x00, 0x00, 0xaa, 0x00, 0x38, 0x9b, 0x71};
  const std::uint8_t* const guid = content.data() + 24;
  const std::uint64_t tag = wavNumber(guid, 4, bigEndian);
  const bool isFormatTag = tag <= 0xffff && wavNumber(guid + 4, 2, bigEndian) == 0 &&
                           wavNumber(guid + 6, 2, bigEndian) == 0x0010 &&
                           std::memcmp(guid + 8, tail.data(), tail.size()) == 0;
  if (!isFormatTag) {
    return expectedAt(body + 24, ErrorCode::wavFormatUnsupported, "the GUID of a registered format tag",
                      "the sub-format", "another GUID");
  }
  return static_cast<std::uint16_t>(tag);
}

Check checkCounts(const WavHeader& header, std::uint64_t body, const WavLimits& limits) {
  if (header.channels < 1) {
    return expectedAt(body + 2, ErrorCode::wavFormatInvalid, "at least 1", "the number of channels", "0");
  }
  if (header.channels > limits.maxChannels) {
    return expectedAt(body + 2, ErrorCode::wavLimit, "at most " + std::to_string(limits.maxChannels),
                      "the number of channels", std::to_string(header.channels));
  }
  if (header.sampleRate < 1) {
    return expectedAt(body + 4, ErrorCode::wavFormatInvalid, "at least 1 hertz", "the sample rate", "0");
  }
  return std::nullopt;
}

/** The bytes of a sample follow from the block size; where that makes no sense, from the bits. */
void chooseContainer(std::uint32_t blockAlign, WavHeader& header) {
  const std::uint32_t bitsNeed = (header.bitsPerSample + 7) / 8;
  header.bytesPerSample = bitsNeed;
  if (bitsNeed == 0 || bitsNeed > 8) return;  // refused by chooseEncoding
  const std::uint32_t each = blockAlign / header.channels;
  if (blockAlign % header.channels == 0 && each >= bitsNeed && each <= 8) {
    header.bytesPerSample = each;
  } else {
    header.warnings.push_back("the block size of " + std::to_string(blockAlign) + " bytes does not fit " +
                              std::to_string(header.channels) + " channels of " +
                              std::to_string(header.bitsPerSample) + " bits and was ignored");
  }
}

Check chooseEncoding(std::uint16_t tag, std::uint64_t body, WavHeader& header) {
  const auto choose = [&](SampleEncoding encoding, bool fits, std::string_view what) -> Check {
    header.encoding = encoding;
    if (fits) return std::nullopt;
    return expectedAt(body + 14, ErrorCode::wavFormatInvalid, what, "the bits of a sample",
                      std::to_string(header.bitsPerSample));
  };
  const std::uint32_t bytes = header.bytesPerSample;
  switch (tag) {
    case tagPcm:
      return choose(SampleEncoding::pcm, bytes >= 1 && bytes <= 8, "1 to 64");
    case tagFloat:
      return choose(SampleEncoding::floating, bytes == 4 || bytes == 8, "32 or 64");
    case tagALaw:
      return choose(SampleEncoding::aLaw, bytes == 1, "8");
    case tagMuLaw:
      return choose(SampleEncoding::muLaw, bytes == 1, "8");
    default:
      return expectedAt(body, ErrorCode::wavFormatUnsupported, "PCM, IEEE float, A-law or mu-law",
                        "the encoding", describeTag(tag));
  }
}

}  // namespace

std::uint64_t wavNumber(const std::uint8_t* bytes, std::size_t count, bool bigEndian) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < count; ++i) value = value << 8 | bytes[bigEndian ? i : count - 1 - i];
  return value;
}

Check parseWavFormat(std::span<const std::uint8_t> content, std::uint64_t body, const WavLimits& limits,
                     WavHeader& header) {
  if (content.size() < plainFormatBytes) {
    return expectedAt(body, ErrorCode::wavFormatInvalid, "at least 16 bytes", "the 'fmt ' chunk",
                      std::to_string(content.size()));
  }
  const auto field = [&](std::size_t at, std::size_t count) {
    return static_cast<std::uint32_t>(wavNumber(content.data() + at, count, header.bigEndian));
  };
  auto tag = static_cast<std::uint16_t>(field(0, 2));
  if (tag == tagExtensible) {
    const Result<std::uint16_t> subFormat = subFormatTag(content, body, header.bigEndian);
    if (!subFormat) return subFormat.error();
    tag = *subFormat;
  }
  header.channels = field(2, 2);
  header.sampleRate = field(4, 4);
  header.bitsPerSample = field(14, 2);
  if (const Check bad = checkCounts(header, body, limits)) return bad;
  chooseContainer(field(12, 2), header);
  return chooseEncoding(tag, body, header);
}

}  // namespace prosodia
