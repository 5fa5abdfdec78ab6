/**
 * profile PASSES LIST: where the time of a clip goes, as JSON. LIST names a file of paths, one in a line: WAV
 * files at 48 kHz of at least 3.5 s. Goes the way of Pipeline::extract for band means, stage by stage with a
 * clock between.
 */
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include "_limits.h"
#include "pipeline.h"
#include "transform.h"
#include "vector.h"

using namespace prosodia;

namespace {

constexpr std::uint32_t fromRate = 48000;
constexpr double keptHertz = 8000 + 70 * 44100.0 / 2048;  // as pipeline.cpp has it
constexpr double endSamples = 2 * 512;                    // as band-resample.cpp has it

enum Stage { reading, decoding, resampling, padding, transforming, decibels, means, stageCount };
constexpr std::array<const char*, stageCount> names{"read",         "decode",  "resample", "pad",
                                                    "stft and mel", "decibel", "vector"};
using Times = std::array<double, stageCount>;  ///< milliseconds

double nowMs() {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

template <class T>
T orExit(Result<T> result) {
  if (result) return std::move(*result);
  std::fprintf(stderr, "%s\n", result.error().message.c_str());
  std::exit(1);
}

void orExit(const Check& check) {
  if (!check) return;
  std::fprintf(stderr, "%s\n", check->message.c_str());
  std::exit(1);
}

struct Plans {
  MelOptions options{.stft = {.kernel = {}, .singlePrecision = true}, .bands = {}, .mend = false};
  MelPlan mel = orExit(MelPlan::create(options));
  BandResampler resampler = orExit(BandResampler::create(fromRate, 44100, keptHertz));
};

/** Adds what each stage of one clip took. */
void timeClip(const std::string& path, const Plans& plans, Scratch& scratch, std::vector<float>& row,
              Times& times) {
  double last = nowMs();
  const auto add = [&](Stage stage) {
    const double now = nowMs();
    times[stage] += now - last;
    last = now;
  };
  const auto source = orExit(openFile(path));
  const WavHeader header = orExit(readWavHeader(*source));
  const FrameRange range = framesOfWindow(header, {0.5, 3.0});
  const MonoClip clip = orExit(MonoClip::read(*source, header, range, scratch.bytes));
  add(reading);

  const auto length = static_cast<std::size_t>(plans.resampler.outputLength(clip.size()));
  const std::span<float> room = plans.mel.stft().room(length, scratch.stft);
  const auto decode = [&](std::size_t first, std::span<float> target) {
    add(resampling);
    clip.decode(first, target);
    add(decoding);
  };
  plans.resampler.process(decode, clip.size(), room, scratch.resample);
  add(resampling);
  orExit(plans.mel.stft().padEnds(scratch.stft));
  add(padding);

  const auto frames = static_cast<std::size_t>(plans.mel.frameCount(length));
  scratch.mel.resize(frames * plans.mel.bandCount());
  row.resize(frames);
  plans.mel.computeFrames(scratch.stft.padded, frames, scratch.stft.fft, {scratch.mel.data(), frames});
  add(transforming);
  powerToDb(scratch.mel, scratch.mel, {}, plans.mel.kernel());
  add(decibels);
  bandMeans(scratch.mel, frames, row);
  add(means);
}

double operationsOfRadix(std::uint32_t radix) {
  return radix == 8 ? 56 : radix == 4 ? 16 : 4;  // additions and multiplications of _butterflies.h
}

/** Multiplications and additions of one frame: window, transform of half its size, split, power, mel bands.
 */
double operationsOfFrame(const MelOptions& options) {
  const MelFilterbank bank = orExit(MelFilterbank::create(options.bands));
  const double half = options.stft.nFft / 2.0;
  double operations = options.stft.nFft;
  double left = half;  // size of the stage
  for (const std::uint32_t radix : TransformPlan(options.stft.nFft / 2).radices) {
    const double turns = left == radix ? 0 : 6.0 * (radix - 1);
    operations += half / radix * (operationsOfRadix(radix) + turns);
    left /= radix;
  }
  constexpr double splitAndPower = 15;
  return operations + splitAndPower * bank.binLimit + 2.0 * static_cast<double>(bank.weights.size());
}

/** The least milliseconds that each stage could take: all operations at the peak, all bytes at the full rate.
 */
Times leastTimes(const Plans& plans, double operationsPerMs, double bytesPerMs) {
  constexpr double samples = 3.0 * fromRate;
  constexpr double resampled = 3.0 * 44100;
  constexpr double frames = 259;
  const double values = frames * plans.mel.bandCount();
  const double fullTaps = static_cast<double>(orExit(Resampler::create(fromRate, 44100)).taps());
  const double taps = static_cast<double>(plans.resampler.taps());
  constexpr double ofDecibels = 36;  // operations on a vector in _decibel.h
  Times least{};
  least[reading] = 2 * samples / bytesPerMs;
  least[decoding] = 2 * samples / operationsPerMs;  // to float, times a factor
  least[resampling] = 2 * (taps * resampled + fullTaps * endSamples) / operationsPerMs;
  least[transforming] = frames * operationsOfFrame(plans.options) / operationsPerMs;
  least[decibels] = ofDecibels * values / operationsPerMs;
  least[means] = 2 * values / operationsPerMs;  // in double precision: half as many at once
  return least;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  std::ifstream list(argv[2]);
  std::vector<std::string> paths;
  for (std::string path; std::getline(list, path);) paths.push_back(path);
  if (paths.empty()) return 2;

  const Plans plans;
  const Pipeline pipeline = orExit(Pipeline::create({}));
  const double operationsPerMs = bench::mostOperations() / 1000;
  const double bytesPerMs = bench::mostBytesCopied() / 1000;
  const Times least = leastTimes(plans, operationsPerMs, bytesPerMs);
  const auto clips = static_cast<double>(paths.size());

  // The fastest pass of each; the first, which takes the memory, is not counted.
  Times best;
  best.fill(1e9);
  double whole = 1e9;
  Scratch scratch;
  std::vector<float> row;
  std::vector<float> wholeRow(pipeline.width());
  for (int pass = 0; pass <= std::atoi(argv[1]); ++pass) {
    Times times{};
    for (const std::string& path : paths) timeClip(path, plans, scratch, row, times);
    const double begin = nowMs();
    for (const std::string& path : paths)
      orExit(pipeline.extract(*orExit(openFile(path)), scratch, wholeRow));
    if (pass == 0) continue;
    whole = std::min(whole, (nowMs() - begin) / clips);
    for (std::size_t stage = 0; stage < stageCount; ++stage)
      best[stage] = std::min(best[stage], times[stage] / clips);
  }
  if (row != wholeRow) {
    std::fprintf(stderr, "Expected the same numbers stage by stage for the last clip but received others\n");
    return 1;
  }

  std::printf(
      "{\"kernel\":\"%s\",\"operationsPerSecond\":%.4g,\"bytesPerSecond\":%.4g,\"wholeMs\":%.4f,\"stages\":[",
      plans.mel.kernel().name, operationsPerMs * 1000, bytesPerMs * 1000, whole);
  for (std::size_t stage = 0; stage < stageCount; ++stage) {
    std::printf("%s{\"stage\":\"%s\",\"ms\":%.4f,\"leastMs\":%.4f}", stage == 0 ? "" : ",", names[stage],
                best[stage], least[stage]);
  }
  std::printf("]}\n");
}
