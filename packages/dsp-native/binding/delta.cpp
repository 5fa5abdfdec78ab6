#include "delta.h"

#include "_options.h"
#include "stages.h"

namespace prosodia::binding {

Napi::Value delta(const Call& info) {
  const Napi::Env env = info.Env();
  const Options options(info[2]);
  const DeltaPlan plan = valueOrThrow(
      env, DeltaPlan::create({.width = options.integer("width"), .order = options.integer("order")}));
  const auto frames = static_cast<std::size_t>(info[1].As<Napi::Number>().Int64Value());
  const auto values = floatsOf(info[0]);
  Napi::Float32Array deltas = resultFloats(options, values.size(), values);
  passOrThrow(env, plan.compute(values, frames, floatsOf(deltas)));
  return deltas;
}

}  // namespace prosodia::binding
