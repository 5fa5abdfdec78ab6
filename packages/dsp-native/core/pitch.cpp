#include "pitch.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <optional>
#include <string>

#include "kernels/kernel.h"

namespace prosodia {
namespace {

/** Harmonics above say little about the pitch and much about noise. */
constexpr double highestHarmonic = 4000;
/** Seconds between lags: five to a period of the highest harmonic, so that a parabola meets the peak. */
constexpr double lagStep = 1 / (5 * highestHarmonic);
/** What an octave downwards costs: else half the pitch, which correlates as well, would win by chance. */
constexpr double octaveCost = 0.03;
constexpr float lowestLevel = 1e-10F;
/** What rounding may add to a score, and much more. */
constexpr double roundingShare = 1e-4;
/** Cosines of a plan: 64 MiB, some 190 times what the default options take. */
constexpr double mostCosines = 1 << 24;
/** Frames whose sums are kept side by side: few enough for the first cache, many enough to fill vectors. */
constexpr std::size_t framesPerBlock = 64;
static_assert(framesPerBlock % rowProductColumns == 0);

Check checkPitchOptions(const PitchOptions& options) {
  const double rate = options.sampleRate;
  if (!(std::isfinite(rate) && rate > 0)) {
    return expected(ErrorCode::invalidOption, "a finite number above 0", "sampleRate", std::to_string(rate));
  }
  const double lowest = 2 * rate / options.stft.nFft;
  if (!(std::isfinite(options.minHertz) && options.minHertz >= lowest)) {
    return expected(ErrorCode::invalidOption,
                    "at least " + std::to_string(lowest) + " Hz, of which nFft holds two periods,",
                    "minHertz", std::to_string(options.minHertz));
  }
  if (!(options.maxHertz > options.minHertz && options.maxHertz <= std::min(rate, 4000.0) / 4)) {
    return expected(ErrorCode::invalidOption,
                    "more than minHertz, and at most 1000 and a quarter of sampleRate", "maxHertz",
                    std::to_string(options.maxHertz));
  }
  if (options.topDb && !(*options.topDb >= 0)) {
    return expected(ErrorCode::invalidOption, "0 or more dB", "pitchTopDb", std::to_string(*options.topDb));
  }
  const double lags = 1 / options.minHertz / lagStep;
  const double bins = std::min(highestHarmonic, rate / 2) * options.stft.nFft / rate + 1;
  if (!(lags * bins <= mostCosines)) {
    return expected(ErrorCode::invalidOption, "at most 16777216 pairs of a lag and a bin",
                    "minHertz and nFft",
                    std::to_string(lags) + " lags and " + std::to_string(bins) + " bins");
  }
  return std::nullopt;
}

/** The correlation of a Hann window with itself, shifted by a share of its length. */
double windowCorrelation(double shift) {
  const double turn = 2 * std::numbers::pi * shift;
  return (1 - shift) * (2 + std::cos(turn)) / 3 + std::sin(turn) / (2 * std::numbers::pi);
}

}  // namespace

Result<PitchPlan> PitchPlan::create(const PitchOptions& options) {
  Result<StftPlan> stft = StftPlan::create(options.stft);
  if (!stft) return stft.error();
  if (const Check bad = checkPitchOptions(options)) return *bad;
  return PitchPlan(options, std::move(*stft));
}

PitchPlan::PitchPlan(const PitchOptions& options, StftPlan stft)
    : stft_(std::move(stft)), minHertz_(options.minHertz), topDb_(options.topDb) {
  const double nFft = options.stft.nFft;
  const double binHertz = options.sampleRate / nFft;
  firstBin_ = static_cast<std::size_t>(std::ceil(options.minHertz / 2 / binHertz));
  const double top = std::min(highestHarmonic, options.sampleRate / 2);
  binCount_ = static_cast<std::size_t>(top / binHertz) + 1 - firstBin_;
  firstLag_ = 1 / options.maxHertz - lagStep;
  lagCount_ = static_cast<std::size_t>(std::ceil((1 / options.minHertz - firstLag_) / lagStep)) + 2;
  for (std::size_t lag = 0; lag < lagCount_; ++lag) {
    const double seconds = firstLag_ + (static_cast<double>(lag) - 0.5) * lagStep;
    leastCosts_.push_back(octaveCost * std::log2(seconds * minHertz_));
  }
  cosines_.reserve(lagCount_ * binCount_);
  for (std::size_t lag = 0; lag < lagCount_; ++lag) {
    const double seconds = firstLag_ + static_cast<double>(lag) * lagStep;
    // The transform is as long as the frame, so what is shifted out on one side comes in on the other.
    const double shift = seconds * options.sampleRate / nFft;
    const double own = windowCorrelation(shift) + windowCorrelation(1 - shift);
    for (std::size_t bin = firstBin_; bin < firstBin_ + binCount_; ++bin) {
      const double turn = 2 * std::numbers::pi * static_cast<double>(bin) * binHertz * seconds;
      cosines_.push_back(static_cast<float>(std::cos(turn) / own));
    }
  }
}

Check PitchPlan::compute(std::span<const float> samples, StftScratch& stft, PitchScratch& scratch,
                         std::span<float> rows) const {
  const auto frames = static_cast<std::size_t>(frameCount(samples.size()));
  scratch.real.resize(stft_.binCount() * frames);
  scratch.imaginary.resize(scratch.real.size());
  if (const Check bad = stft_.compute(samples, stft, scratch.real, scratch.imaginary)) return *bad;
  const BinRows bins = room(frames, scratch);
  std::fill_n(bins.total, frames, 0.0F);
  for (std::size_t bin = 1; bin < stft_.binCount(); ++bin) {
    const float* const real = scratch.real.data() + bin * frames;
    const float* const imaginary = scratch.imaginary.data() + bin * frames;
    const bool isHeard = bin >= firstBin_ && bin < firstBin_ + binCount_;
    for (std::size_t i = 0; i < frames; ++i) {
      const float power = real[i] * real[i] + imaginary[i] * imaginary[i];
      bins.total[i] += power;
      if (isHeard) bins.power[(bin - firstBin_) * frames + i] = power;
    }
  }
  computeRoom(frames, scratch, rows);
  return std::nullopt;
}

BinRows PitchPlan::room(std::size_t frames, PitchScratch& scratch) const {
  scratch.power.resize(binCount_ * frames + rowProductColumns);  // a product may read beyond the last row
  scratch.total.resize(frames);
  return {firstBin_, binCount_, scratch.power.data(), scratch.total.data()};
}

void PitchPlan::computeRoom(std::size_t frames, PitchScratch& scratch, std::span<float> rows) const {
  // Of a frame of nFft points under a Hann window, whose squares have the mean 3 / 8 (Parseval).
  const double nFft = stft_.options().nFft;
  const auto toLevel = static_cast<float>(2 / (nFft * nFft * 0.375));
  const std::span<float> hertz = rows.first(frames);
  const std::span<float> strength = rows.subspan(frames, frames);
  const std::span<float> levels = rows.last(frames);
  for (std::size_t i = 0; i < frames; ++i) {
    levels[i] = 10 * std::log10(std::max(scratch.total[i] * toLevel, lowestLevel));
  }
  const auto [first, end] = withoutQuietEnds(levels);
  std::fill(hertz.begin(), hertz.end(), 0.0F);
  std::fill(strength.begin(), strength.end(), 0.0F);

  scratch.correlation.resize(lagCount_ * framesPerBlock);
  for (std::size_t start = first; start < end; start += framesPerBlock) {
    const std::size_t count = std::min(framesPerBlock, end - start);
    const float* const power = scratch.power.data() + start;
    std::array<float, framesPerBlock> heard{};
    for (std::size_t bin = 0; bin < binCount_; ++bin) {
      for (std::size_t i = 0; i < count; ++i) heard[i] += power[bin * frames + i];
    }
    // Each lag's sum of cosines, weighted with the power, for all frames of the block.
    stft_.fft().kernel().rowProducts(cosines_.data(), lagCount_, binCount_, power, frames, count,
                                     scratch.correlation.data(), framesPerBlock);
    for (std::size_t i = 0; i < count; ++i) {
      if (heard[i] * toLevel <= lowestLevel) continue;
      const Peak peak = highestPeak(scratch.correlation.data() + i, heard[i]);
      hertz[start + i] = peak.hertz;
      strength[start + i] = peak.strength;
    }
  }
}

PitchPlan::FrameSpan PitchPlan::withoutQuietEnds(std::span<const float> levels) const {
  if (!topDb_ || levels.empty()) return {0, levels.size()};
  const double least = *std::max_element(levels.begin(), levels.end()) - *topDb_;
  std::size_t first = 0;
  std::size_t end = levels.size();
  while (levels[first] < least) ++first;
  while (levels[end - 1] < least) --end;
  return {first, end};
}

/** The peak of one frame that is highest after the cost of its octave; `total` is the correlation at no lag.
 */
PitchPlan::Peak PitchPlan::highestPeak(const float* correlation, double total) const {
  constexpr auto stride = static_cast<std::ptrdiff_t>(framesPerBlock);
  Peak best;
  double bestScore = 0;
  for (std::size_t lag = 1; lag + 1 < lagCount_; ++lag) {
    const float* const at = correlation + lag * framesPerBlock;
    if (at[0] <= 0 || at[0] < at[-stride] || at[0] <= at[stride]) continue;
    // A parabola rises above its middle point by less than an eighth of the larger drop beside it.
    const float most = at[0] + (at[0] - std::min(at[-stride], at[stride])) / 8;
    if (most / total - leastCosts_[lag] < bestScore - roundingShare) continue;
    const double before = at[-stride] / total;
    const double here = at[0] / total;
    const double after = at[stride] / total;
    // The top of the parabola through the three.
    const double shift = (before - after) / (2 * (before - 2 * here + after));
    const double seconds = firstLag_ + (static_cast<double>(lag) + shift) * lagStep;
    const double height = here - (before - after) * shift / 4;
    const double score = height - octaveCost * std::log2(seconds * minHertz_);
    if (score > bestScore) {
      bestScore = score;
      best = {static_cast<float>(1 / seconds), static_cast<float>(std::min(height, 1.0))};
    }
  }
  return best;
}

}  // namespace prosodia
