import type { z } from 'zod';

import { expected } from './errors.js';

/**
 * What a JSON file of a record holds.
 *
 * @throws {RecordsError} RUN_INVALID naming the file, and the place in it where it is not what `schema` says
 */
export function parseJson<Schema extends z.ZodType>(
  text: string,
  schema: Schema,
  file: string,
): z.output<Schema> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw expected('RUN_INVALID', 'JSON', file, (cause as Error).message, { cause });
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const place = issue === undefined ? '' : issue.path.map(String).join('.');
  throw expected(
    'RUN_INVALID',
    'what prosodia writes',
    place === '' ? file : `${place} in ${file}`,
    issue?.message ?? 'something else',
  );
}
