#include "fft.h"

#include <cmath>
#include <numbers>
#include <string>

#include "mel.h"

namespace prosodia {
namespace {

constexpr std::uint32_t largestFft = 65536;

bool hasOnlySmallFactors(std::uint32_t n) {
  for (const std::uint32_t factor : {2U, 3U, 5U}) {
    while (n % factor == 0) n /= factor;
  }
  return n == 1;
}

}  // namespace

FrameFft::Tables::Tables(std::uint32_t size, std::uint32_t hop, const Kernel& chosen)
    : nFft(size),
      hopLength(hop),
      window(size),
      cosines(size / 2 + 1),
      sines(size / 2 + 1),
      kernel(&chosen),
      transform(chosen.createTransform(size / 2)) {
  const double turn = 2 * std::numbers::pi / size;
  // Periodic Hann, 0.5 - 0.5 cos; half of it, because the kernels split a half-size transform without
  // halving.
  for (std::size_t n = 0; n < window.size(); ++n)
    window[n] = 0.25 - 0.25 * std::cos(turn * static_cast<double>(n));
  for (std::size_t k = 0; k < cosines.size(); ++k) {
    cosines[k] = std::cos(turn * static_cast<double>(k));
    sines[k] = std::sin(turn * static_cast<double>(k));
  }
}

FrameFft::Tables::~Tables() {
  kernel->destroyTransform(transform);
}

Result<FrameFft> FrameFft::create(std::uint32_t nFft, std::uint32_t hopLength, std::string_view kernelName) {
  if (nFft < 4 || nFft > largestFft || nFft % 2 != 0 || !hasOnlySmallFactors(nFft)) {
    return expected(ErrorCode::invalidOption, "an even number from 4 to 65536 with no prime factor above 5",
                    "nFft", std::to_string(nFft));
  }
  const Result<const Kernel*> kernel = chooseKernel(kernelName);
  if (!kernel) return kernel.error();
  return FrameFft(std::make_shared<const Tables>(nFft, hopLength, **kernel));
}

FrameTables FrameFft::kernelTables() const {
  return FrameTables{tables_->nFft,           tables_->hopLength,    tables_->window.data(),
                     tables_->cosines.data(), tables_->sines.data(), tables_->transform};
}

void FrameFft::spectra(std::span<const float> padded, std::size_t frameCount, FftScratch& scratch,
                       std::span<float> real, std::span<float> imaginary) const {
  scratch.lanes.resize(std::max(scratch.lanes.size(), kernel().scratchDoubles(tables_->nFft)));
  kernel().spectra(kernelTables(), padded.data(), frameCount, scratch.lanes.data(), real.data(),
                   imaginary.data());
}

void FrameFft::melPower(std::span<const float> padded, std::size_t frameCount,
                        const MelFilterbank& filterbank, FftScratch& scratch, std::span<float> power) const {
  scratch.lanes.resize(std::max(scratch.lanes.size(), kernel().scratchDoubles(tables_->nFft)));
  const MelTables mel{filterbank.firstBin.size(), filterbank.firstBin.data(), filterbank.weightStart.data(),
                      filterbank.weights.data(), filterbank.binLimit};
  kernel().melPower(kernelTables(), mel, padded.data(), frameCount, scratch.lanes.data(), power.data());
}

}  // namespace prosodia
