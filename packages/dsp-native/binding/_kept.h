#pragma once

#include <optional>
#include <string>
#include <utility>

#include "_options.h"
#include "kernels/kernel.h"
#include "mel.h"
#include "pitch.h"

namespace prosodia::binding {

/**
 * A thread's last plan and the memory it works in. Calls in a row mostly have the same options, and for a
 * short clip the tables of a plan take longer than their use.
 */
template <class Plan, class PlanOptions>
class Kept {
 public:
  /** The plan for these options. Throws the core's error. */
  const Plan& plan(Napi::Env env, PlanOptions options) {
    // By its name: the environment, which may name one, may have changed since.
    std::string& kernel = kernelOf(options);
    kernel = valueOrThrow(env, chooseKernel(kernel))->name;
    if (!plan_ || options != options_) {
      plan_ = valueOrThrow(env, Plan::create(options));
      options_ = std::move(options);
    }
    return *plan_;
  }

  /** Working memory; `tidy` gives it back where a long recording made it large. */
  StftScratch scratch;
  void tidy() {
    constexpr std::size_t mostFloats = std::size_t{1} << 22;
    if (scratch.padded.capacity() + scratch.fft.lanes.capacity() > mostFloats) scratch = {};
  }

 private:
  static std::string& kernelOf(StftOptions& options) { return options.kernel; }
  static std::string& kernelOf(MelOptions& options) { return options.stft.kernel; }
  static std::string& kernelOf(PitchOptions& options) { return options.stft.kernel; }

  std::optional<Plan> plan_;
  PlanOptions options_;
};

}  // namespace prosodia::binding
