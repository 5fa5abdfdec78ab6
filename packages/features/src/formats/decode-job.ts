import { type FeaturesErrorCode } from '../errors.js';
import { type DecodeWindow } from './decode-window.js';
import { type AudioFormat } from './format.js';

/** What is decoded in WebAssembly, which a broken file cannot lead outside its own memory. */
export type WasmFormat = Exclude<AudioFormat, 'wav' | 'other'>;

/** What a thread that decodes is told: a file, and the part of it that is wanted. */
export interface DecodeJob extends DecodeWindow {
  readonly file: string;
  readonly format: WasmFormat;
}

/** What it answers: the bytes of a WAV file, or of an error what is left of it on the way between threads. */
export type DecodeAnswer =
  | { readonly wav: Uint8Array<ArrayBuffer> }
  | { readonly code: FeaturesErrorCode; readonly message: string };
