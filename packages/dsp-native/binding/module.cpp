#include <new>

#include "_options.h"
#include "stages.h"

namespace prosodia::binding {
namespace {

template <Napi::Value (*stage)(const Call&)>
Napi::Value guarded(const Call& info) {
  try {
    return stage(info);
  } catch (const std::bad_alloc&) {
    throw toJavaScript(info.Env(), outOfMemory());
  }
}

// No state outlives a call but in the jobs and in what an environment keeps for itself, so each worker thread
// may load the addon again.
Napi::Object exportStages(Napi::Env env, Napi::Object exports) {
  keepConstructors(env);
  exports.Set("decodeWav", Napi::Function::New<guarded<decodeWav>>(env, "decodeWav"));
  exports.Set("readWav", Napi::Function::New<guarded<readWav>>(env, "readWav"));
  exports.Set("resample", Napi::Function::New<guarded<resample>>(env, "resample"));
  exports.Set("stft", Napi::Function::New<guarded<stft>>(env, "stft"));
  exports.Set("melFilterbank", Napi::Function::New<guarded<melFilterbank>>(env, "melFilterbank"));
  exports.Set("melSpectrogram", Napi::Function::New<guarded<melSpectrogram>>(env, "melSpectrogram"));
  exports.Set("logMelSpectrogram", Napi::Function::New<guarded<logMelSpectrogram>>(env, "logMelSpectrogram"));
  exports.Set("powerToDb", Napi::Function::New<guarded<powerToDb>>(env, "powerToDb"));
  exports.Set("mfcc", Napi::Function::New<guarded<mfcc>>(env, "mfcc"));
  exports.Set("pitch", Napi::Function::New<guarded<pitch>>(env, "pitch"));
  exports.Set("delta", Napi::Function::New<guarded<delta>>(env, "delta"));
  exports.Set("extract", Napi::Function::New<guarded<extract>>(env, "extract"));
  exports.Set("logMelStream", Napi::Function::New<guarded<logMelStream>>(env, "logMelStream"));
  exports.Set("describeKernel", Napi::Function::New<guarded<describeKernel>>(env, "describeKernel"));
  return exports;
}

}  // namespace

NODE_API_MODULE(prosodia_dsp, exportStages)

}  // namespace prosodia::binding
