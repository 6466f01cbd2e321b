import type { Attribution } from '../../src/app/hub/ports.ts';
import type { BoxRecord } from '../../src/core/hub/records.ts';
import type { FakeClock } from '../fakes/clock.ts';
import { createFakeVotes, type FakeVotes, type VotesSnapshot } from '../fakes/hubstore.ts';
import { type HubLife, startHub } from './hublife.ts';
import type { Accept } from './network.ts';
import type { Counter } from './simbox.ts';

/** Asked so often, an organiser has had time to compare the code. */
const ASKED_BEFORE_APPROVAL = 2;

/** The hub: one database, and as many processes on it as there are addresses. */
export class SimHub implements Counter {
  readonly votes: FakeVotes = createFakeVotes();
  readonly #world: FakeClock;
  readonly #random: () => number;
  readonly #records = new Map<string, BoxRecord>();
  readonly #asked = new Map<string, number>();
  /** By box, the last press that was counted elsewhere already: the box is a copy. */
  readonly #since = new Map<string, number>();
  readonly #lives: (HubLife | null)[];

  constructor(world: FakeClock, random: () => number, processes: number) {
    this.#world = world;
    this.#random = random;
    this.#lives = Array.from({ length: processes }, () => null);
  }

  start(): void {
    for (const [index, life] of this.#lives.entries()) {
      if (life !== null) continue;
      this.#lives[index] = startHub({
        world: this.#world,
        random: this.#random,
        votes: this.votes,
        attribution: (basis) => this.attribution(basis),
        record: (box) => this.#records.get(box) ?? null,
        onDeath: () => {
          this.#lives[index] = null;
          this.onCrash();
        },
      });
    }
  }

  crash(process: number, when: 'now' | 'before commit' | 'after commit'): void {
    this.#lives[process % this.#lives.length]?.die(when);
  }

  failNextCommit(process: number): void {
    this.#lives[process % this.#lives.length]?.failNextCommit();
  }

  /** Set by the world: the lines of a process that died are cut. */
  onCrash: () => void = () => {};

  restore(backup: VotesSnapshot): void {
    for (const life of this.#lives) life?.die('now');
    this.votes.restore(backup);
    this.start();
  }

  /** Every process anew, none of which is about to die. */
  mend(): void {
    this.restore(this.votes.snapshot());
  }

  /** An organiser changes what votes count for. */
  changeRules(): void {
    void this.#lives[0]?.changeRules();
  }

  pair(box: string, machine: string): void {
    this.#records.set(box, recordOf(box, machine));
  }

  /** An organiser will take the votes of this box behind that press only. */
  takeSince(box: string, press: number): void {
    this.#since.set(box, press);
  }

  approve(box: string, machine: string): boolean {
    if (this.#lives.every((life) => life === null)) return false;
    const name = `${box} ${machine}`;
    const asked = (this.#asked.get(name) ?? 0) + 1;
    this.#asked.set(name, asked);
    if (asked < ASKED_BEFORE_APPROVAL) return false;
    this.pair(box, machine);
    return true;
  }

  accept(box: string): (process: number) => Accept {
    return (process) => (wire) => {
      const life = this.#lives[process % this.#lives.length] ?? null;
      if (life === null) return null;
      const record = this.#records.get(box);
      return record === undefined ? 'unpaired' : life.links.open(record, wire);
    };
  }

  /** What votes count for by the rules of now, or by the next ones. */
  attribution(basis = this.votes.basis()): Attribution {
    return {
      basis,
      of: ({ box, monoMs, source, room }, boot) => {
        if (source === 'test') return { kind: 'test', sessionId: '' };
        if (monoMs <= (this.#since.get(box) ?? -1)) return { kind: 'before', sessionId: '' };
        if (boot === undefined || boot.quality === 'unset') return { kind: 'unassigned', sessionId: '' };
        return { kind: 'session', sessionId: `${room} by rule ${basis}` };
      },
    };
  }
}

function recordOf(box: string, machine: string): BoxRecord {
  return {
    box,
    machine,
    secretDigest: '',
    pairedAt: 0,
    pairedBy: 'organiser',
    revokedAt: null,
    takenSinceAt: null,
    settings: { name: '', room: null, language: null, muted: null, window: null },
  };
}
