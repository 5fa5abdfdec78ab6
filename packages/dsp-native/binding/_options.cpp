#include "_options.h"

namespace prosodia::binding {

std::optional<double> Options::optionalNumber(const char* name) const {
  const Napi::Value value = object_.Get(name);
  if (value.IsNull()) return std::nullopt;
  return value.As<Napi::Number>().DoubleValue();
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

Napi::Float32Array newFloats(Napi::Env env, std::uint64_t length) {
  // By way of JavaScript's constructor: it throws a RangeError where Node-API's own function ends the
  // process.
  const auto constructor = env.Global().Get("Float32Array").As<Napi::Function>();
  return constructor.New({Napi::Number::New(env, static_cast<double>(length))}).As<Napi::Float32Array>();
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
