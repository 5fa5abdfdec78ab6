#include "batch.h"

#include <algorithm>
#include <new>

#include "pool.h"

namespace prosodia {
namespace {

/** One file on one thread; whatever goes wrong becomes part of the outcome. */
ClipOutcome extractOne(const Pipeline& pipeline, const std::string& path, Scratch& scratch,
                       std::span<float> row) {
  ClipOutcome outcome;
  try {
    const Result<std::unique_ptr<ByteSource>> file = openFile(path);
    if (!file) {
      outcome.error = file.error();
      return outcome;
    }
    Result<ClipFrames> clip = pipeline.extract(**file, scratch, row);
    if (!clip) {
      outcome.error = clip.error();
      return outcome;
    }
    outcome.frames = clip->count;
    outcome.warnings = std::move(clip->warnings);
  } catch (const std::bad_alloc&) {
    std::fill(row.begin(), row.end(), 0.0F);
    outcome.error = expected(ErrorCode::outOfMemory, "enough memory", "the clip", "none");
  }
  return outcome;
}

}  // namespace

std::vector<ClipOutcome> extractBatch(const Pipeline& pipeline, std::span<const std::string> paths,
                                      std::span<float> values, const BatchOptions& options) {
  const std::uint32_t threads = threadCount(options.threads, paths.size());
  std::vector<ClipOutcome> outcomes(paths.size());
  std::vector<Scratch> scratch(threads);
  std::atomic<std::size_t> done{0};
  std::fill(values.begin(), values.end(), 0.0F);

  forEachIndex(paths.size(), threads, [&](std::uint32_t worker, std::size_t index) {
    if (options.cancel != nullptr && options.cancel->load(std::memory_order_relaxed)) {
      outcomes[index].error =
          expected(ErrorCode::cancelled, "a running batch", "the clip", "a cancelled one");
      return;
    }
    const std::span<float> row = values.subspan(index * pipeline.width(), pipeline.width());
    outcomes[index] = extractOne(pipeline, paths[index], scratch[worker], row);
    const std::size_t finished = ++done;
    if (options.onProgress) options.onProgress(finished);
  });
  return outcomes;
}

}  // namespace prosodia
