#pragma once

#include <napi.h>

#include <span>

#include "_options.h"
#include "mel.h"

namespace prosodia::binding {

/** `{ values, nMels, nFrames }`, and its values once more. */
struct MelResult {
  Napi::Object object;
  Napi::Float32Array values;
};

MelPlan melPlanOf(const Options& options);

/** The mel power spectrogram of `samples`; throws the core's error. */
MelResult computeMel(std::span<const float> samples, const Options& options);

}  // namespace prosodia::binding
