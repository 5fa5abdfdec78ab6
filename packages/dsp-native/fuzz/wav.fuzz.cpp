/** Any bytes as a WAV file: refused with a sentence, or read without one byte beyond the file. */
#include "wav.h"

#include <cmath>

#include "_fuzz.h"
#include "clip.h"

using namespace prosodia;
using namespace prosodia::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::span<const std::uint8_t> file(data, size);
  const MemoryBytes source(file);
  const WavLimits limits;
  const Result<WavHeader> header = readWavHeader(source, limits);
  if (!header) {
    promiseSentence(header.error());
    // WAV_* errors say where; the byte lies in the file or just behind it, after a chunk's padding.
    promise(header.error().byteOffset && *header.error().byteOffset <= size + 1);
    return 0;
  }
  promise(header->dataOffset + header->frames * header->bytesPerFrame() <= size);
  promise(header->channels >= 1 && header->channels <= limits.maxChannels && header->sampleRate >= 1);
  promise(!encodingName(*header).empty());

  std::vector<std::uint8_t> bytes;
  std::vector<float> interleaved;
  std::vector<float> mono;
  promise(!readInterleaved(source, *header, {0, header->frames}, bytes, interleaved));
  promise(!readMono(source, *header, {0, header->frames}, bytes, mono));
  promise(interleaved.size() == header->frames * header->channels && mono.size() == header->frames);
  if (header->encoding != SampleEncoding::floating) {
    for (const float sample : interleaved) promise(sample >= -1 && sample <= 1);
  }

  // Any window lies inside of the file.
  const double seconds = static_cast<double>(size % 97) / 96;
  const FrameRange window = framesOfWindow(*header, {seconds / 3, seconds});
  promise(window.first + window.count <= header->frames);
  promise(!readMono(source, *header, window, bytes, mono) && mono.size() == window.count);
  return 0;
}
