#include "mfcc.h"

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

  MelResult mel = computeMel(env, floatsOf(info[0]), options);
  const std::span<float> decibels = floatsOf(mel.values);
  powerToDb(decibels, decibels, decibel);
  const std::size_t frames = decibels.size() / options.integer("nMels");
  Napi::Float32Array values = newFloats(env, std::uint64_t{plan.coefficientCount()} * frames);
  plan.compute(floatsOf(mel.values), frames, floatsOf(values));

  Napi::Object result = Napi::Object::New(env);
  result.Set("values", values);
  result.Set("nMfcc", static_cast<double>(plan.coefficientCount()));
  result.Set("nFrames", static_cast<double>(frames));
  return result;
}

}  // namespace prosodia::binding
