#include "wav.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>

namespace prosodia {
namespace {

constexpr std::uint16_t tagPcm = 0x0001;
constexpr std::uint16_t tagFloat = 0x0003;
constexpr std::uint16_t tagALaw = 0x0006;
constexpr std::uint16_t tagMuLaw = 0x0007;
constexpr std::uint16_t tagExtensible = 0xfffe;

/** A 32-bit size that says "see the ds64 chunk" (RF64) or "was still unknown" (streams). */
constexpr std::uint32_t sizeUnknown = 0xffffffff;
constexpr std::size_t chunkHeaderBytes = 8;
constexpr std::size_t plainFormatBytes = 16;
constexpr std::size_t extensibleFormatBytes = 40;

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

/** Four bytes of a file as text that is safe to print. */
std::string quotedId(const std::uint8_t* id) {
  std::string text = "'";
  for (int i = 0; i < 4; ++i) text += id[i] >= 0x20 && id[i] < 0x7f ? static_cast<char>(id[i]) : '?';
  return text + "'";
}

/** Reads the chunks of one file; keeps what it learns until fmt and data are both known. */
class HeaderReader {
 public:
  HeaderReader(const ByteSource& source, const WavLimits& limits) : source_(source), limits_(limits) {}

  Result<WavHeader> read() {
    if (const Check bad = readContainer()) return *bad;
    if (const Check bad = readChunks()) return *bad;
    if (!hasFormat_) return missing(ErrorCode::wavFormatMissing, "a complete 'fmt ' chunk");
    if (!hasData_) return missing(ErrorCode::wavDataMissing, "a 'data' chunk");
    if (const Check bad = measureData()) return *bad;
    return std::move(header_);
  }

 private:
  std::uint64_t number(const std::uint8_t* bytes, std::size_t count) const {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < count; ++i) value = value << 8 | bytes[header_.bigEndian ? i : count - 1 - i];
    return value;
  }
  std::uint16_t u16(const std::uint8_t* bytes) const { return static_cast<std::uint16_t>(number(bytes, 2)); }
  std::uint32_t u32(const std::uint8_t* bytes) const { return static_cast<std::uint32_t>(number(bytes, 4)); }

  static bool isId(const std::uint8_t* bytes, const char* id) { return std::memcmp(bytes, id, 4) == 0; }

  Error missing(ErrorCode code, std::string_view what) const {
    return expectedAt(offset_, code, what, "the file", "its end");
  }

  Check readContainer() {
    if (source_.size() > limits_.maxBytes) {
      return expected(ErrorCode::wavLimit, "at most " + std::to_string(limits_.maxBytes) + " bytes",
                      "the file", std::to_string(source_.size()));
    }
    std::array<std::uint8_t, 12> bytes{};
    const Result<std::size_t> count = source_.readAt(0, bytes);
    if (!count) return count.error();
    if (*count < bytes.size()) {
      return expectedAt(0, ErrorCode::wavNotWave, "a RIFF, RIFX or RF64 header of 12 bytes", "the file",
                        std::to_string(*count) + " bytes");
    }
    header_.bigEndian = isId(bytes.data(), "RIFX");
    isRf64_ = isId(bytes.data(), "RF64");
    if (!header_.bigEndian && !isRf64_ && !isId(bytes.data(), "RIFF")) {
      return expectedAt(0, ErrorCode::wavNotWave, "RIFF, RIFX or RF64", "the container",
                        quotedId(bytes.data()));
    }
    if (!isId(bytes.data() + 8, "WAVE")) {
      return expectedAt(8, ErrorCode::wavNotWave, "WAVE", "the form of the container",
                        quotedId(bytes.data() + 8));
    }
    offset_ = bytes.size();
    return std::nullopt;
  }

