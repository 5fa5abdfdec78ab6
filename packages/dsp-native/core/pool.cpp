#include "pool.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace prosodia {
namespace {

/** Threads that are waited for whatever happens; std::jthread is not in every standard library yet. */
class JoinedThreads {
 public:
  explicit JoinedThreads(std::size_t most) { threads_.reserve(most); }
  ~JoinedThreads() {
    for (std::thread& thread : threads_) thread.join();
  }
  JoinedThreads(const JoinedThreads&) = delete;
  JoinedThreads& operator=(const JoinedThreads&) = delete;

  /** Whether the system gave a thread for it. */
  template <class Work>
  bool start(const Work& work, std::uint32_t worker) {
    try {
      threads_.emplace_back(work, worker);
      return true;
    } catch (...) {  // std::system_error for a thread, std::bad_alloc for what describes it
      return false;
    }
  }

 private:
  std::vector<std::thread> threads_;
};

}  // namespace

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

  JoinedThreads others(threads);
  for (std::uint32_t worker = 1; worker < threads && others.start(work, worker); ++worker) {
  }
  work(0);
}

}  // namespace prosodia
