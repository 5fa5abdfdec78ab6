#include "mfcc.h"

#include <vector>

#include "_mel-result.h"
#include "_options.h"
#include "decibel.h"
#include "stages.h"

namespace prosodia::binding {

Napi::Value mfcc(const Call& info) {
  const Napi::Env env = info.Env();
  const Options options(info[1]);
  const DecibelOptions decibel = readDecibel(options);
  passOrThrow(env, checkDecibelOptions(decibel));
  const MfccPlan plan = valueOrThrow(env, MfccPlan::create({.nMels = options.integer("nMels"),
                                                            .nMfcc = options.integer("nMfcc"),
                                                            .lifter = options.number("lifter")}));

  const auto samples = floatsOf(info[0]);
  KeptMel& kept = keptMel();
  const MelPlan& melPlan = melPlanOf(kept, options);
  const auto frames = static_cast<std::size_t>(melPlan.frameCount(samples.size()));
  std::vector<float> decibels(melPlan.bandCount() * frames);
  passOrThrow(env, melPlan.compute(samples, kept.scratch, decibels));
  kept.tidy();
  powerToDb(decibels, decibels, decibel, melPlan.kernel());
  Napi::Float32Array values = resultFloats(options, std::uint64_t{plan.coefficientCount()} * frames, samples);
  plan.compute(decibels, frames, floatsOf(values));

  Napi::Object result = Napi::Object::New(env);
  result.Set("values", values);
  result.Set("nMfcc", static_cast<double>(plan.coefficientCount()));
  result.Set("nFrames", static_cast<double>(frames));
  return result;
}

}  // namespace prosodia::binding
