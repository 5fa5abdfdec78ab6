#pragma once

#include <napi.h>

/** One function a stage: what the addon exports. TypeScript has checked names and types of all arguments. */
namespace prosodia::binding {

using Call = Napi::CallbackInfo;

Napi::Value decodeWav(const Call& info);          // (bytes, limits) -> WavAudio
Napi::Value readWav(const Call& info);            // (path, options) -> Promise of WavAudio
Napi::Value resample(const Call& info);           // (samples, options) -> Float32Array
Napi::Value stft(const Call& info);               // (samples, options) -> { real, imag, nBins, nFrames }
Napi::Value melFilterbank(const Call& info);      // (options) -> Float32Array
Napi::Value melSpectrogram(const Call& info);     // (samples, options) -> { values, nMels, nFrames }
Napi::Value logMelSpectrogram(const Call& info);  // (samples, options) -> { values, nMels, nFrames }
Napi::Value powerToDb(const Call& info);          // (values, options) -> Float32Array
Napi::Value mfcc(const Call& info);               // (samples, options) -> { values, nMfcc, nFrames }
Napi::Value pitch(const Call& info);              // (samples, options) -> { hertz, strength, levelDb, nFrames }
Napi::Value delta(const Call& info);              // (values, nFrames, options) -> Float32Array
Napi::Value extract(const Call& info);            // (paths, options, onProgress) -> { promise, cancel }
Napi::Value logMelStream(const Call& info);       // (options) -> { push, end, release }
Napi::Value describeKernel(const Call& info);     // () -> { name, available }

}  // namespace prosodia::binding
