#include "batch.h"

#include <doctest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>

#include "signals.test.h"
#include "wav-builder.test.h"

using namespace prosodia;
using namespace prosodia::testing;

namespace {

/** Recordings of several lengths and rates in a folder of their own, and one that is none. */
class Folder {
 public:
  Folder()
      : folder_(std::filesystem::temp_directory_path() /
                ("prosodia-batch-test-" + std::to_string(getpid()))) {
    std::filesystem::create_directories(folder_);
    for (std::uint32_t i = 0; i < 12; ++i) {
      write(pcm16File(noise(30000 + 9000 * i, i + 1), i % 3 == 0 ? 44100 : 48000));
    }
    write({1, 2, 3});
  }
  ~Folder() { std::filesystem::remove_all(folder_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::vector<std::string> paths;

 private:
  void write(const Bytes& bytes) {
    const auto path = folder_ / (std::to_string(paths.size()) + ".wav");
    std::ofstream(path, std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    paths.push_back(path.string());
  }

  std::filesystem::path folder_;
};

const Pipeline& notebookPipeline() {
  static const Result<Pipeline> pipeline = Pipeline::create({});
  REQUIRE(pipeline);
  return *pipeline;
}

std::vector<float> batchValues(const std::vector<std::string>& paths, std::uint32_t threads) {
  std::vector<float> values(paths.size() * notebookPipeline().width(), 7);
  BatchOptions options;
  options.threads = threads;
  extractBatch(notebookPipeline(), paths, values, options);
  return values;
}

}  // namespace

TEST_CASE("a batch gives what each file gives alone, to the last bit") {
  const Folder folder;
  const std::vector<float> values = batchValues(folder.paths, 2);
  for (std::size_t i = 0; i < folder.paths.size(); ++i) {
    const std::vector<float> alone = batchValues({folder.paths[i]}, 1);
    REQUIRE(std::equal(alone.begin(), alone.end(), values.begin() + static_cast<std::ptrdiff_t>(i * 259)));
  }
}

TEST_CASE("one to eight threads give the same bits") {
  const Folder folder;
  const std::vector<float> reference = batchValues(folder.paths, 1);
  for (std::uint32_t threads = 2; threads <= 8; ++threads) {
    CAPTURE(threads);
    CHECK(batchValues(folder.paths, threads) == reference);
  }
}

TEST_CASE("a bad file fails alone") {
  Folder folder;
  folder.paths.insert(folder.paths.begin() + 3, "/nowhere/at-all.wav");
  std::vector<float> values(folder.paths.size() * 259, 7);
  const std::vector<ClipOutcome> outcomes = extractBatch(notebookPipeline(), folder.paths, values);
  REQUIRE(outcomes.size() == 14);
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    CAPTURE(i);
    CHECK(outcomes[i].error.has_value() == (i == 3 || i == 13));
    const bool hasFrames = values[i * 259] != 0;
    CHECK(hasFrames == !outcomes[i].error.has_value());
  }
  CHECK(outcomes[3].error->code == ErrorCode::io);
  CHECK(outcomes[13].error->code == ErrorCode::wavNotWave);
  CHECK(values[3 * 259 + 100] == 0);
}

TEST_CASE("progress counts every clip") {
  const Folder folder;
  std::vector<std::atomic<int>> seen(folder.paths.size() + 1);
  std::vector<float> values(folder.paths.size() * 259);
  BatchOptions options;
  options.threads = 3;
  options.onProgress = [&](std::size_t done) { ++seen[done]; };
  extractBatch(notebookPipeline(), folder.paths, values, options);
  CHECK(seen[0] == 0);
  for (std::size_t done = 1; done < seen.size(); ++done) REQUIRE(seen[done] == 1);
}

TEST_CASE("a cancelled batch ends early and says which clips were not begun") {
  const Folder folder;
  std::atomic<bool> cancel{false};
  std::vector<float> values(folder.paths.size() * 259);
  BatchOptions options;
  options.threads = 1;
  options.cancel = &cancel;
  options.onProgress = [&](std::size_t done) { cancel = done == 4; };
  const std::vector<ClipOutcome> outcomes = extractBatch(notebookPipeline(), folder.paths, values, options);
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    CAPTURE(i);
    CHECK(outcomes[i].error.has_value() == (i >= 4));
    if (i >= 4) CHECK(outcomes[i].error->code == ErrorCode::cancelled);
  }
}

TEST_CASE("a batch of nothing is nothing") {
  CHECK(extractBatch(notebookPipeline(), {}, {}).empty());
}
