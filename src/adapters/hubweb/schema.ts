import * as z from 'zod';
import type { HubCommand } from '../../core/hub/command.ts';

/** The bodies that people's requests have. What a value means is judged further in; here it has a shape and a bound. */

const word = z.string().min(1).max(500);
const text = z.string().max(500);
const secret = z.string().max(1_000);
const address = z.string().min(1).max(1_000);
const number = z.number().int().positive().max(Number.MAX_SAFE_INTEGER);
const AT_MAX = 8_640_000_000_000_000; // the last instant that a Date knows
const instant = z.number().int().min(0).max(AT_MAX);
const box = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'must be the id of a box');
const secretDigest = z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 digits of hex');
const role = z.enum(['organiser', 'viewer']);
const BOXES_MAX = 10_000;
const WORDS_MAX = 1_000;
const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

const asked = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('delay'), room: word, by: word }),
  z.strictObject({ kind: z.literal('move'), session: word, room: word.optional(), start: word.optional() }),
  z.strictObject({ kind: z.literal('cancel'), session: word }),
  z.strictObject({ kind: z.literal('undo'), number: number.optional() }),
  z.strictObject({ kind: z.literal('rollback'), version: number.optional() }),
  z.strictObject({ kind: z.literal('accept') }),
  z.strictObject({ kind: z.literal('show'), room: word.optional() }),
  z.strictObject({ kind: z.literal('log') }),
  z.strictObject({ kind: z.literal('versions') }),
]);

const correction = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('stood'), box, room: word, fromAt: instant, toAt: instant }),
  z.strictObject({ kind: z.literal('alias'), alias: word, room: word }),
]);

const notice = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('full') }),
  z.strictObject({ kind: z.literal('moved'), to: word }),
  z.strictObject({ kind: z.literal('free'), text: word }),
]);

const settings = z.strictObject({
  name: text,
  room: word.nullable(),
  language: z.enum(['fr', 'en']).nullable(),
  muted: z.boolean().nullable(),
});

const ruling = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('approve'), post: address, digest: word }),
  z.strictObject({ kind: z.literal('hide-post'), post: address }),
  z.strictObject({ kind: z.literal('hide-author'), author: address, handle: address }),
  z.strictObject({ kind: z.literal('hide-server'), server: word }),
  z.strictObject({ kind: z.literal('trust-author'), author: address, handle: address }),
  z.strictObject({ kind: z.literal('clear') }),
]);

const wallOrder = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('rule'), ruling }),
  z.strictObject({ kind: z.literal('undo'), number }),
  z.strictObject({
    kind: z.literal('rules'),
    rules: z.strictObject({
      mode: z.enum(['approve', 'delay', 'trusted']),
      delayMs: count,
      perAuthorHour: count,
      bots: z.boolean(),
      replies: z.boolean(),
      words: z.array(text).max(WORDS_MAX),
    }),
  }),
]);

export const commandBody: z.ZodType<HubCommand> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('programme'), asked }),
  z.strictObject({ kind: z.literal('correct'), correction }),
  z.strictObject({ kind: z.literal('undo-correction'), number }),
  z.strictObject({
    kind: z.literal('notice'),
    text: notice,
    boxes: z.array(box).min(1).max(BOXES_MAX).nullable(),
    untilAt: instant.nullable(),
  }),
  z.strictObject({ kind: z.literal('end-notice'), number }),
  z.strictObject({
    kind: z.literal('approve'),
    box,
    secretDigest,
    sinceAt: instant.nullable(),
    replaces: box.nullable(),
  }),
  z.strictObject({ kind: z.literal('refuse'), box, secretDigest }),
  z.strictObject({ kind: z.literal('revoke'), box }),
  z.strictObject({ kind: z.literal('settings'), box, settings }),
  z.strictObject({ kind: z.literal('leave-out'), box, epoch: word, leftOut: z.boolean() }),
  z.strictObject({ kind: z.literal('invite'), role }),
  z.strictObject({ kind: z.literal('change-role'), name: word, role }),
  z.strictObject({ kind: z.literal('remove-account'), name: word }),
  z.strictObject({ kind: z.literal('wall'), asked: wallOrder }),
  z.strictObject({ kind: z.literal('publish-results'), isPublished: z.boolean() }),
]);

export const signInBody = z.strictObject({ name: secret, password: secret });
export const passwordBody = z.strictObject({ current: secret, next: secret });

/** Every fault of a body, named by its key. */
export function explainBody(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${explainIssue(issue)}`).join('; ');
}

function explainIssue(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return `unknown key ${issue.keys.join(', ')}`;
  if (issue.path.length === 0 && issue.code === 'invalid_type') return 'must be a JSON object';
  return issue.message;
}
