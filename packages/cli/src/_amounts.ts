import { expectedArgument } from './failure.js';

const HOUR_MS = 60 * 60 * 1000;
const AGES: Readonly<Record<string, number>> = { h: HOUR_MS, d: 24 * HOUR_MS, w: 168 * HOUR_MS };
const SIZES: Readonly<Record<string, number>> = {
  '': 1,
  B: 1,
  kB: 1e3,
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  TB: 1e12,
};

/** `12h`, `30d`, `2w` in milliseconds. */
export function parseAge(text: string, name: string): number {
  const [, count = '', unit = ''] = /^(\d+(?:\.\d+)?)([hdw])$/.exec(text) ?? [];
  const milliseconds = Number(count) * (AGES[unit] ?? NaN);
  if (count !== '' && Number.isFinite(milliseconds)) return milliseconds;
  throw expectedArgument('an age such as 12h, 30d or 2w', name, text);
}

/** `500MB`, `2GB`, `0` in bytes. */
export function parseBytes(text: string, name: string): number {
  const [, count = '', unit = ''] = /^(\d+(?:\.\d+)?) ?(\w*)$/.exec(text) ?? [];
  const bytes = Number(count) * (SIZES[unit] ?? NaN);
  if (count !== '' && Number.isFinite(bytes)) return bytes;
  throw expectedArgument('a size such as 500MB, 2GB or 0', name, text);
}
