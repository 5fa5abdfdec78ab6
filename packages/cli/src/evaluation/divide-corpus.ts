import { createHash } from 'node:crypto';

import {
  csvProtocol,
  FEATURE_SETS,
  featureSet,
  labelSetOf,
  normaliseSpeakers,
  PROTOCOLS,
  protocolNamed,
  scalingOf,
  type FoldPlan,
  type Protocol,
  type StandardiserOptions,
} from '@prosodia/features';
import type { Normalisation } from '@prosodia/records';

import type { CommandContext } from '../command.js';
import { requireName } from '../failure.js';
import { hashTable } from '../run/run-metrics.js';
import { extractTable, type ExtractedTable } from '../stages/extract-table.js';
import type { Sounds } from '../stages/sounds.js';

/** How the clips are divided, and what is read of them. */
export interface DivisionOptions {
  /** The name of a protocol, or a CSV with a fold column. */
  readonly protocol: string;
  readonly foldColumn: string;
  /** A feature set. */
  readonly features: string;
  readonly normalise: Normalisation;
  readonly threads?: number;
}

/** The rows of a corpus and the folds of a protocol over them. */
export interface DividedCorpus {
  readonly protocol: Protocol;
  readonly table: ExtractedTable['table'];
  /** Of a row. */
  readonly shape: readonly number[];
  readonly scaling: StandardiserOptions;
  /** Groups of paths of one sound. */
  readonly copies: readonly (readonly string[])[];
  readonly plan: FoldPlan;
  readonly labels: readonly string[];
  /** Of the table before speakers were normalised; see `hashTable`. */
  readonly dataHash: string;
  /** SHA-256 over which clips are in which part of which fold. */
  readonly foldsHash: string;
}

export const isCsvProtocol = (name: string): boolean => name.toLowerCase().endsWith('.csv');

/**
 * Whether there are such things, before a corpus is read for them.
 *
 * @throws {CliError} USAGE
 */
export function checkDivision({
  protocol,
  features,
}: Pick<DivisionOptions, 'protocol'> & { readonly features?: string }): void {
  const names = PROTOCOLS.map(({ name }) => name);
  if (!isCsvProtocol(protocol)) requireName(protocol, names, '--protocol');
  const sets = FEATURE_SETS.map(({ id }) => id);
  if (features !== undefined) requireName(features, sets, '--features');
}

export async function divideCorpus(
  { protocol: name, foldColumn, features, normalise, threads }: DivisionOptions,
  sounds: Sounds,
  context: CommandContext,
): Promise<DividedCorpus> {
  const protocol = isCsvProtocol(name)
    ? await csvProtocol(name, { column: foldColumn })
    : protocolNamed(name);
  const set = featureSet(features);
  const { table: extracted } = await extractTable(
    sounds.corpus,
    { featureSet: set, store: sounds.store, threads },
    context,
  );
  const scaling = scalingOf(set);
  const table =
    normalise === 'speaker' ? normaliseSpeakers(extracted, { period: scaling.period }) : extracted;
  const copies = await sounds.copiesIn(extracted);
  const plan = protocol.plan(table.clips, { seed: 0, duplicates: copies });
  return {
    ...{ protocol, table, scaling, copies, plan },
    shape: set.shape ?? [set.width],
    labels: labelSetOf(table.clips),
    dataHash: hashTable(extracted),
    foldsHash: createHash('sha256').update(JSON.stringify(plan.folds)).digest('hex'),
  };
}
