#include <doctest.h>

#include <cstdlib>
#include <set>
#include <string>

#include "kernel.h"

using namespace prosodia;

namespace {

/** Sets PROSODIA_KERNEL for the length of a test. */
class ForcedKernel {
 public:
  explicit ForcedKernel(const char* name) {
    if (const char* before = std::getenv("PROSODIA_KERNEL")) before_ = before;
    setenv("PROSODIA_KERNEL", name, 1);
  }
  ~ForcedKernel() {
    before_.empty() ? unsetenv("PROSODIA_KERNEL") : setenv("PROSODIA_KERNEL", before_.c_str(), 1);
  }
  ForcedKernel(const ForcedKernel&) = delete;
  ForcedKernel& operator=(const ForcedKernel&) = delete;

 private:
  std::string before_;
};

}  // namespace

TEST_CASE("the scalar kernel is always there, last, and no two share a name") {
  const std::vector<const Kernel*> kernels = availableKernels();
  std::set<std::string> names;
  for (const Kernel* kernel : kernels) names.insert(kernel->name);
  CHECK(names.size() == kernels.size());
  CHECK(std::string(kernels.back()->name) == "scalar");
}

TEST_CASE("a name, or else PROSODIA_KERNEL, or else the best decides") {
  {
    const ForcedKernel none("");
    CHECK(*chooseKernel({}) == availableKernels().front());
  }
  const ForcedKernel scalar("scalar");
  CHECK(*chooseKernel({}) == availableKernels().back());
  for (const Kernel* kernel : availableKernels()) CHECK(*chooseKernel(kernel->name) == kernel);
}

TEST_CASE("a kernel that is not there is refused with the names of those that are") {
  const ForcedKernel unknown("abacus");
  const Result<const Kernel*> kernel = chooseKernel({});
  REQUIRE_FALSE(kernel);
  CHECK(kernel.error().code == ErrorCode::invalidOption);
  CHECK(kernel.error().message.find("scalar for PROSODIA_KERNEL but received 'abacus'") != std::string::npos);
}
