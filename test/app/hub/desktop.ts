import { createBasis, type HubBasis } from '../../../src/app/hub/basis.ts';
import { makeBatch } from '../../../src/app/hub/batch.ts';
import { createHubDesk, type DeskPart } from '../../../src/app/hub/desk.ts';
import { createHubProgrammes } from '../../../src/app/hub/programmes.ts';
import { createOrganiser } from '../../../src/app/organiser.ts';
import { createProgrammeKeeper } from '../../../src/app/programme.ts';
import type { ImagesDocument } from '../../../src/core/display.ts';
import type { HubCommand } from '../../../src/core/hub/command.ts';
import type { BoxRecord, Role } from '../../../src/core/hub/records.ts';
import type { HubView, Part, PartMessage } from '../../../src/core/hub/view.ts';
import type { ChangedFrame, HealthFrame } from '../../../src/core/link/frames.ts';
import type { KnownSession } from '../../../src/core/programme.ts';
import type { StoredVote, VoteValue } from '../../../src/core/vote.ts';
import { createFakeClock, type FakeClock } from '../../fakes/clock.ts';
import { sessionWith } from '../../fakes/session.ts';
import { createFakeWall, type FakeWall } from '../../fakes/wall.ts';
import { createMemoryStore, type MemoryStore } from './memory.ts';

export const MINUTE = 60_000;
export const RULE = { openAfterMs: 10 * MINUTE, closeAfterMs: 15 * MINUTE };
/** 2026-06-24 09:00 UTC. */
export const NINE = Date.UTC(2026, 5, 24, 9);

export const TALKS = [
  sessionWith({ id: 'a', startsAt: NINE, endsAt: NINE + 50 * MINUTE }),
  sessionWith({ id: 'b', startsAt: NINE, endsAt: NINE + 50 * MINUTE, room: 'Amphi B' }),
  sessionWith({ id: 'c', startsAt: NINE + 60 * MINUTE, endsAt: NINE + 110 * MINUTE }),
];

export interface Desktop {
  clock: FakeClock;
  store: MemoryStore;
  basis: HubBasis;
  desk: DeskPart;
  linked: Set<string>;
  announced: [Omit<ChangedFrame, 'type'>, readonly string[] | undefined][];
  dropped: [box: string, reason: string][];
  wall: FakeWall;
  /** The pictures that organisers hand out are these from now on. */
  hang(images: ImagesDocument['images']): void;
  /** Stores votes of a box as its link does, at these instants, and tells the desk unless another process did. */
  cast(
    box: string,
    room: string | null,
    value: VoteValue,
    at: readonly number[],
    elsewhere?: boolean,
  ): Promise<void>;
  pair(box: string, changed?: Partial<BoxRecord>): Promise<void>;
  order(command: HubCommand): Promise<string>;
}

export interface Options {
  sessions?: readonly KnownSession[];
  isShared?: boolean;
  at?: number;
  store?: MemoryStore;
}

