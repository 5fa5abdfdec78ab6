#include "stft.h"

#include "_kept.h"
#include "_options.h"
#include "stages.h"

namespace prosodia::binding {

Napi::Value stft(const Call& info) {
  const Napi::Env env = info.Env();
  const auto samples = floatsOf(info[0]);
  thread_local Kept<StftPlan, StftOptions> kept;
  const StftPlan& plan = kept.plan(env, readStft(Options(info[1])));
  const std::uint64_t frames = plan.frameCount(samples.size());
  Napi::Float32Array real = newFloats(env, plan.binCount() * frames);
  Napi::Float32Array imag = newFloats(env, plan.binCount() * frames);
  passOrThrow(env, plan.compute(samples, kept.scratch, floatsOf(real), floatsOf(imag)));
  kept.tidy();

  Napi::Object result = Napi::Object::New(env);
  result.Set("real", real);
  result.Set("imag", imag);
  result.Set("nBins", static_cast<double>(plan.binCount()));
  result.Set("nFrames", static_cast<double>(frames));
  return result;
}

}  // namespace prosodia::binding
