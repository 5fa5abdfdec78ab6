#include "stft.h"

#include "_options.h"
#include "stages.h"

namespace prosodia::binding {

Napi::Value stft(const Call& info) {
  const Napi::Env env = info.Env();
  const auto samples = floatsOf(info[0]);
  const StftPlan plan = valueOrThrow(env, StftPlan::create(readStft(Options(info[1]))));
  const std::uint64_t frames = plan.frameCount(samples.size());
  Napi::Float32Array real = newFloats(env, plan.binCount() * frames);
  Napi::Float32Array imag = newFloats(env, plan.binCount() * frames);
  StftScratch scratch;
  passOrThrow(env, plan.compute(samples, scratch, floatsOf(real), floatsOf(imag)));

  Napi::Object result = Napi::Object::New(env);
  result.Set("real", real);
  result.Set("imag", imag);
  result.Set("nBins", static_cast<double>(plan.binCount()));
  result.Set("nFrames", static_cast<double>(frames));
  return result;
}

}  // namespace prosodia::binding
