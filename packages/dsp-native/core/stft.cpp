#include "stft.h"

#include <algorithm>
#include <string>

#include "clip.h"

namespace prosodia {
namespace {

/** Where numpy.pad's "reflect" takes sample `index` of a signal of `length` from; index may lie outside of
 * it. */
std::size_t reflected(std::int64_t index, std::int64_t length) {
  if (length == 1) return 0;
  const std::int64_t period = 2 * (length - 1);
  std::int64_t folded = index % period;
  if (folded < 0) folded += period;
  return static_cast<std::size_t>(folded < length ? folded : period - folded);
}

}  // namespace

Result<StftPlan> StftPlan::create(const StftOptions& options) {
  if (options.hopLength < 1 || options.hopLength > 0x7fffffffU) {
    return expected(ErrorCode::invalidOption, "an integer from 1 to 2147483647", "hopLength",
                    std::to_string(options.hopLength));
  }
  Result<FrameFft> fft = FrameFft::create(options.nFft, options.hopLength, options.kernel);
  if (!fft) return fft.error();
  return StftPlan(options, std::move(*fft));
}

std::uint64_t StftPlan::frameCount(std::uint64_t sampleCount) const {
  if (options_.center) return 1 + sampleCount / options_.hopLength;
  return sampleCount < options_.nFft ? 0 : 1 + (sampleCount - options_.nFft) / options_.hopLength;
}

Check StftPlan::pad(std::span<const float> samples, StftScratch& scratch) const {
  if (const Check bad = checkSamples(samples)) return bad;
  const std::span<float> place = room(samples.size(), scratch);
  if (samples.data() != place.data()) std::copy(samples.begin(), samples.end(), place.begin());
  return padEnds(scratch);
}

std::span<float> StftPlan::room(std::size_t sampleCount, StftScratch& scratch) const {
  scratch.padded.resize(sampleCount + 2 * margin());
  return std::span(scratch.padded).subspan(margin(), sampleCount);
}

Check StftPlan::padEnds(StftScratch& scratch) const {
  std::vector<float>& padded = scratch.padded;
  const std::size_t before = margin();
  const std::span<const float> samples = std::span(padded).subspan(before, padded.size() - 2 * before);
  if (samples.empty()) return expected(ErrorCode::audioEmpty, "at least one sample", "samples", "none");
  if (frameCount(samples.size()) == 0) {
    return expected(ErrorCode::audioEmpty, "at least nFft = " + std::to_string(options_.nFft) + " samples",
                    "samples", std::to_string(samples.size()));
  }
  const auto length = static_cast<std::int64_t>(samples.size());
  const bool reflect = options_.padMode == PadMode::reflect;
  for (std::size_t i = 0; i < before; ++i) {
    const auto ahead = static_cast<std::int64_t>(i) - static_cast<std::int64_t>(before);
    const auto behind = length + static_cast<std::int64_t>(i);
    padded[i] = reflect ? samples[reflected(ahead, length)] : 0.0F;
    padded[before + samples.size() + i] = reflect ? samples[reflected(behind, length)] : 0.0F;
  }
  return std::nullopt;
}

Check StftPlan::compute(std::span<const float> samples, StftScratch& scratch, std::span<float> real,
                        std::span<float> imaginary) const {
  if (const Check bad = pad(samples, scratch)) return bad;
  const auto frames = static_cast<std::size_t>(frameCount(samples.size()));
  if (options_.singlePrecision) {
    fft_.spectraSingle(scratch.padded, frames, scratch.fft, real, imaginary);
  } else {
    fft_.spectra(scratch.padded, frames, scratch.fft, real, imaginary);
  }
  return std::nullopt;
}

}  // namespace prosodia
