#include "pool.h"

#include <algorithm>
#include <atomic>
#include <system_error>
#include <thread>
#include <vector>

namespace prosodia {

std::uint32_t threadCount(std::uint32_t wanted, std::size_t tasks) {
  constexpr std::uint32_t most = 256;
  const std::uint32_t asked = wanted == 0 ? std::max(1U, std::thread::hardware_concurrency()) : wanted;
  return static_cast<std::uint32_t>(
      std::min<std::size_t>(std::min(asked, most), std::max<std::size_t>(tasks, 1)));
}

void forEachIndex(std::size_t count, std::uint32_t threads,
                  const std::function<void(std::uint32_t worker, std::size_t index)>& task) {
  std::atomic<std::size_t> next{0};
  const auto work = [&](std::uint32_t worker) {
    for (std::size_t index = next++; index < count; index = next++) task(worker, index);
  };

  std::vector<std::thread> others;
  others.reserve(threads);
  for (std::uint32_t worker = 1; worker < threads; ++worker) {
    try {
      others.emplace_back(work, worker);
    } catch (const std::system_error&) {
      break;
    }
  }
  work(0);
  for (std::thread& thread : others) thread.join();
}

}  // namespace prosodia
