#include <doctest.h>

#include <set>
#include <string>

#include "../signals.test.h"
#include "kernel.h"

using namespace prosodia;
using namespace prosodia::testing;

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
