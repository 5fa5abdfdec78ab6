#pragma once

#include <fuzzer/FuzzedDataProvider.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <vector>

/** Options and samples out of a fuzzer's bytes. */
namespace prosodia::fuzz {

/** Any number of 32 bits now and then; mostly one from `low` to `high`, with which something gets computed.
 */
inline std::uint32_t takeInteger(FuzzedDataProvider& bytes, std::uint32_t low, std::uint32_t high) {
  return bytes.ConsumeIntegralInRange(0, 15) == 0 ? bytes.ConsumeIntegral<std::uint32_t>()
                                                  : bytes.ConsumeIntegralInRange(low, high);
}

/** The same for a number that may also be NaN or infinite. */
inline double takeNumber(FuzzedDataProvider& bytes, double low, double high) {
  if (bytes.ConsumeIntegralInRange(0, 15) != 0) return bytes.ConsumeFloatingPointInRange(low, high);
  const auto bits = bytes.ConsumeIntegral<std::uint64_t>();
  double value = 0;
  std::memcpy(&value, &bits, sizeof value);
  return value;
}

/**
 * All the bytes that are left as samples: 16-bit ones, or the bits of floats, so that NaN, infinities and
 * denormals come too. The last few are repeated `repeats` times, for signals longer than an input.
 */
inline std::vector<float> takeSamples(FuzzedDataProvider& bytes, std::size_t most) {
  const bool floats = bytes.ConsumeBool();
  const std::size_t repeats = bytes.ConsumeIntegralInRange<std::size_t>(1, 16);
  const std::vector<std::uint8_t> rest = bytes.ConsumeRemainingBytes<std::uint8_t>();
  const std::size_t size = floats ? 4 : 2;
  std::vector<float> samples(rest.size() / size);
  for (std::size_t i = 0; i < samples.size(); ++i) {
    std::int16_t integer = 0;
    if (floats)
      std::memcpy(&samples[i], rest.data() + i * size, size);
    else
      std::memcpy(&integer, rest.data() + i * size, size);
    if (!floats) samples[i] = static_cast<float>(integer) / 32768.0F;
  }
  const std::size_t once = samples.size();
  samples.resize(std::min(once * repeats, most));
  for (std::size_t i = once; i < samples.size(); ++i) samples[i] = samples[i - once];
  return samples;
}

}  // namespace prosodia::fuzz
