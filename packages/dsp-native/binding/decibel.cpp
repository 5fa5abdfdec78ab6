#include "decibel.h"

#include "_options.h"
#include "kernels/kernel.h"
#include "stages.h"

namespace prosodia::binding {

Napi::Value powerToDb(const Call& info) {
  const Napi::Env env = info.Env();
  const auto power = floatsOf(info[0]);
  const Options given(info[1]);
  const DecibelOptions options = readDecibel(given);
  passOrThrow(env, checkDecibelOptions(options));
  Napi::Float32Array decibels = resultFloats(given, power.size(), power);
  prosodia::powerToDb(power, floatsOf(decibels), options, *valueOrThrow(given.env(), chooseKernel({})));
  return decibels;
}

}  // namespace prosodia::binding