/** A desk that has started, with its store and nothing linked; it is 09:30 unless said. */
export async function openDesktop(options: Options = {}): Promise<Desktop> {
  const { sessions = TALKS, isShared = false, at = NINE + 30 * MINUTE } = options;
  const clock = createFakeClock({ wallAt: at });
  const store = options.store ?? createMemoryStore();
  const basis = createBasis({ store, rule: RULE });
  await basis.reload();
  const keeping = createHubProgrammes({ basis, store });
  if (options.store === undefined) {
    await keeping.programmes.save({ name: 'Conf', timezone: 'UTC', sessions }, 'file.json', at, '');
  }
  const linked = new Set<string>();
  const announced: Desktop['announced'] = [];
  const dropped: Desktop['dropped'] = [];
  const wall = createFakeWall();
  let images: ImagesDocument['images'] = [];
  let onImages = () => {};
  const desk = createHubDesk({
    wall,
    album: {
      images: () => images,
      picture: (digest) => (digest === 'logo' ? Uint8Array.of(1) : null),
      onChange(call) {
        onImages = call;
        return () => {};
      },
    },
    ...{ clock, store, basis, isShared, timezone: 'UTC' },
    ...(await organising(keeping, clock)),
    links: () => ({
      linked: () => linked,
      announce: (changed, boxes) => void announced.push([changed, boxes]),
      drop: (box, _code, reason) => void dropped.push([box, reason]),
    }),
    pairings: async () => [],
    makeLink: () => ({ link: 'https://hub/join#secret', tokenDigest: 'ab12' }),
    facts: { version: '1', event: 'conf', language: 'en' },
    faults: { set: (_id, _severity, message) => assertNever(message), clear: () => {}, list: () => [] },
    source: () => 'file.json',
  });
  await desk.start();
  const seqs = new Map<string, { seq: number; digest: string }>();

  return {
    ...{ clock, store, basis, desk, linked, announced, dropped, wall },
    hang(changed) {
      images = changed;
      onImages();
    },
    async cast(box, room, value, instants, elsewhere = false) {
      const tip = seqs.get(box) ?? { seq: 0, digest: '' };
      const votes = instants.map((instant, index) => voteOf(tip.seq + index + 1, room, value, instant));
      const last = votes.at(-1);
      if (last === undefined) return;
      seqs.set(box, last);
      const epoch = { epoch: `${box}-log`, firstSeq: 1, lastSeq: 0, digest: '', lost: [] };
      const origin = { box, machine: box, epoch, onto: { acked: tip.seq, digest: tip.digest } };
      const batch = makeBatch(origin, votes, basis.attribution(), BOOTS);
      const [answer] = await store.votes.append([batch]);
      if (answer !== 'stored') throw new Error(`the votes were not stored but ${answer}`);
      if (!elsewhere) desk.counted(box, votes, batch.tally);
    },
    async pair(box, changed = {}) {
      const settings = { name: '', room: null, language: null, muted: null, window: null };
      const base = { box, machine: box, secretDigest: 'cd', pairedAt: at, pairedBy: 'ada', revokedAt: null };
      const record = { ...base, takenSinceAt: null, settings, ...changed };
      await store.fleet.putBox(record, { at, who: 'ada', what: `paired ${box}` });
    },
    order: async (command) => {
      const { done, text } = await desk.command(command, 'ada');
      return `${done ? 'done' : 'refused'}: ${text}`;
    },
  };
}

const BOOTS = new Map([['boot', { bootId: 'boot', wallOffsetMs: 0, quality: 'synced' as const }]]);

function voteOf(seq: number, room: string | null, value: VoteValue, at: number): StoredVote {
  const vote = { bootId: 'boot', monoMs: at, wallMs: at, value, room, shownSessionId: null };
  return { ...vote, seq, digest: `d${seq}`, source: 'button' };
}

async function organising(store: ReturnType<typeof createHubProgrammes>, clock: FakeClock) {
  const log = { warn: () => {}, info: () => {} };
  const keeper = createProgrammeKeeper({
    ...{ clock, store, log, nowAt: () => clock.wallAt() },
    faults: { set: () => {}, clear: () => {} },
    readings: { read: async () => ({ reading: null, failures: [], onlyAbsent: false }) } as never,
    config: () =>
      ({ programme: { sources: [] }, language: 'en', window: RULE, rooms: [], hubUrls: [] }) as never,
  });
  await keeper.load();
  const organiser = createOrganiser({ store, keeper, rule: RULE, nowAt: () => clock.wallAt(), log });
  return { keeper, organiser };
}

function assertNever(message: string): never {
  throw new Error(message);
}

/** What somebody at a dashboard sees. */
export interface Page {
  view: HubView;
  /** In the order in which parts came since the last look. */
  came(): Part[];
  messages: PartMessage[];
  close(): void;
}

export function openPage(desk: DeskPart, role: Role = 'organiser', name = 'ada'): Page {
  const view = {} as Record<Part, unknown>;
  const messages: PartMessage[] = [];
  let seen = 0;
  const close = desk.follow({ name, role }, (message) => {
    view[message.part] = message.value;
    messages.push(message);
  });
  return {
    view: view as unknown as HubView,
    messages,
    close,
    came() {
      const parts = messages.slice(seen).map(({ part }) => part);
      seen = messages.length;
      return parts;
    },
  };
}

export function healthWith(changed: Partial<HealthFrame> = {}): HealthFrame {
  return {
    type: 'health',
    ...{ monoMs: 0, queued: 0, room: 'Amphi A', clock: 'synced', disk: null, temperature: null, faults: [] },
    ...{ noise: { plus: 0, minus: 0 }, repeats: { plus: 0, minus: 0 }, failed: 0, lastVoteAt: null },
    ...{ mode: 'voting', version: '1' },
    ...changed,
  };
}
