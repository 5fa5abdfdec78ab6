// An addon that opens TensorFlow's libraries before the binding asks for them: libtensorflow_cc on a thread, for
// relocating it and running its start-up code takes longer than all else that a process does before it computes; and
// libtensorflow_framework with stderr turned away, for the start-up code of that one prints a notice about oneDNN
// whatever TF_CPP_MIN_LOG_LEVEL says. Once they are open, the binding finds them there.
#include <dlfcn.h>
#include <fcntl.h>
#include <node_api.h>
#include <unistd.h>

#include <mutex>
#include <system_error>
#include <thread>

namespace {

std::mutex guard;
bool begun = false;
void* library = nullptr;
// Never destroyed: a process may end at any moment, also while the thread runs.
std::thread* const opening = new std::thread;

void openFramework(bool quietly) {
  const int nowhere = quietly ? open("/dev/null", O_WRONLY | O_CLOEXEC) : -1;
  const int kept = nowhere < 0 ? -1 : dup(STDERR_FILENO);
  if (kept >= 0) dup2(nowhere, STDERR_FILENO);
  dlopen(FRAMEWORK_LIBRARY, RTLD_LAZY | RTLD_LOCAL);
  if (kept >= 0) dup2(kept, STDERR_FILENO);
  if (nowhere >= 0) close(nowhere);
  if (kept >= 0) close(kept);
}

void waitForThread(void* = nullptr) {
  const std::lock_guard<std::mutex> alone(guard);
  if (opening->joinable()) opening->join();
}

// begin(quietly): opens both, the second in the background; does so once in a process.
napi_value begin(napi_env env, napi_callback_info info) {
  size_t count = 1;
  napi_value quietly = nullptr;
  bool quiet = false;
  napi_get_cb_info(env, info, &count, &quietly, nullptr, nullptr);
  napi_get_value_bool(env, quietly, &quiet);
  const std::lock_guard<std::mutex> alone(guard);
  if (begun) return nullptr;
  begun = true;
  openFramework(quiet);
  try {
    *opening = std::thread([] { library = dlopen(MAIN_LIBRARY, RTLD_LAZY | RTLD_LOCAL); });
  } catch (const std::system_error&) {
    // Where no thread can be had, the binding opens it.
  }
  return nullptr;
}

// wait(): whether the second one is open; returns when nothing is being opened any more.
napi_value wait(napi_env env, napi_callback_info) {
  waitForThread();
  napi_value isOpen = nullptr;
  napi_get_boolean(env, library != nullptr, &isOpen);
  return isOpen;
}

}  // namespace

NAPI_MODULE_INIT() {
  // Where a worker ends, this addon may be unloaded with it.
  napi_add_env_cleanup_hook(env, waitForThread, nullptr);
  const napi_property_descriptor functions[] = {
      {"begin", nullptr, begin, nullptr, nullptr, nullptr, napi_enumerable, nullptr},
      {"wait", nullptr, wait, nullptr, nullptr, nullptr, napi_enumerable, nullptr},
  };
  napi_define_properties(env, exports, 2, functions);
  return exports;
}
