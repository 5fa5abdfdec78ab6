#include <cstdlib>
#include <string>

#include "kernel.h"

namespace prosodia {

namespace kernels::scalar {
extern const Kernel kernel;
}
#ifdef PROSODIA_HAS_SSE2
namespace kernels::sse2 {
extern const Kernel kernel;
}
namespace kernels::avx2 {
extern const Kernel kernel;
}
namespace kernels::avx512 {
extern const Kernel kernel;
}
#endif
#ifdef PROSODIA_HAS_NEON
namespace kernels::neon {
extern const Kernel kernel;
}
#endif

std::vector<const Kernel*> availableKernels() {
  std::vector<const Kernel*> available;
#ifdef PROSODIA_HAS_SSE2
  const bool avx512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
                      __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl");
  if (avx512) available.push_back(&kernels::avx512::kernel);
  if (__builtin_cpu_supports("avx2")) available.push_back(&kernels::avx2::kernel);
  available.push_back(&kernels::sse2::kernel);
#endif
#ifdef PROSODIA_HAS_NEON
  available.push_back(&kernels::neon::kernel);
#endif
  available.push_back(&kernels::scalar::kernel);
  return available;
}

Result<const Kernel*> chooseKernel(std::string_view name) {
  const std::vector<const Kernel*> available = availableKernels();
  std::string_view source = "kernel";
  if (name.empty()) {
    if (const char* forced = std::getenv("PROSODIA_KERNEL")) {
      name = forced;
      source = "PROSODIA_KERNEL";
    }
  }
  if (name.empty()) return available.front();

  std::string names;
  for (const Kernel* kernel : available) {
    if (name == kernel->name) return kernel;
    names.append(names.empty() ? "" : ", ").append(kernel->name);
  }
  return expected(ErrorCode::invalidOption, "one of " + names, source, inQuotes(name));
}

}  // namespace prosodia
