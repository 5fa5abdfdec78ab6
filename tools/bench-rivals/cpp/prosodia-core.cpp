#include <stft.h>

#include "_contender.h"

/**
 * The core of dsp-native without its TypeScript interface, into memory that is
 * reused. A first argument, single or double, names the precision.
 */
int main(int argc, char **argv) {
  using namespace bench;
  const bool single = argc > 1 && std::string(argv[1]) == "single";
  const auto plan = prosodia::StftPlan::create({.nFft = frameLength,
                                                .hopLength = hopLength,
                                                .kernel = {},
                                                .singlePrecision = single});
  if (!plan) {
    std::fprintf(stderr, "%s\n", plan.error().message.c_str());
    return 1;
  }
  prosodia::StftScratch scratch;
  std::vector<float> real;
  std::vector<float> imaginary;

  const auto transformClip = [&](const Samples &samples) {
    const std::size_t size = frameCount(samples) * binCount;
    real.resize(size);
    imaginary.resize(size);
    if (plan->compute(samples, scratch, real, imaginary))
      std::exit(1);
  };
  const auto meanPower = [&](const Samples &) {
    double sum = 0;
    for (std::size_t i = 0; i < real.size(); ++i) {
      sum += double{real[i]} * real[i] + double{imaginary[i]} * imaginary[i];
    }
    return sum / static_cast<double>(real.size());
  };
  const std::string version =
      "core, " + std::string(plan->fft().kernel().name) + " kernel";
  return contend(argc - 1, argv + 1, version.c_str(), transformClip, meanPower);
}
