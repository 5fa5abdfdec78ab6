#pragma once

#include <napi.h>

#include <span>

#include "_kept.h"
#include "_options.h"
#include "mel.h"

namespace prosodia::binding {

/** `{ values, nMels, nFrames }`, and its values once more. */
struct MelResult {
  Napi::Object object;
  Napi::Float32Array values;
};

using KeptMel = Kept<MelPlan, MelOptions>;

/** What this thread keeps between calls. */
KeptMel& keptMel();

/** The plan that these options ask for, which `kept` keeps. */
const MelPlan& melPlanOf(KeptMel& kept, const Options& options);

/** The mel power spectrogram of `samples`; throws the core's error. */
MelResult computeMel(std::span<const float> samples, const Options& options);

}  // namespace prosodia::binding
