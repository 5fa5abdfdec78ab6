#include "clip.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace prosodia {
namespace {

/** A time in seconds as whole frames, librosa's int(seconds * rate), however far it lies. */
std::uint64_t wholeFrames(double seconds, std::uint32_t sampleRate) {
  constexpr double largest = 9007199254740992;  // 2^53, from which doubles no longer count in ones
  return static_cast<std::uint64_t>(std::min(seconds * sampleRate, largest));
}

/** Reads the bytes of the range; returns how many whole frames there were. */
Result<std::size_t> readFrames(const ByteSource& source, const WavHeader& header, FrameRange range,
                               std::vector<std::uint8_t>& bytes) {
  const std::uint64_t frameBytes = header.bytesPerFrame();
  bytes.resize(static_cast<std::size_t>(range.count * frameBytes));
  const Result<std::size_t> count = source.readAt(header.dataOffset + range.first * frameBytes, bytes);
  if (!count) return count.error();
  return static_cast<std::size_t>(*count / frameBytes);
}

}  // namespace

Check checkClipWindow(const ClipWindow& window) {
  if (!(std::isfinite(window.offsetSeconds) && window.offsetSeconds >= 0)) {
    return expected(ErrorCode::invalidOption, "a finite number of seconds, 0 or more,", "offsetSeconds",
                    std::to_string(window.offsetSeconds));
  }
  if (window.durationSeconds && !(std::isfinite(*window.durationSeconds) && *window.durationSeconds > 0)) {
    return expected(ErrorCode::invalidOption, "a finite number of seconds above 0", "durationSeconds",
                    std::to_string(*window.durationSeconds));
  }
  return std::nullopt;
}

FrameRange framesOfWindow(const WavHeader& header, const ClipWindow& window) {
  const std::uint64_t first = std::min(wholeFrames(window.offsetSeconds, header.sampleRate), header.frames);
  const std::uint64_t rest = header.frames - first;
  if (!window.durationSeconds) return {first, rest};
  return {first, std::min(wholeFrames(*window.durationSeconds, header.sampleRate), rest)};
}

Result<MonoClip> MonoClip::read(const ByteSource& source, const WavHeader& header, FrameRange range,
                                std::vector<std::uint8_t>& bytes) {
  const Result<std::size_t> frames = readFrames(source, header, range, bytes);
  if (!frames) return frames.error();
  return MonoClip(header, bytes.data(), *frames);
}

void MonoClip::decode(std::size_t first, std::span<float> target) const {
  const auto frameBytes = static_cast<std::size_t>(header_->bytesPerFrame());
  decodeMono(*header_, {bytes_ + first * frameBytes, target.size() * frameBytes}, target);
}

Check readMono(const ByteSource& source, const WavHeader& header, FrameRange range,
               std::vector<std::uint8_t>& bytes, std::vector<float>& samples) {
  const Result<MonoClip> clip = MonoClip::read(source, header, range, bytes);
  if (!clip) return clip.error();
  samples.resize(clip->size());
  clip->decode(0, samples);
  return std::nullopt;
}

Check readInterleaved(const ByteSource& source, const WavHeader& header, FrameRange range,
                      std::vector<std::uint8_t>& bytes, std::vector<float>& samples) {
  const Result<std::size_t> frames = readFrames(source, header, range, bytes);
  if (!frames) return frames.error();
  samples.resize(*frames * header.channels);
  decodeInterleaved(header, bytes, samples);
  return std::nullopt;
}

Check checkSamples(std::span<const float> samples) {
  constexpr float largest = 1e12F;
  if (samples.empty()) return expected(ErrorCode::audioEmpty, "at least one sample", "samples", "none");
  // Not `> largest`: the comparison must fail for NaN as well. All first, which compilers do in vectors.
  const auto isBad = [](float x) { return !(std::fabs(x) <= largest); };
  int any = 0;
  for (const float x : samples) any |= isBad(x) ? 1 : 0;
  if (any == 0) return std::nullopt;
  const auto bad = std::find_if(samples.begin(), samples.end(), isBad);
  return expected(ErrorCode::audioNotFinite, "finite samples of magnitude at most 1e12", "samples",
                  std::to_string(*bad) + " as sample " + std::to_string(bad - samples.begin()));
}

}  // namespace prosodia
