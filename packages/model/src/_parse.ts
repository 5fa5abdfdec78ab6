import type { z } from 'zod';
import { expected, type ModelError, type ModelErrorCode } from './errors.js';

/**
 * Checks a value against a schema and says what is wrong in the house sentence.
 *
 * @param name what the value is called in the message, such as `train options` or a file's name
 * @throws {ModelError} with `code`, naming the first thing that does not fit
 */
export function parse<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  name: string,
  code: ModelErrorCode,
): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw issue === undefined
    ? expected(code, 'a valid value', name, show(value))
    : sentence(issue, value, name, code);
}

function sentence(
  issue: z.core.$ZodIssue,
  value: unknown,
  name: string,
  code: ModelErrorCode,
): ModelError {
  const place = [name, ...issue.path.map(String)].join('.');
  if (issue.code === 'unrecognized_keys')
    return expected(code, 'known names only', place, issue.keys.map(show).join(', '));
  return expected(code, requirement(issue), place, show(at(value, issue.path)));
}

/** Zod's own wording of what was wanted, without its account of what came. */
function requirement(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `a value of type ${issue.expected}`;
    case 'too_small':
      return `at least ${String(issue.minimum)}`;
    case 'too_big':
      return `at most ${String(issue.maximum)}`;
    case 'invalid_value':
      return issue.values.map(show).join(' or ');
    case 'invalid_union':
      return 'one of the known kinds';
    default:
      return issue.message;
  }
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (inner as Record<PropertyKey, unknown> | undefined)?.[key],
    value,
  );
}

function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 80));
  if (value === null || typeof value !== 'object') return String(value);
  return Array.isArray(value) ? `an array of ${value.length}` : value.constructor.name;
}
