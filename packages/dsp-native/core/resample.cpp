#include "resample.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numbers>
#include <numeric>
#include <string>
#include <vector>

#include "clip.h"
#include "kernels/kernel.h"

namespace prosodia {
namespace {

constexpr std::uint32_t largestRatio = 256;
constexpr double attenuationDb = 120;
/** Where the pass band ends and the stop band begins, in units of the lower Nyquist frequency (soxr_vhq's
 * edges). */
constexpr double passEdge = 0.9115;
constexpr double stopEdge = 1.0;
/**
 * Rates that share no large factor would need a row of coefficients for each of millions of phases. Beyond
 * this many rows (at the rate of the narrower band) the rows are interpolated instead; linear interpolation
 * between 4096 rows a sample errs by (pi / 4096)^2 / 8, which is -143 dB.
 */
constexpr double largestPhaseCount = 4096;

/** The modified Bessel function of the first kind and order 0, by its power series. */
double besselI0(double x) {
  double sum = 1;
  double term = 1;
  for (int k = 1; term > sum * 1e-17; ++k) {
    term *= (x / (2 * k)) * (x / (2 * k));
    sum += term;
  }
  return sum;
}

/** Kaiser's rules for the window of a filter with this attenuation (Oppenheim & Schafer, section 7.5). */
double kaiserBeta() {
  return 0.1102 * (attenuationDb - 8.7);
}
double kaiserTaps(double transitionRadians) {
  return (attenuationDb - 7.95) / (2.285 * transitionRadians) + 1;
}

double sinc(double x) {
  return x == 0 ? 1 : std::sin(std::numbers::pi * x) / (std::numbers::pi * x);
}

}  // namespace

/**
 * Row p holds the taps for an output sample that lies p / phases of an input sample after input sample n; tap
 * t meets input sample n + 1 - taps / 2 + t. One row more than there are phases closes the last
 * interpolation.
 */
struct Resampler::Filter {
  Filter(std::uint64_t from, std::uint64_t to) {
    const double bandwidth = std::min(1.0, static_cast<double>(to) / static_cast<double>(from));
    const double cutoff = bandwidth * (passEdge + stopEdge) / 2;
    const double transition = std::numbers::pi * bandwidth * (stopEdge - passEdge);
    // Whole runs of 32 taps, which is what the kernels sum at once.
    const std::size_t half = static_cast<std::size_t>(std::ceil(kaiserTaps(transition) / 32)) * 16;
    const auto phases = std::min(to, static_cast<std::uint64_t>(std::ceil(largestPhaseCount * bandwidth)));
    coefficients.resize((phases + 1) * 2 * half);
    tables = FilterTables{from, to, 2 * half, static_cast<std::size_t>(phases), coefficients.data()};

    std::vector<double> row(2 * half);
    for (std::size_t phase = 0; phase <= phases; ++phase) {
      const double shift = static_cast<double>(phase) / static_cast<double>(phases);
      double sum = 0;
      for (std::size_t tap = 0; tap < row.size(); ++tap) {
        const double distance = static_cast<double>(tap) + 1 - static_cast<double>(half) - shift;
        const double edge = distance / static_cast<double>(half);
        const double window = besselI0(kaiserBeta() * std::sqrt(std::max(0.0, 1 - edge * edge)));
        row[tap] = sinc(cutoff * distance) * window;
        sum += row[tap];
      }
      // Each row sums to one, so that a constant stays exactly that whatever the phase.
      float* const target = coefficients.data() + phase * row.size();
      for (std::size_t tap = 0; tap < row.size(); ++tap) target[tap] = static_cast<float>(row[tap] / sum);
    }
  }

  std::vector<float> coefficients;
  FilterTables tables;
};

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
  if (fromRate != toRate)
    resampler.filter_ = std::make_shared<const Filter>(fromRate / common, toRate / common);
  return resampler;
}

std::uint64_t Resampler::outputLength(std::uint64_t inputLength) const {
  const std::uint64_t from = filter_ ? filter_->tables.from : 1;
  const std::uint64_t to = filter_ ? filter_->tables.to : 1;
  // inputLength * to could overflow; whole periods and the rest apart cannot while the result fits 64 bits.
  return inputLength / from * to + (inputLength % from * to + from - 1) / from;
}

void Resampler::process(std::span<const float> input, std::span<float> output) const {
  if (input.empty()) return;
  if (!filter_) {
    std::memcpy(output.data(), input.data(), input.size_bytes());
    return;
  }
  kernel_->filter(filter_->tables, input.data(), input.size(), output.data(), output.size());
}

}  // namespace prosodia
