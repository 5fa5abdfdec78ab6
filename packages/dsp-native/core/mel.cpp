#include "mel.h"

#include <algorithm>
#include <array>

#include "clip.h"

namespace prosodia {
namespace {

/** Bands with less than this share of their frame's loudest are below any floor that one looks at. */
constexpr float quietestShare = 1e-8F;
/**
 * A band with less than this share of its frame's energy, counted for one bin of weight one, is done again in
 * double precision. Chosen by the 1440 recordings of RAVDESS: docs/decisions/0006-transforms.md.
 */
constexpr float doubtfulShare = 4e-6F;

}  // namespace

Result<MelPlan> MelPlan::create(const MelOptions& options) {
  Result<StftPlan> stft = StftPlan::create(options.stft);
  if (!stft) return stft.error();
  MelBands bands = options.bands;
  bands.nFft = options.stft.nFft;
  Result<MelFilterbank> filterbank = MelFilterbank::create(bands);
  if (!filterbank) return filterbank.error();
  return MelPlan(std::move(*stft), std::move(*filterbank), options.mend);
}

Check MelPlan::compute(std::span<const float> samples, StftScratch& scratch, std::span<float> power) const {
  if (const Check bad = checkSamples(samples)) return bad;
  std::copy(samples.begin(), samples.end(), stft_.room(samples.size(), scratch).begin());
  return computeRoom(scratch, power);
}

Check MelPlan::computeRoom(StftScratch& scratch, std::span<float> power, const BinRows* bins) const {
  if (const Check bad = stft_.padEnds(scratch)) return bad;
  const std::size_t frames = power.size() / bandCount();
  computeFrames(scratch.padded, frames, scratch.fft, {power.data(), frames, bins});
  return std::nullopt;
}

void MelPlan::computeFrames(std::span<const float> padded, std::size_t frames, FftScratch& scratch,
                            MelRows rows) const {
  if (!stft_.options().singlePrecision) {
    stft_.fft().melPower(padded, frames, filterbank_, scratch, rows);
    return;
  }
  stft_.fft().melPowerSingle(padded, frames, filterbank_, scratch, rows);
  if (mend_) mendFrames(padded, frames, scratch, rows);
}

void MelPlan::mendFrames(std::span<const float> padded, std::size_t frames, FftScratch& scratch,
                         MelRows rows) const {
  const std::size_t hop = stft_.options().hopLength;
  const std::size_t nFft = stft_.options().nFft;
  const std::size_t hops = nFft / hop;
  const auto energyOf = [&](std::size_t start, std::size_t count) {
    return kernel().dot(padded.data() + start, padded.data() + start, count);
  };
  std::vector<float>& energy = scratch.energy;  // of hops, then of frames
  energy.resize(std::max(energy.size(), frames + hops));
  for (std::size_t i = 0; hops > 0 && i + 1 < frames + hops; ++i) energy[i] = energyOf(i * hop, hop);
  for (std::size_t t = 0; t < frames; ++t) {
    float inFrame = energyOf((t + hops) * hop, nFft % hop);
    for (std::size_t i = 0; i < hops; ++i) inFrame += energy[t + i];
    energy[t] = inFrame;
  }
  for (std::size_t start = 0; start < frames; start += framesPerBlock) {
    const std::size_t count = std::min(framesPerBlock, frames - start);
    const auto doubtful =
        doubtfulFrames({rows.power + start, rows.stride}, std::span(energy).subspan(start, count));
    for (std::size_t i = 0; i < count; ++i) {
      if (!doubtful[i]) continue;
      std::size_t end = i + 1;
      while (end < count && doubtful[end]) ++end;
      const MelRows target{rows.power + start + i, rows.stride};
      stft_.fft().melPower(padded.subspan((start + i) * hop), end - i, filterbank_, scratch, target);
      i = end;
    }
  }
}

/**
 * The rounding errors of a transform are noise, a share of what is in the frame, alike in all bins. It shows
 * in bands with little in them; which those are is known from the frame alone, so that a frame comes out the
 * same in any signal.
 */
MelPlan::FrameFlags MelPlan::doubtfulFrames(MelRows rows, std::span<const float> energy) const {
  std::array<float, framesPerBlock> loudest{};
  for (std::size_t band = 0; band < bandCount(); ++band) {
    const float* const power = rows.power + band * rows.stride;
    for (std::size_t i = 0; i < energy.size(); ++i) loudest[i] = std::max(loudest[i], power[i]);
  }
  FrameFlags doubtful{};
  for (std::size_t band = 0; band < bandCount(); ++band) {
    const float* const power = rows.power + band * rows.stride;
    const float share = doubtfulShare * filterbank_.noise[band];
    for (std::size_t i = 0; i < energy.size(); ++i) {
      const int isSeen = power[i] > loudest[i] * quietestShare;
      const int isUnsure = power[i] < energy[i] * share;
      doubtful[i] |= isSeen & isUnsure;
    }
  }
  return doubtful;
}

std::size_t MelPlan::tableBytes() const {
  // Window, twiddles and transform of a frame in both precisions; a weight in both.
  return 48 * std::size_t{stft_.options().nFft} + 12 * filterbank_.weights.size();
}

}  // namespace prosodia
