#include "pool.h"

#include <doctest.h>

#include <atomic>
#include <thread>
#include <vector>

using namespace prosodia;

TEST_CASE("there are as many threads as asked for, but not more than tasks, and at least one") {
  CHECK(threadCount(4, 100) == 4);
  CHECK(threadCount(4, 3) == 3);
  CHECK(threadCount(4, 0) == 1);
  CHECK(threadCount(0, 1000) >= 1);
  CHECK(threadCount(100000, 1000000) == 256);
}

TEST_CASE("every index is done once, by a worker of the pool") {
  std::vector<std::atomic<int>> calls(1000);
  std::atomic<bool> strayWorker{false};
  forEachIndex(calls.size(), 5, [&](std::uint32_t worker, std::size_t index) {
    ++calls[index];
    if (worker >= 5) strayWorker = true;
  });
  for (const std::atomic<int>& count : calls) REQUIRE(count == 1);
  CHECK_FALSE(strayWorker);
}

TEST_CASE("several threads really work at the same time") {
  // Each task waits for the other one: on a single thread this would never end, so it gives up after a while.
  std::atomic<int> present{0};
  std::atomic<int> met{0};
  forEachIndex(2, 2, [&](std::uint32_t, std::size_t) {
    ++present;
    for (int i = 0; i < 5000 && present < 2; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    if (present == 2) ++met;
  });
  CHECK(met == 2);
}