  /** Walks until both chunks are known or the file ends. The size of the whole in the container is not
   * believed. */
  Check readChunks() {
    for (std::uint32_t chunks = 0; !(hasFormat_ && hasData_); ++chunks) {
      std::array<std::uint8_t, chunkHeaderBytes> bytes{};
      const Result<std::size_t> count = source_.readAt(offset_, bytes);
      if (!count) return count.error();
      if (*count < bytes.size()) return std::nullopt;
      if (chunks == limits_.maxChunks) {
        return expectedAt(offset_, ErrorCode::wavLimit,
                          "at most " + std::to_string(limits_.maxChunks) + " chunks", "the file", "one more");
      }
      const std::uint64_t body = offset_ + chunkHeaderBytes;
      std::uint64_t size = u32(bytes.data() + 4);
      const std::uint64_t present = source_.size() > body ? source_.size() - body : 0;

      if (isId(bytes.data(), "data") && !hasData_) {
        if (size == sizeUnknown && longDataSize_) size = *longDataSize_;
        hasData_ = true;
        header_.dataOffset = body;
        claimedDataBytes_ = size;
      } else if (size > present) {
        return std::nullopt;  // every other chunk must be whole, and nothing can follow this one
      } else if (isId(bytes.data(), "fmt ")) {
        if (const Check bad = readFormat(body, size)) return bad;
      } else if (isRf64_ && isId(bytes.data(), "ds64")) {
        if (const Check bad = readLongSizes(body, size)) return bad;
      }
      if (size > present) return std::nullopt;
      offset_ = body + size + size % 2;
    }
    return std::nullopt;
  }

  Check readLongSizes(std::uint64_t body, std::uint64_t size) {
    std::array<std::uint8_t, 16> bytes{};
    if (size < bytes.size()) return std::nullopt;
    const Result<std::size_t> count = source_.readAt(body, bytes);
    if (!count) return count.error();
    longDataSize_ = number(bytes.data() + 8, 8);
    return std::nullopt;
  }

  Check readFormat(std::uint64_t body, std::uint64_t size) {
    std::array<std::uint8_t, extensibleFormatBytes> bytes{};
    const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(size, bytes.size()));
    if (wanted < plainFormatBytes) {
      return expectedAt(body, ErrorCode::wavFormatInvalid, "at least 16 bytes", "the 'fmt ' chunk",
                        std::to_string(size));
    }
    const Result<std::size_t> count = source_.readAt(body, std::span(bytes).first(wanted));
    if (!count) return count.error();

    std::uint16_t tag = u16(bytes.data());
    if (tag == tagExtensible) {
      if (const Check bad = readSubFormat(body, std::span(bytes).first(wanted), tag)) return bad;
    }
    header_.channels = u16(bytes.data() + 2);
    header_.sampleRate = u32(bytes.data() + 4);
    header_.bitsPerSample = u16(bytes.data() + 14);
    if (header_.channels < 1) {
      return expectedAt(body + 2, ErrorCode::wavFormatInvalid, "at least 1", "the number of channels", "0");
    }
    if (header_.channels > limits_.maxChannels) {
      return expectedAt(body + 2, ErrorCode::wavLimit, "at most " + std::to_string(limits_.maxChannels),
                        "the number of channels", std::to_string(header_.channels));
    }
    if (header_.sampleRate < 1) {
      return expectedAt(body + 4, ErrorCode::wavFormatInvalid, "at least 1 hertz", "the sample rate", "0");
    }
    chooseContainer(u16(bytes.data() + 12));
    hasFormat_ = true;
    return chooseEncoding(body, tag);
  }

  /** The tag of WAVE_FORMAT_EXTENSIBLE is the first field of its GUID, the rest of which is always the same.
   */
  Check readSubFormat(std::uint64_t body, std::span<const std::uint8_t> bytes, std::uint16_t& tag) const {
    if (bytes.size() < extensibleFormatBytes) {
      return expectedAt(body, ErrorCode::wavFormatInvalid, "40 bytes", "the extensible 'fmt ' chunk",
                        std::to_string(bytes.size()));
    }
    constexpr std::array<std::uint8_t, 8> tail{0x80, 0x00, 0x00, 0xaa, 0x00, 0x38, 0x9b, 0x71};
    const std::uint8_t* const guid = bytes.data() + 24;
    const bool isStandard = u32(guid) <= 0xffff && u16(guid + 4) == 0 && u16(guid + 6) == 0x0010 &&
                            std::memcmp(guid + 8, tail.data(), tail.size()) == 0;
    if (!isStandard) {
      return expectedAt(body + 24, ErrorCode::wavFormatUnsupported, "the GUID of a registered format tag",
                        "the sub-format", "another GUID");
    }
    tag = static_cast<std::uint16_t>(u32(guid));
    return std::nullopt;
  }

