// An addon that opens libtensorflow_framework with stderr turned away. The start-up code of that
// library prints a notice about oneDNN whatever TF_CPP_MIN_LOG_LEVEL says; once it is open, the
// binding finds it there.
#include <dlfcn.h>
#include <fcntl.h>
#include <node_api.h>
#include <unistd.h>

NAPI_MODULE_INIT() {
  (void)env;
  const int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
  const int kept = dup(STDERR_FILENO);
  if (nowhere >= 0 && kept >= 0) {
    dup2(nowhere, STDERR_FILENO);
    dlopen(FRAMEWORK_LIBRARY, RTLD_LAZY | RTLD_LOCAL);
    dup2(kept, STDERR_FILENO);
  }
  if (nowhere >= 0) close(nowhere);
  if (kept >= 0) close(kept);
  return exports;
}
