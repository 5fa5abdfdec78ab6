#include "wav.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>
#include <string>

#include "_wav-format.h"

namespace prosodia {
namespace {

/** A 32-bit size that says "see the ds64 chunk" (RF64) or "was still unknown" (streams). */
constexpr std::uint32_t sizeUnknown = 0xffffffff;
constexpr std::size_t chunkHeaderBytes = 8;

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
  static bool isId(const std::uint8_t* bytes, const char* id) { return std::memcmp(bytes, id, 4) == 0; }

  Error missing(ErrorCode code, std::string_view what) const {
    const std::string within = cutChunk_.empty() ? "" : " within its " + cutChunk_ + " chunk";
    Error error = expectedAt(offset_, code, what, "the file", "its end" + within);
    if (!hasData_) error.message += ": no sound is in it; copy or download it again";
    return error;
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

  /** Walks until both chunks are known or the file ends; the container's own size is not believed. */
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
      std::uint64_t size = wavNumber(bytes.data() + 4, 4, header_.bigEndian);
      const std::uint64_t present = source_.size() > body ? source_.size() - body : 0;

      if (isId(bytes.data(), "data") && !hasData_) {
        if (size == sizeUnknown && longDataSize_) size = *longDataSize_;
        hasData_ = true;
        header_.dataOffset = body;
        claimedDataBytes_ = size;
      } else if (size > present) {
        cutChunk_ = quotedId(bytes.data());
        return std::nullopt;  // every other chunk must be whole, and nothing can follow this one
      } else if (isId(bytes.data(), "fmt ") && !hasFormat_) {
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
    longDataSize_ = wavNumber(bytes.data() + 8, 8, header_.bigEndian);
    return std::nullopt;
  }

  Check readFormat(std::uint64_t body, std::uint64_t size) {
    std::array<std::uint8_t, wavFormatBytes> bytes{};
    const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(size, bytes.size()));
    const Result<std::size_t> count = source_.readAt(body, std::span(bytes).first(wanted));
    if (!count) return count.error();
    hasFormat_ = true;
    return parseWavFormat(std::span(bytes).first(*count), body, limits_, header_);
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
  std::string cutChunk_;  ///< the one that the file ends in, where that is not the data
  std::optional<std::uint64_t> longDataSize_;  ///< RF64's own 64-bit size of the data chunk
  std::uint64_t claimedDataBytes_ = 0;
};

}  // namespace

Result<WavHeader> readWavHeader(const ByteSource& source, const WavLimits& limits) {
  return HeaderReader(source, limits).read();
}

}  // namespace prosodia
