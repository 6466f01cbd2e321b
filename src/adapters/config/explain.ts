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
    const known = keysAt(schema, path, issue.input);
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
  if (/^(must|has) /.test(issue.message)) return `${issue.message}${found(issue)}`;
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${KINDS[issue.expected] ?? issue.expected}${found(issue)}`;
    case 'invalid_value':
      return `must be one of ${issue.values.map((value) => JSON.stringify(value)).join(', ')}${found(issue)}`;
    case 'too_small':
      return issue.origin === 'string' || issue.origin === 'array'
        ? 'must not be empty'
        : `must be at least ${issue.minimum}${found(issue)}`;
    case 'too_big':
      return `must be at most ${issue.maximum}${found(issue)}`;
    case 'invalid_union':
      return unionMessage(issue);
    default:
      return `${issue.message}${found(issue)}`;
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
  return `must be ${[...new Set(kinds)].join(' or ')}${found(issue)}`;
}

function found(issue: Issue): string {
  const { input } = issue;
  if (input === undefined || isSecret(issue)) return '';
  return `, not ${typeof input === 'number' ? input : JSON.stringify(input)}`; // JSON has no inf and no nan
}

/** Keys of the wall that hold a secret; an address of a feed may hold one, and so may a table. */
const SECRETS = ['token', 'app_password', 'key', 'url'];

function isSecret({ path, input }: Issue): boolean {
  return path[0] === 'wall' && (SECRETS.includes(String(path.at(-1))) || typeof input === 'object');
}

/** @param input the table at this path, which says which kind of table it is where there are several */
function keysAt(schema: z.ZodObject, path: readonly string[], input: unknown): string[] {
  let here: unknown = schema;
  for (const key of path) {
    const table = unwrap(here);
    here = isObject(table) ? table.shape[key] : table; // an entry of a list is what the list is made of
  }
  const table = unwrap(here);
  const tables = isObject(table) ? [table] : (table as z.ZodDiscriminatedUnion<z.ZodObject[]>).options;
  const known = tables.length === 1 ? tables : tables.filter((one) => isOfKind(one, input));
  return [...new Set(known.flatMap(({ shape }) => Object.keys(shape)))];
}

function isObject(schema: unknown): schema is z.ZodObject {
  return typeof schema === 'object' && schema !== null && 'shape' in schema;
}

function isOfKind({ shape }: z.ZodObject, input: unknown): boolean {
  return isTable(input) && (shape.kind as z.ZodLiteral | undefined)?.value === input.kind;
}

/** A table with a default is the table inside, and a list is what it is a list of. */
function unwrap(schema: unknown): unknown {
  return schema !== null && typeof schema === 'object' && 'unwrap' in schema
    ? unwrap((schema as { unwrap: () => unknown }).unwrap())
    : schema;
}
