#include "decibel.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

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

void powerToDb(std::span<const float> power, std::span<float> decibels, const DecibelOptions& options) {
  const double refDb = 10 * std::log10(std::max(options.amin, options.ref));
  float largest = -std::numeric_limits<float>::infinity();
  for (std::size_t i = 0; i < power.size(); ++i) {
    const double db = 10 * std::log10(std::max(options.amin, static_cast<double>(power[i]))) - refDb;
    decibels[i] = static_cast<float>(db);
    largest = std::max(largest, decibels[i]);
  }
  if (!options.topDb) return;
  const auto floorDb = static_cast<float>(largest - *options.topDb);
  for (float& db : decibels) db = std::max(db, floorDb);
}

}  // namespace prosodia
