import { createRandom } from '../../src/core/random.ts';
import type { Weather } from './network.ts';

/** Something that befalls the world; `box` counts from 0, and from 0 again behind the last one there is then. */
export type Mishap =
  | { kind: 'weather'; weather: Weather }
  | { kind: 'cut' | 'pull' | 'plug' | 'crash' | 'boot' | 'clone'; box: number }
  | { kind: 'copy-card' | 'reimage'; box: number; card: number }
  | { kind: 'move-card' | 'salvage'; box: number }
  | { kind: 'step-clock'; box: number; ms: number }
  | { kind: 'crash-hub'; process: number; when: 'now' | 'before commit' | 'after commit' }
  /** The next commit fails. */
  | { kind: 'disk-trouble'; process: number }
  | { kind: 'boot-hub' | 'backup-hub' | 'restore-hub' | 'change-rules' };

export type Event = { atMs: number } & ({ kind: 'vote'; box: number; isTest: boolean } | Mishap);

/** What happens in one run of the world, by its seed. */
export interface Schedule {
  seed: number;
  boxes: number;
  /** Processes of the hub on one database. */
  hubs: number;
  lastsMs: number;
  events: readonly Event[];
}

/** Copies of cards make more boxes than there were. */
const BOX_MAX = 3;
/** People leave together. */
const CROWD_MS = 150;
const DAY_MS = 86_400_000;

export function makeSchedule(seed: number): Schedule {
  const random = createRandom(seed);
  const whole = (from: number, to: number) => from + Math.floor(random() * (to - from + 1));
  const [boxes, hubs] = [whole(1, 2), whole(1, 2)];
  const lastsMs = whole(20, 90) * 1_000;
  const box = () => whole(0, BOX_MAX);
  const weather = (): Weather => ({
    drop: random() < 0.5 ? 0 : random() * 0.15,
    repeat: random() < 0.5 ? 0 : random() * 0.2,
    reorder: random() < 0.5 ? 0 : random() * 0.2,
    delayMs: random() < 0.5 ? 20 : random() * 2_000,
  });
  const mishaps: (() => Mishap)[] = [
    () => ({ kind: 'weather', weather: weather() }),
    () => ({ kind: 'cut', box: box() }),
    () => ({ kind: 'pull', box: box() }),
    () => ({ kind: 'plug', box: box() }),
    () => ({ kind: 'crash', box: box() }),
    () => ({ kind: 'boot', box: box() }),
    () => ({ kind: 'copy-card', box: box(), card: whole(0, 1) }),
    () => ({ kind: 'reimage', box: box(), card: whole(0, 1) }),
    () => ({ kind: 'clone', box: box() }),
    () => ({ kind: 'move-card', box: box() }),
    () => ({ kind: 'salvage', box: box() }),
    () => ({ kind: 'step-clock', box: box(), ms: Math.round((random() - 0.5) * DAY_MS * 2) }),
    () => ({ kind: 'crash-hub', process: whole(0, 1), when: 'now' }),
    () => ({ kind: 'crash-hub', process: whole(0, 1), when: 'before commit' }),
    () => ({ kind: 'crash-hub', process: whole(0, 1), when: 'after commit' }),
    () => ({ kind: 'disk-trouble', process: whole(0, 1) }),
    () => ({ kind: 'boot-hub' }),
    () => ({ kind: 'backup-hub' }),
    () => ({ kind: 'restore-hub' }),
    () => ({ kind: 'change-rules' }),
  ];
  const events: Event[] = [];
  const at = () => Math.floor(random() * lastsMs);
  for (let left = whole(2, 14); left > 0; left -= 1) {
    const crowd = { fromMs: at(), box: box() };
    for (let people = whole(1, 5); people > 0; people -= 1) {
      const isTest = random() < 0.05;
      events.push({ atMs: crowd.fromMs + whole(0, CROWD_MS), kind: 'vote', box: crowd.box, isTest });
    }
  }
  // Half of what goes wrong does so while votes are on their way.
  const near = () => (events[whole(0, events.length - 1)]?.atMs ?? 0) + whole(0, CROWD_MS);
  for (let left = whole(2, 12); left > 0; left -= 1) {
    const mishap = mishaps[whole(0, mishaps.length - 1)]?.() ?? { kind: 'boot-hub' };
    events.push({ atMs: Math.min(lastsMs, random() < 0.5 ? near() : at()), ...mishap });
  }
  return { seed, boxes, hubs, lastsMs, events: events.sort((a, b) => a.atMs - b.atMs) };
}
