import * as z from 'zod';
import type { Organising } from '../../core/organising.ts';
import type { WallAsk } from '../../core/wall/asks.ts';

const word = z.string().min(1).max(500);
const number = z.number().int().positive().optional();

const organising = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('delay'), room: word, by: word }),
  z.strictObject({ kind: z.literal('move'), session: word, room: word.optional(), start: word.optional() }),
  z.strictObject({ kind: z.literal('cancel'), session: word }),
  z.strictObject({ kind: z.literal('undo'), number }),
  z.strictObject({ kind: z.literal('rollback'), version: number }),
  z.strictObject({ kind: z.literal('accept') }),
  z.strictObject({ kind: z.literal('show'), room: word.optional() }),
  z.strictObject({ kind: z.literal('log') }),
  z.strictObject({ kind: z.literal('versions') }),
]);

const post = word;
const wallAsk = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('wall-list') }),
  z.strictObject({ kind: z.literal('wall-approve'), post }),
  z.strictObject({ kind: z.literal('wall-hide'), post, whole: z.enum(['post', 'author', 'server']) }),
  z.strictObject({ kind: z.literal('wall-trust'), post }),
  z.strictObject({ kind: z.literal('wall-undo'), number }),
  z.strictObject({ kind: z.literal('wall-clear') }),
  z.strictObject({
    kind: z.literal('wall-rules'),
    change: z.strictObject({
      mode: z.enum(['approve', 'delay', 'trusted']).optional(),
      delayMs: z.number().optional(),
      perAuthorHour: z.number().optional(),
      bots: z.boolean().optional(),
      replies: z.boolean().optional(),
      words: z.array(z.string()).optional(),
    }),
  }),
]) satisfies z.ZodType<WallAsk>;

const request = z.strictObject({ who: word, asked: z.union([organising, wallAsk]) });

const hubRequest = z.strictObject({
  who: word,
  asked: z.strictObject({ kind: z.literal('invite'), role: z.enum(['organiser', 'viewer']) }),
});

const consoleAsk = z.discriminatedUnion('ask', [
  z.strictObject({ ask: z.literal('run'), line: z.string().max(1_000), who: word }),
  z.strictObject({ ask: z.literal('complete'), line: z.string().max(1_000) }),
  z.strictObject({ ask: z.literal('stop') }),
]);

const exit = z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]);
const consoleSay = z.discriminatedUnion('say', [
  z.object({ say: z.literal('hello'), prompt: z.string() }),
  z.object({ say: z.literal('line'), text: z.string(), data: z.unknown().optional() }),
  z.object({ say: z.literal('words'), hits: z.array(z.string()), on: z.string() }),
  z.object({
    say: z.literal('end'),
    ...{ exit, text: z.string(), data: z.unknown().optional(), prompt: z.string() },
  }),
]);

const outcome = z.object({ done: z.boolean(), text: z.string(), data: z.unknown().optional() });

export interface ControlRequest {
  /** Who asks, for the log. */
  who: string;
  asked: Organising | WallAsk;
}

export function isWallAsk(asked: Organising | WallAsk): asked is WallAsk {
  return asked.kind.startsWith('wall-');
}

export type HubRequest = z.output<typeof hubRequest>;

/** Who can be asked by a command of the same computer. */
export interface Asked<Request> {
  noun: string;
  /** The name of its socket in the data directory, which a box and a hub may share. */
  socket: string;
  /** What one line asks; null when it is no request that this version knows. */
  parse(line: string): Request | null;
}

export const BOX: Asked<ControlRequest> = {
  noun: 'box',
  socket: 'control.sock',
  parse: (line) => parse(request, line),
};

export const HUB: Asked<HubRequest> = {
  noun: 'hub',
  socket: 'hub.sock',
  parse: (line) => parse(hubRequest, line),
};

/** What one line answers; null when nobody of ours wrote it. */
export function parseOutcome(line: string): { done: boolean; text: string; data?: unknown } | null {
  return parse(outcome, line);
}

/** What a console asks of a box: a frame a line. */
export type ConsoleAsk = z.output<typeof consoleAsk>;

/** What a box says to a console: `hello` at once, then `line`s and an `end` for each command. */
export type ConsoleSay = z.output<typeof consoleSay>;

/** Null for what this version does not know. */
export function parseConsoleAsk(line: string): ConsoleAsk | null {
  return parse(consoleAsk, line);
}

/** Null for what no box of ours wrote. */
export function parseConsoleSay(line: string): ConsoleSay | null {
  return parse(consoleSay, line);
}

function parse<T>(schema: z.ZodType<T>, line: string): T | null {
  try {
    return schema.safeParse(JSON.parse(line)).data ?? null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
