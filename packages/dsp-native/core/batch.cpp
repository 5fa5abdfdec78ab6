#include "batch.h"

#include <algorithm>

#include "pool.h"

namespace prosodia {
namespace {

ClipOutcome failed(Error error) {
  ClipOutcome outcome;
  outcome.error = std::move(error);
  return outcome;
}

/** One file on one thread. Throws when there is no memory. */
ClipOutcome extractOne(const Pipeline& pipeline, const std::string& path, Scratch& scratch,
                       std::span<float> row) {
  const Result<std::unique_ptr<ByteSource>> file = openFile(path);
  if (!file) return failed(file.error());
  Result<ClipFrames> clip = pipeline.extract(**file, scratch, row);
  if (!clip) return failed(clip.error());
  ClipOutcome outcome;
  outcome.frames = clip->count;
  outcome.warnings = std::move(clip->warnings);
  return outcome;
}

ClipOutcome notBegun() {
  return failed(expected(ErrorCode::cancelled, "a running batch", "the clip", "a cancelled one"));
}

/** What a clip has come to until it comes to something else: when memory is out, none is needed to say so. */
ClipOutcome withoutMemory() {
  return failed(expected(ErrorCode::outOfMemory, "enough memory", "the clip", "none"));
}

}  // namespace

std::vector<ClipOutcome> extractBatch(const Pipeline& pipeline, std::span<const std::string> paths,
                                      std::span<float> values, const BatchOptions& options) {
  const std::uint32_t threads = threadCount(options.threads, paths.size());
  std::vector<ClipOutcome> outcomes(paths.size(), withoutMemory());
  std::vector<Scratch> scratch(threads);
  std::atomic<std::size_t> done{0};
  std::fill(values.begin(), values.end(), 0.0F);
  const auto isCancelled = [&] { return options.cancel != nullptr && options.cancel->load(); };

  forEachIndex(paths.size(), threads, [&](std::uint32_t worker, std::size_t index) {
    const std::span<float> row = values.subspan(index * pipeline.width(), pipeline.width());
    const bool begun = !isCancelled();
    try {
      outcomes[index] = begun ? extractOne(pipeline, paths[index], scratch[worker], row) : notBegun();
    } catch (...) {  // std::bad_alloc, std::length_error: the outcome stays as it was made
      std::fill(row.begin(), row.end(), 0.0F);
    }
    if (!begun) return;
    const std::size_t finished = ++done;
    if (options.onProgress) options.onProgress(finished);
  });
  return outcomes;
}

}  // namespace prosodia
