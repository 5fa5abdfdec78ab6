#include "resample.h"

#include "_options.h"
#include "clip.h"
#include "stages.h"

namespace prosodia::binding {

Napi::Value resample(const Call& info) {
  const Napi::Env env = info.Env();
  const auto samples = floatsOf(info[0]);
  const Options options(info[1]);
  passOrThrow(env, checkSamples(samples));
  const Resampler resampler =
      valueOrThrow(env, Resampler::create(options.integer("fromRate"), options.integer("toRate")));
  Napi::Float32Array output = resultFloats(options, resampler.outputLength(samples.size()), samples);
  resampler.process(samples, floatsOf(output));
  return output;
}

}  // namespace prosodia::binding
