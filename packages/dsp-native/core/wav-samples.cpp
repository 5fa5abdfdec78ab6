#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>

#include "wav.h"

namespace prosodia {
namespace {

/** The most significant four bytes of a left-justified integer; below 32 bits the rest is zero. */
template <std::size_t bytes, bool bigEndian>
std::int32_t topBits(const std::uint8_t* at) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    value <<= 8;
    if (i < bytes) value |= at[bigEndian ? i : bytes - 1 - i];
  }
  return static_cast<std::int32_t>(value);
}

template <class Integer, bool bigEndian>
Integer wholeBits(const std::uint8_t* at) {
  Integer value = 0;
  for (std::size_t i = 0; i < sizeof(Integer); ++i) {
    value = value << 8 | at[bigEndian ? i : sizeof(Integer) - 1 - i];
  }
  return value;
}

/** A cast that is defined for doubles beyond the range of float, too. */
float narrowed(double value) {
  if (std::fabs(value) <= std::numeric_limits<float>::max() || std::isnan(value))
    return static_cast<float>(value);
  return value > 0 ? std::numeric_limits<float>::infinity() : -std::numeric_limits<float>::infinity();
}

/** ITU-T G.711, table 1a: sign, three bits of exponent, four of mantissa, every second bit inverted; 13-bit
 * range. */
float aLawSample(std::uint8_t code) {
  code ^= 0x55;
  const int exponent = (code >> 4) & 7;
  const int mantissa = (code & 15) * 2 + 1;
  const int magnitude = exponent == 0 ? mantissa : (mantissa + 32) << (exponent - 1);
  return static_cast<float>((code & 0x80) != 0 ? magnitude : -magnitude) / 4096.0F;
}

/** ITU-T G.711, table 2a: all bits inverted, biased by 33; 14-bit range. */
float muLawSample(std::uint8_t code) {
  code = static_cast<std::uint8_t>(~code);
  const int exponent = (code >> 4) & 7;
  const int magnitude = (((code & 15) * 2 + 33) << exponent) - 33;
  return static_cast<float>((code & 0x80) != 0 ? -magnitude : magnitude) / 8192.0F;
}

/** Calls `body` with a function that decodes the sample at an address, chosen once for all samples. */
template <bool bigEndian, class Body>
void withDecoderOf(const WavHeader& header, Body body) {
  constexpr float fullScale = 1.0F / 2147483648.0F;
  switch (header.encoding) {
    case SampleEncoding::aLaw:
      return body([](const std::uint8_t* at) { return aLawSample(*at); });
    case SampleEncoding::muLaw:
      return body([](const std::uint8_t* at) { return muLawSample(*at); });
    case SampleEncoding::floating:
      if (header.bytesPerSample == 4) {
        return body([](const std::uint8_t* at) {
          return std::bit_cast<float>(wholeBits<std::uint32_t, bigEndian>(at));
        });
      }
      return body([](const std::uint8_t* at) {
        return narrowed(std::bit_cast<double>(wholeBits<std::uint64_t, bigEndian>(at)));
      });
    case SampleEncoding::pcm:
      break;
  }
  // One byte is unsigned with 128 as zero; wider integers are signed.
  const auto pcm = [&]<std::size_t bytes>() {
    body(
        [](const std::uint8_t* at) { return static_cast<float>(topBits<bytes, bigEndian>(at)) * fullScale; });
  };
  switch (header.bytesPerSample) {
    case 1:
      return body([](const std::uint8_t* at) { return static_cast<float>(*at - 128) / 128.0F; });
    case 2:
      return pcm.template operator()<2>();
    case 3:
      return pcm.template operator()<3>();
    case 4:
      return pcm.template operator()<4>();
    case 5:
      return pcm.template operator()<5>();
    case 6:
      return pcm.template operator()<6>();
    case 7:
      return pcm.template operator()<7>();
    default:
      return pcm.template operator()<8>();
  }
}

/** What nearly all files hold: 16 bits in this machine's own order. */
bool isNative16(const WavHeader& header) {
  return header.encoding == SampleEncoding::pcm && header.bytesPerSample == 2 &&
         header.bigEndian == (std::endian::native == std::endian::big);
}

/** The same numbers as withDecoder's, in a loop that compilers turn into vectors. */
void decodeNative16(std::span<const std::uint8_t> bytes, std::span<float> out) {
  const std::uint8_t* const at = bytes.data();
  for (std::size_t i = 0; i < out.size(); ++i) {
    std::int16_t sample;
    std::memcpy(&sample, at + 2 * i, sizeof sample);
    out[i] = static_cast<float>(sample) * (1.0F / 32768.0F);
  }
}

template <class Body>
void withDecoder(const WavHeader& header, Body body) {
  header.bigEndian ? withDecoderOf<true>(header, body) : withDecoderOf<false>(header, body);
}

}  // namespace

std::string encodingName(const WavHeader& header) {
  switch (header.encoding) {
    case SampleEncoding::aLaw:
      return "alaw";
    case SampleEncoding::muLaw:
      return "mulaw";
    case SampleEncoding::floating:
      return "float" + std::to_string(header.bytesPerSample * 8);
    case SampleEncoding::pcm:
      break;
  }
  return "pcm" + std::to_string(header.bytesPerSample * 8);
}

void decodeInterleaved(const WavHeader& header, std::span<const std::uint8_t> bytes, std::span<float> out) {
  if (isNative16(header)) return decodeNative16(bytes, out);
  const std::size_t step = header.bytesPerSample;
  withDecoder(header, [&](auto decode) {
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = decode(bytes.data() + i * step);
  });
}

void decodeMono(const WavHeader& header, std::span<const std::uint8_t> bytes, std::span<float> out) {
  if (header.channels == 1) return decodeInterleaved(header, bytes, out);
  const std::size_t step = header.bytesPerSample;
  withDecoder(header, [&](auto decode) {
    const std::uint8_t* at = bytes.data();
    for (float& sample : out) {
      double sum = 0;
      for (std::uint32_t channel = 0; channel < header.channels; ++channel, at += step) sum += decode(at);
      sample = narrowed(sum / header.channels);
    }
  });
}

}  // namespace prosodia
