#include "mel.h"

#include "_mel-result.h"
#include "_options.h"
#include "stages.h"

namespace prosodia::binding {

Napi::Value melFilterbank(const Call& info) {
  const Napi::Env env = info.Env();
  const MelBands bands = readMelBands(Options(info[0]));
  const MelFilterbank filterbank = valueOrThrow(env, MelFilterbank::create(bands));
  const std::uint32_t bins = bands.nFft / 2 + 1;
  Napi::Float32Array matrix = newFloats(env, std::uint64_t{bands.nMels} * bins);
  filterbank.writeDense(bins, floatsOf(matrix));
  return matrix;
}

Napi::Value melSpectrogram(const Call& info) {
  return computeMel(floatsOf(info[0]), Options(info[1])).object;
}

const MelPlan& melPlanOf(KeptMel& kept, const Options& options) {
  return kept.plan(options.env(), {readStft(options), readMelBands(options)});
}

KeptMel& keptMel() {
  thread_local KeptMel kept;
  return kept;
}

MelResult computeMel(std::span<const float> samples, const Options& options) {
  const Napi::Env env = options.env();
  KeptMel& kept = keptMel();
  const MelPlan& plan = melPlanOf(kept, options);
  const std::uint64_t frames = plan.frameCount(samples.size());
  Napi::Float32Array values = resultFloats(options, plan.bandCount() * frames, samples);
  passOrThrow(env, plan.compute(samples, kept.scratch, floatsOf(values)));
  kept.tidy();

  Napi::Object object = Napi::Object::New(env);
  object.Set("values", values);
  object.Set("nMels", static_cast<double>(plan.bandCount()));
  object.Set("nFrames", static_cast<double>(frames));
  return {object, values};
}

}  // namespace prosodia::binding
