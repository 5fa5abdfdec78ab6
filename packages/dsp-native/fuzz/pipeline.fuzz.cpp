/** Any options and samples through the whole pipeline, on every kernel: the same row or the same refusal. */
#include "pipeline.h"

#include "_fuzz.h"
#include "_take.h"

using namespace prosodia;
using namespace prosodia::fuzz;

namespace {

/** Bounds that keep a run short; beyond them it is slow, not different. */
constexpr std::size_t mostSamples = 1000;
constexpr std::uint64_t mostWork = 1 << 15;

std::uint32_t takeFileRate(FuzzedDataProvider& bytes, std::uint32_t sampleRate) {
  // A few small factors: filters between rates that share none take longer to make than all the rest.
  const std::uint64_t up = bytes.ConsumeIntegralInRange(1, 3);
  const std::uint64_t down = bytes.ConsumeIntegralInRange(1, 3);
  return static_cast<std::uint32_t>(std::max<std::uint64_t>(1, sampleRate / down * up));
}

PipelineOptions takeOptions(FuzzedDataProvider& bytes) {
  PipelineOptions options;
  options.sampleRate = takeInteger(bytes, 1, 400) * 60;
  options.offsetSeconds = bytes.ConsumeBool() ? 0 : takeNumber(bytes, 0, 0.1);
  options.durationSeconds = takeNumber(bytes, 0, 1);
  options.stft.nFft = takeInteger(bytes, 2, 64) * 2;
  options.stft.hopLength = takeInteger(bytes, 1, 300);
  options.stft.center = bytes.ConsumeBool();
  options.stft.padMode = bytes.ConsumeBool() ? PadMode::reflect : PadMode::zero;
  options.nMels = takeInteger(bytes, 1, 20);
  options.fMin = takeNumber(bytes, 0, options.sampleRate / 4.0);
  options.fMax = takeNumber(bytes, 0, options.sampleRate / 2.0);
  options.decibel.ref = takeNumber(bytes, 0, 2);
  options.decibel.amin = takeNumber(bytes, 0, 1e-5);
  if (bytes.ConsumeBool())
    options.decibel.topDb = std::nullopt;
  else
    options.decibel.topDb = takeNumber(bytes, 0, 100);
  options.output = bytes.PickValueInArray({Output::bandMean, Output::logMel, Output::logMelPitch});
  if (bytes.ConsumeBool()) options.pitchTopDb = takeNumber(bytes, 0, 100);
  options.exact = bytes.ConsumeBool();
  return options;
}

/** A mono file of 32-bit floats. */
std::vector<std::uint8_t> wavFile(std::uint32_t sampleRate, const std::vector<float>& samples) {
  std::vector<std::uint8_t> file(44 + samples.size() * 4);
  const auto number = [&](std::size_t at, std::uint32_t value) { std::memcpy(file.data() + at, &value, 4); };
  std::memcpy(file.data(), "RIFF____WAVEfmt ", 16);
  number(16, 16);
  number(20, 3 | 1 << 16);
  number(24, sampleRate);
  number(32, 4 | 32 << 16);
  std::memcpy(file.data() + 36, "data", 4);
  number(40, static_cast<std::uint32_t>(samples.size() * 4));
  if (!samples.empty()) std::memcpy(file.data() + 44, samples.data(), samples.size() * 4);
  return file;
}

Outcome extract(const PipelineOptions& options, const std::vector<std::uint8_t>& file) {
  const Result<Pipeline> pipeline = Pipeline::create(options);
  if (!pipeline) {
    promiseSentence(pipeline.error());
    promise(pipeline.error().code == ErrorCode::invalidOption);
    return {pipeline.error().message, {}};
  }
  if (pipeline->width() > mostWork) return {};
  std::vector<float> row(pipeline->width(), 7);
  Scratch scratch;
  const Result<ClipFrames> clip = pipeline->extract(MemoryBytes(file), scratch, row);
  if (!clip) {
    promiseSentence(clip.error());
    for (const float value : row) promise(value == 0);
    return {clip.error().message, row};
  }
  promise(clip->count >= 1 && clip->count <= pipeline->maxFrames());
  for (const float value : row) promise(std::isfinite(value));
  return {{}, row};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  FuzzedDataProvider bytes(data, size);
  PipelineOptions options = takeOptions(bytes);
  const std::uint32_t fileRate = takeFileRate(bytes, options.sampleRate);
  const std::vector<float> samples = takeSamples(bytes, mostSamples);
  const std::uint64_t resampled = std::uint64_t{samples.size()} * options.sampleRate / fileRate;
  const std::uint64_t frames = 1 + resampled / std::max(1U, options.stft.hopLength);
  if (frames * (options.stft.nFft + std::uint64_t{options.nMels}) > mostWork) return -1;

  const std::vector<std::uint8_t> file = wavFile(fileRate, samples);
  promiseAgreement([&](const char* kernel) {
    options.stft.kernel = kernel;
    return extract(options, file);
  });
  return 0;
}
