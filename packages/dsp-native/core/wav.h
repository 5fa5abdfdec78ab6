#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "bytes.h"
#include "error.h"

/**
 * The wav stage: what a WAV file holds, and its samples as floats.
 *
 * Containers: RIFF, RIFX (big endian) and RF64. Encodings: PCM in containers of 1 to 8 bytes, IEEE float 32
 * and 64, A-law and mu-law, each also by way of WAVE_FORMAT_EXTENSIBLE. Chunks may come in any order.
 * docs/decisions/0002-wav-decisions.md says what becomes of files on which other readers disagree.
 */
namespace prosodia {

/** Bounds that a file must keep before memory is taken for it. */
struct WavLimits {
  std::uint64_t maxBytes = std::uint64_t{2} << 30;
  double maxSeconds = 600;
  std::uint32_t maxChannels = 64;
  std::uint32_t maxChunks = 4096;

  bool operator==(const WavLimits&) const = default;
};

enum class SampleEncoding { pcm, floating, aLaw, muLaw };

/** What the header says, after every claim in it was checked against the file's real size. */
struct WavHeader {
  SampleEncoding encoding = SampleEncoding::pcm;
  bool bigEndian = false;
  std::uint32_t sampleRate = 0;       ///< hertz, > 0
  std::uint32_t channels = 0;         ///< 1 to maxChannels
  std::uint32_t bytesPerSample = 0;   ///< 1 to 8, the container of one sample of one channel
  std::uint32_t bitsPerSample = 0;    ///< as the file claims; samples are left-justified in their container
  std::uint64_t dataOffset = 0;       ///< byte offset of the first frame
  std::uint64_t frames = 0;           ///< complete frames that are really there
  std::vector<std::string> warnings;  ///< what was bent to read the file, one sentence each

  std::uint64_t bytesPerFrame() const { return std::uint64_t{channels} * bytesPerSample; }
};

/**
 * Reads the chunk headers and no sample. Bytes that a chunk claims but the file lacks are left out with a
 * warning. Errors: IO, WAV_* with the byte offset.
 */
Result<WavHeader> readWavHeader(const ByteSource& source, const WavLimits& limits = {});

/** The encoding in one word: "pcm16", "pcm24", "float32", "alaw", "mulaw", ... */
std::string encodingName(const WavHeader& header);

/**
 * Decodes whole frames, channels interleaved. `bytes` holds `out.size() / channels` frames.
 * PCM becomes [-1, 1): the integer divided by its container's full scale, as libsndfile does. Float samples
 * are passed on as they are; a 64-bit value beyond the range of float becomes infinite.
 */
void decodeInterleaved(const WavHeader& header, std::span<const std::uint8_t> bytes, std::span<float> out);

/** Decodes `out.size()` frames to the mean of their channels (librosa.to_mono). */
void decodeMono(const WavHeader& header, std::span<const std::uint8_t> bytes, std::span<float> out);

}  // namespace prosodia
