#pragma once

#include <algorithm>
#include <chrono>
#include <cmath>
#include <complex>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <numbers>
#include <string>
#include <vector>

/**
 * The program around a contender written in C++, for the fft stage alone;
 * packages/dsp-native/bench/README.md says what the runner expects of it.
 */
namespace bench {

inline constexpr std::size_t frameLength = 2048;
inline constexpr std::size_t hopLength = 512;
inline constexpr std::size_t binCount = frameLength / 2 + 1;

using Samples = std::vector<float>;

inline std::size_t frameCount(const Samples& samples) { return 1 + samples.size() / hopLength; }

inline std::vector<float> periodicHann() {
  std::vector<float> window(frameLength);
  for (std::size_t i = 0; i < frameLength; ++i) {
    const double phase = 2 * std::numbers::pi * static_cast<double>(i) / frameLength;
    window[i] = static_cast<float>(0.5 - 0.5 * std::cos(phase));
  }
  return window;
}

/** Reflects both ends, so that frame t, centred on sample t * hopLength, begins at padded[t * hopLength]. */
inline void padReflected(const Samples& samples, Samples& padded) {
  constexpr std::size_t half = frameLength / 2;
  padded.resize(samples.size() + 2 * half);
  for (std::size_t i = 0; i < half; ++i) {
    padded[half - 1 - i] = samples[i + 1];
    padded[half + samples.size() + i] = samples[samples.size() - 2 - i];
  }
  std::copy(samples.begin(), samples.end(), padded.begin() + half);
}

inline Samples readSamples(const std::string& path) {
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  Samples samples(static_cast<std::size_t>(file.tellg()) / sizeof(float));
  file.seekg(0);
  file.read(reinterpret_cast<char*>(samples.data()),
            static_cast<std::streamsize>(samples.size() * sizeof(float)));
  return samples;
}

/**
 * `transformClip(samples)` leaves the spectra of one clip in memory of the contender's own;
 * `meanPower(samples)` is the mean of |X|^2 over what the last call left.
 */
template <class TransformClip, class MeanPower>
int contend(int argc, char** argv, const char* version, TransformClip transformClip, MeanPower meanPower) {
  if (argc != 5 || std::string(argv[1]) != "fft") {
    std::fprintf(stderr, "Expected fft THREADS PASSES LIST for the arguments\n");
    return 1;
  }
  std::vector<Samples> clips;
  std::ifstream list(argv[4]);
  for (std::string path; std::getline(list, path);) clips.push_back(readSamples(path));

  for (const Samples& clip : clips) transformClip(clip);  // not counted
  std::vector<double> msPerClip;
  for (int pass = 0; pass < std::atoi(argv[3]); ++pass) {
    const auto begin = std::chrono::steady_clock::now();
    for (const Samples& clip : clips) transformClip(clip);
    const std::chrono::duration<double, std::milli> time = std::chrono::steady_clock::now() - begin;
    msPerClip.push_back(time.count() / static_cast<double>(clips.size()));
  }
  transformClip(clips.front());
  std::printf("{\"version\":\"%s\",\"check\":%.9g,\"msPerClip\":", version, meanPower(clips.front()));
  char separator = '[';
  for (const double ms : msPerClip) {
    std::printf("%c%.6f", separator, ms);
    separator = ',';
  }
  std::printf("]}\n");
  return 0;
}

/** For contenders that leave frames of complex bins one after the other, `stride` apart. */
inline double meanPowerOf(const std::complex<float>* spectra, std::size_t stride, std::size_t frames) {
  double sum = 0;
  for (std::size_t frame = 0; frame < frames; ++frame) {
    for (std::size_t bin = 0; bin < binCount; ++bin) sum += std::norm(spectra[frame * stride + bin]);
  }
  return sum / static_cast<double>(frames * binCount);
}

}  // namespace bench
