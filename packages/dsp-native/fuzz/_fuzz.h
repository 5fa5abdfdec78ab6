#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string>
#include <vector>

#include "error.h"
#include "kernels/kernel.h"

/** What the fuzz targets share. */
namespace prosodia::fuzz {

/** A promise of the core; when it is broken, the fuzzer keeps the input. */
inline void promise(bool kept) {
  if (!kept) std::abort();
}

/** An error is a sentence in the house's shape, whatever the input was. */
inline void promiseSentence(const Error& error) {
  promise(error.message.starts_with("Expected ") && error.message.find(" for ") != std::string::npos &&
          error.message.find(" but received ") != std::string::npos);
  promise(codeName(error.code) != "UNKNOWN");
}

/** Whether two kernels gave the same numbers, to the last bit. */
inline bool sameBits(std::span<const float> a, std::span<const float> b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (std::bit_cast<std::uint32_t>(a[i]) != std::bit_cast<std::uint32_t>(b[i])) return false;
  }
  return true;
}

/** What two kernels made of one input: the same numbers or the same refusal. */
struct Outcome {
  std::string refusal;
  std::vector<float> values;

  bool operator==(const Outcome& other) const {
    return refusal == other.refusal && sameBits(values, other.values);
  }
};

/** Calls `work` with the name of each kernel this CPU has, and promises that all agree. */
template <class Work>
void promiseAgreement(Work work) {
  const std::vector<const Kernel*> kernels = availableKernels();
  const Outcome best = work(kernels.front()->name);
  for (std::size_t i = 1; i < kernels.size(); ++i) promise(work(kernels[i]->name) == best);
}

}  // namespace prosodia::fuzz
