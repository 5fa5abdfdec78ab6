#include "decibel.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "kernels/kernel.h"

namespace prosodia {

Check checkDecibelOptions(const DecibelOptions& options) {
  const auto positive = [](double value) { return std::isfinite(value) && value > 0; };
  const auto invalid = [](std::string_view what, std::string_view name, double value) {
    return expected(ErrorCode::invalidOption, what, name, std::to_string(value));
  };
  if (!positive(options.ref)) return invalid("a finite power above 0", "ref", options.ref);
  if (!positive(options.amin)) return invalid("a finite power above 0", "amin", options.amin);
  if (options.topDb && !(std::isfinite(*options.topDb) && *options.topDb >= 0)) {
    return invalid("a finite number of decibels, 0 or more,", "topDb", *options.topDb);
  }
  return std::nullopt;
}

void powerToDb(std::span<const float> power, std::span<float> decibels, const DecibelOptions& options,
               const Kernel& kernel) {
  const double refDb = 10 * std::log10(std::max(options.amin, options.ref));
  const double leastDb = 10 * std::log10(options.amin) - refDb;
  const float largest = kernel.toDecibels(power.data(), power.size(), static_cast<float>(refDb),
                                          static_cast<float>(leastDb), decibels.data());
  if (options.topDb)
    kernel.raiseTo(static_cast<float>(largest - *options.topDb), decibels.data(), decibels.size());
}

}  // namespace prosodia
