#pragma once

#include <napi.h>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <exception>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <thread>
#include <variant>
#include <vector>

#include "_sure-promise.h"
#include "batch.h"
#include "pipeline.h"

namespace prosodia::binding {

/**
 * One batch on its way: a thread of its own leads the core's pool, so neither the event loop nor libuv's pool
 * waits. The job lives until its thread has ended; the environment's end cancels it and waits for the clips
 * in work.
 */
class ExtractJob {
 public:
  /** The path of a file, or the bytes of one. */
  using Recording = std::variant<std::string, std::vector<std::uint8_t>>;

  struct Request {
    std::vector<Recording> recordings;
    std::uint32_t threads = 0;
  };

  /** `into` is the caller's memory for the result; nothing: a new array. */
  ExtractJob(Napi::Env env, std::shared_ptr<const Pipeline> pipeline, Request request,
             std::optional<Napi::Float32Array> into);
  ExtractJob(const ExtractJob&) = delete;
  ExtractJob& operator=(const ExtractJob&) = delete;
  ~ExtractJob() = default;

  /**
   * Begins the batch; the job ends itself. `onProgress(done)` is called at most 20 times a second, and must
   * not throw.
   */
  static void start(std::unique_ptr<ExtractJob> job, Napi::Function onProgress);

  Napi::Promise promise() const { return promise_.promise(); }

  /** Asks the batch to stop after the clips in work; the promise then resolves with what there is. */
  std::shared_ptr<std::atomic<bool>> cancelFlag() const { return cancelled_; }

 private:
  static void tell(Napi::Env env, Napi::Function onProgress, ExtractJob* job, std::nullptr_t* nothing);
  static void finalize(Napi::Env env, void* unused, ExtractJob* job);
  static void environmentEnds(void* job);
  using Messenger = Napi::TypedThreadSafeFunction<ExtractJob, std::nullptr_t, tell>;

  void run();
  void announceEnd();
  void clipDone(std::size_t done);
  void throwFailure(Napi::Env env) const;
  Napi::Float32Array values(Napi::Env env) const;
  Napi::Object result(Napi::Env env) const;

  std::shared_ptr<const Pipeline> pipeline_;
  Request request_;
  SurePromise promise_;
  // A new array that no JavaScript has seen yet, which the pool writes to; or the caller's, which may be
  // detached, resized or written to meanwhile: that one is filled at the end, from memory of our own.
  Napi::Reference<Napi::Float32Array> array_;
  bool isCallers_;
  std::vector<float> own_;
  std::span<float> values_;
  std::shared_ptr<std::atomic<bool>> cancelled_ = std::make_shared<std::atomic<bool>>(false);
  std::atomic<std::size_t> done_ = 0;
  std::atomic<std::chrono::steady_clock::rep> lastTold_ = 0;
  std::atomic<bool> finished_ = false;
  bool settled_ = false;  // of the JavaScript thread alone; progress may still be queued when the work ends
  std::vector<ClipOutcome> outcomes_;
  std::exception_ptr thrown_;  // what kept the work from its end
  Messenger messenger_;
  std::thread thread_;
};

}  // namespace prosodia::binding
