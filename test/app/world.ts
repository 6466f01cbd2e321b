import type { Fetched, FetchSource, ProgrammeStore, SourceTag, Store } from '../../src/app/ports.ts';
import { createProgrammeKeeper, type KeeperDeps } from '../../src/app/programme.ts';
import { createReadings } from '../../src/app/readings.ts';
import type { Adjustment } from '../../src/core/adjustments.ts';
import type { ProgrammeConfig } from '../../src/core/config.ts';
import { readProgramme } from '../../src/core/formats/detect.ts';
import type { Programme } from '../../src/core/programme.ts';
import type { VoteSpan } from '../../src/core/vote.ts';

export const MINUTE = 60_000;
export const TEN = Date.parse('2026-06-24T10:00:00Z');

export interface Listed {
  id: string;
  start?: string;
  venue?: string;
  name?: string;
}

/** A file of talks of one hour on 24 June 2026, in UTC. */
export function file(...talks: Listed[]): Uint8Array {
  const list = talks.map(({ id, start = '10', venue = 'Amphi A', name = `Talk ${id}` }) => ({
    id,
    name,
    venue,
    speakers: `Speaker ${id}`,
    event_start: `2026-06-24T${start}:00:00`,
    event_end: `2026-06-24T${String(Number(start) + 1).padStart(2, '0')}:00:00`,
  }));
  return new TextEncoder().encode(JSON.stringify(list));
}

export interface Timer {
  atMs: number;
  call: () => void;
}

/** Everything around the keeper, moved by hand. */
export function createWorld(sources: string[] = ['talks.json']) {
  const world = {
    at: TEN,
    /** Whether anybody knows that this is the time. */
    clockSet: true,
    /** How wrong the computer's own clock is. */
    wallErrorMs: 0,
    timers: [] as Timer[],
    files: new Map<string, Uint8Array | Error>(),
    tags: new Map<string, SourceTag>(),
    asked: [] as [string, SourceTag | null][],
    faults: new Map<string, string>(),
    saved: [] as { programme: Programme; origin: string; at: number }[],
    stored: null as Programme | null,
    adjustments: [] as Adjustment[],
    storeOpen: true,
    loads: 0,
    voted: [] as { room: string; spans: readonly VoteSpan[] }[],
    hasVotes: (_span: VoteSpan) => false,
    room: null as string | null,
    hubUrls: [] as string[],
    /** What each saved version changed. */
    changes: [] as string[],
    programme: {
      sources,
      format: 'auto',
      reading: 'auto',
      timezone: 'UTC',
      refresh: '*/5 * * * *',
    } as ProgrammeConfig,
  };
  const closed = () => Promise.reject(new Error('the store is not open'));
  const programmes: ProgrammeStore = {
    load() {
      world.loads += 1;
      return world.storeOpen ? Promise.resolve(world.stored) : closed();
    },
    save(programme, origin, at, changes) {
      if (!world.storeOpen) return closed();
      world.saved.push({ programme, origin, at });
      world.changes.push(changes);
      return Promise.resolve();
    },
    versions: (count) =>
      Promise.resolve(
        world.saved
          .map(({ programme, origin, at }, index) => ({
            version: index + 1,
            origin,
            at,
            sessions: programme.sessions.length,
            changes: world.changes[index] ?? '',
          }))
          .toReversed()
          .slice(0, count),
      ),
    version: (number) => Promise.resolve(world.saved[number - 1]?.programme ?? null),
    adjustments: () => (world.storeOpen ? Promise.resolve(world.adjustments) : closed()),
    adjust(order, at, who) {
      if (!world.storeOpen) return closed();
      const adjustment = { number: world.adjustments.length + 1, at, who, order, undone: null };
      world.adjustments = [...world.adjustments, adjustment];
      return Promise.resolve(adjustment);
    },
    undo(number, at, who) {
      world.adjustments = world.adjustments.map((kept) =>
        kept.number === number ? { ...kept, undone: { at, who } } : kept,
      );
      return Promise.resolve();
    },
  };
  const store: Pick<Store, 'programmes' | 'spansWithVotes'> = {
    programmes,
    spansWithVotes(room, spans) {
      if (!world.storeOpen) return closed();
      world.voted.push({ room, spans });
      return Promise.resolve(spans.map(world.hasVotes));
    },
  };
  const fetchSource: FetchSource = async (source, known): Promise<Fetched> => {
    world.asked.push([source, known]);
    const bytes = world.files.get(source) ?? new Error(`${source} cannot be read: there is no such file.`);
    if (bytes instanceof Error) throw bytes;
    const tag = world.tags.get(source) ?? null;
    if (tag !== null && known?.etag === tag.etag) return { modified: false };
    return { modified: true, bytes, tag };
  };
  const deps: KeeperDeps = {
    clock: {
      wallAt: () => world.at + world.wallErrorMs,
      after(delayMs, call) {
        const timer = { atMs: world.at + delayMs, call };
        world.timers.push(timer);
        return () => {
          world.timers = world.timers.filter((other) => other !== timer);
        };
      },
    },
    nowAt: () => (world.clockSet ? world.at : null),
    store,
    faults: {
      set: (id, severity, message) => world.faults.set(id, `${severity}: ${message}`),
      clear: (id) => world.faults.delete(id),
    },
    readings: createReadings(fetchSource, async (bytes, options) => readProgramme(bytes, options)),
    log: { info: () => {}, warn: () => {} },
    config: () => ({
      programme: world.programme,
      language: 'fr',
      window: { openAfterMs: 10 * MINUTE, closeAfterMs: 15 * MINUTE },
      rooms: world.room === null ? [] : [world.room],
      hubUrls: world.hubUrls,
    }),
  };
  return { world, store, keeper: createProgrammeKeeper(deps) };
}

/** A keeper that has read these files once. */
export async function started(files: Record<string, Uint8Array | Error>, sources?: string[]) {
  const { world, store, keeper } = createWorld(sources ?? Object.keys(files));
  for (const [name, bytes] of Object.entries(files)) world.files.set(name, bytes);
  await keeper.start();
  await keeper.firstAttemptDone;
  return { world, store, keeper };
}

/** What it lists, by ids. */
export const idsOf = (programme: Programme | null) => programme?.sessions.map(({ id }) => id) ?? null;
