#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "band-resample.h"
#include "bytes.h"
#include "clip.h"
#include "decibel.h"
#include "error.h"
#include "mel.h"
#include "pitch.h"
#include "stft.h"
#include "wav.h"

/** The whole way of one recording: wav -> clip -> resample -> stft -> mel -> decibel -> a row of fixed width.
 */
namespace prosodia {

enum class Output {
  bandMean,     ///< the mean over the mel bands of each frame, in dB: [maxFrames]
  logMel,       ///< the spectrogram in dB: [nMels x maxFrames], row-major
  logMelPitch,  ///< that, and below it the three rows of the pitch stage: [(nMels + 3) x maxFrames]
};

/** The defaults are the notebook's. */
struct PipelineOptions {
  std::uint32_t sampleRate = 44100;  ///< hertz after resampling
  double offsetSeconds = 0.5;
  double durationSeconds = 3;
  StftOptions stft{.kernel = {}, .singlePrecision = true};
  std::uint32_t nMels = 128;
  double fMin = 0;
  double fMax = 8000;
  DecibelOptions decibel;
  Output output = Output::bandMean;
  std::optional<double> pitchTopDb = std::nullopt;  ///< PitchOptions::topDb of the pitch rows
  /**
   * Resample the whole band, although the mel bands see only a part of it, and transform in double precision:
   * slower, to compare with.
   */
  bool exact = false;
  WavLimits limits;

  bool operator==(const PipelineOptions&) const = default;
};

/** Working memory of one thread: it grows to the largest clip met and then is only used again. */
struct Scratch {
  std::vector<std::uint8_t> bytes;
  std::vector<float> native;
  std::vector<float> mel;
  BandResampleScratch resample;
  StftScratch stft;
  PitchScratch pitch;
  std::vector<float> pitchRows;
};

/** What one recording gave. */
struct ClipFrames {
  std::uint32_t count = 0;            ///< frames in the row; the rest of it is 0
  std::vector<std::string> warnings;  ///< of the wav stage
};

/**
 * What resamples to one rate from those that were met. Making a filter takes as long as a few clips, so the
 * threads of a batch share them.
 */
class Resamplers {
 public:
  Resamplers(std::uint32_t toRate, double keptHertz, std::string kernel)
      : toRate_(toRate), keptHertz_(keptHertz), kernel_(std::move(kernel)) {}

  /** Errors: INVALID_OPTION. */
  Result<std::shared_ptr<const BandResampler>> from(std::uint32_t rate);

 private:
  std::uint32_t toRate_;
  double keptHertz_;
  std::string kernel_;
  std::mutex mutex_;
  std::map<std::uint32_t, std::shared_ptr<const BandResampler>> known_;
};

/** Options that passed their checks, with every table; immutable but for `resamplers_`, and shared by
 * threads. */
class Pipeline {
 public:
  /** Reads PROSODIA_KERNEL if `stft.kernel` is empty; nothing later does. Errors: INVALID_OPTION. */
  static Result<Pipeline> create(const PipelineOptions& options);

  /** Frames of a clip of full duration: 1 + floor(durationSeconds * sampleRate / hopLength) when centred. */
  std::uint32_t maxFrames() const { return maxFrames_; }

  /** Floats in a row. */
  std::size_t width() const;

  /**
   * Fills `row` [width]. Frames that a short recording lacks stay 0; on an error the whole row is 0.
   * The result depends on the file and the options alone: the same bits on any thread, in any batch.
   */
  Result<ClipFrames> extract(const ByteSource& source, Scratch& scratch, std::span<float> row) const;

 private:
  Pipeline(PipelineOptions options, MelPlan mel, std::optional<PitchPlan> pitch, std::uint32_t maxFrames);
  Result<std::size_t> resampleClip(const MonoClip& clip, std::uint32_t fromRate, Scratch& scratch) const;
  void writeRow(const Scratch& scratch, std::size_t frames, std::span<float> row) const;

  PipelineOptions options_;
  MelPlan mel_;
  std::optional<PitchPlan> pitch_;  ///< only where the rows are asked for
  std::uint32_t maxFrames_;
  std::shared_ptr<Resamplers> resamplers_;
};

}  // namespace prosodia
