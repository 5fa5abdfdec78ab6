#include "pitch.h"

#include <vector>

#include "_kept.h"
#include "_options.h"
#include "stages.h"

namespace prosodia::binding {

Napi::Value pitch(const Call& info) {
  const Napi::Env env = info.Env();
  const Options options(info[1]);
  const auto samples = floatsOf(info[0]);
  thread_local Kept<PitchPlan, PitchOptions> kept;
  const PitchPlan& plan = kept.plan(env, {.sampleRate = options.number("sampleRate"),
                                          .stft = readStft(options),
                                          .minHertz = options.number("minHertz"),
                                          .maxHertz = options.number("maxHertz")});
  const auto frames = static_cast<std::size_t>(plan.frameCount(samples.size()));
  std::vector<float> rows(PitchPlan::rowCount * frames);
  PitchScratch scratch;
  passOrThrow(env, plan.compute(samples, kept.scratch, scratch, rows));
  kept.tidy();

  Napi::Object result = Napi::Object::New(env);
  const auto setRow = [&](const char* name, std::size_t index) {
    Napi::Float32Array row = newFloats(env, frames);
    std::copy_n(rows.begin() + static_cast<std::ptrdiff_t>(index * frames), frames, floatsOf(row).begin());
    result.Set(name, row);
  };
  setRow("hertz", 0);
  setRow("strength", 1);
  setRow("levelDb", 2);
  result.Set("nFrames", static_cast<double>(frames));
  return result;
}

}  // namespace prosodia::binding
