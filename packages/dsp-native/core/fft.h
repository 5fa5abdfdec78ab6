#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "error.h"
#include "kernels/kernel.h"
#include "mel-filterbank.h"
#include "transform.h"

/** The Fourier transform of windowed frames, several at once: tables for the kernels, which do the work. */
namespace prosodia {

/** Working memory of one thread for any FrameFft; grows once, then is used again. */
struct FftScratch {
  std::vector<float> lanes;
  std::vector<float> energy;  ///< of each hop, see MelPlan
};

/** Where the mel power of frames goes: band b of frame t to power[b * stride + t]. */
struct MelRows {
  float* power;
  std::size_t stride;
  const BinRows* bins = nullptr;  ///< unless null, where the power of bins goes, too
};

/** Window and twiddles for frames of one length; immutable, so threads share it. */
class FrameFft {
 public:
  /**
   * `nFft` must be even, 4 to 65536, with no prime factor above 5 (kissfft's other radices write to memory
   * that threads share). `kernel` forces an instruction set, see chooseKernel. Errors: INVALID_OPTION.
   */
  static Result<FrameFft> create(std::uint32_t nFft, std::uint32_t hopLength, std::string_view kernel);

  std::uint32_t binCount() const { return static_cast<std::uint32_t>(tables_->nFft / 2 + 1); }
  const Kernel& kernel() const { return *tables_->kernel; }

  /** Complex spectra of `frameCount` frames of `padded`, each output [binCount x frameCount], row-major. */
  void spectra(std::span<const float> padded, std::size_t frameCount, FftScratch& scratch,
               std::span<float> real, std::span<float> imaginary) const;

  /** Power of the same frames in mel bands. */
  void melPower(std::span<const float> padded, std::size_t frameCount, const MelFilterbank& filterbank,
                FftScratch& scratch, MelRows rows) const;

  /** Both in single precision: faster, and off by some -138 dB of what is in a frame. */
  void spectraSingle(std::span<const float> padded, std::size_t frameCount, FftScratch& scratch,
                     std::span<float> real, std::span<float> imaginary) const;
  void melPowerSingle(std::span<const float> padded, std::size_t frameCount, const MelFilterbank& filterbank,
                      FftScratch& scratch, MelRows rows) const;

 private:
  template <class Real>
  struct Numbers {
    std::vector<Real> window;
    std::vector<Real> cosines;
    std::vector<Real> sines;
  };
  struct Tables {
    Tables(std::uint32_t nFft, std::uint32_t hopLength, const Kernel& kernel);
    ~Tables();
    Tables(const Tables&) = delete;
    Tables& operator=(const Tables&) = delete;

    std::size_t nFft;
    std::size_t hopLength;
    const Kernel* kernel;
    void* exactTransform;
    TransformPlan singleTransform;
    Numbers<double> exact;
    Numbers<float> single;
  };

  explicit FrameFft(std::shared_ptr<const Tables> tables) : tables_(std::move(tables)) {}
  template <class Real>
  FrameTables<Real> kernelTables(const Numbers<Real>& numbers, TransformTables<Real> transform) const;
  FrameTables<double> exactTables() const;
  FrameTables<float> singleTables() const;
  float* memory(FftScratch& scratch) const;

  std::shared_ptr<const Tables> tables_;
};

}  // namespace prosodia
