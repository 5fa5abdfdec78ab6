#include <kiss_fftr.h>

#include "_contender.h"

/** kissfft's own real transform, one frame at a time, its plan reused. */
int main(int argc, char** argv) {
  using namespace bench;
  const std::vector<float> window = periodicHann();
  Samples padded;
  std::vector<float> frame(frameLength);
  std::vector<std::complex<float>> spectra;
  kiss_fftr_cfg plan = kiss_fftr_alloc(frameLength, 0, nullptr, nullptr);

  const auto transformClip = [&](const Samples& samples) {
    padReflected(samples, padded);
    const std::size_t frames = frameCount(samples);
    if (spectra.size() < frames * binCount) spectra.resize(frames * binCount);
    for (std::size_t t = 0; t < frames; ++t) {
      const float* begin = padded.data() + t * hopLength;
      for (std::size_t i = 0; i < frameLength; ++i) frame[i] = begin[i] * window[i];
      kiss_fftr(plan, frame.data(), reinterpret_cast<kiss_fft_cpx*>(spectra.data() + t * binCount));
    }
  };
  const auto meanPower = [&](const Samples& samples) {
    return meanPowerOf(spectra.data(), binCount, frameCount(samples));
  };
  return contend(argc, argv, "kissfft of the system", transformClip, meanPower);
}
