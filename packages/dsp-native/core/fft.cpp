#include "fft.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>

namespace prosodia {
namespace {

constexpr std::uint32_t largestFft = 65536;

bool hasOnlySmallFactors(std::uint32_t n) {
  for (const std::uint32_t factor : {2U, 3U, 5U}) {
    while (n % factor == 0) n /= factor;
  }
  return n == 1;
}

std::vector<float> rounded(const std::vector<double>& numbers) {
  return {numbers.begin(), numbers.end()};
}

}  // namespace

FrameFft::Tables::Tables(std::uint32_t size, std::uint32_t hop, const Kernel& chosen)
    : nFft(size),
      hopLength(hop),
      kernel(&chosen),
      exactTransform(chosen.createExactTransform(size / 2)),
      singleTransform(size / 2) {
  const double turn = 2 * std::numbers::pi / size;
  // Periodic Hann, 0.5 - 0.5 cos; half of it, because the kernels split a half-size transform without
  // halving.
  for (std::uint32_t n = 0; n < size; ++n) exact.window.push_back(0.25 - 0.25 * std::cos(turn * n));
  for (std::uint32_t k = 0; k <= size / 4; ++k) {
    exact.cosines.push_back(std::cos(turn * k));
    exact.sines.push_back(std::sin(turn * k));
  }
  single = {rounded(exact.window), rounded(exact.cosines), rounded(exact.sines)};
}

FrameFft::Tables::~Tables() {
  kernel->destroyExactTransform(exactTransform);
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

template <class Real>
FrameTables<Real> FrameFft::kernelTables(const Numbers<Real>& numbers,
                                         TransformTables<Real> transform) const {
  return {tables_->nFft,          tables_->hopLength,   numbers.window.data(),
          numbers.cosines.data(), numbers.sines.data(), transform};
}

FrameTables<double> FrameFft::exactTables() const {
  return kernelTables(tables_->exact, {tables_->exactTransform});
}

FrameTables<float> FrameFft::singleTables() const {
  const TransformPlan& plan = tables_->singleTransform;
  return kernelTables(tables_->single, {plan.radices.data(), plan.twiddles.data(), plan.place.data()});
}

float* FrameFft::memory(FftScratch& scratch) const {
  const std::size_t floats = kernel().frameScratchFloats(tables_->nFft, tables_->hopLength);
  scratch.lanes.resize(std::max(scratch.lanes.size(), floats));
  return scratch.lanes.data();
}

void FrameFft::spectra(std::span<const float> padded, std::size_t frameCount, FftScratch& scratch,
                       std::span<float> real, std::span<float> imaginary) const {
  kernel().spectra(exactTables(), padded.data(), frameCount, memory(scratch), real.data(), imaginary.data());
}

void FrameFft::melPower(std::span<const float> padded, std::size_t frameCount, const MelFilterbank& bank,
                        FftScratch& scratch, MelRows rows) const {
  kernel().melPower(exactTables(), bank.tables(bank.weights), padded.data(), frameCount, memory(scratch),
                    rows.power, rows.stride, rows.bins);
}

void FrameFft::spectraSingle(std::span<const float> padded, std::size_t frameCount, FftScratch& scratch,
                             std::span<float> real, std::span<float> imaginary) const {
  kernel().spectraSingle(singleTables(), padded.data(), frameCount, memory(scratch), real.data(),
                         imaginary.data());
}

void FrameFft::melPowerSingle(std::span<const float> padded, std::size_t frameCount,
                              const MelFilterbank& bank, FftScratch& scratch, MelRows rows) const {
  kernel().melPowerSingle(singleTables(), bank.tables(bank.singleWeights), padded.data(), frameCount,
                          memory(scratch), rows.power, rows.stride, rows.bins);
}

}  // namespace prosodia
