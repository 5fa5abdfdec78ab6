#pragma once

#include <napi.h>

#include <exception>
#include <memory>

#include "_options.h"
#include "_sure-promise.h"
#include "error.h"

namespace prosodia::binding {

/** Work for one thread of libuv's pool whose outcome settles a promise. */
class PromiseWorker : public Napi::AsyncWorker {
 public:
  static Napi::Promise start(std::unique_ptr<PromiseWorker> worker) {
    const Napi::Promise promise = worker->promise_.promise();
    worker.release()->Queue();  // a queued worker deletes itself
    return promise;
  }

 protected:
  explicit PromiseWorker(Napi::Env env) : AsyncWorker(env), promise_(env) {}

  /** Runs on the pool: no JavaScript here. */
  virtual Check work() = 0;

  /** Runs on the JavaScript thread once the work passed its checks. */
  virtual Napi::Value value(Napi::Env env) = 0;

 private:
  void Execute() final {
    try {
      failure_ = work();
    } catch (...) {
      thrown_ = std::current_exception();
    }
  }

  void OnOK() final {
    promise_.settle([this] {
      if (thrown_) std::rethrow_exception(thrown_);
      passOrThrow(Env(), failure_);
      return value(Env());
    });
  }

  SurePromise promise_;
  Check failure_;
  std::exception_ptr thrown_;
};

}  // namespace prosodia::binding
