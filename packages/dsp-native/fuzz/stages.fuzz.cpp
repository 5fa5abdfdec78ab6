/**
 * Any options and samples through what a pipeline has not: stft, resample, mfcc, delta, pitch, pieces of a
 * stream.
 */
#include "_fuzz.h"
#include "_take.h"
#include "clip.h"
#include "delta.h"
#include "mfcc.h"
#include "pitch.h"
#include "resample.h"
#include "stft.h"
#include "stream.h"

using namespace prosodia;
using namespace prosodia::fuzz;

namespace {

constexpr std::size_t mostSamples = 1000;
constexpr std::uint64_t mostWork = 1 << 15;

Outcome refused(const Error& error) {
  promiseSentence(error);
  return {error.message, {}};
}

void promiseFinite(std::span<const float> values) {
  for (const float value : values) promise(std::isfinite(value));
}

void transform(FuzzedDataProvider& bytes) {
  StftOptions options;
  options.nFft = takeInteger(bytes, 2, 100) * 2;
  options.hopLength = takeInteger(bytes, 1, 300);
  options.center = bytes.ConsumeBool();
  options.padMode = bytes.ConsumeBool() ? PadMode::reflect : PadMode::zero;
  options.singlePrecision = bytes.ConsumeBool();
  const std::vector<float> samples = takeSamples(bytes, mostSamples);
  if ((1 + samples.size() / std::max(1U, options.hopLength)) * std::uint64_t{options.nFft} > mostWork) return;

  promiseAgreement([&](const char* kernel) -> Outcome {
    options.kernel = kernel;
    const Result<StftPlan> plan = StftPlan::create(options);
    if (!plan) return refused(plan.error());
    const std::size_t size = plan->binCount() * static_cast<std::size_t>(plan->frameCount(samples.size()));
    Outcome outcome{{}, std::vector<float>(2 * size)};
    StftScratch scratch;
    const std::span<float> values = outcome.values;
    if (const Check bad = plan->compute(samples, scratch, values.first(size), values.last(size))) {
      return refused(*bad);
    }
    promiseFinite(values);
    return outcome;
  });
}

void changeRate(FuzzedDataProvider& bytes) {
  const std::uint32_t fromRate = takeInteger(bytes, 1, 12);
  const std::uint32_t toRate = takeInteger(bytes, 1, 12);
  const std::uint64_t firstOutput = bytes.ConsumeIntegral<std::uint16_t>();
  const std::vector<float> samples = takeSamples(bytes, mostSamples);
  if (checkSamples(samples)) return;  // the callers' check
  // Filters between far or coprime rates are long; making them is not what is tried here.
  if (std::max(fromRate, toRate) > 1000 && fromRate != toRate) return;

  promiseAgreement([&](const char* kernel) -> Outcome {
    const Result<Resampler> resampler = Resampler::create(fromRate, toRate, kernel);
    if (!resampler) return refused(resampler.error());
    Outcome outcome{{}, std::vector<float>(resampler->outputLength(samples.size()))};
    resampler->process(samples, outcome.values);
    if (outcome.values.empty()) return outcome;
    // Any part of the result is the same alone.
    const std::size_t first = firstOutput % outcome.values.size();
    std::vector<float> part(outcome.values.size() - first);
    resampler->processFrom(first, samples, part);
    promise(sameBits(part, std::span(outcome.values).subspan(first)));
    return outcome;
  });
}

void cepstra(FuzzedDataProvider& bytes) {
  const MfccOptions options{takeInteger(bytes, 1, 64), takeInteger(bytes, 1, 64), takeNumber(bytes, 0, 40)};
  const Result<MfccPlan> plan = MfccPlan::create(options);
  if (!plan) return promiseSentence(plan.error());
  std::vector<float> decibels = takeSamples(bytes, mostSamples);
  for (float& value : decibels) value = std::isfinite(value) ? std::fmin(std::fmax(value, -500), 500) : 0;
  const std::size_t frames = decibels.size() / options.nMels;
  decibels.resize(frames * options.nMels);
  std::vector<float> coefficients(plan->coefficientCount() * frames);
  plan->compute(decibels, frames, coefficients);
  promiseFinite(coefficients);
}

void slopes(FuzzedDataProvider& bytes) {
  const DeltaOptions options{takeInteger(bytes, 1, 40), takeInteger(bytes, 0, 3)};
  const Result<DeltaPlan> plan = DeltaPlan::create(options);
  if (!plan) return promiseSentence(plan.error());
  const std::size_t rows = bytes.ConsumeIntegralInRange<std::size_t>(1, 8);
  std::vector<float> values = takeSamples(bytes, mostSamples);
  const std::size_t frames = values.size() / rows;
  values.resize(frames * rows);
  if (frames == 0) return;  // the callers' check
  std::vector<float> deltas(values.size());
  const Check bad = plan->compute(values, frames, deltas);
  bad ? promiseSentence(*bad) : promiseFinite(deltas);
}

void hear(FuzzedDataProvider& bytes) {
  PitchOptions options;
  options.sampleRate = takeNumber(bytes, 50, 20000);
  options.stft.nFft = takeInteger(bytes, 2, 256) * 2;
  options.stft.hopLength = takeInteger(bytes, 1, 300);
  options.stft.center = bytes.ConsumeBool();
  options.stft.singlePrecision = bytes.ConsumeBool();
  options.minHertz = takeNumber(bytes, 50, 300);
  options.maxHertz = takeNumber(bytes, 100, 1000);
  const std::vector<float> samples = takeSamples(bytes, mostSamples);
  if ((1 + samples.size() / std::max(1U, options.stft.hopLength)) * std::uint64_t{options.stft.nFft} >
      mostWork)
    return;

  promiseAgreement([&](const char* kernel) -> Outcome {
    options.stft.kernel = kernel;
    const Result<PitchPlan> plan = PitchPlan::create(options);
    if (!plan) return refused(plan.error());
    const auto frames = static_cast<std::size_t>(plan->frameCount(samples.size()));
    Outcome outcome{{}, std::vector<float>(PitchPlan::rowCount * frames)};
    StftScratch stft;
    PitchScratch scratch;
    if (const Check bad = plan->compute(samples, stft, scratch, outcome.values)) return refused(*bad);
    promiseFinite(outcome.values);
    for (const float strength : std::span(outcome.values).subspan(frames, frames)) {
      promise(strength >= 0 && strength <= 1);
    }
    return outcome;
  });
}

/** All frames of a signal in pieces of that many samples. */
Outcome streamed(const StreamOptions& options, std::span<const float> samples, std::size_t piece) {
  Result<LogMelStream> stream = LogMelStream::create(options);
  if (!stream) return refused(stream.error());
  Outcome outcome;
  for (; !samples.empty(); samples = samples.subspan(std::min(piece, samples.size()))) {
    const Check bad = stream->push(samples.first(std::min(piece, samples.size())), outcome.values);
    if (bad) return refused(*bad);
  }
  if (const Check bad = stream->finish(outcome.values)) return refused(*bad);
  promiseFinite(outcome.values);
  return outcome;
}

void cut(FuzzedDataProvider& bytes) {
  StreamOptions options;
  options.toRate = takeInteger(bytes, 1, 40) * 60;
  // A few small factors, as for the pipeline.
  options.fromRate = static_cast<std::uint32_t>(
      std::max<std::uint64_t>(1, options.toRate / bytes.ConsumeIntegralInRange<std::uint64_t>(1, 3) *
                                     bytes.ConsumeIntegralInRange<std::uint64_t>(1, 3)));
  options.mel.stft.nFft = takeInteger(bytes, 2, 64) * 2;
  options.mel.stft.hopLength = takeInteger(bytes, 1, 300);
  options.mel.stft.center = bytes.ConsumeBool();
  options.mel.stft.padMode = bytes.ConsumeBool() ? PadMode::reflect : PadMode::zero;
  options.mel.stft.singlePrecision = bytes.ConsumeBool();
  options.mel.mend = bytes.ConsumeBool();
  options.mel.bands.nMels = takeInteger(bytes, 1, 20);
  options.mel.bands.fMax = takeNumber(bytes, 0, options.toRate / 2.0);
  options.runningReference = bytes.ConsumeBool();
  if (bytes.ConsumeBool()) options.decibel.topDb = takeNumber(bytes, 0, 100);
  const std::size_t piece = bytes.ConsumeIntegralInRange<std::size_t>(1, 300);
  const std::vector<float> samples = takeSamples(bytes, mostSamples);
  const std::uint64_t resampled = std::uint64_t{samples.size()} * options.toRate / options.fromRate;
  const std::uint64_t frames = 1 + resampled / std::max(1U, options.mel.stft.hopLength);
  if (frames * (options.mel.stft.nFft + std::uint64_t{options.mel.bands.nMels}) > mostWork) return;

  promiseAgreement([&](const char* kernel) -> Outcome {
    options.mel.stft.kernel = kernel;
    const Outcome whole = streamed(options, samples, mostSamples);
    const Outcome pieces = streamed(options, samples, piece);
    // A refusal names the sample's place in its piece.
    promise(whole.refusal.empty() == pieces.refusal.empty() && sameBits(whole.values, pieces.values));
    return whole;
  });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  FuzzedDataProvider bytes(data, size);
  switch (bytes.ConsumeIntegralInRange(0, 5)) {
    case 0:
      transform(bytes);
      break;
    case 1:
      changeRate(bytes);
      break;
    case 2:
      cepstra(bytes);
      break;
    case 3:
      slopes(bytes);
      break;
    case 4:
      hear(bytes);
      break;
    default:
      cut(bytes);
  }
  return 0;
}
