#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "error.h"
#include "resample.h"

/** The resample stage for a signal that comes in pieces. */
namespace prosodia {

/**
 * The same bits as Resampler::process over the whole signal, whatever the pieces: an output sample is given
 * as soon as all the input that its filter meets is there, taps / 2 samples behind it.
 */
class ResampleStream {
 public:
  /** As Resampler::create. Errors: INVALID_OPTION. */
  static Result<ResampleStream> create(std::uint32_t fromRate, std::uint32_t toRate,
                                       std::string_view kernel = {});

  /** The most that push may take at once; where periods of the rates are not too long, it then allocates
   * nothing. */
  std::size_t blockSamples() const { return blockSamples_; }

  /** The most that push or finish give at once. */
  std::size_t mostOutput() const { return output_.capacity(); }

  /** How many samples push would give for that many, however they are shared out among calls. */
  std::uint64_t outputOf(std::uint64_t sampleCount) const;

  /** How many finish would give. */
  std::uint64_t outputAtEnd() const;

  /** Takes at most blockSamples() samples; returns the output they complete, valid until the next call. */
  std::span<const float> push(std::span<const float> samples);

  /** The rest of the output, as if only zeros followed. The stream has then ended. */
  std::span<const float> finish();

  /** Memory that it holds. */
  std::size_t bytes() const;

 private:
  ResampleStream(Resampler resampler, std::uint64_t from, std::uint64_t to);
  std::span<const float> produce(std::uint64_t count);
  void forget();

  Resampler resampler_;
  std::uint64_t from_;  ///< the rates without their common factor
  std::uint64_t to_;
  std::size_t blockSamples_;
  std::vector<float> input_;    ///< whole periods before it were given up
  std::uint64_t produced_ = 0;  ///< output samples since the period that input_ begins with
  std::vector<float> output_;
};

}  // namespace prosodia
