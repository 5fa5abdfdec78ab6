#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "decibel.h"
#include "error.h"
#include "mel.h"
#include "resample-stream.h"

/** resample, stft, mel and decibel for a signal that comes in pieces, from a microphone for example. */
namespace prosodia {

struct StreamOptions {
  std::uint32_t fromRate = 44100;  ///< hertz, of what is pushed
  std::uint32_t toRate = 44100;    ///< hertz, of what is analysed; bands.sampleRate follows it
  MelOptions mel;
  DecibelOptions decibel{.topDb = std::nullopt};  ///< `topDb` counts from the loudest value so far
  bool runningReference = false;  ///< 0 dB is the loudest value so far instead of `decibel.ref`
};

/**
 * Frames of a log-mel spectrogram as they complete. With a fixed reference and no `topDb`, all of them
 * together are, bit for bit, what Resampler, MelPlan and powerToDb make of the whole signal, however it was
 * cut into pieces. With a running reference or a `topDb`, a frame is seen from the loudest value of all
 * frames up to and with itself; frames already given are not changed.
 *
 * A frame is complete when its last sample is there, nFft / 2 behind its centre, and half of the resampler's
 * taps after that.
 */
class LogMelStream {
 public:
  /** Errors: INVALID_OPTION. */
  static Result<LogMelStream> create(const StreamOptions& options);

  /**
   * Appends the frames that these samples complete to `frames`, [count x bandCount]. Any number of samples;
   * where one is refused, all are, and nothing has changed: AUDIO_NOT_FINITE.
   */
  Check push(std::span<const float> samples, std::vector<float>& frames);

  /**
   * Appends the frames that reach beyond the end. The stream has then ended. Errors: AUDIO_EMPTY where the
   * signal had no sample or, not centred, not one frame.
   */
  Check finish(std::vector<float>& frames);

  /** Frames that push would complete with that many samples. */
  std::uint64_t framesOf(std::uint64_t sampleCount) const;

  /** Frames that finish would append. */
  std::uint64_t framesAtEnd() const;

  /** Memory that it holds, about. */
  std::size_t bytes() const;

 private:
  LogMelStream(const StreamOptions& options, ResampleStream resampler, MelPlan mel);
  std::size_t margin() const;
  bool isWaiting(std::uint64_t length) const;
  std::uint64_t completeFrames(std::uint64_t length) const;
  void take(std::span<const float> samples, std::vector<float>& frames);
  void mirrorStart();
  Check padEnd();
  void analyse(std::uint64_t end, std::vector<float>& frames);
  void give(std::size_t count, std::vector<float>& frames);
  void forget();

  StreamOptions options_;
  ResampleStream resampler_;
  MelPlan mel_;
  StftScratch scratch_;
  std::vector<float> power_;   ///< [bandCount x framesPerCall]
  std::vector<float> signal_;  ///< padded, from `origin_` on
  std::uint64_t origin_ = 0;   ///< place in the padded signal
  std::uint64_t length_ = 0;   ///< samples at toRate so far
  std::uint64_t frame_ = 0;    ///< the next one
  float loudest_;              ///< in dB, of all frames so far
};

}  // namespace prosodia
