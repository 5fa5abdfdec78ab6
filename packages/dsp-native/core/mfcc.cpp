#include "mfcc.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <string>

namespace prosodia {
namespace {

/** Frames whose sums are kept side by side: few enough for the first cache, many enough to fill vectors. */
constexpr std::size_t framesPerBlock = 64;

Check checkMfccOptions(const MfccOptions& options) {
  if (options.nMels < 1 || options.nMels > 4096) {
    return expected(ErrorCode::invalidOption, "an integer from 1 to 4096", "nMels",
                    std::to_string(options.nMels));
  }
  if (options.nMfcc < 1 || options.nMfcc > options.nMels) {
    return expected(ErrorCode::invalidOption, "an integer from 1 to nMels = " + std::to_string(options.nMels),
                    "nMfcc", std::to_string(options.nMfcc));
  }
  if (options.lifter != 0 && !(std::isfinite(options.lifter) && options.lifter >= 1)) {
    return expected(ErrorCode::invalidOption, "0 or a finite number from 1", "lifter",
                    std::to_string(options.lifter));
  }
  return std::nullopt;
}

/** Sinusoidal liftering as in librosa and HTK, counting coefficients from 1. */
double lifterWeight(std::size_t coefficient, double lifter) {
  if (lifter == 0) return 1;
  return 1 + lifter / 2 * std::sin(std::numbers::pi * static_cast<double>(coefficient + 1) / lifter);
}

}  // namespace

Result<MfccPlan> MfccPlan::create(const MfccOptions& options) {
  if (const Check bad = checkMfccOptions(options)) return *bad;
  return MfccPlan(options);
}

MfccPlan::MfccPlan(const MfccOptions& options)
    : nMels_(options.nMels), nMfcc_(options.nMfcc), basis_(std::size_t{nMfcc_} * nMels_) {
  const double bands = nMels_;
  for (std::size_t k = 0; k < nMfcc_; ++k) {
    // The constant row is shorter by the root of 2: only then are all rows of length one.
    const double scale = std::sqrt((k == 0 ? 1 : 2) / bands) * lifterWeight(k, options.lifter);
    for (std::size_t band = 0; band < nMels_; ++band) {
      const double halfSteps = static_cast<double>(k * (2 * band + 1));
      basis_[k * nMels_ + band] = scale * std::cos(std::numbers::pi * halfSteps / (2 * bands));
    }
  }
}

void MfccPlan::compute(std::span<const float> decibels, std::size_t frames,
                       std::span<float> coefficients) const {
  std::array<double, framesPerBlock> sums;
  for (std::size_t start = 0; start < frames; start += framesPerBlock) {
    const std::size_t count = std::min(framesPerBlock, frames - start);
    for (std::size_t k = 0; k < nMfcc_; ++k) {
      sums.fill(0);
      for (std::size_t band = 0; band < nMels_; ++band) {
        const double weight = basis_[k * nMels_ + band];
        const float* const row = decibels.data() + band * frames + start;
        for (std::size_t i = 0; i < count; ++i) sums[i] += weight * row[i];
      }
      float* const out = coefficients.data() + k * frames + start;
      for (std::size_t i = 0; i < count; ++i) out[i] = static_cast<float>(sums[i]);
    }
  }
}

}  // namespace prosodia
