#include <fftw3.h>

#include "_contender.h"

/** FFTW with a measured plan for one real frame, reused; it writes straight into the result. */
int main(int argc, char** argv) {
  using namespace bench;
  constexpr std::size_t stride = 1032;  // bins, so that every frame is aligned as the plan was
  const std::vector<float> window = periodicHann();
  Samples padded;
  std::size_t capacity = 0;
  fftwf_complex* spectra = nullptr;
  float* frame = fftwf_alloc_real(frameLength);
  fftwf_complex* planned = fftwf_alloc_complex(stride);
  fftwf_plan plan = fftwf_plan_dft_r2c_1d(frameLength, frame, planned, FFTW_MEASURE);

  const auto transformClip = [&](const Samples& samples) {
    padReflected(samples, padded);
    const std::size_t frames = frameCount(samples);
    if (frames > capacity) {
      fftwf_free(spectra);
      spectra = fftwf_alloc_complex(frames * stride);
      capacity = frames;
    }
    for (std::size_t t = 0; t < frames; ++t) {
      const float* begin = padded.data() + t * hopLength;
      for (std::size_t i = 0; i < frameLength; ++i) frame[i] = begin[i] * window[i];
      fftwf_execute_dft_r2c(plan, frame, spectra + t * stride);
    }
  };
  const auto meanPower = [&](const Samples& samples) {
    return meanPowerOf(reinterpret_cast<const std::complex<float>*>(spectra), stride, frameCount(samples));
  };
  return contend(argc, argv, fftwf_version, transformClip, meanPower);
}
