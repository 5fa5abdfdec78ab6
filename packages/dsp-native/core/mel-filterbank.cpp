#include "mel-filterbank.h"

#include <algorithm>
#include <cmath>
#include <string>

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

}  // namespace prosodia
