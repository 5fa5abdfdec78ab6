#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <numbers>
#include <random>
#include <span>
#include <string>
#include <vector>

#include "kernels/kernel.h"

/** Signals and measures that several tests share. */
namespace prosodia::testing {

inline std::vector<float> tone(double hertz, double sampleRate, std::size_t count, double amplitude = 1) {
  std::vector<float> samples(count);
  for (std::size_t i = 0; i < count; ++i) {
    samples[i] = static_cast<float>(
        amplitude * std::sin(2 * std::numbers::pi * hertz * static_cast<double>(i) / sampleRate));
  }
  return samples;
}

/** White noise in [-amplitude, amplitude), the same on every machine. */
inline std::vector<float> noise(std::size_t count, std::uint32_t seed = 1, double amplitude = 0.5) {
  std::mt19937 random(seed);
  std::vector<float> samples(count);
  for (float& sample : samples) sample = static_cast<float>(amplitude * (random() / 2147483648.0 - 1));
  return samples;
}

inline double rms(std::span<const float> samples) {
  double sum = 0;
  for (const float sample : samples) sum += static_cast<double>(sample) * sample;
  return std::sqrt(sum / static_cast<double>(samples.size()));
}

inline double largestDifference(std::span<const float> a, std::span<const float> b) {
  double largest = a.size() == b.size() ? 0 : INFINITY;
  for (std::size_t i = 0; i < a.size() && i < b.size(); ++i) {
    largest = std::max(largest, std::fabs(static_cast<double>(a[i]) - b[i]));
  }
  return largest;
}

/** The names of all kernels this CPU has, so that every test runs every one of them. */
inline std::vector<std::string> kernelNames() {
  std::vector<std::string> names;
  for (const Kernel* kernel : availableKernels()) names.emplace_back(kernel->name);
  return names;
}

/** Sets PROSODIA_KERNEL for the length of a test. */
class ForcedKernel {
 public:
  explicit ForcedKernel(const char* name) {
    if (const char* before = std::getenv("PROSODIA_KERNEL")) before_ = before;
    setenv("PROSODIA_KERNEL", name, 1);
  }
  ~ForcedKernel() {
    before_.empty() ? unsetenv("PROSODIA_KERNEL") : setenv("PROSODIA_KERNEL", before_.c_str(), 1);
  }
  ForcedKernel(const ForcedKernel&) = delete;
  ForcedKernel& operator=(const ForcedKernel&) = delete;

 private:
  std::string before_;
};

}  // namespace prosodia::testing
