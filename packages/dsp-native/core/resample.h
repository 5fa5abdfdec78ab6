#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "error.h"

/** The resample stage: a windowed-sinc (Kaiser) polyphase filter between any two rates. */
namespace prosodia {

struct Kernel;
struct PolyphaseFilter;

/**
 * A filter between two rates; immutable, so threads share it.
 *
 * Full band: flat within 1e-6 up to 0.91 of the lower Nyquist frequency, 120 dB down from that frequency on,
 * the band edges of soxr_vhq (librosa's res_type="soxr_vhq"). No delay: output sample k lies at the time
 * k / toRate, and the signal counts as zero outside of the input, as in librosa.resample.
 */
class Resampler {
 public:
  /**
   * Rates in hertz, 1 to 2^31 - 1, at most a factor of 256 apart.
   * `kernel` forces an instruction set, empty means the best one (or PROSODIA_KERNEL). Errors:
   * INVALID_OPTION.
   */
  static Result<Resampler> create(std::uint32_t fromRate, std::uint32_t toRate, std::string_view kernel = {});

  /** ceil(inputLength * toRate / fromRate), the length librosa.resample gives. */
  std::uint64_t outputLength(std::uint64_t inputLength) const;

  /** Fills `output`, whose length is outputLength(input.size()). Allocates nothing. */
  void process(std::span<const float> input, std::span<float> output) const;

  /** The same for the output samples from `firstOutput` on, as many as `output` has room for. */
  void processFrom(std::uint64_t firstOutput, std::span<const float> input, std::span<float> output) const;

  double passHertz() const;        ///< the pass band ends here,
  double transitionHertz() const;  ///< and the stop band begins this much higher
  std::size_t taps() const;
  std::size_t tableBytes() const;  ///< memory of its coefficients
  const Kernel& kernel() const { return *kernel_; }

 private:
  Resampler() = default;

  std::uint32_t fromRate_ = 0;
  std::uint32_t toRate_ = 0;
  const Kernel* kernel_ = nullptr;
  std::shared_ptr<const PolyphaseFilter> filter_;
};

}  // namespace prosodia
