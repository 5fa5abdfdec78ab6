#pragma once

#include <napi.h>

#include "_options.h"

namespace prosodia::binding {

/** A promise that gets settled also when there is no memory left to make an error of: it has one in store. */
class SurePromise {
 public:
  explicit SurePromise(Napi::Env env)
      : deferred_(env), outOfMemory_(Napi::Persistent(toJavaScript(env, outOfMemory()).Value())) {}

  Napi::Promise promise() const { return deferred_.Promise(); }

  /** Resolves with what `value()` returns or rejects with the Napi::Error it throws; all else is want of
   * memory. */
  template <class Value>
  void settle(const Value& value) const {
    try {
      deferred_.Resolve(value());
    } catch (const Napi::Error& error) {
      deferred_.Reject(error.Value());
    } catch (...) {
      deferred_.Reject(outOfMemory_.Value());
    }
  }

 private:
  Napi::Promise::Deferred deferred_;
  Napi::ObjectReference outOfMemory_;
};

}  // namespace prosodia::binding
