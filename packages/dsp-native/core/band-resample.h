#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "error.h"
#include "resample.h"

/** The resample stage where only a lower band of the result is looked at, as mel bands do. */
namespace prosodia {

struct BlockFilter;

/** Fills `target` with the samples of a signal from `first` on; asked for none that lie outside of it. */
using ReadSamples = std::function<void(std::size_t first, std::span<float> target)>;

/** Working memory of one thread; grows once, then is used again. */
struct BandResampleScratch {
  std::vector<float> input;
  std::vector<float> output;
  std::vector<float> end;
};

/**
 * Resamples so that all content up to `keptHertz` is right, with a filter that is short because what lies
 * above may be anything: images and aliases of it fall onto it, and only what would fold to below `keptHertz`
 * is kept out (120 dB down). 48 to 44.1 kHz with 9.5 kHz kept takes 16 taps, full band 192.
 *
 * At both ends the signal is full band, so that one may mirror or cut it there, and fades smoothly into the
 * other. Where a short filter would not pay or the rates have too many phases, all of it is full band.
 * Immutable, so threads share it.
 */
class BandResampler {
 public:
  /** As Resampler::create; `keptHertz` may be any positive number. Errors: INVALID_OPTION. */
  static Result<BandResampler> create(std::uint32_t fromRate, std::uint32_t toRate, double keptHertz,
                                      std::string_view kernel = {});

  std::uint64_t outputLength(std::uint64_t inputLength) const { return full_.outputLength(inputLength); }

  /**
   * Fills `output`, whose length is outputLength(inputLength). The input is asked for in pieces, which a
   * short filter needs no memory beyond the second cache for; all at once for the full band.
   */
  void process(const ReadSamples& read, std::size_t inputLength, std::span<float> output,
               BandResampleScratch& scratch) const;

  /** Taps of the filter between the ends. */
  std::size_t taps() const;

 private:
  explicit BandResampler(Resampler full) : full_(std::move(full)) {}
  void processShort(const ReadSamples& read, std::size_t inputLength, std::span<float> output,
                    BandResampleScratch& scratch) const;
  void fadeEnds(const ReadSamples& read, std::size_t inputLength, std::span<float> output,
                BandResampleScratch& scratch) const;

  Resampler full_;
  std::size_t shortTaps_ = 0;
  std::shared_ptr<const BlockFilter> short_;  ///< none: full band everywhere
};

}  // namespace prosodia
