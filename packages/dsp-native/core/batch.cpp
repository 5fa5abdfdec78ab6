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

/** One recording on one thread. Throws when there is no memory. */
ClipOutcome extractOne(const Pipeline& pipeline, const Result<std::unique_ptr<ByteSource>>& recording,
                       Scratch& scratch, std::span<float> row) {
  if (!recording) return failed(recording.error());
  Result<ClipFrames> clip = pipeline.extract(**recording, scratch, row);
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

std::vector<ClipOutcome> extractBatch(const Pipeline& pipeline, std::size_t count, const Opener& open,
                                      std::span<float> values, const BatchOptions& options) {
  const std::uint32_t threads = threadCount(options.threads, count);
  std::vector<ClipOutcome> outcomes(count, withoutMemory());
  std::vector<Scratch> scratch(threads);
  std::atomic<std::size_t> done{0};
  const auto isCancelled = [&] { return options.cancel != nullptr && options.cancel->load(); };

  forEachIndex(count, threads, [&](std::uint32_t worker, std::size_t index) {
    const std::span<float> row = values.subspan(index * pipeline.width(), pipeline.width());
    const bool begun = !isCancelled();
    try {
      outcomes[index] = begun ? extractOne(pipeline, open(index), scratch[worker], row) : notBegun();
    } catch (...) {  // std::bad_alloc, std::length_error: the outcome stays as it was made
    }
    if (outcomes[index].error) std::fill(row.begin(), row.end(), 0.0F);
    if (!begun) return;
    const std::size_t finished = ++done;
    if (options.onProgress) options.onProgress(finished);
  });
  return outcomes;
}

std::vector<ClipOutcome> extractBatch(const Pipeline& pipeline, std::span<const std::string> paths,
                                      std::span<float> values, const BatchOptions& options) {
  const Opener open = [paths](std::size_t index) { return openFile(paths[index]); };
  return extractBatch(pipeline, paths.size(), open, values, options);
}

}  // namespace prosodia
