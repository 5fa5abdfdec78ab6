#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>

namespace prosodia {

/** Threads for `tasks` tasks when `wanted` were asked for (0: one for each of the machine's cores). */
std::uint32_t threadCount(std::uint32_t wanted, std::size_t tasks);

/**
 * Calls `task(worker, index)` for each index below `count`, from `threads` threads that take the next index
 * as they become free; returns when all are done. `worker` is below `threads` and names the thread's own
 * memory. If the system refuses a thread, those it gave do the work. `task` must not throw.
 */
void forEachIndex(std::size_t count, std::uint32_t threads,
                  const std::function<void(std::uint32_t worker, std::size_t index)>& task);

}  // namespace prosodia
