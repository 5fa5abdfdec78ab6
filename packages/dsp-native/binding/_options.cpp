#include "_options.h"

#include <functional>

namespace prosodia::binding {

std::optional<double> Options::optionalNumber(const char* name) const {
  const Napi::Value value = object_.Get(name);
  if (value.IsNull()) return std::nullopt;
  return value.As<Napi::Number>().DoubleValue();
}

std::optional<Napi::Float32Array> Options::optionalFloats(const char* name) const {
  const Napi::Value value = object_.Get(name);
  if (value.IsUndefined()) return std::nullopt;
  return value.As<Napi::Float32Array>();
}

WavLimits readLimits(const Options& options) {
  return {
      .maxBytes = static_cast<std::uint64_t>(options.number("maxBytes")),
      .maxSeconds = options.number("maxSeconds"),
      .maxChannels = options.integer("maxChannels"),
      .maxChunks = options.integer("maxChunks"),
  };
}

StftOptions readStft(const Options& options) {
  return {
      .nFft = options.integer("nFft"),
      .hopLength = options.integer("hopLength"),
      .center = options.flag("center"),
      .padMode =
          options.choice<PadMode>("padMode", {{"reflect", PadMode::reflect}, {"constant", PadMode::zero}}),
      .kernel = {},
      .singlePrecision = options.choice<bool>("precision", {{"single", true}, {"double", false}}),
  };
}

MelBands readMelBands(const Options& options) {
  return {
      .sampleRate = options.number("sampleRate"),
      .nFft = options.integer("nFft"),
      .nMels = options.integer("nMels"),
      .fMin = options.number("fMin"),
      .fMax = options.number("fMax"),
  };
}

DecibelOptions readDecibel(const Options& options) {
  return {
      .ref = options.number("ref"),
      .amin = options.number("amin"),
      .topDb = options.optionalNumber("topDb"),
  };
}

std::span<const float> floatsOf(const Napi::Value& value) {
  const auto array = value.As<Napi::Float32Array>();
  return {array.Data(), array.ElementLength()};
}

namespace {

/** What each environment keeps: JavaScript's own Float32Array, whatever becomes of the global one. */
struct Constructors {
  Napi::FunctionReference float32Array;
};

bool overlap(std::span<const float> a, std::span<const float> b) {
  const std::less<> before;
  return before(a.data(), b.data() + b.size()) && before(b.data(), a.data() + a.size());
}

}  // namespace

void keepConstructors(Napi::Env env) {
  const auto constructor = env.Global().Get("Float32Array").As<Napi::Function>();
  env.SetInstanceData(new Constructors{Napi::Persistent(constructor)});
}

Napi::Float32Array newFloats(Napi::Env env, std::uint64_t length) {
  // By way of JavaScript's constructor: it throws a RangeError where Node-API's own function ends the
  // process.
  const auto& constructor = env.GetInstanceData<Constructors>()->float32Array;
  return constructor.New({Napi::Number::New(env, static_cast<double>(length))}).As<Napi::Float32Array>();
}

void checkInto(Napi::Env env, const Napi::Float32Array& into, std::uint64_t length, const char* name) {
  if (into.ElementLength() == length) return;
  throw toJavaScript(
      env, expected(ErrorCode::invalidOption, "a Float32Array of " + std::to_string(length) + " values", name,
                    "one of " + std::to_string(into.ElementLength())));
}

void checkApart(Napi::Env env, std::span<const float> result, std::span<const float> other,
                const char* name) {
  if (!overlap(result, other)) return;
  throw toJavaScript(env, expected(ErrorCode::invalidOption, "memory apart from what is read and written",
                                   name, "memory that overlaps it"));
}

Napi::Float32Array resultFloats(const Options& options, std::uint64_t length, std::span<const float> input,
                                const char* name) {
  std::optional<Napi::Float32Array> into = options.optionalFloats(name);
  if (!into) return newFloats(options.env(), length);
  checkInto(options.env(), *into, length, name);
  checkApart(options.env(), floatsOf(*into), input, name);
  return *into;
}

Napi::Float32Array roomIn(Napi::Env env, const Napi::Float32Array& into, std::uint64_t length) {
  if (into.ElementLength() < length) {
    throw toJavaScript(env, expected(ErrorCode::invalidOption,
                                     "a Float32Array of at least " + std::to_string(length) + " values",
                                     "into", "one of " + std::to_string(into.ElementLength())));
  }
  // By JavaScript's own method: Node-API makes no array over memory that threads share.
  const auto subarray = into.Get("subarray").As<Napi::Function>();
  return subarray.Call(into, {Napi::Number::New(env, 0), Napi::Number::New(env, static_cast<double>(length))})
      .As<Napi::Float32Array>();
}

std::span<float> floatsOf(Napi::Float32Array& array) {
  return {array.Data(), array.ElementLength()};
}

Napi::Error toJavaScript(Napi::Env env, const Error& error) {
  Napi::Error result = Napi::Error::New(env, error.message);
  const std::string_view code = codeName(error.code);
  result.Set("code", Napi::String::New(env, code.data(), code.size()));
  return result;
}

Error outOfMemory() {
  return expected(ErrorCode::outOfMemory, "enough memory", "the result", "too little");
}

}  // namespace prosodia::binding
