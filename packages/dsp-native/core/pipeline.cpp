#include "pipeline.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "kernels/kernel.h"
#include "resample.h"
#include "vector.h"

namespace prosodia {
namespace {

/** A spectrogram of this many floats is 1 GiB; nobody means that. */
constexpr std::uint64_t largestSpectrogram = std::uint64_t{1} << 28;
/** Resamplers that are kept; a corpus has one rate or a few, and a hostile one must not fill the memory. */
constexpr std::size_t mostResamplers = 8;
/** Bins above fMax whose content is kept right: further off, a Hann window's side lobes are below -120 dB. */
constexpr double skirtBins = 70;

/** Up to where a clip must be right after it was resampled. */
double keptHertz(const PipelineOptions& options) {
  if (options.exact) return options.sampleRate / 2.0;
  return options.fMax + skirtBins * options.sampleRate / options.stft.nFft;
}

}  // namespace

Result<std::shared_ptr<const BandResampler>> Resamplers::from(std::uint32_t rate) {
  const std::lock_guard lock(mutex_);
  if (const auto known = known_.find(rate); known != known_.end()) return known->second;
  Result<BandResampler> resampler = BandResampler::create(rate, toRate_, keptHertz_, kernel_);
  if (!resampler) return resampler.error();
  if (known_.size() == mostResamplers) known_.clear();
  return known_[rate] = std::make_shared<const BandResampler>(std::move(*resampler));
}

Pipeline::Pipeline(PipelineOptions options, MelPlan mel, std::optional<PitchPlan> pitch,
                   std::uint32_t maxFrames)
    : options_(std::move(options)),
      mel_(std::move(mel)),
      pitch_(std::move(pitch)),
      maxFrames_(maxFrames),
      resamplers_(
          std::make_shared<Resamplers>(options_.sampleRate, keptHertz(options_), options_.stft.kernel)) {}

Result<Pipeline> Pipeline::create(const PipelineOptions& options) {
  if (const Check bad = checkClipWindow({options.offsetSeconds, options.durationSeconds})) return *bad;
  if (const Check bad = checkDecibelOptions(options.decibel)) return *bad;
  const Result<const Kernel*> kernel = chooseKernel(options.stft.kernel);
  if (!kernel) return kernel.error();
  // By its name from here on: the threads of a batch must not look into the environment, which others change.
  PipelineOptions chosen = options;
  chosen.stft.kernel = (*kernel)->name;
  if (options.exact) chosen.stft.singlePrecision = false;
  const std::uint32_t rate = options.sampleRate;
  if (!Resampler::create(rate, rate, chosen.stft.kernel)) {
    return expected(ErrorCode::invalidOption, "a rate of 1 to 2147483647 hertz", "sampleRate",
                    std::to_string(rate));
  }
  MelOptions melOptions{chosen.stft, {}, options.output != Output::bandMean};
  melOptions.bands.sampleRate = options.sampleRate;
  melOptions.bands.nMels = options.nMels;
  melOptions.bands.fMin = options.fMin;
  melOptions.bands.fMax = options.fMax;
  Result<MelPlan> mel = MelPlan::create(melOptions);
  if (!mel) return mel.error();

  const double samples = std::ceil(options.durationSeconds * options.sampleRate);
  const std::uint64_t frames = mel->frameCount(static_cast<std::uint64_t>(std::min(samples, 1e15)));
  if (frames < 1 || frames > largestSpectrogram / options.nMels) {
    return expected(ErrorCode::invalidOption,
                    "a duration of at least one frame and at most 268435456 mel values", "durationSeconds",
                    std::to_string(options.durationSeconds));
  }
  std::optional<PitchPlan> pitch;
  if (options.output == Output::logMelPitch) {
    Result<PitchPlan> plan = PitchPlan::create(
        {.sampleRate = static_cast<double>(rate), .stft = chosen.stft, .topDb = options.pitchTopDb});
    if (!plan) return plan.error();
    pitch = std::move(*plan);
  }
  return Pipeline(std::move(chosen), std::move(*mel), std::move(pitch), static_cast<std::uint32_t>(frames));
}

std::size_t Pipeline::width() const {
  if (options_.output == Output::bandMean) return maxFrames_;
  return maxFrames_ * (options_.nMels + (pitch_ ? PitchPlan::rowCount : 0));
}

Result<ClipFrames> Pipeline::extract(const ByteSource& source, Scratch& scratch, std::span<float> row) const {
  std::fill(row.begin(), row.end(), 0.0F);

  Result<WavHeader> header = readWavHeader(source, options_.limits);
  if (!header) return header.error();
  const FrameRange range = framesOfWindow(*header, {options_.offsetSeconds, options_.durationSeconds});
  const Result<MonoClip> clip = MonoClip::read(source, *header, range, scratch.bytes);
  if (!clip) return clip.error();
  // Integers are always finite, and what is empty is refused when it is padded.
  if (header->encoding == SampleEncoding::floating && clip->size() > 0) {
    scratch.native.resize(clip->size());
    clip->decode(0, scratch.native);
    if (const Check bad = checkSamples(scratch.native)) return *bad;
  }

  const Result<std::size_t> sampleCount = resampleClip(*clip, header->sampleRate, scratch);
  if (!sampleCount) return sampleCount.error();
  const auto frames = static_cast<std::size_t>(mel_.frameCount(*sampleCount));
  scratch.mel.resize(frames * mel_.bandCount());
  std::optional<BinRows> bins;
  if (pitch_) bins = pitch_->room(frames, scratch.pitch);
  if (const Check bad = mel_.computeRoom(scratch.stft, scratch.mel, bins ? &*bins : nullptr)) return *bad;
  powerToDb(scratch.mel, scratch.mel, options_.decibel, mel_.kernel());
  if (pitch_) {
    scratch.pitchRows.resize(PitchPlan::rowCount * frames);
    pitch_->computeRoom(frames, scratch.pitch, scratch.pitchRows);
  }

  if (header->sampleRate < 2 * options_.fMax) {
    header->warnings.push_back("its band ends at " + std::to_string(header->sampleRate / 2) +
                               " Hz, the features go up to " + std::to_string(std::lround(options_.fMax)) +
                               " Hz");
  }
  writeRow(scratch, frames, row);
  return ClipFrames{static_cast<std::uint32_t>(std::min<std::size_t>(frames, maxFrames_)),
                    std::move(header->warnings)};
}

/** To where the stft stage wants it. */
Result<std::size_t> Pipeline::resampleClip(const MonoClip& clip, std::uint32_t fromRate,
                                           Scratch& scratch) const {
  if (fromRate == options_.sampleRate) {
    clip.decode(0, mel_.stft().room(clip.size(), scratch.stft));
    return clip.size();
  }
  const auto resampler = resamplers_->from(fromRate);
  if (!resampler) return resampler.error();
  const auto length = static_cast<std::size_t>((*resampler)->outputLength(clip.size()));
  (*resampler)
      ->process([&](std::size_t first, std::span<float> target) { clip.decode(first, target); }, clip.size(),
                mel_.stft().room(length, scratch.stft), scratch.resample);
  return length;
}

void Pipeline::writeRow(const Scratch& scratch, std::size_t frames, std::span<float> row) const {
  const std::size_t kept = std::min<std::size_t>(frames, maxFrames_);
  if (options_.output == Output::bandMean) {
    bandMeans(scratch.mel, frames, row.first(kept));
    return;
  }
  auto out = row.begin();
  const auto writeRows = [&](const std::vector<float>& rows) {
    for (std::size_t start = 0; start < rows.size(); start += frames) {
      std::copy_n(rows.begin() + static_cast<std::ptrdiff_t>(start), kept, out);
      out += maxFrames_;
    }
  };
  writeRows(scratch.mel);
  if (pitch_) writeRows(scratch.pitchRows);
}

}  // namespace prosodia
