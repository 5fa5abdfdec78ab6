#include "stream.h"

#include <algorithm>
#include <limits>
#include <string>

#include "clip.h"
#include "kernels/kernel.h"

namespace prosodia {
namespace {

constexpr std::size_t framesPerCall = 32;

}  // namespace

Result<LogMelStream> LogMelStream::create(const StreamOptions& options) {
  if (const Check bad = checkDecibelOptions(options.decibel)) return *bad;
  Result<ResampleStream> resampler =
      ResampleStream::create(options.fromRate, options.toRate, options.mel.stft.kernel);
  if (!resampler) return resampler.error();
  MelOptions melOptions = options.mel;
  melOptions.bands.sampleRate = options.toRate;
  Result<MelPlan> mel = MelPlan::create(melOptions);
  if (!mel) return mel.error();
  return LogMelStream(options, std::move(*resampler), std::move(*mel));
}

LogMelStream::LogMelStream(const StreamOptions& options, ResampleStream resampler, MelPlan mel)
    : options_(options),
      resampler_(std::move(resampler)),
      mel_(std::move(mel)),
      power_(mel_.bandCount() * framesPerCall),
      signal_(margin()),
      loudest_(-std::numeric_limits<float>::infinity()) {
  const std::size_t nFft = options_.mel.stft.nFft;
  signal_.reserve(3 * nFft + std::max(resampler_.mostOutput(), resampler_.blockSamples()));
  // The first frame takes the memory that all later ones need, and a signal too short to be mirrored once as
  // much as any.
  scratch_.padded.reserve(2 * nFft);
  mel_.computeFrames(std::vector<float>(nFft), 1, scratch_.fft, {power_.data(), framesPerCall});
}

std::size_t LogMelStream::margin() const {
  return options_.mel.stft.center ? options_.mel.stft.nFft / 2 : 0;
}

Check LogMelStream::push(std::span<const float> samples, std::vector<float>& frames) {
  if (samples.empty()) return std::nullopt;
  if (const Check bad = checkSamples(samples)) return bad;
  while (!samples.empty()) {
    const std::span<const float> block = samples.first(std::min(samples.size(), resampler_.blockSamples()));
    take(resampler_.push(block), frames);
    samples = samples.subspan(block.size());
  }
  return std::nullopt;
}

void LogMelStream::take(std::span<const float> samples, std::vector<float>& frames) {
  const bool wasWaiting = isWaiting(length_);
  signal_.insert(signal_.end(), samples.begin(), samples.end());
  length_ += samples.size();
  if (isWaiting(length_)) return;
  if (wasWaiting) mirrorStart();
  analyse(completeFrames(length_), frames);
  forget();
}

/** Whether of that many samples it takes more to know those before the first one. */
bool LogMelStream::isWaiting(std::uint64_t length) const {
  return options_.mel.stft.padMode == PadMode::reflect && length <= margin();
}

/** Frames of the signal's first `length` samples that no later one changes. */
std::uint64_t LogMelStream::completeFrames(std::uint64_t length) const {
  const std::uint64_t present = margin() + length;
  const std::uint64_t nFft = options_.mel.stft.nFft;
  if (isWaiting(length) || present < nFft) return 0;
  return (present - nFft) / options_.mel.stft.hopLength + 1;
}

std::uint64_t LogMelStream::framesOf(std::uint64_t sampleCount) const {
  return completeFrames(length_ + resampler_.outputOf(sampleCount)) - frame_;
}

std::uint64_t LogMelStream::framesAtEnd() const {
  const std::uint64_t length = length_ + resampler_.outputAtEnd();
  return length == 0 ? 0 : mel_.frameCount(length) - frame_;
}

/** Room was left for them, all 0. */
void LogMelStream::mirrorStart() {
  for (std::size_t i = 0; i < margin(); ++i) signal_[i] = signal_[2 * margin() - i];
}

Check LogMelStream::finish(std::vector<float>& frames) {
  take(resampler_.finish(), frames);
  if (length_ == 0) return expected(ErrorCode::audioEmpty, "at least one sample", "the signal", "none");
  const std::uint64_t count = mel_.frameCount(length_);
  if (count == 0) {
    return expected(ErrorCode::audioEmpty,
                    "at least nFft = " + std::to_string(options_.mel.stft.nFft) + " samples", "the signal",
                    std::to_string(length_));
  }
  if (const Check bad = padEnd()) return bad;
  analyse(count, frames);
  return std::nullopt;
}

/** What lies behind the last sample; of a signal too short to be mirrored once, all around it. */
Check LogMelStream::padEnd() {
  if (margin() == 0) return std::nullopt;
  if (isWaiting(length_)) {
    if (const Check bad = mel_.stft().pad(std::span(signal_).subspan(margin()), scratch_)) return bad;
    signal_.assign(scratch_.padded.begin(), scratch_.padded.end());
    return std::nullopt;
  }
  const std::size_t end = signal_.size();
  const bool reflect = options_.mel.stft.padMode == PadMode::reflect;
  for (std::size_t i = 0; i < margin(); ++i) signal_.push_back(reflect ? signal_[end - 2 - i] : 0.0F);
  return std::nullopt;
}

/** Frames up to `end`, all of whose samples are there. */
void LogMelStream::analyse(std::uint64_t end, std::vector<float>& frames) {
  const std::uint64_t hop = options_.mel.stft.hopLength;
  while (frame_ < end) {
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(end - frame_, framesPerCall));
    const std::span<const float> there = std::span(signal_).subspan(frame_ * hop - origin_);
    mel_.computeFrames(there, count, scratch_.fft, {power_.data(), framesPerCall});
    give(count, frames);
    frame_ += count;
  }
}

/** Frames of power_ in dB, one after the other. */
void LogMelStream::give(std::size_t count, std::vector<float>& frames) {
  const std::size_t bands = mel_.bandCount();
  DecibelOptions decibel = options_.decibel;
  decibel.topDb = std::nullopt;
  for (std::size_t t = 0; t < count; ++t) {
    const std::size_t start = frames.size();
    for (std::size_t band = 0; band < bands; ++band) frames.push_back(power_[band * framesPerCall + t]);
    const std::span<float> frame = std::span(frames).subspan(start);
    powerToDb(frame, frame, decibel, mel_.kernel());
    loudest_ = std::max(loudest_, *std::max_element(frame.begin(), frame.end()));
    if (options_.decibel.topDb) {
      const auto floorDb = static_cast<float>(loudest_ - *options_.decibel.topDb);
      for (float& db : frame) db = std::max(db, floorDb);
    }
    if (options_.runningReference) {
      for (float& db : frame) db -= loudest_;
    }
  }
}

/** Gives up what neither the next frame nor a mirror at the end needs, once it is more than what is kept. */
void LogMelStream::forget() {
  const std::uint64_t end = origin_ + signal_.size();
  const std::uint64_t mirrored = std::min<std::uint64_t>(margin() + 1, signal_.size());
  const std::uint64_t next = frame_ * options_.mel.stft.hopLength;
  const std::uint64_t kept = std::max(origin_, std::min(next, end - mirrored));
  if (kept - origin_ <= end - kept) return;
  signal_.erase(signal_.begin(), signal_.begin() + static_cast<std::ptrdiff_t>(kept - origin_));
  origin_ = kept;
}

std::size_t LogMelStream::bytes() const {
  const std::size_t floats =
      power_.capacity() + signal_.capacity() + scratch_.padded.capacity() + scratch_.fft.lanes.capacity();
  return sizeof(float) * floats + resampler_.bytes() + mel_.tableBytes();
}

}  // namespace prosodia
