/**
 * stress-batches COUNT: that many batches of 8 threads, two batches at a time, over one pipeline; some are
 * cancelled in the middle. For ThreadSanitizer to watch; each whole batch must have the same bits.
 */
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

#include "batch.h"
#include "signals.test.h"
#include "wav-builder.test.h"

using namespace prosodia;
using namespace prosodia::testing;

namespace {

constexpr std::uint32_t threadsOfABatch = 8;
constexpr std::size_t leaders = 2;

std::vector<std::string> writeFiles(const std::filesystem::path& folder) {
  std::vector<std::string> paths;
  for (std::uint32_t i = 0; i < 10; ++i) {
    // Several rates, so that threads make resamplers while others use theirs.
    const Bytes bytes = pcm16File(noise(6000 + 500 * i, i + 1), i % 2 == 0 ? 44100 : 24000);
    paths.push_back((folder / (std::to_string(i) + ".wav")).string());
    std::ofstream(paths.back(), std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  }
  paths.push_back((folder / "missing.wav").string());
  return paths;
}

/** Runs batches until none is left; returns how many were wrong. */
int lead(const Pipeline& pipeline, const std::vector<std::string>& paths, std::span<const float> whole,
         std::atomic<int>& left) {
  int wrong = 0;
  std::vector<float> values(whole.size());
  for (int batch = --left; batch >= 0; batch = --left) {
    std::atomic<bool> cancel{false};
    BatchOptions options;
    options.threads = threadsOfABatch;
    options.cancel = &cancel;
    const bool isCut = batch % 4 == 0;
    options.onProgress = [&](std::size_t done) { cancel = isCut && done >= 3; };
    const std::vector<ClipOutcome> outcomes = extractBatch(pipeline, paths, values, options);
    for (std::size_t i = 0; i < paths.size(); ++i) {
      const auto row = std::span(values).subspan(i * pipeline.width(), pipeline.width());
      const auto reference = whole.subspan(i * pipeline.width(), pipeline.width());
      const bool isMissing = i + 1 == paths.size();
      if (outcomes[i].error) {
        wrong += isMissing || isCut ? 0 : 1;
      } else {
        wrong += std::equal(row.begin(), row.end(), reference.begin()) ? 0 : 1;
      }
    }
  }
  return wrong;
}

}  // namespace

int main(int argc, char** argv) {
  const int count = argc == 2 ? std::atoi(argv[1]) : 0;
  if (count < 1) {
    std::fprintf(stderr, "usage: stress-batches COUNT\n");
    return 2;
  }
  PipelineOptions options;
  options.offsetSeconds = 0;
  options.durationSeconds = 0.25;
  const Result<Pipeline> pipeline = Pipeline::create(options);
  if (!pipeline) return 1;
  const auto folder =
      std::filesystem::temp_directory_path() / ("prosodia-batches-" + std::to_string(getpid()));
  std::filesystem::create_directories(folder);
  const std::vector<std::string> paths = writeFiles(folder);
  std::vector<float> whole(paths.size() * pipeline->width());
  BatchOptions alone;
  alone.threads = 1;
  extractBatch(*pipeline, paths, whole, alone);

  std::atomic<int> left{count};
  std::atomic<int> wrong{0};
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < leaders; ++i) {
    threads.emplace_back([&] { wrong += lead(*pipeline, paths, whole, left); });
  }
  for (std::thread& thread : threads) thread.join();
  std::filesystem::remove_all(folder);
  std::printf("%d batches of %u threads, %d wrong\n", count, threadsOfABatch, wrong.load());
  return wrong == 0 ? 0 : 1;
}
