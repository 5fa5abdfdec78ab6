#include "decibel.h"

#include "_options.h"
#include "stages.h"

namespace prosodia::binding {

Napi::Value powerToDb(const Call& info) {
  const Napi::Env env = info.Env();
  const auto power = floatsOf(info[0]);
  const DecibelOptions options = readDecibel(Options(info[1]));
  passOrThrow(env, checkDecibelOptions(options));
  Napi::Float32Array decibels = newFloats(env, power.size());
  prosodia::powerToDb(power, floatsOf(decibels), options);
  return decibels;
}

}  // namespace prosodia::binding
