#include "resample.h"

#include <optional>
#include <tuple>

#include "_options.h"
#include "clip.h"
#include "kernels/kernel.h"
#include "stages.h"

namespace prosodia::binding {
namespace {

/** This thread's last filter: making it takes longer than resampling a few seconds. */
const Resampler& resamplerOf(Napi::Env env, std::uint32_t fromRate, std::uint32_t toRate) {
  using Key = std::tuple<std::uint32_t, std::uint32_t, const Kernel*>;
  thread_local std::optional<Resampler> kept;
  thread_local Key keptFor;
  const Key wanted{fromRate, toRate, valueOrThrow(env, chooseKernel({}))};
  if (!kept || wanted != keptFor) {
    kept = valueOrThrow(env, Resampler::create(fromRate, toRate, std::get<const Kernel*>(wanted)->name));
    keptFor = wanted;
  }
  return *kept;
}

}  // namespace

Napi::Value resample(const Call& info) {
  const Napi::Env env = info.Env();
  const auto samples = floatsOf(info[0]);
  const Options options(info[1]);
  passOrThrow(env, checkSamples(samples));
  const Resampler& resampler = resamplerOf(env, options.integer("fromRate"), options.integer("toRate"));
  Napi::Float32Array output = resultFloats(options, resampler.outputLength(samples.size()), samples);
  resampler.process(samples, floatsOf(output));
  return output;
}

}  // namespace prosodia::binding
