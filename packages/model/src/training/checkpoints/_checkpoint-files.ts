import { parse } from '../../_parse.js';
import type { NetworkSpec } from '../../networks/network-spec.js';
import { checkSlots } from '../../sealed/network-weights.js';
import {
  decodeSafetensors,
  encodeSafetensors,
  MAX_HEADER_BYTES,
  parseJson,
} from '../../sealed/safetensors.js';
import { SealedFolder, writeSealed } from '../../sealed/sealed-folder.js';
import {
  ARRAYS_FILE,
  CHECKPOINT_CODES,
  GROUPS,
  MAX_STATE_BYTES,
  slotsOf,
  STATE_FILE,
  stateSchema,
  type Checkpoint,
} from './checkpoint-format.js';

const INVALID = 'CHECKPOINT_INVALID';

/** The files of a checkpoint; what changes afterwards does not change them. */
export function encodeCheckpoint({ state, arrays }: Checkpoint): Record<string, Uint8Array> {
  return {
    [STATE_FILE]: Buffer.from(`${JSON.stringify(state)}\n`),
    [ARRAYS_FILE]: encodeSafetensors(arrays),
  };
}

/**
 * Writes a checkpoint into one folder, which appears whole or not at all and takes the place of one of that name.
 *
 * @throws {ModelError} CHECKPOINT_IO
 */
export function writeCheckpoint(folder: string, files: Record<string, Uint8Array>): Promise<void> {
  return writeSealed(folder, files, CHECKPOINT_CODES, { replace: true });
}

/**
 * Reads a checkpoint of a training of `network`. Sizes are checked before memory is taken, and every byte is covered by
 * a checksum.
 *
 * @throws {ModelError} CHECKPOINT_IO when a file cannot be read; CHECKPOINT_INVALID, with file and reason, when it is
 *   not what was written
 */
export async function readCheckpoint(folder: string, network: NetworkSpec): Promise<Checkpoint> {
  const sealed = await SealedFolder.open(folder, CHECKPOINT_CODES);
  const text = Buffer.from(await sealed.read(STATE_FILE, MAX_STATE_BYTES)).toString('utf8');
  const state = parse(stateSchema, parseJson(text, STATE_FILE, INVALID), STATE_FILE, INVALID);
  const groups = GROUPS.filter((group) => group !== 'kept' || state.kept !== undefined);
  const slots = groups.flatMap((group) => slotsOf(network, group));
  const values = slots.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0);
  const bytes = await sealed.read(ARRAYS_FILE, 8 + MAX_HEADER_BYTES + 4 * values);
  const arrays = decodeSafetensors(bytes, ARRAYS_FILE, INVALID);
  checkSlots(slots, arrays, ARRAYS_FILE, INVALID);
  return { state, arrays };
}
