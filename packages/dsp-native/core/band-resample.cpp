#include "band-resample.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <numeric>

#include "block-filter.h"
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
/** Output samples of a piece, about: few enough for the first cache, input and all. */
constexpr std::size_t pieceOutputs = 4096;

/** The share of the short filter's signal, sample by sample from the end inwards. */
const std::array<float, fadeLength> fade = [] {
  std::array<float, fadeLength> shares{};
  for (std::size_t i = 0; i < fadeLength; ++i) {
    const double angle = std::numbers::pi * static_cast<double>(i) / fadeLength;
    shares[i] = static_cast<float>(0.5 - 0.5 * std::cos(angle));
  }
  return shares;
}();

/** Samples from `first` on, which may lie outside of the signal; there it is zero. */
void readOrZero(const ReadSamples& read, std::size_t length, std::int64_t first, std::span<float> target) {
  const auto clamped = [&](std::int64_t at) {
    return static_cast<std::size_t>(std::clamp<std::int64_t>(at, 0, static_cast<std::int64_t>(length)));
  };
  const auto offset = [&](std::size_t at) {
    return static_cast<std::size_t>(static_cast<std::int64_t>(at) - first);
  };
  const std::size_t begin = clamped(first);
  const std::size_t end = clamped(first + static_cast<std::int64_t>(target.size()));
  if (begin == end) return std::fill(target.begin(), target.end(), 0.0F);
  std::fill(target.begin(), target.begin() + static_cast<std::ptrdiff_t>(offset(begin)), 0.0F);
  read(begin, target.subspan(offset(begin), end - begin));
  std::fill(target.begin() + static_cast<std::ptrdiff_t>(offset(end)), target.end(), 0.0F);
}

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
  const PolyphaseFilter filter(fromRate / common, toRate / common, edges, 2);
  if (!filter.isExact()) return resampler;
  resampler.shortTaps_ = filter.tables.taps;
  resampler.short_ = std::make_shared<const BlockFilter>(filter, resampler.full_.kernel().floatLanes);
  return resampler;
}

void BandResampler::process(const ReadSamples& read, std::size_t inputLength, std::span<float> output,
                            BandResampleScratch& scratch) const {
  if (short_ && output.size() >= 2 * fadeLength) {
    processShort(read, inputLength, output, scratch);
    fadeEnds(read, inputLength, output, scratch);
    return;
  }
  scratch.input.resize(inputLength);
  read(0, scratch.input);
  full_.process(scratch.input, output);
}

void BandResampler::processShort(const ReadSamples& read, std::size_t inputLength, std::span<float> output,
                                 BandResampleScratch& scratch) const {
  const BlockTables& tables = short_->tables;
  const Kernel& kernel = full_.kernel();
  const std::size_t rounds = std::max<std::size_t>(1, pieceOutputs / (blockPeriods * tables.outputs));
  const std::size_t periods = blockPeriods * rounds;
  const std::size_t outputs = periods * tables.outputs;
  scratch.input.resize(periods * tables.inputs + short_->inputsBehind);
  scratch.output.resize(outputs + kernel.floatLanes);
  // Output 0 lies on input 0, which tap taps / 2 - 1 meets.
  auto first = 1 - static_cast<std::int64_t>(shortTaps_ / 2 + short_->inputsBefore);
  for (std::size_t start = 0; start < output.size(); start += outputs) {
    const std::size_t left = output.size() - start;
    const std::size_t wanted = std::min(periods, (left + tables.outputs - 1) / tables.outputs);
    const bool fits = wanted * tables.outputs + kernel.floatLanes <= left;
    readOrZero(read, inputLength, first,
               std::span(scratch.input).first(wanted * tables.inputs + short_->inputsBehind));
    kernel.filterBlocks(tables, scratch.input.data(), wanted,
                        fits ? output.data() + start : scratch.output.data());
    if (!fits)
      std::copy_n(scratch.output.begin(), std::min(left, wanted * tables.outputs),
                  output.begin() + static_cast<std::ptrdiff_t>(start));
    first += static_cast<std::int64_t>(periods * tables.inputs);
  }
}

void BandResampler::fadeEnds(const ReadSamples& read, std::size_t inputLength, std::span<float> output,
                             BandResampleScratch& scratch) const {
  const BlockTables& tables = short_->tables;
  const std::size_t margin = full_.taps() / 2 + 1;
  std::vector<float>& end = scratch.end;
  end.resize(fadeLength);

  scratch.input.resize(std::min(inputLength, fadeLength * tables.inputs / tables.outputs + margin));
  read(0, scratch.input);
  full_.processFrom(0, scratch.input, end);
  for (std::size_t i = 0; i < fadeLength; ++i) output[i] = end[i] + (output[i] - end[i]) * fade[i];

  // The last piece begins with a whole period, on which an input and an output sample coincide.
  const std::size_t firstOutput = output.size() - fadeLength;
  const std::size_t firstInput = firstOutput / tables.outputs * tables.inputs;
  const std::size_t skipped = firstInput < margin ? 0 : (firstInput - margin) / tables.inputs;
  scratch.input.resize(inputLength - skipped * tables.inputs);
  read(skipped * tables.inputs, scratch.input);
  full_.processFrom(firstOutput - skipped * tables.outputs, scratch.input, end);
  const std::span<float> last = output.last(fadeLength);
  for (std::size_t i = 0; i < fadeLength; ++i) {
    last[i] = end[i] + (last[i] - end[i]) * fade[fadeLength - 1 - i];
  }
}

std::size_t BandResampler::taps() const {
  return short_ ? shortTaps_ : full_.taps();
}

}  // namespace prosodia
