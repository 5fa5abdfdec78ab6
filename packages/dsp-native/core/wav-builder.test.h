#pragma once

#include <bit>
#include <cstdint>
#include <string_view>
#include <vector>

/** WAV files written byte by byte, sound or broken, for the tests. */
namespace prosodia::testing {

using Bytes = std::vector<std::uint8_t>;

struct WavSpec {
  std::uint16_t tag = 1;
  std::uint16_t channels = 1;
  std::uint32_t sampleRate = 8000;
  std::uint16_t bits = 16;
  std::uint16_t blockAlign = 0;  ///< 0: what channels and bits need
  bool bigEndian = false;
};

class WavBuilder {
 public:
  explicit WavBuilder(WavSpec spec = {}) : spec_(spec) {}

  static Bytes text(std::string_view text) { return Bytes(text.begin(), text.end()); }

  Bytes number(std::uint64_t value, std::size_t count) const {
    Bytes bytes;
    for (std::size_t i = 0; i < count; ++i) {
      bytes.push_back(static_cast<std::uint8_t>(value >> 8 * (spec_.bigEndian ? count - 1 - i : i)));
    }
    return bytes;
  }

  /** A chunk with its padding; `claimed` replaces the true size. */
  WavBuilder& chunk(std::string_view id, const Bytes& content, std::int64_t claimed = -1) {
    append(text(id));
    append(number(claimed < 0 ? content.size() : static_cast<std::uint64_t>(claimed), 4));
    append(content);
    if (content.size() % 2 != 0) body_.push_back(0);
    return *this;
  }

  Bytes plainFormat() const {
    const std::uint16_t blockAlign =
        spec_.blockAlign != 0 ? spec_.blockAlign
                              : static_cast<std::uint16_t>(spec_.channels * ((spec_.bits + 7) / 8));
    Bytes format;
    for (const Bytes& field : {number(spec_.tag, 2), number(spec_.channels, 2), number(spec_.sampleRate, 4),
                               number(std::uint64_t{spec_.sampleRate} * blockAlign, 4), number(blockAlign, 2),
                               number(spec_.bits, 2)}) {
      format.insert(format.end(), field.begin(), field.end());
    }
    return format;
  }

  WavBuilder& format() { return chunk("fmt ", plainFormat()); }

  /** WAVE_FORMAT_EXTENSIBLE around the spec's tag. */
  WavBuilder& extensibleFormat() {
    Bytes format = plainFormat();
    const Bytes outerTag = number(0xfffe, 2);
    format[0] = outerTag[0];
    format[1] = outerTag[1];
    for (const Bytes& field :
         {number(22, 2), number(spec_.bits, 2), number(0, 4), number(spec_.tag, 4), number(0, 2),
          number(0x10, 2), Bytes{0x80, 0x00, 0x00, 0xaa, 0x00, 0x38, 0x9b, 0x71}}) {
      format.insert(format.end(), field.begin(), field.end());
    }
    return chunk("fmt ", format);
  }

  WavBuilder& data(const Bytes& content, std::int64_t claimed = -1) {
    return chunk("data", content, claimed);
  }

  WavBuilder& append(const Bytes& bytes) {
    body_.insert(body_.end(), bytes.begin(), bytes.end());
    return *this;
  }

  Bytes file(std::string_view container = {}) const {
    Bytes bytes = text(container.empty() ? (spec_.bigEndian ? "RIFX" : "RIFF") : container);
    const Bytes size = number(body_.size() + 4, 4);
    bytes.insert(bytes.end(), size.begin(), size.end());
    const Bytes form = text("WAVE");
    bytes.insert(bytes.end(), form.begin(), form.end());
    bytes.insert(bytes.end(), body_.begin(), body_.end());
    return bytes;
  }

 private:
  WavSpec spec_;
  Bytes body_;
};

/** A 16-bit file of whole samples. */
inline Bytes pcm16File(const std::vector<float>& samples, std::uint32_t sampleRate) {
  WavBuilder builder({1, 1, sampleRate, 16, 0, false});
  Bytes content;
  for (const float sample : samples) {
    const auto value = static_cast<std::uint16_t>(static_cast<std::int16_t>(sample * 32767));
    content.push_back(static_cast<std::uint8_t>(value));
    content.push_back(static_cast<std::uint8_t>(value >> 8));
  }
  return builder.format().data(content).file();
}

/** A 32-bit float file, channels interleaved. */
inline Bytes float32File(const std::vector<float>& samples, std::uint32_t sampleRate,
                         std::uint16_t channels = 1) {
  WavBuilder builder({3, channels, sampleRate, 32, 0, false});
  Bytes content;
  for (const float sample : samples) {
    const Bytes bytes = builder.number(std::bit_cast<std::uint32_t>(sample), 4);
    content.insert(content.end(), bytes.begin(), bytes.end());
  }
  return builder.format().data(content).file();
}

}  // namespace prosodia::testing
