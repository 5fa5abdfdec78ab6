#include "_mel-result.h"
#include "_options.h"
#include "decibel.h"
#include "kernels/kernel.h"
#include "stages.h"

namespace prosodia::binding {

Napi::Value logMelSpectrogram(const Call& info) {
  const Napi::Env env = info.Env();
  const Options options(info[1]);
  const DecibelOptions decibel = readDecibel(options);
  passOrThrow(env, checkDecibelOptions(decibel));
  MelResult mel = computeMel(floatsOf(info[0]), options);
  const std::span<float> values = floatsOf(mel.values);
  powerToDb(values, values, decibel, *valueOrThrow(env, chooseKernel({})));
  return mel.object;
}

}  // namespace prosodia::binding
