import * as z from 'zod';
import type { BoxNotice, BoxSettings } from '../../core/hub/orders.ts';
import { FORK_DIGESTS_MAX, type HubFrame } from '../../core/link/frames.ts';
import type { KnownSession, Place, Programme } from '../../core/programme.ts';

const WORD_MAX = 200;
const TEXT_MAX = 10_000;
const SESSIONS_MAX = 20_000;
const LIST_MAX = 1_000;
const NOTICES_MAX = 1_000;
const EPOCHS_MAX = 4_000;

const word = z.string().min(1).max(WORD_MAX);
const text = z.string().max(TEXT_MAX);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const digest = sha256.or(z.literal(''));
const seq = z.int().min(1);
const count = z.int().min(0);
/** Epoch milliseconds; clocks may be before 1970. */
const at = z.number();
const version = z.string().max(WORD_MAX);

const frameSchemas = {
  resume: z.object({
    type: z.literal('resume'),
    epochs: z.array(z.object({ epoch: word, acked: count, digest })).max(EPOCHS_MAX),
    credit: seq,
    serverAt: at,
  }),
  ack: z.object({ type: z.literal('ack'), epoch: word, acked: count }),
  fork: z.object({
    type: z.literal('fork'),
    epoch: word,
    digests: z.array(z.object({ seq, digest: sha256 })).max(FORK_DIGESTS_MAX),
  }),
  time: z.object({ type: z.literal('time'), monoMs: z.number(), serverAt: at }),
  changed: z.object({
    type: z.literal('changed'),
    programme: version.exactOptional(),
    notices: version.exactOptional(),
    settings: version.exactOptional(),
    wall: version.exactOptional(),
    results: version.exactOptional(),
    images: version.exactOptional(),
  }),
  retry: z.object({ type: z.literal('retry'), afterMs: z.number().min(0) }),
} satisfies { [T in HubFrame['type']]: z.ZodType<Extract<HubFrame, { type: T }>> };

/** `ignored`: a type that this version does not know. `refused`: no frame at all, or one that is malformed; a reason. */
export type ParsedFrame = { frame: HubFrame } | { ignored: true } | { refused: string };

/** Reads what a hub sent. Unknown fields are left out. */
export function parseHubFrame(written: string): ParsedFrame {
  const typed = z.object({ type: z.string() }).loose().safeParse(jsonOf(written));
  if (!typed.success) return { refused: 'the frame is no JSON object with a type' };
  const { type } = typed.data;
  if (!Object.hasOwn(frameSchemas, type)) return { ignored: true };
  const parsed = frameSchemas[type as HubFrame['type']].safeParse(typed.data);
  if (parsed.success) return { frame: parsed.data };
  const [issue] = parsed.error.issues;
  return { refused: `${[type, ...(issue?.path ?? [])].join('.')}: ${issue?.message ?? 'malformed'}` };
}

// By shape, so that a field that is new in core and missing here is an error of types, and not lost on its way.
const place = {
  room: text,
  startsAt: at,
  endsAt: at,
  listedFromAt: at.nullable(),
  closedFromAt: at,
  leftAt: at.exactOptional(),
} satisfies Record<keyof Place, z.ZodType>;

const session = {
  id: text,
  derivedId: z.boolean(),
  title: text,
  speakers: z.array(text).max(LIST_MAX),
  room: text,
  startsAt: at,
  endsAt: at,
  kind: z.enum(['talk', 'break', 'other']),
  votable: z.boolean(),
  cancelled: z.boolean(),
  language: text.nullable(),
  track: text.nullable(),
  plenary: z.boolean().exactOptional(),
  relayOf: text.exactOptional(),
  feedbackUrl: text.exactOptional(),
  closedFromAt: at.nullable(),
  listedFromAt: at.nullable(),
  withdrawn: z.boolean(),
  formerIds: z.array(text).max(LIST_MAX).exactOptional(),
  renamedAt: z.array(at).max(LIST_MAX).exactOptional(),
  namedFromAt: at.exactOptional(),
  listedRoom: text.exactOptional(),
  earlier: z.array(z.object(place)).max(LIST_MAX).exactOptional(),
} satisfies Record<keyof KnownSession, z.ZodType>;

const programme = {
  name: text,
  timezone: z.string().refine(isZone, 'is no time zone that this box knows'),
  origin: text.exactOptional(),
  reading: z.enum(['wall', 'instant']).exactOptional(),
  undecided: z.boolean().exactOptional(),
  digest: text.exactOptional(),
  refused: z.array(text).max(LIST_MAX).exactOptional(),
  adjusted: z.literal(true).exactOptional(),
  sessions: z.array(z.object(session)).max(SESSIONS_MAX),
} satisfies Record<keyof Programme, z.ZodType>;

const settings = z.object({
  name: text,
  room: text.nullable(),
  language: z.enum(['fr', 'en']).nullable(),
  muted: z.boolean().nullable(),
  window: z.object({ openAfterMs: z.number().min(0), closeAfterMs: z.number().min(0) }).nullable(),
}) satisfies z.ZodType<BoxSettings>;

const notices = z
  .array(
    z.object({
      number: z.int(),
      text: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('full') }),
        z.object({ kind: z.literal('moved'), to: text }),
        z.object({ kind: z.literal('free'), text }),
      ]),
      untilAt: at.nullable(),
    }),
  )
  .max(NOTICES_MAX) satisfies z.ZodType<BoxNotice[]>;

/** Each reads one document of the hub; null when it is none. */
export const parseProgramme = (written: string): Programme | null => read(z.object(programme), written);
export const parseSettings = (written: string): BoxSettings | null => read(settings, written);
export const parseNotices = (written: string): BoxNotice[] | null => read(notices, written);

/** What a hub answers to a request for pairing. */
export const pairingAnswer = z.object({ state: z.enum(['waiting', 'paired', 'refused', 'full']) });

/** `hub.json` of the box. */
export const identityFile = z.object({ secret: sha256, pin: sha256.nullable(), chain: z.boolean() });

/** Null for what the schema refuses. */
export function read<T>(schema: z.ZodType<T>, written: string): T | null {
  return schema.safeParse(jsonOf(written)).data ?? null;
}

/** Undefined for what is no JSON, which no schema takes. */
function jsonOf(written: string): unknown {
  try {
    return JSON.parse(written);
  } catch {
    return undefined;
  }
}

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== null;
  } catch {
    return false;
  }
}
