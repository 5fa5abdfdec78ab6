#include "stages.h"

namespace prosodia::binding {
namespace {

// No state outlives a call but in the jobs themselves, so each worker thread may load the addon again.
Napi::Object exportStages(Napi::Env env, Napi::Object exports) {
  const auto add = [&](const char* name, Napi::Value (*stage)(const Napi::CallbackInfo&)) {
    exports.Set(name, Napi::Function::New(env, stage, name));
  };
  add("decodeWav", decodeWav);
  add("readWav", readWav);
  add("resample", resample);
  add("stft", stft);
  add("melFilterbank", melFilterbank);
  add("melSpectrogram", melSpectrogram);
  add("logMelSpectrogram", logMelSpectrogram);
  add("powerToDb", powerToDb);
  add("extract", extract);
  add("describeKernel", describeKernel);
  return exports;
}

}  // namespace

NODE_API_MODULE(prosodia_dsp, exportStages)

}  // namespace prosodia::binding
