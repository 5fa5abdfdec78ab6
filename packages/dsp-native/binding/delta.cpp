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
  Napi::Float32Array deltas = newFloats(env, floatsOf(info[0]).size());
  passOrThrow(env, plan.compute(floatsOf(info[0]), frames, floatsOf(deltas)));
  return deltas;
}

}  // namespace prosodia::binding
