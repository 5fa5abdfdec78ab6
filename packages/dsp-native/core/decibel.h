#pragma once

#include <optional>
#include <span>

#include "error.h"

/** The decibel stage: power on a logarithmic scale (librosa.power_to_db). */
namespace prosodia {

struct Kernel;

struct DecibelOptions {
  double ref = 1.0;     ///< the power that becomes 0 dB, finite, > 0
  double amin = 1e-10;  ///< powers below count as this one, finite, > 0
  /** Values more than this below the largest are lifted to there; nothing: no such floor. Finite, >= 0. */
  std::optional<double> topDb = 80.0;

  bool operator==(const DecibelOptions&) const = default;
};

/** Errors: INVALID_OPTION. */
Check checkDecibelOptions(const DecibelOptions& options);

/**
 * 10 log10(max(amin, power) / max(amin, ref)), floored at topDb below the largest value of the whole span.
 * `decibels` may be `power` itself. Powers must not be NaN (a check of the samples before makes sure of it).
 */
void powerToDb(std::span<const float> power, std::span<float> decibels, const DecibelOptions& options,
               const Kernel& kernel);

}  // namespace prosodia
