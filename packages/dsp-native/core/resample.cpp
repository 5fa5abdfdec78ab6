#include "resample.h"

#include <algorithm>
#include <cstring>
#include <numeric>
#include <string>

#include "polyphase.h"

namespace prosodia {
namespace {

constexpr std::uint32_t largestRatio = 256;
/** Where the pass band ends and the stop band begins, in units of the lower Nyquist frequency (soxr_vhq's
 * edges). */
constexpr double passEdge = 0.9115;
constexpr double stopEdge = 1.0;
/** The kernels sum this many taps at once. */
constexpr std::size_t tapMultiple = 32;

}  // namespace

Result<Resampler> Resampler::create(std::uint32_t fromRate, std::uint32_t toRate,
                                    std::string_view kernelName) {
  const auto invalid = [](std::string_view what, std::string_view name, std::uint32_t value) {
    return expected(ErrorCode::invalidOption, what, name, std::to_string(value));
  };
  if (fromRate < 1 || fromRate > 0x7fffffffU)
    return invalid("a rate of 1 to 2147483647 hertz", "fromRate", fromRate);
  if (toRate < 1 || toRate > 0x7fffffffU) return invalid("a rate of 1 to 2147483647 hertz", "toRate", toRate);
  if (fromRate / largestRatio > toRate || toRate / largestRatio > fromRate) {
    return invalid("a rate within a factor of 256 of toRate = " + std::to_string(toRate), "fromRate",
                   fromRate);
  }
  const Result<const Kernel*> kernel = chooseKernel(kernelName);
  if (!kernel) return kernel.error();

  Resampler resampler;
  resampler.fromRate_ = fromRate;
  resampler.toRate_ = toRate;
  resampler.kernel_ = *kernel;
  const std::uint32_t common = std::gcd(fromRate, toRate);
  if (fromRate != toRate) {
    const double bandwidth = std::min(1.0, static_cast<double>(toRate) / fromRate);
    const FilterEdges edges{bandwidth * passEdge, bandwidth * stopEdge};
    resampler.filter_ =
        std::make_shared<const PolyphaseFilter>(fromRate / common, toRate / common, edges, tapMultiple);
  }
  return resampler;
}

std::uint64_t Resampler::outputLength(std::uint64_t inputLength) const {
  const std::uint64_t from = filter_ ? filter_->tables.from : 1;
  const std::uint64_t to = filter_ ? filter_->tables.to : 1;
  // inputLength * to could overflow; whole periods and the rest apart cannot while the result fits 64 bits.
  return inputLength / from * to + (inputLength % from * to + from - 1) / from;
}

void Resampler::process(std::span<const float> input, std::span<float> output) const {
  processFrom(0, input, output);
}

void Resampler::processFrom(std::uint64_t firstOutput, std::span<const float> input,
                            std::span<float> output) const {
  if (input.empty()) return;
  if (!filter_) {
    std::memcpy(output.data(), input.data() + firstOutput, output.size_bytes());
    return;
  }
  kernel_->filter(filter_->tables, input.data(), input.size(), firstOutput, output.data(), output.size());
}

double Resampler::passHertz() const {
  return passEdge * std::min(fromRate_, toRate_) / 2;
}

double Resampler::transitionHertz() const {
  return (stopEdge - passEdge) * std::min(fromRate_, toRate_) / 2;
}

std::size_t Resampler::taps() const {
  return filter_ ? filter_->tables.taps : 1;
}

std::size_t Resampler::tableBytes() const {
  return filter_ ? sizeof(float) * filter_->coefficients.capacity() : 0;
}

}  // namespace prosodia
