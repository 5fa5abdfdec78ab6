#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "bytes.h"
#include "error.h"
#include "wav.h"

/** The clip stage: the part of a recording that is listened to. */
namespace prosodia {

/** librosa.load's `offset` and `duration`, in seconds at the file's own rate. */
struct ClipWindow {
  double offsetSeconds = 0;
  /** Nothing: to the end of the file. */
  std::optional<double> durationSeconds = std::nullopt;
};

/** A run of frames inside a file: `first + count <= header.frames`. */
struct FrameRange {
  std::uint64_t first = 0;
  std::uint64_t count = 0;
};

/** INVALID_OPTION unless both are finite, the offset not negative and the duration positive. */
Check checkClipWindow(const ClipWindow& window);

/** The frames of the window: int(offset * rate) and int(duration * rate), cut where the file ends. */
FrameRange framesOfWindow(const WavHeader& header, const ClipWindow& window);

/**
 * The samples of a range: the mean of the channels, decoded where they are asked for, from bytes that are
 * there already.
 */
class MonoClip {
 public:
  /**
   * Reads only the bytes of the range. `bytes` is working memory and must outlive the clip; it does not
   * shrink, so a thread that keeps it allocates once. A file that got shorter since its header was read
   * yields fewer samples. `header` must outlive the clip, too. Errors: IO.
   */
  static Result<MonoClip> read(const ByteSource& source, const WavHeader& header, FrameRange range,
                               std::vector<std::uint8_t>& bytes);

  std::size_t size() const { return size_; }

  /** Samples `first` and on; `first + target.size()` is at most size(). */
  void decode(std::size_t first, std::span<float> target) const;

 private:
  MonoClip(const WavHeader& header, const std::uint8_t* bytes, std::size_t size)
      : header_(&header), bytes_(bytes), size_(size) {}

  const WavHeader* header_;
  const std::uint8_t* bytes_;
  std::size_t size_;
};

/** All of MonoClip's samples in `samples`, which does not shrink either. Errors: IO. */
Check readMono(const ByteSource& source, const WavHeader& header, FrameRange range,
               std::vector<std::uint8_t>& bytes, std::vector<float>& samples);

/** The same with the channels interleaved, [range.count * channels]. */
Check readInterleaved(const ByteSource& source, const WavHeader& header, FrameRange range,
                      std::vector<std::uint8_t>& bytes, std::vector<float>& samples);

/**
 * The one place that says which samples can be analysed: at least one (AUDIO_EMPTY), each finite and at most
 * 1e12 in magnitude, so that no power overflows a float (AUDIO_NOT_FINITE).
 */
Check checkSamples(std::span<const float> samples);

}  // namespace prosodia
