#include "kernels/kernel.h"

#include "_options.h"
#include "stages.h"

namespace prosodia::binding {

Napi::Value describeKernel(const Call& info) {
  const Napi::Env env = info.Env();
  const Kernel* chosen = valueOrThrow(env, chooseKernel({}));
  Napi::Array available = Napi::Array::New(env);
  for (const Kernel* kernel : availableKernels()) available.Set(available.Length(), kernel->name);
  Napi::Object result = Napi::Object::New(env);
  result.Set("name", chosen->name);
  result.Set("available", available);
  return result;
}

}  // namespace prosodia::binding
