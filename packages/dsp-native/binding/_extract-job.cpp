#include "_extract-job.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include "_options.h"

namespace prosodia::binding {
namespace {

using Clock = std::chrono::steady_clock;
constexpr Clock::duration progressInterval = std::chrono::milliseconds(50);

/** Whether `interval` has passed since `last`; then `last` is now, for one caller alone. */
bool isDue(std::atomic<Clock::rep>& last, Clock::duration interval) {
  const Clock::rep now = Clock::now().time_since_epoch().count();
  Clock::rep seen = last.load();
  return now - seen >= interval.count() && last.compare_exchange_strong(seen, now);
}

Result<std::unique_ptr<ByteSource>> openRecording(const ExtractJob::Recording& recording) {
  if (const auto* path = std::get_if<std::string>(&recording)) return openFile(*path);
  return std::unique_ptr<ByteSource>(
      std::make_unique<MemoryBytes>(std::get<std::vector<std::uint8_t>>(recording)));
}

}  // namespace

ExtractJob::ExtractJob(Napi::Env env, std::shared_ptr<const Pipeline> pipeline, Request request,
                       std::optional<Napi::Float32Array> into)
    : pipeline_(std::move(pipeline)),
      request_(std::move(request)),
      promise_(env),
      isCallers_(into.has_value()) {
  const std::uint64_t length = std::uint64_t{request_.recordings.size()} * pipeline_->width();
  Napi::Float32Array array = into ? *into : newFloats(env, length);
  if (into) {
    checkInto(env, array, length);
    own_.resize(static_cast<std::size_t>(length));
  }
  values_ = isCallers_ ? std::span<float>(own_) : floatsOf(array);
  array_ = Napi::Persistent(array);
}

void ExtractJob::start(std::unique_ptr<ExtractJob> owned, Napi::Function onProgress) {
  const Napi::Env env = onProgress.Env();
  owned->messenger_ = Messenger::New(env, onProgress, "prosodia.extract", 0, 1, owned.get(), finalize);
  // From here on the messenger's finalizer deletes the job, and nothing throws.
  ExtractJob* job = owned.release();
  try {
    job->thread_ = std::thread([job] { job->run(); });
  } catch (...) {
    job->thrown_ = std::current_exception();
    job->announceEnd();
  }
  // Registered after the messenger's own hook and so run before it: no thread is left when the messenger
  // goes.
  napi_add_env_cleanup_hook(env, environmentEnds, job);
}

void ExtractJob::run() {
  try {
    BatchOptions options;
    options.threads = request_.threads;
    options.cancel = cancelled_.get();
    options.onProgress = [this](std::size_t done) { clipDone(done); };
    outcomes_ = extractBatch(
        *pipeline_, request_.recordings.size(),
        [this](std::size_t index) { return openRecording(request_.recordings[index]); }, values_, options);
  } catch (...) {
    thrown_ = std::current_exception();
  }
  announceEnd();
}

void ExtractJob::announceEnd() {
  finished_ = true;
  messenger_.NonBlockingCall();
  messenger_.Release();
}

void ExtractJob::clipDone(std::size_t done) {
  // Threads may report out of order; JavaScript sees the largest.
  std::size_t seen = done_.load();
  while (seen < done && !done_.compare_exchange_weak(seen, done)) {
  }
  if (isDue(lastTold_, progressInterval)) messenger_.NonBlockingCall();
}

void ExtractJob::tell(Napi::Env env, Napi::Function onProgress, ExtractJob* job, std::nullptr_t*) {
  if (env == nullptr) return;  // the environment is ending
  if (!job->finished_) {
    onProgress.Call({Napi::Number::New(env, static_cast<double>(job->done_))});
  } else if (!std::exchange(job->settled_, true)) {
    job->promise_.settle([&] {
      job->throwFailure(env);
      return job->result(env);
    });
  }
}

void ExtractJob::throwFailure(Napi::Env env) const {
  try {
    if (thrown_) std::rethrow_exception(thrown_);
  } catch (const std::system_error& error) {
    throw toJavaScript(env, expected(ErrorCode::outOfMemory, "a thread", "the batch", error.what()));
  }
}

void ExtractJob::environmentEnds(void* data) {
  auto* job = static_cast<ExtractJob*>(data);
  *job->cancelled_ = true;
  if (job->thread_.joinable()) job->thread_.join();
}

void ExtractJob::finalize(Napi::Env env, void*, ExtractJob* job) {
  napi_remove_env_cleanup_hook(env, environmentEnds, job);
  if (job->thread_.joinable()) job->thread_.join();
  delete job;
}

Napi::Float32Array ExtractJob::values(Napi::Env env) const {
  Napi::Float32Array array = array_.Value();
  if (isCallers_) {
    checkInto(env, array, own_.size());
    std::copy(own_.begin(), own_.end(), array.Data());
  }
  return array;
}

Napi::Object ExtractJob::result(Napi::Env env) const {
  Napi::Uint32Array frames = Napi::Uint32Array::New(env, outcomes_.size());
  Napi::Array warnings = Napi::Array::New(env);
  Napi::Array failures = Napi::Array::New(env);
  for (std::size_t i = 0; i < outcomes_.size(); ++i) {
    const ClipOutcome& outcome = outcomes_[i];
    const auto index = Napi::Number::New(env, static_cast<double>(i));
    frames[i] = outcome.frames;
    for (const std::string& message : outcome.warnings) {
      Napi::Object warning = Napi::Object::New(env);
      warning.Set("index", index);
      warning.Set("message", message);
      warnings.Set(warnings.Length(), warning);
    }
    if (outcome.error) {
      Napi::Object failure = Napi::Object::New(env);
      failure.Set("index", index);
      failure.Set("code", std::string(codeName(outcome.error->code)));
      failure.Set("message", outcome.error->message);
      failures.Set(failures.Length(), failure);
    }
  }
  Napi::Object result = Napi::Object::New(env);
  result.Set("values", values(env));
  result.Set("width", static_cast<double>(pipeline_->width()));
  result.Set("nFrames", frames);
  result.Set("warnings", warnings);
  result.Set("failures", failures);
  return result;
}

}  // namespace prosodia::binding
