#include "polyphase.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>

namespace prosodia {
namespace {

constexpr double attenuationDb = 120;
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

PolyphaseFilter::PolyphaseFilter(std::uint64_t from, std::uint64_t to, FilterEdges edges,
                                 std::size_t tapMultiple) {
  const double bandwidth = std::min(1.0, static_cast<double>(to) / static_cast<double>(from));
  const double cutoff = (edges.pass + edges.stop) / 2;
  const double taps = kaiserTaps(std::numbers::pi * (edges.stop - edges.pass));
  const double multiples = std::ceil(taps / static_cast<double>(tapMultiple));
  const std::size_t half = static_cast<std::size_t>(multiples) * tapMultiple / 2;
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

}  // namespace prosodia
