#include "stft.h"

#include "_kept.h"
#include "_options.h"
#include "stages.h"

namespace prosodia::binding {

Napi::Value stft(const Call& info) {
  const Napi::Env env = info.Env();
  const auto samples = floatsOf(info[0]);
  thread_local Kept<StftPlan, StftOptions> kept;
  const Options options(info[1]);
  const StftPlan& plan = kept.plan(env, readStft(options));
  const std::uint64_t frames = plan.frameCount(samples.size());
  const Options into = options.nested("into");
  Napi::Float32Array real = resultFloats(into, plan.binCount() * frames, samples, "real");
  Napi::Float32Array imag = resultFloats(into, plan.binCount() * frames, samples, "imag");
  checkApart(env, floatsOf(real), floatsOf(imag), "imag");
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
