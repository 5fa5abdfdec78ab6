#pragma once

#include <napi.h>

#include <memory>
#include <new>

#include "_options.h"
#include "error.h"

namespace prosodia::binding {

/** Work for one thread of libuv's pool whose outcome settles a promise. */
class PromiseWorker : public Napi::AsyncWorker {
 public:
  static Napi::Promise start(std::unique_ptr<PromiseWorker> worker) {
    const Napi::Promise promise = worker->deferred_.Promise();
    worker.release()->Queue();  // a queued worker deletes itself
    return promise;
  }

 protected:
  explicit PromiseWorker(Napi::Env env) : AsyncWorker(env), deferred_(env) {}

  /** Runs on the pool: no JavaScript here. */
  virtual Check work() = 0;

  /** Runs on the JavaScript thread once the work passed its checks. */
  virtual Napi::Value value(Napi::Env env) = 0;

 private:
  void Execute() final {
    try {
      failure_ = work();
    } catch (const std::bad_alloc&) {
      failure_ = outOfMemory();
    }
  }

  void OnOK() final {
    try {
      if (failure_) throw toJavaScript(Env(), *failure_);
      deferred_.Resolve(value(Env()));
    } catch (const Napi::Error& error) {
      deferred_.Reject(error.Value());
    }
  }

  void OnError(const Napi::Error& error) final { deferred_.Reject(error.Value()); }

  Napi::Promise::Deferred deferred_;
  Check failure_;
};

}  // namespace prosodia::binding
