import type { z } from 'zod';
import type { ConfigFault } from '../../core/config.ts';
import { nearest } from '../../core/nearest.ts';

type Issue = z.core.$ZodIssue;

const KINDS: Record<string, string> = {
  string: 'text in quotes',
  number: 'a number',
  int: 'a whole number',
  array: 'a list',
  object: 'a table',
};

/** Every fault that zod found, in words an owner understands, with the nearest known key for a slip. */
export function explain(error: z.ZodError, schema: z.ZodObject): ConfigFault[] {
  return error.issues.flatMap((issue) => explainIssue(issue, schema));
}

/** The document without everything that zod refused in it: what is left has no fault of that kind. */
export function withoutFaults(document: unknown, error: z.ZodError): unknown {
  const copy = structuredClone(document);
  for (const issue of error.issues) {
    const path = issue.path.map(String);
    if (issue.code === 'unrecognized_keys') for (const key of issue.keys) remove(copy, [...path, key]);
    else remove(copy, path);
  }
  return copy;
}

/** Of a list with a faulty entry nothing is left. */
function remove(table: unknown, [key, ...rest]: readonly string[]): void {
  if (!isTable(table) || key === undefined) return;
  if (rest.length > 0 && isTable(table[key])) remove(table[key], rest);
  else delete table[key];
}

function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function explainIssue(issue: Issue, schema: z.ZodObject): ConfigFault[] {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(schema, path);
    return issue.keys.map((key) => {
      const [near] = nearest(key, known, 1);
      const hint = near === undefined ? `known here: ${known.join(', ')}` : `did you mean ${near}?`;
      return { key: [...path, key].join('.'), message: `unknown key (${hint})` };
    });
  }
  return [{ key: path.join('.'), message: message(issue) }];
}

function message(issue: Issue): string {
  // The schema's own words, where it has any: zod's begin with a capital letter.
  if (/^(must|has) /.test(issue.message)) return `${issue.message}${found(issue.input)}`;
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${KINDS[issue.expected] ?? issue.expected}${found(issue.input)}`;
    case 'invalid_value':
      return `must be one of ${issue.values.map((value) => JSON.stringify(value)).join(', ')}${found(issue.input)}`;
    case 'too_small':
      return issue.origin === 'string' || issue.origin === 'array'
        ? 'must not be empty'
        : `must be at least ${issue.minimum}${found(issue.input)}`;
    case 'too_big':
      return `must be at most ${issue.maximum}${found(issue.input)}`;
    case 'invalid_union':
      return unionMessage(issue);
    default:
      return `${issue.message}${found(issue.input)}`;
  }
}

/** Of a union's branches, the one that got furthest knows best what is wrong. */
function unionMessage(issue: Extract<Issue, { code: 'invalid_union' }>): string {
  const branches = issue.errors.map((errors) => errors[0]).filter((first) => first !== undefined);
  const near = branches.find((first) => first.code !== 'invalid_type');
  if (near !== undefined) return message(near);
  const kinds = branches.map((first) =>
    'expected' in first ? (KINDS[first.expected] ?? first.expected) : '',
  );
  return `must be ${[...new Set(kinds)].join(' or ')}${found(issue.input)}`;
}

function found(input: unknown): string {
  if (input === undefined) return '';
  return `, not ${typeof input === 'number' ? input : JSON.stringify(input)}`; // JSON has no inf and no nan
}

function keysAt(schema: z.ZodObject, path: readonly string[]): string[] {
  let here: unknown = schema;
  for (const key of path) here = unwrap((unwrap(here) as z.ZodObject).shape[key]);
  return Object.keys((unwrap(here) as z.ZodObject).shape);
}

/** A table with a default is the table inside. */
function unwrap(schema: unknown): unknown {
  return schema !== null && typeof schema === 'object' && 'unwrap' in schema
    ? (schema as { unwrap: () => unknown }).unwrap()
    : schema;
}