  /** The bytes of a sample follow from the block size; where that makes no sense, from the bits. */
  void chooseContainer(std::uint32_t blockAlign) {
    const std::uint32_t bitsNeed = (header_.bitsPerSample + 7) / 8;
    header_.bytesPerSample = bitsNeed;
    if (bitsNeed == 0 || bitsNeed > 8) return;  // refused by chooseEncoding
    const std::uint32_t each = blockAlign / header_.channels;
    if (blockAlign % header_.channels == 0 && each >= bitsNeed && each <= 8) {
      header_.bytesPerSample = each;
    } else {
      header_.warnings.push_back("the block size of " + std::to_string(blockAlign) + " bytes fits neither " +
                                 std::to_string(header_.channels) + " channels nor " +
                                 std::to_string(header_.bitsPerSample) + " bits and was ignored");
    }
  }

  Check chooseEncoding(std::uint64_t body, std::uint16_t tag) {
    const std::uint32_t bytes = header_.bytesPerSample;
    const auto need = [&](bool isRight, std::string_view what) -> Check {
      if (isRight) return std::nullopt;
      return expectedAt(body + 14, ErrorCode::wavFormatInvalid, what, "the bits of a sample",
                        std::to_string(header_.bitsPerSample));
    };
    switch (tag) {
      case tagPcm:
        header_.encoding = SampleEncoding::pcm;
        return need(bytes >= 1 && bytes <= 8, "1 to 64");
      case tagFloat:
        header_.encoding = SampleEncoding::floating;
        return need(bytes == 4 || bytes == 8, "32 or 64");
      case tagALaw:
        header_.encoding = SampleEncoding::aLaw;
        return need(bytes == 1, "8");
      case tagMuLaw:
        header_.encoding = SampleEncoding::muLaw;
        return need(bytes == 1, "8");
      default:
        return expectedAt(body, ErrorCode::wavFormatUnsupported, "PCM, IEEE float, A-law or mu-law",
                          "the encoding", describeTag(tag));
    }
  }

  /** Counts the frames that are really there and says so when more were claimed. */
  Check measureData() {
    const std::uint64_t present = source_.size() - std::min(source_.size(), header_.dataOffset);
    const std::uint64_t bytes = std::min(claimedDataBytes_, present);
    if (claimedDataBytes_ > present) {
      header_.warnings.push_back("the data chunk claims " + std::to_string(claimedDataBytes_) +
                                 " bytes, of which " + std::to_string(present) + " are there");
    }
    header_.frames = bytes / header_.bytesPerFrame();
    if (const std::uint64_t rest = bytes % header_.bytesPerFrame(); rest != 0) {
      header_.warnings.push_back("the last " + std::to_string(rest) + " bytes of data are no whole frame");
    }
    if (static_cast<double>(header_.frames) > limits_.maxSeconds * header_.sampleRate) {
      return expectedAt(header_.dataOffset, ErrorCode::wavLimit,
                        "at most " + std::to_string(limits_.maxSeconds) + " seconds", "the recording",
                        std::to_string(static_cast<double>(header_.frames) / header_.sampleRate));
    }
    return std::nullopt;
  }

  const ByteSource& source_;
  const WavLimits& limits_;
  WavHeader header_;
  std::uint64_t offset_ = 0;
  bool isRf64_ = false;
  bool hasFormat_ = false;
  bool hasData_ = false;
  std::optional<std::uint64_t> longDataSize_;  ///< RF64's own 64-bit size of the data chunk
  std::uint64_t claimedDataBytes_ = 0;
};

}  // namespace

Result<WavHeader> readWavHeader(const ByteSource& source, const WavLimits& limits) {
  return HeaderReader(source, limits).read();
}

}  // namespace prosodia
