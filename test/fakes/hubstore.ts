import type { HubVotes } from '../../src/app/hub/ports.ts';
import { correctedAt } from '../../src/core/vote.ts';
import {
  appendAll,
  bootOf,
  compare,
  copyOf,
  countAnew,
  improveBoots,
  isBroken,
  logsOf,
  move,
  nameOf,
  rowsOf,
  type State,
  type VotesSnapshot,
} from './hublogs.ts';

export type { VotesSnapshot } from './hublogs.ts';

/** The votes of a hub in memory: held by the same contract as the real stores, and quick. */
export interface FakeVotes extends HubVotes {
  /** The next append rejects and has written nothing. */
  crashBeforeCommit: boolean;
  /** The next append rejects and has written everything. */
  crashAfterCommit: boolean;
  /** A backup. What is stored later does not change it. */
  snapshot(): VotesSnapshot;
  /** Puts a backup back; it may be used again. */
  restore(snapshot: VotesSnapshot): void;
  basis(): number;
}

export function createFakeVotes(): FakeVotes {
  let state: State = { basis: 0, logs: new Map(), boots: new Map() };

  const votes: FakeVotes = {
    crashBeforeCommit: false,
    crashAfterCommit: false,
    basis: () => state.basis,
    snapshot: () => copyOf(state),
    restore: (snapshot) => {
      state = copyOf(snapshot);
    },
    async append(batches) {
      const dies = votes.crashBeforeCommit || batches.some(({ votes: rows }) => rows.some(isBroken));
      const answers = dies ? [] : appendAll(state, batches);
      const diesLate = votes.crashAfterCommit;
      votes.crashBeforeCommit = false;
      votes.crashAfterCommit = false;
      if (dies || diesLate) throw new Error('The database has crashed.');
      return answers;
    },
    async heads(box) {
      return logsOf(state, box).map(({ head }) => ({ ...head }));
    },
    async digests(box, epoch, before, count) {
      const stored = state.logs.get(nameOf(box, epoch))?.votes ?? [];
      let end = stored.length;
      while (before !== null && end > 0 && (stored[end - 1]?.seq ?? 0) >= before) end -= 1;
      const newest = stored.slice(Math.max(0, end - count), end).reverse();
      return newest.map(({ seq, digest }) => ({ seq, digest }));
    },
    async mark(box, epoch, mark) {
      const log = state.logs.get(nameOf(box, epoch));
      if (log !== undefined) log.head = { ...log.head, ...mark };
    },
    async boots(box) {
      return [...state.boots]
        .filter(([name]) => box === undefined || name === box)
        .flatMap(([name, boots]) => [...boots.values()].map((boot) => ({ box: name, ...boot })))
        .sort((a, b) => compare(a.box, b.box) || compare(a.bootId, b.bootId));
    },
    async tally() {
      return logsOf(state).flatMap(({ tally }) => rowsOf(tally));
    },
    async recount(attribution) {
      return logsOf(state).flatMap((log) => rowsOf(countAnew(state, log, attribution)));
    },
    async mend(attribution) {
      if (state.basis !== attribution.basis) return null;
      const before = sumsOf(state);
      for (const log of logsOf(state)) log.tally = countAnew(state, log, attribution);
      const after = sumsOf(state);
      const names = new Set([...before.keys(), ...after.keys()]);
      return [...names].filter((name) => before.get(name) !== after.get(name)).length;
    },
    async change(change, before, after, scope) {
      if (state.basis !== before.basis) return false;
      if (change.kind === 'boots') {
        improveBoots(state, change.box, change.boots, before, after);
        return true;
      }
      for (const log of logsOf(state, scope.box)) move(state, log, before, after, scope.span);
      state.basis = after.basis;
      return true;
    },
    async scan({ fromAt, toAt, timeless }, onVotes) {
      for (const { head, votes: stored } of logsOf(state)) {
        const { box, epoch } = head;
        const timed = stored.map(({ seq, bootId, monoMs, value, room, source }) => {
          const at = correctedAt({ monoMs }, bootOf(state, box, bootId));
          return { box, epoch, seq, bootId, monoMs, value, room, source, correctedAt: at };
        });
        const found = timed.filter(({ correctedAt: at }) =>
          at === null ? timeless : fromAt <= at && at < toAt,
        );
        if (!head.leftOut && found.length > 0) onVotes(found);
      }
    },
    async export(onVotes) {
      for (const { head, votes: stored } of logsOf(state)) {
        const { box, epoch, leftOut } = head;
        const rows = stored.map((vote) => {
          const at = correctedAt(vote, bootOf(state, box, vote.bootId));
          return { ...vote, box, epoch, correctedAt: at, leftOut };
        });
        if (rows.length > 0) await onVotes(rows);
      }
    },
  };
  return votes;
}

function sumsOf(state: State): Map<string, string> {
  const rows = logsOf(state).flatMap(({ tally }) => rowsOf(tally));
  return new Map(
    rows.map(({ box, epoch, kind, sessionId, plus, minus }) => [
      JSON.stringify([box, epoch, kind, sessionId]),
      `${plus} ${minus}`,
    ]),
  );
}
