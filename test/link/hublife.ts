import type { LinkVotes } from '../../src/app/hub/linkend.ts';
import { createHubLinks } from '../../src/app/hub/linkends.ts';
import type { HubLinks } from '../../src/app/hub/links.ts';
import type { Attribution, Basis } from '../../src/app/hub/ports.ts';
import type { BoxRecord, Change, Scope } from '../../src/core/hub/records.ts';
import type { FakeClock } from '../fakes/clock.ts';
import type { FakeVotes } from '../fakes/hubstore.ts';
import { type Power, powerOn } from './power.ts';

/** The longest that the database takes to begin a commit, and to answer it. */
const COMMIT_MS = 40;

/** One life of a hub process: the production links over the database, until it dies. */
export interface HubLife {
  links: HubLinks;
  changeRules(): Promise<void>;
  /** @param when with the next commit, or at once */
  die(when: 'now' | 'before commit' | 'after commit'): void;
  /** The next commit fails, and nothing of it is stored. */
  failNextCommit(): void;
}

interface Deps {
  world: FakeClock;
  random: () => number;
  votes: FakeVotes;
  /** By the rules of now, or by others. */
  attribution: (basis?: number) => Attribution;
  /** What is known of a box. */
  record: (box: string) => BoxRecord | null;
  onDeath: () => void;
}

export function startHub({ world, random, votes, attribution, record, onDeath }: Deps): HubLife {
  const power = powerOn(world, () => 0);
  let dies: 'before commit' | 'after commit' | null = null;
  let fails = false;

  function end(): void {
    power.kill();
    onDeath();
  }

  const pause = () => new Promise<void>((resolve) => power.clock.after(random() * COMMIT_MS, resolve));
  const database: LinkVotes = {
    async append(batches) {
      await pause();
      if (dies === 'before commit') end();
      if (!power.isOn()) return new Promise(() => {});
      if (fails) {
        fails = false;
        throw new Error('the disk is full');
      }
      const answers = await votes.append(batches);
      if (dies === 'after commit') end();
      await pause();
      return answers;
    },
    heads: (box) => whileOn(power, () => votes.heads(box)),
    boots: (box) => whileOn(power, () => votes.boots(box)),
    digests: (...asked) => whileOn(power, () => votes.digests(...asked)),
    mark: (...asked) => whileOn(power, () => votes.mark(...asked)),
    change: (...asked) => whileOn(power, () => votes.change(...asked)),
  };
  // What this process takes for the rules, until it looks again.
  let rules = attribution();
  const basis: Basis = {
    attribution: () => rules,
    async reload() {
      rules = attribution();
    },
    async change(change) {
      while (!(await database.change(change, rules, rules, scopeOf(change)))) rules = attribution();
    },
  };
  const links = createHubLinks({
    store: { votes: database, fleet: { box: async (box) => record(box) } },
    clock: power.clock,
    basis,
    desk: {
      heard() {},
      counted() {},
      programme: () => null,
      settings: async () => ({ etag: '', value: NO_SETTINGS }),
      notices: () => ({ etag: '', value: [] }),
      screens: { etags: () => ({ wall: '', results: '', images: '' }) },
    },
    log: { info() {}, warn() {}, error() {} },
    onChange() {},
  });
  return {
    links,
    async changeRules() {
      const before = attribution();
      const after = attribution(before.basis + 1);
      await whileOn(power, () => votes.change(A_RULE, before, after, {}));
    },
    die(when) {
      if (when === 'now') end();
      else dies = when;
    },
    failNextCommit() {
      fails = true;
    },
  };
}

const NO_SETTINGS = { name: '', room: null, language: null, muted: null, window: null };
const A_RULE: Change = { kind: 'undo-correction', number: 1, at: 0, who: '' };

function whileOn<T>(power: Power, ask: () => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    if (!power.isOn()) return;
    ask().then(
      (value) => power.isOn() && resolve(value),
      (error: unknown) => power.isOn() && reject(error),
    );
  });
}

function scopeOf(change: Change): Scope {
  return change.kind === 'boots'
    ? { box: change.box, bootIds: change.boots.map(({ bootId }) => bootId) }
    : {};
}
