import type * as z from 'zod';
import { Failure } from './failure.ts';
import type { Reply } from './http.ts';

/** The answer as this shape; throws a `Failure` that says what came instead. */
export function readAs<T>(schema: z.ZodType<T>, { host, text }: Reply): T {
  const parsed = schema.safeParse(jsonOf(host, text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue === undefined || issue.path.length === 0 ? '' : ` (at ${issue.path.join('.')})`;
  throw new Failure('unreachable', `${host} answered JSON of another shape${where}: is its address right?`);
}

/** The answer as this shape; null for anything else. */
export function tryAs<T>(schema: z.ZodType<T>, { host, text }: Reply): T | null {
  try {
    return schema.safeParse(jsonOf(host, text)).data ?? null;
  } catch {
    return null;
  }
}

function jsonOf(host: string, text: string): unknown {
  if (/^\s*</.test(text)) {
    throw new Failure(
      'unreachable',
      `${host} answered a web page where JSON belongs: is its address right, and does the network want a login?`,
    );
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new Failure('unreachable', `${host} answered JSON that breaks off or is none.`);
  }
}
