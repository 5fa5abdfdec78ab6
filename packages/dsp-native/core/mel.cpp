#include "mel.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "clip.h"

namespace prosodia {
namespace {

// Slaney's Auditory Toolbox (librosa.hz_to_mel, htk=False): linear to 1 kHz, logarithmic above.
constexpr double hertzPerMel = 200.0 / 3.0;
constexpr double logStartHertz = 1000.0;
constexpr double logStartMel = logStartHertz / hertzPerMel;
const double logStep = std::log(6.4) / 27.0;

double melOf(double hertz) {
  return hertz < logStartHertz ? hertz / hertzPerMel
                               : logStartMel + std::log(hertz / logStartHertz) / logStep;
}

double hertzOf(double mel) {
  return mel < logStartMel ? mel * hertzPerMel : logStartHertz * std::exp(logStep * (mel - logStartMel));
}

/** nMels + 2 frequencies at equal distances in mel: each band reaches from one to the next but one. */
std::vector<double> bandEdges(const MelBands& bands) {
  const double low = melOf(bands.fMin);
  const double high = melOf(bands.fMax);
  std::vector<double> edges(bands.nMels + 2);
  for (std::size_t i = 0; i < edges.size(); ++i) {
    edges[i] = hertzOf(low + (high - low) * static_cast<double>(i) / static_cast<double>(edges.size() - 1));
  }
  return edges;
}

/** Bands with less than this share of their frame's loudest are below any floor that one looks at. */
constexpr float quietestShare = 1e-8F;
/**
 * A band with less than this share of its frame's energy, counted for one bin of weight one, is done again in
 * double precision. Chosen by the 1440 recordings of RAVDESS: docs/decisions/0006-transforms.md.
 */
constexpr float doubtfulShare = 4e-6F;

Check checkBands(const MelBands& bands) {
  const auto invalid = [](std::string_view what, std::string_view name, double value) {
    return expected(ErrorCode::invalidOption, what, name, std::to_string(value));
  };
  if (!std::isfinite(bands.sampleRate) || bands.sampleRate <= 0) {
    return invalid("a finite rate above 0 hertz", "sampleRate", bands.sampleRate);
  }
  if (bands.nFft < 4 || bands.nFft > 65536 || bands.nFft % 2 != 0) {
    return invalid("an even number from 4 to 65536", "nFft", bands.nFft);
  }
  if (bands.nMels < 1 || bands.nMels > 4096)
    return invalid("an integer from 1 to 4096", "nMels", bands.nMels);
  if (!(bands.fMax > 0 && bands.fMax <= bands.sampleRate / 2)) {
    return invalid("a frequency above 0 and at most half the sample rate", "fMax", bands.fMax);
  }
  if (!(bands.fMin >= 0 && bands.fMin < bands.fMax)) {
    return invalid("a frequency from 0 to below fMax", "fMin", bands.fMin);
  }
  return std::nullopt;
}

float noiseOf(std::span<const double> weights) {
  double sum = 0;
  double squares = 0;
  for (const double weight : weights) {
    sum += weight;
    squares += weight * weight;
  }
  return sum == 0 ? 0 : static_cast<float>(squares / sum);
}

}  // namespace

Result<MelFilterbank> MelFilterbank::create(const MelBands& bands) {
  if (const Check bad = checkBands(bands)) return *bad;
  const std::vector<double> edges = bandEdges(bands);
  const double hertzPerBin = bands.sampleRate / bands.nFft;
  const std::uint32_t binCount = bands.nFft / 2 + 1;

  MelFilterbank bank;
  bank.weightStart.push_back(0);
  for (std::uint32_t band = 0; band < bands.nMels; ++band) {
    const double low = edges[band];
    const double centre = edges[band + 1];
    const double high = edges[band + 2];
    const double norm = 2.0 / (high - low);
    std::uint32_t first = 0;
    for (auto bin = static_cast<std::uint32_t>(low / hertzPerBin); bin < binCount; ++bin) {
      const double hertz = bin * hertzPerBin;
      const double weight = std::min((hertz - low) / (centre - low), (high - hertz) / (high - centre));
      if (hertz > high) break;
      if (weight <= 0) continue;
      if (bank.weights.size() == bank.weightStart.back()) first = bin;
      bank.weights.push_back(weight * norm);
      bank.binLimit = std::max(bank.binLimit, bin + 1);
    }
    bank.firstBin.push_back(first);
    bank.noise.push_back(noiseOf(std::span(bank.weights).subspan(bank.weightStart.back())));
    bank.weightStart.push_back(static_cast<std::uint32_t>(bank.weights.size()));
  }
  bank.singleWeights.assign(bank.weights.begin(), bank.weights.end());
  return bank;
}

void MelFilterbank::writeDense(std::uint32_t binCount, std::span<float> matrix) const {
  std::fill(matrix.begin(), matrix.end(), 0.0F);
  for (std::size_t band = 0; band < firstBin.size(); ++band) {
    float* const row = matrix.data() + band * binCount + firstBin[band];
    for (std::uint32_t i = weightStart[band]; i < weightStart[band + 1]; ++i) {
      row[i - weightStart[band]] = static_cast<float>(weights[i]);
    }
  }
}

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

Check MelPlan::computeRoom(StftScratch& scratch, std::span<float> power, float* binPower) const {
  if (const Check bad = stft_.padEnds(scratch)) return bad;
  const std::size_t frames = power.size() / bandCount();
  computeFrames(scratch.padded, frames, scratch.fft, {power.data(), frames, binPower});
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
