import * as z from 'zod';

const button = z.enum(['plus', 'minus'], 'must be "plus" or "minus"');
const HOLD_MAX_MS = 60_000;
const TRACE_MAX_MS = 600_000;
const EDGES_MAX = 5_000;

const milliseconds = (most: number) =>
  z
    .number('must be a number of milliseconds')
    .min(0, 'must not be negative')
    .max(most, `must be at most ${most}`);
const active = z.boolean('must be true or false');

export const levelBody = z.strictObject({ button, active });
export const pressBody = z.strictObject({ button, holdMs: milliseconds(HOLD_MAX_MS) });
export const traceBody = z.strictObject({
  edges: z
    .array(z.strictObject({ afterMs: milliseconds(TRACE_MAX_MS), button, active }), 'must be a list of edges')
    .max(EDGES_MAX, `must be at most ${EDGES_MAX} edges`)
    .refine(isAscending, 'must be in ascending order of afterMs'),
});

function isAscending(edges: readonly { afterMs: number }[]): boolean {
  return edges.every((edge, i) => edge.afterMs >= (edges[i - 1]?.afterMs ?? 0));
}

/** Every fault of a body, named by its key. */
export function explainBody(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${explainIssue(issue)}`).join('; ');
}

function explainIssue(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return `unknown key ${issue.keys.join(', ')}`;
  if (issue.path.length === 0) return 'must be a JSON object, sent as application/json';
  return issue.message;
}
