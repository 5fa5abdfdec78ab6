#include <doctest.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <limits>
#include <new>
#include <string>

#include "batch.h"
#include "signals.test.h"
#include "stream.h"
#include "wav-builder.test.h"

using namespace prosodia;
using namespace prosodia::testing;

namespace {

constexpr long enough = std::numeric_limits<long>::max();
std::atomic<long> allocationsLeft{enough};

/** From the given number of allocations on, on all threads together, there is no memory. */
class MemoryEnds {
 public:
  explicit MemoryEnds(long allocations) { allocationsLeft = allocations; }
  ~MemoryEnds() { allocationsLeft = enough; }
  MemoryEnds(const MemoryEnds&) = delete;
  MemoryEnds& operator=(const MemoryEnds&) = delete;

  bool ended() const { return allocationsLeft < 0; }
};

}  // namespace

// GCC sees free() meet operator new once both are inlined, and does not see that they are this pair.
#pragma GCC diagnostic ignored "-Wmismatched-new-delete"

void* operator new(std::size_t size) {
  if (allocationsLeft != enough && --allocationsLeft < 0) throw std::bad_alloc();
  if (void* memory = std::malloc(std::max<std::size_t>(size, 1))) return memory;
  throw std::bad_alloc();
}
void operator delete(void* memory) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);
}

TEST_CASE("wherever memory runs out, a batch comes to its end and each clip is whole or says so") {
  const auto file = std::filesystem::temp_directory_path() /
                    ("prosodia-out-of-memory-test-" + std::to_string(getpid()) + ".wav");
  const Bytes bytes = pcm16File(noise(30000), 48000);
  std::ofstream(file, std::ios::binary)
      .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  const std::vector<std::string> paths(6, file.string());
  const Result<Pipeline> pipeline = Pipeline::create({});
  REQUIRE(pipeline);
  std::vector<float> values(paths.size() * 259);
  BatchOptions options;
  options.threads = 3;
  REQUIRE(extractBatch(*pipeline, paths, values, options).size() == 6);
  const std::vector<float> whole = values;

  int refused = 0;
  int spoilt = 0;
  bool ended = true;
  for (long allocations = 0; ended; ++allocations) {
    CAPTURE(allocations);
    std::vector<ClipOutcome> outcomes;
    try {
      const MemoryEnds memory(allocations);
      outcomes = extractBatch(*pipeline, paths, values, options);
      ended = memory.ended();
    } catch (const std::bad_alloc&) {
      ++refused;
      continue;
    }
    REQUIRE(outcomes.size() == paths.size());
    for (std::size_t i = 0; i < paths.size(); ++i) {
      const std::span<const float> row(values.data() + i * 259, 259);
      if (outcomes[i].error) {
        ++spoilt;
        REQUIRE(outcomes[i].error->code == ErrorCode::outOfMemory);
        REQUIRE(std::all_of(row.begin(), row.end(), [](float value) { return value == 0; }));
      } else {
        REQUIRE(std::equal(row.begin(), row.end(), whole.begin()));
      }
    }
  }
  CHECK(refused > 0);
  CHECK(spoilt > 0);
  std::filesystem::remove(file);
}

TEST_CASE("a stream takes no memory after it was made, but for its frames") {
  const std::vector<float> samples = noise(60000);
  for (const std::size_t piece : {100U, 60000U}) {
    StreamOptions options;
    options.fromRate = 48000;
    Result<LogMelStream> stream = LogMelStream::create(options);
    REQUIRE(stream);
    std::vector<float> frames;
    frames.reserve(std::size_t{128} * 200);
    Check bad;
    {
      const MemoryEnds memory(0);
      for (std::size_t i = 0; i < samples.size() && !bad; i += piece) {
        bad = stream->push(std::span(samples).subspan(i, piece), frames);
      }
      if (!bad) bad = stream->finish(frames);
    }
    REQUIRE_FALSE(bad);
    CHECK(frames.size() == std::size_t{128} * 108);
  }
}
