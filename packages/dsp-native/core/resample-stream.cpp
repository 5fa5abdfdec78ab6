#include "resample-stream.h"

#include <algorithm>
#include <numeric>

namespace prosodia {
namespace {

/** Output samples of one block, about. */
constexpr std::uint64_t blockOutput = 4096;
/** Memory for periods of up to this many samples is taken at the start; a period lasts a second at most. */
constexpr std::uint64_t longestReserved = 1 << 16;

}  // namespace

Result<ResampleStream> ResampleStream::create(std::uint32_t fromRate, std::uint32_t toRate,
                                              std::string_view kernel) {
  Result<Resampler> resampler = Resampler::create(fromRate, toRate, kernel);
  if (!resampler) return resampler.error();
  const std::uint32_t common = std::gcd(fromRate, toRate);
  return ResampleStream(std::move(*resampler), fromRate / common, toRate / common);
}

ResampleStream::ResampleStream(Resampler resampler, std::uint64_t from, std::uint64_t to)
    : resampler_(std::move(resampler)),
      from_(from),
      to_(to),
      blockSamples_(
          static_cast<std::size_t>(std::clamp<std::uint64_t>(blockOutput * from / to, 1, blockOutput))) {
  // The last call gives what half of the taps held back, too.
  const std::uint64_t most = blockSamples_ + resampler_.taps();
  output_.reserve(static_cast<std::size_t>(most * to_ / from_ + 2));
  if (from_ == to_) return;
  const auto period = static_cast<std::size_t>(std::min(from_, longestReserved));
  input_.reserve(period + resampler_.taps() + 2 * blockSamples_);
}

std::span<const float> ResampleStream::push(std::span<const float> samples) {
  if (from_ == to_) return samples;
  const std::uint64_t count = outputOf(samples.size());
  input_.insert(input_.end(), samples.begin(), samples.end());
  if (count == 0) return {};
  const std::span<const float> output = produce(count);
  forget();
  return output;
}

std::span<const float> ResampleStream::finish() {
  return produce(outputAtEnd());
}

std::uint64_t ResampleStream::outputOf(std::uint64_t sampleCount) const {
  if (from_ == to_) return sampleCount;
  // Output sample k lies behind input sample floor(k * from / to) and meets taps / 2 more of them.
  const std::uint64_t half = resampler_.taps() / 2;
  const std::uint64_t present = input_.size() + sampleCount;
  const std::uint64_t end = present <= half ? 0 : ((present - half) * to_ + from_ - 1) / from_;
  return end > produced_ ? end - produced_ : 0;
}

std::uint64_t ResampleStream::outputAtEnd() const {
  const std::uint64_t end = from_ == to_ ? 0 : resampler_.outputLength(input_.size());
  return end > produced_ ? end - produced_ : 0;
}

std::span<const float> ResampleStream::produce(std::uint64_t count) {
  output_.resize(static_cast<std::size_t>(count));
  resampler_.processFrom(produced_, input_, output_);
  produced_ += output_.size();
  return output_;
}

/** Gives up whole periods of input that no later output sample meets: the phases then stay as they were. */
void ResampleStream::forget() {
  const std::uint64_t next = produced_ * from_ / to_ + 1;
  const std::size_t half = resampler_.taps() / 2;
  if (next < half) return;
  const std::uint64_t periods = (next - half) / from_;
  input_.erase(input_.begin(), input_.begin() + static_cast<std::ptrdiff_t>(periods * from_));
  produced_ -= periods * to_;
}

std::size_t ResampleStream::bytes() const {
  return resampler_.tableBytes() + sizeof(float) * (input_.capacity() + output_.capacity());
}

}  // namespace prosodia
