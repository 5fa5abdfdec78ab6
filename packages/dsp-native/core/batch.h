#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "bytes.h"
#include "error.h"
#include "pipeline.h"

/** Many recordings over a pool of threads that read the files themselves. */
namespace prosodia {

struct BatchOptions {
  /** 0: as many as the machine has. Never more than there are files, and at most 256. */
  std::uint32_t threads = 0;
  /** Set to true from anywhere, it stops the batch after the clips in work; null: cannot be stopped. */
  const std::atomic<bool>* cancel = nullptr;
  /**
   * Called after each clip with the number done so far, on the pool's threads and at once from several. It
   * must not throw.
   */
  std::function<void(std::size_t done)> onProgress;
};

/** What became of one path. */
struct ClipOutcome {
  std::uint32_t frames = 0;
  std::vector<std::string> warnings;
  std::optional<Error> error;  ///< then the row is all 0; CANCELLED for clips that were not begun
};

/**
 * Fills `values` [paths.size() x pipeline.width()], row-major, and tells what became of each path, in order.
 * One bad file never spoils a batch, nor does a clip that memory was too short for: its error says so. Throws
 * std::bad_alloc before any thread is started, if at all. The values have the same bits for any number of
 * threads.
 */
std::vector<ClipOutcome> extractBatch(const Pipeline& pipeline, std::span<const std::string> paths,
                                      std::span<float> values, const BatchOptions& options = {});

/** Opens the recording of an index, on a thread of the pool. */
using Opener = std::function<Result<std::unique_ptr<ByteSource>>(std::size_t index)>;

/** The same for `count` recordings that lie elsewhere than in files. */
std::vector<ClipOutcome> extractBatch(const Pipeline& pipeline, std::size_t count, const Opener& open,
                                      std::span<float> values, const BatchOptions& options = {});

}  // namespace prosodia
