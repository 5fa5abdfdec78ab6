/** How a sound is stored, as far as this package tells formats apart. */
export type AudioFormat = 'wav' | 'flac' | 'mp3' | 'vorbis' | 'opus' | 'other';

/** What `formatOf` needs of a file: its first page, where Ogg names its codec. */
export const HEAD_BYTES = 64;

/** File names that may hold sound: what is read natively and in process, then what ffmpeg reads. */
const SUFFIX =
  /\.(?:wav|wave|flac|mp3|ogg|oga|opus|m4a|m4b|mp4|mov|aac|aif|aiff|aifc|au|snd|caf|wma|amr|3gp|mkv|mka|webm|avi|mpg|mpeg|ts|flv|mp2|ac3|wv|ape|tta)$/i;

export function isAudioName(name: string): boolean {
  return SUFFIX.test(name);
}

/** The format that the first bytes of a file speak of; the name plays no role. */
export function formatOf(head: Uint8Array): AudioFormat {
  const text = Buffer.from(head).toString('latin1', 0, HEAD_BYTES);
  if (/^(?:RIFF|RIFX|RF64|BW64)/.test(text)) return text.startsWith('WAVE', 8) ? 'wav' : 'other';
  if (text.startsWith('fLaC')) return 'flac';
  if (text.startsWith('OggS')) {
    if (text.includes('OpusHead')) return 'opus';
    return text.includes('\x01vorbis') ? 'vorbis' : 'other';
  }
  if (text.startsWith('ID3') || isMpegLayer3(head)) return 'mp3';
  return 'other';
}

/** The head of an MPEG frame: eleven bits set, version 1 or 2, layer III. */
function isMpegLayer3([first = 0, second = 0]: Uint8Array): boolean {
  return first === 0xff && (second & 0xe0) === 0xe0 && (second & 0x06) === 0x02;
}
