import * as z from 'zod';
import { BATCH_MAX, type BoxFrame, type VotesFrame } from '../../core/link/frames.ts';
import { CLOCK_QUALITIES, type StoredVote } from '../../core/vote.ts';

const WORD_MAX = 200;
/** Rooms, ids of sessions, faults in words: longer than any that a box makes. */
const TEXT_MAX = 2_000;
/** More than fit in a frame. */
const EPOCHS_MAX = 4_000;
const HOLES_MAX = 30_000;
const BOOTS_MAX = 4_000;
const FAULTS_MAX = 200;

// PostgreSQL stores neither U+0000 nor half a surrogate pair, and one bad row would take its whole group down.
const UNSTORABLE = /[\0\p{Cs}]/u;
const DIGEST = /^[0-9a-f]{64}$/;

const storable = (most: number) =>
  z
    .string()
    .max(most)
    .refine((text) => !UNSTORABLE.test(text), 'holds characters that cannot be stored');
const word = storable(WORD_MAX).min(1);
const text = storable(TEXT_MAX);
const digest = z.string().regex(DIGEST, 'must be 64 digits of lower-case hex');
const seq = z.int().min(1);
/** Wall clocks may be before 1970. */
const at = z.int();
const count = z.int().min(0);
const measure = z.number();
const clock = z.enum(CLOCK_QUALITIES);
const perButton = z.object({ plus: count, minus: count });

const heldEpoch = z.object({
  epoch: word,
  firstSeq: seq,
  lastSeq: count,
  digest: digest.or(z.literal('')),
  lost: z.array(z.tuple([seq, seq])).max(HOLES_MAX),
});

const vote = z.object({
  seq,
  bootId: word,
  monoMs: count,
  wallMs: at,
  value: z.literal([1, -1]),
  room: text.nullable(),
  shownSessionId: text.nullable(),
  source: z.enum(['button', 'simulator', 'test']),
  digest,
});

const disk = z.object({ freeBytes: measure.min(0), totalBytes: measure.min(0) });
const fault = z.object({ id: word, severity: z.enum(['error', 'warning']), message: text, sinceAt: measure });

/** By type, what each frame of a box has to be; `quickVotes` agrees with the one of `votes`. */
export const frameSchemas = {
  hello: z.object({
    type: z.literal('hello'),
    protocol: z.int(),
    machine: word,
    epochs: z.array(heldEpoch).max(EPOCHS_MAX),
    bootId: word,
    monoMs: measure.min(0),
    wallMs: measure,
    clock,
    version: storable(WORD_MAX),
  }),
  boots: z.object({
    type: z.literal('boots'),
    boots: z.array(z.object({ bootId: word, wallOffsetMs: at, quality: clock })).max(BOOTS_MAX),
  }),
  votes: z.object({
    type: z.literal('votes'),
    epoch: word,
    from: seq,
    votes: z.array(vote).min(1).max(BATCH_MAX),
  }),
  older: z.object({ type: z.literal('older'), epoch: word, before: seq }),
  health: z.object({
    type: z.literal('health'),
    monoMs: measure.min(0),
    queued: count,
    room: text.nullable(),
    clock,
    disk: disk.nullable(),
    temperature: measure.nullable(),
    faults: z.array(fault).max(FAULTS_MAX),
    noise: perButton,
    repeats: perButton,
    failed: count,
    lastVoteAt: measure.nullable(),
    mode: z.enum(['voting', 'menu', 'test']),
    version: storable(WORD_MAX),
  }),
} satisfies { [T in BoxFrame['type']]: z.ZodType<Extract<BoxFrame, { type: T }>> };

/** What a box says of itself when it asks to be paired. */
export const pairingBody = z.object({
  machine: word,
  secretDigest: digest,
  version: storable(WORD_MAX),
  votes: count,
  firstVoteAt: at.nullable(),
});

/** `ignored`: a type that this version does not know. `refused`: no frame at all, or one that is malformed; a reason for people. */
export type ParsedFrame = { frame: BoxFrame } | { ignored: true } | { refused: string };

/** Reads what a box sent, its text bounded by the caller. Unknown fields are left out. */
export function parseBoxFrame(text: string): ParsedFrame {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { refused: 'the frame is not JSON' };
  }
  if (!isRecord(value) || typeof value.type !== 'string') return { refused: 'the frame has no type' };
  const votes = value.type === 'votes' ? quickVotes(value) : null;
  if (votes !== null) return inOrder(votes);
  if (!Object.hasOwn(frameSchemas, value.type)) return { ignored: true };
  const parsed = frameSchemas[value.type as BoxFrame['type']].safeParse(value);
  if (!parsed.success) return { refused: explain(value.type, parsed.error) };
  return parsed.data.type === 'votes' ? inOrder(parsed.data) : { frame: parsed.data };
}

/**
 * What the schema `votes` gives, several times as quickly: single votes are most of what a hub reads. Null for what it
 * does not take; the schema then says why.
 */
export function quickVotes({ type, epoch, from, votes }: Record<string, unknown>): VotesFrame | null {
  if (type !== 'votes' || !isWord(epoch) || !isWhole(from, 1) || !Array.isArray(votes)) return null;
  if (votes.length === 0 || votes.length > BATCH_MAX) return null;
  const read: StoredVote[] = [];
  for (const found of votes) {
    const vote = isRecord(found) ? quickVote(found) : null;
    if (vote === null) return null;
    read.push(vote);
  }
  return { type, epoch, from, votes: read };
}

function quickVote(found: Record<string, unknown>): StoredVote | null {
  const { seq, bootId, monoMs, wallMs, value, room, shownSessionId, source, digest } = found;
  if (!isWhole(seq, 1) || !isWord(bootId) || !isWhole(monoMs, 0)) return null;
  if (!isWhole(wallMs, Number.MIN_SAFE_INTEGER) || (value !== 1 && value !== -1)) return null;
  if (!isTextOrNull(room) || !isTextOrNull(shownSessionId)) return null;
  if (source !== 'button' && source !== 'simulator' && source !== 'test') return null;
  if (typeof digest !== 'string' || !DIGEST.test(digest)) return null;
  return { seq, bootId, monoMs, wallMs, value, room, shownSessionId, source, digest };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isWhole(value: unknown, least: number): value is number {
  return Number.isSafeInteger(value) && (value as number) >= least;
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || isText(value, TEXT_MAX);
}

function isWord(value: unknown): value is string {
  return isText(value, WORD_MAX) && value !== '';
}

function isText(value: unknown, most: number): value is string {
  return typeof value === 'string' && value.length <= most && !UNSTORABLE.test(value);
}

function inOrder(frame: VotesFrame): ParsedFrame {
  const isAscending = frame.votes.every(({ seq }, i) => seq > (frame.votes[i - 1]?.seq ?? frame.from - 1));
  if (isAscending && frame.votes[0]?.seq === frame.from) return { frame };
  return { refused: 'votes: must be in ascending order, the first one as `from` says' };
}

/** The first fault; a link is closed with at most 123 bytes. */
function explain(type: string, error: z.ZodError): string {
  const [issue] = error.issues;
  return `${[type, ...(issue?.path ?? [])].join('.')}: ${issue?.message ?? 'malformed'}`;
}
