#include "_limits.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstring>
#include <vector>

namespace prosodia::bench {
namespace {

#if defined(__AVX512F__)
constexpr std::size_t vectorBytes = 64;
#elif defined(__AVX__)
constexpr std::size_t vectorBytes = 32;
#else
constexpr std::size_t vectorBytes = 16;
#endif
typedef float Vector __attribute__((vector_size(vectorBytes)));
constexpr std::size_t lanes = vectorBytes / sizeof(float);

/** Runs of which the best counts. */
constexpr int runs = 5;
/** Chains that do not wait for one another: a latency of four cycles, two operations begun in each. */
constexpr int chains = 12;
constexpr int steps = 3'000'000;
constexpr std::size_t clipBytes = 288'000;
constexpr std::size_t memoryBytes = std::size_t{400} << 20;

template <class Work>
double leastSeconds(const Work& work) {
  double least = 1e9;
  for (int run = 0; run < runs; ++run) {
    const auto begin = std::chrono::steady_clock::now();
    work();
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
    least = std::min(least, taken.count());
  }
  return least;
}

}  // namespace

double mostOperations() {
  // Not known to the compiler, which would leave both away.
  volatile float one = 1;
  volatile float zero = 0;
  volatile float result = 0;
  const double seconds = leastSeconds([&] {
    const Vector factor = one - Vector{};
    const Vector summand = zero - Vector{};
    Vector values[chains];
    for (Vector& value : values) value = factor;
    for (int step = 0; step < steps; ++step) {
#pragma GCC unroll 12
      for (int i = 0; i < chains; ++i) values[i] = i % 2 == 0 ? values[i] * factor : values[i] + summand;
    }
    for (const Vector& value : values) result = result + value[0];
  });
  return static_cast<double>(lanes) * chains * steps / seconds;
}

double mostBytesCopied() {
  const std::vector<char> memory(memoryBytes, 1);
  std::vector<char> clip(clipBytes);
  const double seconds = leastSeconds([&] {
    for (std::size_t at = 0; at + clipBytes <= memoryBytes; at += clipBytes) {
      std::memcpy(clip.data(), memory.data() + at, clipBytes);
      asm volatile("" : : "r"(clip.data()) : "memory");
    }
  });
  return static_cast<double>(memoryBytes / clipBytes * clipBytes) / seconds;
}

}  // namespace prosodia::bench
