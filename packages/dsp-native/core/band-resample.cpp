#include "band-resample.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <numeric>

#include "polyphase.h"

namespace prosodia {
namespace {

/**
 * Output samples over which the two signals fade into each other, with half a period of a cosine. What they
 * differ in lies above the kept band and must not spread into it.
 */
constexpr std::size_t fadeLength = 512;
/** The short filter works on whole periods of the rates; long ones would be mostly padding. */
constexpr std::uint64_t longestPeriod = 1024;

/** The share of the short filter's signal, sample by sample from the end inwards. */
const std::array<float, fadeLength> fade = [] {
  std::array<float, fadeLength> shares{};
  for (std::size_t i = 0; i < fadeLength; ++i) {
    const double angle = std::numbers::pi * static_cast<double>(i) / fadeLength;
    shares[i] = static_cast<float>(0.5 - 0.5 * std::cos(angle));
  }
  return shares;
}();

}  // namespace

Result<BandResampler> BandResampler::create(std::uint32_t fromRate, std::uint32_t toRate, double keptHertz,
                                            std::string_view kernel) {
  Result<Resampler> full = Resampler::create(fromRate, toRate, kernel);
  if (!full) return full.error();
  BandResampler resampler(std::move(*full));
  // What lies at frequency v between the samples lands on |v - n toRate| once it is sampled at toRate: the
  // first to fall below keptHertz comes from toRate - keptHertz. The image of a constant, at fromRate, stays
  // out anyway.
  const double nyquist = fromRate / 2.0;
  const double stopHertz = std::min<double>(toRate - keptHertz, fromRate);
  const FilterEdges edges{keptHertz / nyquist, stopHertz / nyquist};
  const std::uint32_t common = std::gcd(fromRate, toRate);
  const bool paysOff = fromRate != toRate && toRate / common <= longestPeriod &&
                       keptHertz <= resampler.full_.passHertz() &&
                       edges.stop - edges.pass >= 2 * resampler.full_.transitionHertz() / nyquist;
  if (!paysOff) return resampler;
  auto filter = std::make_shared<const PolyphaseFilter>(fromRate / common, toRate / common, edges, 2);
  if (filter->isExact()) resampler.short_ = std::move(filter);
  return resampler;
}

void BandResampler::process(std::span<const float> input, std::span<float> output,
                            BandResampleScratch& scratch) const {
  if (!short_ || output.size() < 2 * fadeLength) return full_.process(input, output);
  const Kernel& kernel = full_.kernel();
  scratch.lanes.resize(std::max(scratch.lanes.size(), kernel.stretchScratchFloats(short_->tables)));
  kernel.filterStretches(short_->tables, input.data(), input.size(), output.data(), output.size(),
                         scratch.lanes.data());
  fadeEnds(input, output, scratch.end);
}

void BandResampler::fadeEnds(std::span<const float> input, std::span<float> output,
                             std::vector<float>& end) const {
  end.resize(fadeLength);
  full_.processFrom(0, input, end);
  for (std::size_t i = 0; i < fadeLength; ++i) output[i] = end[i] + (output[i] - end[i]) * fade[i];

  full_.processFrom(output.size() - fadeLength, input, end);
  const std::span<float> last = output.last(fadeLength);
  for (std::size_t i = 0; i < fadeLength; ++i) {
    last[i] = end[i] + (last[i] - end[i]) * fade[fadeLength - 1 - i];
  }
}

std::size_t BandResampler::taps() const {
  return short_ ? short_->tables.taps : full_.taps();
}

}  // namespace prosodia
