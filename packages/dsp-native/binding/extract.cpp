#include <memory>
#include <utility>

#include "_extract-job.h"
#include "_options.h"
#include "kernels/kernel.h"
#include "pipeline.h"
#include "stages.h"

namespace prosodia::binding {
namespace {

PipelineOptions readPipeline(const Options& options) {
  return {
      .sampleRate = options.integer("sampleRate"),
      .offsetSeconds = options.number("offsetSeconds"),
      .durationSeconds = options.number("durationSeconds"),
      .stft = readStft(options),
      .nMels = options.integer("nMels"),
      .fMin = options.number("fMin"),
      .fMax = options.number("fMax"),
      .decibel = readDecibel(options),
      .output =
          options.choice<Output>("output", {{"band-mean", Output::bandMean},
                                            {"log-mel", Output::logMel},
                                            {"log-mel-pitch", Output::logMelPitch}}),
      .pitchTopDb = options.optionalNumber("pitchTopDb"),
      .limits = readLimits(options.nested("limits")),
  };
}

/** Copies what lies in memory: JavaScript may change it while the threads read. */
std::vector<ExtractJob::Recording> readRecordings(const Napi::Array& array) {
  std::vector<ExtractJob::Recording> recordings(array.Length());
  for (std::uint32_t i = 0; i < recordings.size(); ++i) {
    const Napi::Value value = array.Get(i);
    if (value.IsString()) {
      recordings[i] = value.As<Napi::String>().Utf8Value();
    } else {
      const auto bytes = value.As<Napi::Uint8Array>();
      recordings[i] = std::vector<std::uint8_t>(bytes.Data(), bytes.Data() + bytes.ElementLength());
    }
  }
  return recordings;
}

/**
 * The last one of a thread serves the next batch with the same options: for a single clip the tables take
 * longer than their use.
 */
std::shared_ptr<const Pipeline> pipelineOf(Napi::Env env, PipelineOptions options) {
  thread_local std::shared_ptr<const Pipeline> last;
  thread_local PipelineOptions lastOptions;
  // By its name: the environment, which may name one, may have changed since.
  options.stft.kernel = valueOrThrow(env, chooseKernel(options.stft.kernel))->name;
  if (!last || options != lastOptions) {
    last = std::make_shared<const Pipeline>(valueOrThrow(env, Pipeline::create(options)));
    lastOptions = std::move(options);
  }
  return last;
}

}  // namespace

Napi::Value extract(const Call& info) {
  const Napi::Env env = info.Env();
  const Options options(info[1]);
  ExtractJob::Request request{readRecordings(info[0].As<Napi::Array>()), options.integer("threads")};
  auto job = std::make_unique<ExtractJob>(env, pipelineOf(env, readPipeline(options)), std::move(request),
                                          options.optionalFloats("into"));
  Napi::Object handle = Napi::Object::New(env);
  handle.Set("promise", job->promise());
  handle.Set("cancel", Napi::Function::New(env, [cancelled = job->cancelFlag()](const Napi::CallbackInfo&) {
               *cancelled = true;
             }));
  ExtractJob::start(std::move(job), info[2].As<Napi::Function>());
  return handle;
}

}  // namespace prosodia::binding
